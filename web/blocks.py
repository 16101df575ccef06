"""How the page's own HTML and handlers are put among Gradio's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

# Answers keep the cores busy: two at once, the others wait and are told so.
N_AT_ONCE = 2


def show_html(html: str, *, elem_id: str, wrapper_id: str) -> None:
    """Put own HTML into the present Blocks.

    Args:
        html: trusted markup, in which every text is escaped.
        elem_id: of Gradio's block.
        wrapper_id: of the element around the markup, for scripts and styles.
    """
    wrapped = f'<div id="{wrapper_id}">{html}</div>'
    gr.HTML(wrapped, elem_id=elem_id, elem_classes="own", apply_default_css=False)


def offer(handler: Callable[..., Any], *, name: str, is_queued: bool = False, lane: str = "answers") -> None:
    """Let the page's scripts call a function as ``page.run(name, …)`` or ``page.fetchNow(name, …)``.

    Args:
        handler: takes and gives plain JSON values, with type hints; one that yields sends every value.
        name: of the endpoint; it is not in the documentation for other programs.
        is_queued: whether it waits for its turn among the answers (``run``); quick look-ups
            must not wait for other people's questions (``fetchNow``).
        lane: the queue; what is slow has one of its own, so that no answer waits for it.
    """
    if is_queued:
        api(handler, api_name=name, api_visibility="undocumented", concurrency_limit=N_AT_ONCE, concurrency_id=lane)
    else:
        api(handler, api_name=name, api_visibility="undocumented", queue=False)
