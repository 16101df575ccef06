"""The Ask tab: a question, its answer, and the source behind every citation."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from errors import YaodianError
from records import Language, Span
from web.answer import render_answer
from web.blocks import offer, show_html
from web.desk import Desk, Holdings
from web.notices import render_notice
from web.shell import render_shelf, render_welcome
from web.source import render_source
from web.wording import Words, page_language

MOST_QUESTION_CHARS = 1000

log = logging.getLogger(__name__)


def show_answer(desk: Desk, question: str, language: str) -> str:
    """Answer a question as HTML; whatever goes wrong becomes a notice in its place.

    Args:
        desk: who answers.
        question: as typed; white space around it does not count.
        language: the page's language code, from the browser.
    """
    words = Words(page_language(language))
    asked = (question or "").strip()
    if not asked:
        return render_notice(words.say("empty_question"), words.say("empty_question_do"))
    if len(asked) > MOST_QUESTION_CHARS:
        what = words.say("long_question", n=len(asked), most=MOST_QUESTION_CHARS)
        return render_notice(what, words.say("long_question_do"))
    holdings = desk.holdings
    try:
        return render_answer(holdings.ask(asked), holdings.catalogue, words)
    except YaodianError as error:
        return render_notice(words.say("broken"), str(error), is_fault=True)
    except Exception:
        # The reader gets a sentence instead of a traceback; whoever runs the page finds it in the log.
        log.exception("a question could not be answered")
        return render_notice(words.say("broken"), words.say("broken_do"), is_fault=True)


def show_source(desk: Desk, report_id: str, start: int, end: int, language: str) -> str:
    """A report as HTML with ``[start, end)`` marked; all arguments come from the browser."""
    words = Words(page_language(language))
    try:
        cited = Span(int(start), int(end))
    except (TypeError, ValueError, OverflowError):
        cited = Span(0, 0)
    return render_source(desk.holdings.catalogue, str(report_id), cited, words)


def build_ask_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and offer its endpoints."""
    words = Words(Language.EN)
    parts = render_ask_parts(words, desk.holdings)
    show_html(
        f'<form id="question-bar" onsubmit="return false"><div id="question"><textarea id="question-box" rows="1" '
        f'aria-label="{words.html("question")}" placeholder="{words.html("question_hint")}"></textarea></div>'
        f'<button type="button" id="ask">{words.html("ask")}</button></form>'
        f'<div id="reading-room"><div id="answer-side"><p id="status" role="status"></p>'
        f'<div id="result" tabindex="-1">{parts["welcome"]}</div></div>'
        f'<div id="source-side"><div id="source" role="complementary">'
        f'<button type="button" id="source-close">×</button>'
        f'<div id="source-content">{parts["shelf"]}</div></div></div></div>',
        elem_id="ask-block",
        wrapper_id="ask-room",
    )

    def answer(question: str, language: str) -> str:
        return show_answer(desk, question, language)

    def source(report_id: str, start: int, end: int, language: str) -> str:
        return show_source(desk, report_id, start, end, language)

    offer(answer, name="answer", is_queued=True)
    offer(source, name="source")


def render_ask_parts(words: Words, holdings: Holdings) -> Mapping[str, str]:
    """What stands in the answer's and the source's place before the first question."""
    return {"welcome": render_welcome(words), "shelf": render_shelf(words, holdings.catalogue)}
