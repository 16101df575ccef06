"""What the Ask tab's endpoints do; without Gradio."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from errors import FilterError, YaodianError
from records import Answer, Span
from web.answer import render_answer
from web.asked import Asked, read_asked, understanding_to_json
from web.chips import render_chips
from web.desk import Desk, Holdings
from web.exports import answer_as_file, answer_to_markdown
from web.feedback_mark import mark_of
from web.notices import render_notice
from web.original import VERSIONS, has_original, show_original
from web.source import render_source
from web.wording import Words, page_language
from web.written import render_written

MOST_QUESTION_CHARS = 1000

log = logging.getLogger(__name__)


def show_answer(desk: Desk, sent: str, language: str) -> dict[str, Any]:
    """Answer a question for the page; whatever goes wrong becomes a notice in its place.

    Args:
        desk: who answers.
        sent: question, filters and understandings as the browser's JSON (see ``web.asked``).
        language: the page's language code, from the browser.

    Returns:
        ``html`` of the answer or notice, ``chips`` of what was understood, ``understood`` to send
        back with a correction or the next question, ``markdown`` to copy, ``is_answer``, and
        ``supporting``, the number of reports that say so.
    """
    words = Words(page_language(language))
    holdings = desk.holdings
    try:
        asked = read_asked(sent)
    except ValueError as error:
        return _say(words.say("bad_link"), words.say("bad_link_do", reason=error))
    if notice := _refuse(asked.question, words):
        return notice
    try:
        answer = ask(holdings, asked)
    except FilterError as error:
        if error.field == "condition":
            return _say(words.say("bad_condition"), words.say("bad_condition_do"))
        return _say(words.say("broken"), str(error), is_fault=True)
    except YaodianError as error:
        return _say(words.say("broken"), str(error), is_fault=True)
    except Exception:
        # The reader gets a sentence instead of a traceback; whoever runs the page finds it in the log.
        log.exception("a question could not be answered")
        return _say(words.say("broken"), words.say("broken_do"), is_fault=True)
    return {
        "html": render_answer(
            answer,
            holdings.catalogue,
            words,
            has_json=holdings.answerer is not None,
            is_written=holdings.write is not None,
            mark=mark_of(answer) if desk.settings else "",
        ),
        "chips": render_chips(answer.understood, words),
        "understood": understanding_to_json(answer.understood),
        "markdown": answer_to_markdown(answer, words),
        "is_answer": True,
        "supporting": answer.coverage.supporting,
    }


def write_answer(desk: Desk, sent: str, language: str) -> Iterator[str]:
    """Let a language model write the same answer; nothing where none is set.

    Args:
        desk: who answers and writes.
        sent: as for ``show_answer``.
        language: the page's language code, from the browser.

    Yields:
        The HTML of what is written so far.
    """
    holdings, words = desk.holdings, Words(page_language(language))
    if holdings.write is None:
        return
    try:
        answer = ask(holdings, read_asked(sent))
        for written in holdings.write(answer):
            yield render_written(written, answer, words)
    except (ValueError, YaodianError):
        log.exception("an answer could not be written")
        yield f'<p class="by">{words.html("not_written")}</p>'


def save_answer(desk: Desk, sent: str, form: str) -> str:
    """The same answer as the text of a file; empty where it cannot be asked again.

    Args:
        desk: who answers.
        sent: as for ``show_answer``.
        form: ``csv`` or ``json``.
    """
    holdings = desk.holdings
    try:
        return answer_as_file(ask(holdings, read_asked(sent)), form, holdings)
    except (ValueError, YaodianError):
        log.exception("an answer could not be saved as %r", form)
        return ""


def ask(holdings: Holdings, asked: Asked) -> Answer:
    """Ask what the browser sent."""
    return holdings.ask(asked.question, filters=asked.filters, previous=asked.previous, understood=asked.understood)


def show_source(desk: Desk, report_id: str, start: int, end: int, language: str, *, version: str = "repaired") -> str:
    """A report as HTML with ``[start, end)`` marked; all arguments come from the browser.

    Args:
        desk: whose reports.
        report_id: the report.
        start: of the stretch to mark.
        end: of the stretch to mark.
        language: the page's language code.
        version: ``original`` for the file's own text around the stretch, with the repairs marked.
    """
    words = Words(page_language(language))
    try:
        cited = Span(int(start), int(end))
    except (TypeError, ValueError, OverflowError):
        cited = Span(0, 0)
    catalogue = desk.holdings.catalogue
    report = catalogue.reports.get(str(report_id))
    if report is None or not has_original(desk, report):
        return render_source(catalogue, str(report_id), cited, words)
    is_original = version == "original"
    original = show_original(desk, report, cited, words) if is_original else ""
    shown = VERSIONS[1] if is_original else VERSIONS[0]
    return render_source(catalogue, str(report_id), cited, words, version=shown, original=original)


def _refuse(question: str, words: Words) -> dict[str, Any] | None:
    if not question:
        return _say(words.say("empty_question"), words.say("empty_question_do"))
    if len(question) > MOST_QUESTION_CHARS:
        what = words.say("long_question", n=len(question), most=MOST_QUESTION_CHARS)
        return _say(what, words.say("long_question_do"))
    return None


def _say(what: str, do: str, *, is_fault: bool = False) -> dict[str, Any]:
    html = render_notice(what, do, is_fault=is_fault)
    return {"html": html, "chips": "", "understood": None, "markdown": "", "is_answer": False, "supporting": 0}
