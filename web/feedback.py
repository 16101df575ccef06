"""Judging an answer right or wrong: from what a reader ticks to a gold question; without Gradio."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from errors import YaodianError
from eval import Judgement, Verdict, save_judgement, undo_judgement
from records import Answer, Filters
from settings import Settings
from web.asked import Asked, read_asked
from web.asking import MOST_QUESTION_CHARS, ask
from web.desk import Desk, generation_of
from web.feedback_form import render_form
from web.feedback_gold import JudgingError, make_gold
from web.feedback_mark import mark_of
from web.feedback_sent import Judged, read_judged
from web.limits import Limiter
from web.wording import Words, page_language

# What the browser gets: whether it was done, and what is said of it.
Told = dict[str, Any]

log = logging.getLogger(__name__)

_SAVED = {Verdict.RIGHT: "judged_right", Verdict.WRONG: "judged_wrong"}


def feedback_file(settings: Settings) -> Path:
    """The file of judged answers.

    Beside the index, not in it: a build removes old generations, and who begins anew removes the folder.

    Example:
        >>> from settings import load_settings
        >>> feedback_file(load_settings(index=Path("some/index"))).as_posix()
        'some/index.feedback.jsonl'
    """
    return settings.page.feedback or settings.index.with_name(f"{settings.index.name}.feedback.jsonl")


def show_form(desk: Desk, sent: str, language: str) -> Told:
    """The form in which a reader says what a right answer would hold.

    Args:
        desk: who answered.
        sent: the question as for ``web.asking.show_answer``.
        language: the page's language code, from the browser.
    """
    words = Words(page_language(language))

    def show() -> Told:
        _, answer = _answer_again(desk, sent)
        return {"ok": True, "html": render_form(answer, desk.holdings.catalogue, words), "mark": mark_of(answer)}

    return _do(show, words)


def judge(
    desk: Desk, limiter: Limiter, sent: str, judged: str, language: str, *, client: str = "", user: str = ""
) -> Told:
    """Save what a reader says of an answer.

    Args:
        desk: who answered.
        limiter: of judgements.
        sent: the question as for ``web.asking.show_answer``.
        judged: the verdict as the browser's JSON (see ``web.feedback_sent``).
        language: the page's language code.
        client: who is counted by the limiter.
        user: who is signed in, or nobody.

    Returns:
        ``ok``, ``said`` and, where it was saved, ``undo``.
    """
    words = Words(page_language(language))

    def save() -> Told:
        verdict = read_judged(judged)
        asked, answer = _answer_again(desk, sent)
        if mark_of(answer) != verdict.mark:
            raise JudgingError("judge_other_answer")
        if asked.filters != Filters():
            raise JudgingError("judge_narrowed")
        judgement = _to_judgement(desk, asked, answer, verdict, user)
        if limiter.take(client):
            raise JudgingError("judge_rate")
        token = save_judgement(feedback_file(_settings_of(desk)), judgement)
        return {"ok": True, "said": words.say(_SAVED[verdict.verdict]), "undo": token}

    return _do(save, words)


def take_back(desk: Desk, token: str, language: str) -> Told:
    """Undo a judgement that was just saved; only who saved it knows its token."""
    words = Words(page_language(language))

    def undo() -> Told:
        undo_judgement(feedback_file(_settings_of(desk)), token)
        return {"ok": True, "said": words.say("judgement_undone")}

    return _do(undo, words)


def _to_judgement(desk: Desk, asked: Asked, answer: Answer, judged: Judged, user: str) -> Judgement:
    # A follow-up cannot be asked alone, nor can what a reader corrected be told from the words typed.
    is_typed = asked.previous is None and asked.understood is None
    question = answer.question if is_typed or answer.understood is None else answer.understood.question
    return Judgement(
        gold=make_gold(question, answer, judged, desk.holdings.catalogue),
        verdict=judged.verdict,
        blames=judged.blames if judged.verdict is Verdict.WRONG else (),
        because=judged.because,
        who=user,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        generation=generation_of(desk.holdings),
    )


def _answer_again(desk: Desk, sent: str) -> tuple[Asked, Answer]:
    """The answer that was shown: the desk keeps its last ones, so that nothing is searched for anew."""
    asked = read_asked(sent)
    if not asked.question or len(asked.question) > MOST_QUESTION_CHARS:
        raise ValueError(f"found a question of {len(asked.question)} characters, expected 1 to {MOST_QUESTION_CHARS}")
    return asked, ask(desk.holdings, asked)


def _settings_of(desk: Desk) -> Settings:
    if desk.settings is None:
        raise ValueError("judging needs the settings that the page was started with")
    return desk.settings


def _do(act: Callable[[], Told], words: Words) -> Told:
    """Whatever goes wrong is a sentence."""
    try:
        return act()
    except JudgingError as error:
        return {"ok": False, "said": words.say(error.key, **error.values)}
    except YaodianError as error:
        log.warning("a judgement was not saved: %s", error)
        return {"ok": False, "said": words.say("judge_failed")}
    except ValueError as error:
        return {"ok": False, "said": words.say("bad_link_do", reason=error)}
    except Exception:
        log.exception("a judgement could not be saved")
        return {"ok": False, "said": words.say("judge_failed")}
