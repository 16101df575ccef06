"""From the settings to the page over the current index."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import gradio as gr

from answers import Answerer
from search import open_searcher
from settings import Settings
from web.catalogue import Catalogue
from web.desk import Desk, Holdings
from web.page import build_app, launch_options

# A language switch, the back button and a shared link all ask a question again.
N_ANSWERS_KEPT = 256


def open_page(settings: Settings) -> tuple[gr.Blocks, dict[str, Any]]:
    """Open the index, load its encoders and build the page.

    Args:
        settings: name the index and where models lie.

    Returns:
        The page, and what its ``launch`` needs besides host and port.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: it was built with another encoder or an older layout.
        ModelUnavailableError: its encoder cannot be loaded here.
    """
    desk = open_desk(settings)
    return build_app(desk), launch_options(desk)


def open_desk(settings: Settings) -> Desk:
    """Open the index and load its encoders; ``Desk.renew`` does it again after a rebuild.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: it was built with another encoder or an older layout.
        ModelUnavailableError: its encoder cannot be loaded here.
    """

    def reopen() -> Holdings:
        answerer = Answerer(open_searcher(settings))
        catalogue = Catalogue.of(answerer.index.reports, answerer.index.sections.values())
        return Holdings(lru_cache(maxsize=N_ANSWERS_KEPT)(answerer.ask), catalogue, answerer)

    return Desk(reopen(), settings=settings, reopen=reopen)
