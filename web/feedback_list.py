"""The answers that readers judged as a list of the Evaluate tab: each can be removed, all can be taken along."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape
from typing import Any

from errors import EvaluationError
from eval import Kept, Verdict, drop_judgement, list_judgements, take_judgements
from web.desk import Desk
from web.evaluate_failures import render_ask
from web.evaluate_list import render_suites
from web.evaluate_suites import list_suites
from web.evaluate_words import render_day
from web.feedback import feedback_file
from web.feedback_form import BLAMES
from web.wording import Words, page_language

MOST_SHOWN = 200
_SIGNS = {Verdict.RIGHT: "✓", Verdict.WRONG: "✕"}

Told = dict[str, Any]

log = logging.getLogger(__name__)


def show_judged(desk: Desk, words: Words) -> str:
    """The section with all judged answers, the latest first; empty without settings.

    Args:
        desk: whose file of judged answers.
        words: the page's words.
    """
    if desk.settings is None:
        return ""
    path = feedback_file(desk.settings)
    try:
        return render_judged(list_judgements(path), words)
    except EvaluationError as error:
        return render_judged((), words, fault=error.reason)


def drop_judged(desk: Desk, mark: str, language: str, *, is_trusted: bool) -> Told:
    """Remove a judged answer for good.

    Args:
        desk: whose file of judged answers.
        mark: of the line, from the browser; only looked up.
        language: the page's language code.
        is_trusted: whether who asks may.

    Returns:
        ``ok``, ``said``, ``html`` of the section as it is now, and ``suites``, the choices of suites, of which the
        judged answers are one with their number.
    """
    words = Words(page_language(language))
    if not is_trusted or desk.settings is None:
        return {"ok": False, "said": words.say("run_refused"), "html": "", "suites": ""}
    is_removed = True
    try:
        drop_judgement(feedback_file(desk.settings), str(mark))
    except EvaluationError as error:
        log.warning("a judged answer was not removed: %s", error)
        is_removed = False
    said = words.say("judged_removed" if is_removed else "judged_not_removed")
    suites = render_suites(list_suites(desk), words)
    return {"ok": is_removed, "said": said, "html": show_judged(desk, words), "suites": suites}


def save_judged(desk: Desk, language: str, *, is_trusted: bool) -> Told:
    """The file of judged answers as it is, with its name."""
    words = Words(page_language(language))
    if not is_trusted or desk.settings is None:
        return {"ok": False, "said": words.say("run_refused")}
    path = feedback_file(desk.settings)
    try:
        return {"ok": True, "name": path.name, "text": take_judgements(path)}
    except EvaluationError as error:
        log.warning("the judged answers were not saved: %s", error)
        return {"ok": False, "said": words.say("file_not_saved")}


def render_judged(kept: Sequence[Kept], words: Words, *, fault: str = "") -> str:
    """The section.

    Args:
        kept: the lines of the file, in its order; nothing in them is trusted.
        words: the page's words.
        fault: why the file cannot be read at all; empty where it can.
    """
    items = "".join(_render_one(one, words) for one in reversed(kept[-MOST_SHOWN:]))
    listed = f"<ol>{items}</ol>" if items else f'<p class="hint">{words.html("judged_none")}</p>'
    if fault:
        listed = f'<p class="note">{words.html("judged_unread")} <small lang="en">{escape(fault)}</small></p>'
    rest = len(kept) - MOST_SHOWN
    more = f'<p class="hint">{words.html("more_failures", n=rest)}</p>' if rest > 0 else ""
    save = f'<button type="button" class="quiet" data-judged-save>{words.html("judged_save")}</button>' if kept else ""
    return (
        f'<section id="judged" tabindex="-1"><header><h2>{words.html("judged_head")}</h2>{save}</header>'
        f'<p class="judged-said" role="status"></p>{listed}{more}</section>'
    )


def _render_one(one: Kept, words: Words) -> str:
    shown = _render_damaged(one, words) if one.fault or one.verdict is None else _render_judged(one, words)
    return (
        f'<li data-judged="{escape(one.mark)}">{shown}<span class="acts">'
        f'<button type="button" class="link" data-judged-ask>{words.html("judged_remove")}</button>'
        f'<span class="sure" hidden>{words.html("judged_sure")} '
        f'<button type="button" class="quiet" data-judged-drop>{words.html("judged_remove")}</button> '
        f'<button type="button" class="quiet" data-judged-keep>{words.html("judged_keep")}</button></span></span></li>'
    )


def _render_judged(one: Kept, words: Words) -> str:
    right = one.verdict is Verdict.RIGHT
    verdict = words.html("judged_is_right" if right else "judged_is_wrong")
    reasons = [words.html(BLAMES[blame]) for blame in one.blames]
    reasons += [f"<q>{escape(one.because)}</q>"] if one.because else []
    noted = [render_day(one.when)] if one.when else []
    noted += [escape(one.who)] if one.who else []
    sign = _SIGNS[Verdict.RIGHT if right else Verdict.WRONG]
    return (
        f'<p class="verdict {"right" if right else "wrong"}"><span aria-hidden="true">{sign}</span> {verdict}</p>'
        f'<p class="asked">{escape(one.question)}</p>{_render_reasons(reasons)}'
        f'<p class="noted">{" · ".join([*noted, render_ask(one.question, words)])}</p>'
    )


def _render_reasons(reasons: Sequence[str]) -> str:
    return f'<p class="reasons">{" · ".join(reasons)}</p>' if reasons else ""


def _render_damaged(one: Kept, words: Words) -> str:
    return (
        f'<p class="verdict damaged">{words.html("judged_damaged", line=one.line)} '
        f'<small lang="en">{escape(one.fault)}</small></p>'
    )
