"""The Compare tab: topics by reports, the evidence behind every cell, and the figures of a topic side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import Language
from web.blocks import offer, show_html
from web.compare_cells import render_legend
from web.comparing import save_matrix, show_matrix, suggest
from web.desk import Desk, Holdings
from web.filters import render_filters
from web.wording import Words

ORDERS = ("corpus", "place", "year", "topics")


def build_compare_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and offer its endpoints."""
    show_html(_lay_out(desk.holdings), elem_id="compare-block", wrapper_id="compare-room")

    def matrix(sent: str, language: str) -> Iterator[dict[str, Any]]:
        yield from show_matrix(desk, sent, language)

    def topics(sent: str, language: str) -> list[str]:
        return suggest(desk, sent, language)

    def matrix_save(sent: str, form: str, language: str) -> str:
        return save_matrix(desk, sent, form, language)

    # A matrix is many answers: in a lane of its own, so that single questions need not wait for it.
    offer(matrix, name="matrix", is_queued=True, lane="comparing")
    offer(topics, name="topics", is_queued=True, lane="comparing")
    offer(matrix_save, name="matrix_save", is_queued=True, lane="comparing")


def render_compare_parts(words: Words, holdings: Holdings) -> Mapping[str, str]:
    """What differs by language before the server is asked."""
    return {
        "compare_bar": _render_bar(words),
        "compare_filters": render_filters(holdings.catalogue, words),
        "compare_welcome": _render_welcome(words),
        "compare_tools": _render_tools(words),
        "compare_idle": f'<section class="compare-idle"><p class="hint">{words.html("compare_idle")}</p>'
        f"{render_legend(words)}</section>",
    }


def _lay_out(holdings: Holdings) -> str:
    parts = render_compare_parts(Words(Language.EN), holdings)
    return (
        f'<form id="compare-bar" onsubmit="return false">{parts["compare_bar"]}</form>'
        f'<div id="compare-narrow"><div id="compare-filters">{parts["compare_filters"]}</div></div>'
        f'<div id="compare-floor"><div id="compare-side"><p id="compare-status" role="status"></p>'
        f'<div id="compare-tools" hidden>{parts["compare_tools"]}</div>'
        f'<div id="matrix">{parts["compare_welcome"]}</div>'
        f'<section id="plot" hidden tabindex="-1"></section></div></div>'
    )


def _render_bar(words: Words) -> str:
    label, hint = words.html("compare_topics"), words.html("compare_topics_hint")
    return (
        f'<p class="named"><label for="compare-topics">{label}</label>'
        f'<span id="compare-more" class="hint">{words.html("compare_topics_more")}</span></p>'
        f'<div class="ask-topics"><textarea id="compare-topics" rows="4" placeholder="{hint}" '
        f'aria-describedby="compare-more" spellcheck="false"></textarea>'
        f'<div class="acts"><button type="button" id="compare-run">{words.html("compare_run")}</button>'
        f'<button type="button" id="compare-suggest" class="quiet">{words.html("compare_suggest")}</button>'
        f'<button type="button" id="compare-stop" class="quiet" hidden>{words.html("compare_stop")}</button>'
        f"</div></div>"
    )


def _render_welcome(words: Words) -> str:
    return (
        f'<section class="welcome"><h1>{words.html("compare_welcome")}</h1>'
        f"<p>{words.html('compare_welcome_more')}</p></section>"
    )


def _render_tools(words: Words) -> str:
    """The order of the reports, the turn of the table, and the ways to take the matrix along."""
    options = "".join(f'<option value="{one}">{words.html(f"compare_order_{one}")}</option>' for one in ORDERS)
    saves = "".join(
        f'<button type="button" class="tool" data-matrix="{form}" title="{words.html(f"compare_save_{form}")}">'
        f"{form.upper()}</button>"
        for form in ("csv", "json", "svg", "png")
    )
    return (
        f'<label class="chip choice"><span>{words.html("compare_order")}</span> <select id="compare-order">{options}'
        f'</select></label><button type="button" class="tool" id="compare-turn">{words.html("compare_turn")}</button>'
        f'<div class="tools" role="group" aria-label="{words.html("compare_take")}">'
        f'<button type="button" class="tool" data-matrix="link" title="{words.html("compare_link_more")}">'
        f"{words.html('copy_link')}</button>{saves}</div>"
    )
