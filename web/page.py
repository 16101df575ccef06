"""The whole page: its tabs, its look and how it is served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from records import Answer, Language
from web.ask import Desk, build_ask_tab
from web.catalogue import Catalogue
from web.guard import Guard
from web.programs import Programs, offer_programs
from web.shell import as_script_data, render_masthead, shells
from web.theme import make_theme
from web.wording import Words

FOLDER = Path(__file__).parent
TABS = ("ask",)


def build_app(ask: Callable[[str], Answer], catalogue: Catalogue, *, programs: Programs | None = None) -> gr.Blocks:
    """Build the page.

    Args:
        ask: answers a question; may be called from several threads at once.
        catalogue: the reports that it answers from.
        programs: the endpoints for other programs; none without it.

    Returns:
        Blocks to be launched with ``launch_options``.
    """
    page = gr.Blocks(title="要点 Yaodian", analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(f'<div id="masthead">{render_masthead(Words(Language.EN), TABS)}</div>')
        build_ask_tab(Desk(ask, catalogue))
        if programs is not None:
            offer_programs(programs)
    return page


def launch_options(catalogue: Catalogue) -> dict[str, Any]:
    """What ``Blocks.launch`` needs besides the address: the look, the script, the guard."""
    data = as_script_data(shells(catalogue, TABS))
    script = (FOLDER / "page.js").read_text(encoding="utf-8")
    style = (FOLDER / "style.css").read_text(encoding="utf-8")
    return {
        "theme": make_theme(),
        # Not as "css": Gradio rewrites those rules' selectors, and their order of weight is lost.
        "head": f"<style>{style}</style><script>window.yaodianShells = {data};\n{script}</script>",
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "quiet": True,
        "app_kwargs": {"middleware": [Middleware(Guard)]},
    }
