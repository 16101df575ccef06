"""The Ask tab: a question, its answer, and the source behind every citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import Language
from web.asking import save_answer, show_answer, show_source, write_answer
from web.blocks import offer, show_html
from web.desk import Desk, Holdings
from web.feedback_offers import offer_feedback
from web.filters import render_filters
from web.shell import render_shelf, render_welcome
from web.wording import Words


def build_ask_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and offer its endpoints."""
    show_html(_lay_out(desk.holdings), elem_id="ask-block", wrapper_id="ask-room")

    def answer(sent: str, language: str) -> dict[str, Any]:
        return show_answer(desk, sent, language)

    def write(sent: str, language: str) -> Iterator[str]:
        yield from write_answer(desk, sent, language)

    def save(sent: str, form: str) -> str:
        return save_answer(desk, sent, form)

    def source(report_id: str, start: int, end: int, language: str, version: str = "repaired") -> str:
        return show_source(desk, report_id, start, end, language, version=version)

    offer(answer, name="answer", is_queued=True)
    offer(write, name="write", is_queued=True, lane="writing")
    offer(save, name="save", is_queued=True)
    offer(source, name="source")
    offer_feedback(desk)


def render_ask_parts(words: Words, holdings: Holdings) -> Mapping[str, str]:
    """What stands in the answer's and the source's place before the first question, and the menus."""
    return {
        "welcome": render_welcome(words),
        "shelf": render_shelf(words, holdings.catalogue),
        "filters": render_filters(holdings.catalogue, words),
    }


def _lay_out(holdings: Holdings) -> str:
    words = Words(Language.EN)
    parts = render_ask_parts(words, holdings)
    return (
        f'<form id="question-bar" onsubmit="return false"><div id="question"><textarea id="question-box" rows="1" '
        f'aria-label="{words.html("question")}" placeholder="{words.html("question_hint")}"></textarea></div>'
        f'<button type="button" id="ask">{words.html("ask")}</button></form>'
        f'<div id="bar"><div id="chips"></div><div id="filters">{parts["filters"]}</div>'
        f'<details id="history" class="menu" hidden><summary class="chip">{words.html("history")}</summary>'
        f'<ol id="history-list" class="options"></ol></details></div>'
        f'<div id="reading-room"><div id="answer-side"><p id="status" role="status"></p>'
        f'<div id="result" tabindex="-1">{parts["welcome"]}</div></div>'
        f'<div id="source-side"><div id="source" role="complementary">'
        f'<button type="button" id="source-close">×</button>'
        f'<div id="source-note"></div><div id="source-content">{parts["shelf"]}</div></div></div></div>'
    )
