"""The whole page: its tabs, its look and how it is served.

A tab is one Python file ``NAME_tab.py`` with two functions and a line in ``TABS``:

* ``build_NAME_tab(desk)`` lays it out inside the present ``gr.Column`` (its ``elem_id`` is ``tab-NAME``) with
  ``web.blocks.show_html`` or Gradio's own components, and offers its handlers by ``web.blocks.offer``. Handlers are
  module-level functions that take the ``Desk`` first and are tested without Gradio; each reads ``desk.holdings`` once,
  since a rebuild replaces it.
* ``render_NAME_parts(words, holdings)`` gives the HTML that differs by language, by name, for ``page.part(name)``.

Its words are a file ``words/NAME.json`` of its own (a key that two files have is an error; ``tab_NAME`` is the link).
Its look and script are files ``static/NAME*.css`` and ``static/NAME*.js``. All are joined at launch: first ``FIRST``,
then the others by name, then ``LAST``. Own HTML stands inside an element of class ``own`` (``show_html`` makes it),
where Gradio's styles are taken back: rules for it begin with ``#rooms .own``, those of one tab with ``#tab-NAME``. A
script is a function of its own, ``((page) => {...})(window.yaodian)``, and has from the others: ``page.onStart``,
``onSpeak``, ``onClick``, ``onKey``,
``onTab(NAME, act)``, ``say(key, values)``, ``part(name)``, ``openTab``, ``fetchNow(endpoint, data)`` for an endpoint
outside the queue, ``run(endpoint, data, {onPlace, onStart, onResult})`` for one in it, and ``page.offer({...})``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from records import Language
from web.ask_tab import build_ask_tab, render_ask_parts
from web.blocks import offer, show_html
from web.compare_tab import build_compare_tab, render_compare_parts
from web.desk import Desk, generation_of
from web.evaluate_tab import build_evaluate_tab, render_evaluate_parts
from web.guard import Guard
from web.programs import offer_programs
from web.reports_tab import build_reports_tab, render_reports_parts
from web.shell import as_script_data, render_masthead, shells
from web.tabs import Tab
from web.theme import make_theme
from web.uploading import upload_routes
from web.wording import Words

TABS = (
    Tab("ask", build_ask_tab, render_ask_parts),
    Tab("compare", build_compare_tab, render_compare_parts),
    Tab("reports", build_reports_tab, render_reports_parts),
    Tab("evaluate", build_evaluate_tab, render_evaluate_parts),
)

# Sources, lists and programs that wait for a place are served beside the answers.
N_THREADS = 80

STATIC = Path(__file__).with_name("static")
# A rule or function that others build upon stands before them; what a narrow screen takes back comes last.
FIRST = ("look.css", "frame.css", "page.js", "language.js", "tabs.js")
LAST = ("narrow.css", "start.js")


def build_app(desk: Desk, *, tabs: tuple[Tab, ...] = TABS) -> gr.Blocks:
    """Build the page.

    Args:
        desk: who answers, and from which reports.
        tabs: in their order; the first is shown at the start.

    Returns:
        Blocks to be launched with ``launch_options``.
    """
    page = gr.Blocks(title="要点 Yaodian", analytics_enabled=False, fill_width=True)
    page.queue(max_size=desk.page.waiting, api_open=False)
    names = [tab.name for tab in tabs]
    with page:
        show_html(render_masthead(Words(Language.EN), names), elem_id="masthead-block", wrapper_id="masthead")
        with gr.Column(elem_id="rooms"):
            for tab in tabs:
                with gr.Column(elem_id=f"tab-{tab.name}", elem_classes="tab"):
                    tab.build(desk)
        offer_programs(desk)
        _offer_renewal(desk, tabs)
    return page


def _offer_renewal(desk: Desk, tabs: tuple[Tab, ...]) -> None:
    def renewed(generation: str) -> dict[str, Any]:
        return show_renewed(desk, generation, tabs)

    offer(renewed, name="renewed")


def show_renewed(desk: Desk, generation: str, tabs: tuple[Tab, ...] = TABS) -> dict[str, Any]:
    """What a page that was opened over another generation of the index must take up; nothing where it is the same."""
    holdings = desk.holdings
    now = generation_of(holdings)
    if generation == now:
        return {"generation": now}
    parts = {
        str(language): {
            name: html for tab in tabs for name, html in tab.render_parts(Words(language), holdings).items()
        }
        for language in Language
    }
    return {"generation": now, "nReports": len(holdings.catalogue.reports), "parts": parts}


def launch_options(desk: Desk, *, tabs: tuple[Tab, ...] = TABS) -> dict[str, Any]:
    """What ``Blocks.launch`` needs besides the address: the look, the script, the guard."""
    script, style = join_static(".js"), join_static(".css") + _hide_other_tabs(tabs)
    data = as_script_data(
        {
            "shells": shells(desk.holdings, tabs, script),
            "tabs": [tab.name for tab in tabs],
            "nReports": len(desk.holdings.catalogue.reports),
            "generation": generation_of(desk.holdings),
        }
    )
    return {
        "theme": make_theme(),
        # Not as "css": Gradio rewrites those rules' selectors, and their order of weight is lost.
        "head": f"<style>{style}</style><script>window.yaodian = {data};\n{script}</script>",
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "quiet": True,
        "mcp_server": desk.holdings.answerer is not None,
        "max_threads": N_THREADS,
        "app_kwargs": {"middleware": [Middleware(Guard, page=desk.page)], "routes": upload_routes(desk)},
    }


def join_static(suffix: str) -> str:
    """The files of ``static/`` that end in ``suffix``, joined in the order that the top of this file tells."""
    named = {path.name: path for path in STATIC.glob(f"*{suffix}")}
    first, last = ([name for name in names if name in named] for names in (FIRST, LAST))
    between = sorted(set(named) - set(first) - set(last))
    return "\n".join(named[name].read_text(encoding="utf-8") for name in (*first, *between, *last))


def _hide_other_tabs(tabs: tuple[Tab, ...]) -> str:
    """A tab is shown while its name is the page's ``data-tab``: known before the first paint."""
    return "\n".join(
        f'html:not([data-tab="{tab.name}"]) #tab-{tab.name} {{ display: none !important; }}' for tab in tabs
    )
