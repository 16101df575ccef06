"""From the settings to the page over the current index."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

import gradio as gr

from answers import Answerer, Writer
from indexer import open_index
from search import Searcher, open_searcher
from settings import LlmSettings, Settings
from web.catalogue import Catalogue
from web.desk import Desk, Holdings
from web.page import build_app, launch_options

# A language switch, the back button and a shared link all ask a question again.
N_ANSWERS_KEPT = 256
_FIRST_QUESTION = "Which cities plan principal rank reform in 2022? 哪些城市计划推行校长职级制？"


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
        SettingsError: a language model is named, but no server.
    """
    desk = open_desk(settings)
    # Tables and models are read where they are first needed: not while the first reader waits.
    threading.Thread(target=desk.holdings.ask, args=(_FIRST_QUESTION,), name="first question", daemon=True).start()
    return build_app(desk), launch_options(desk)


def open_desk(settings: Settings) -> Desk:
    """Open the index and load its encoders; ``Desk.renew`` does it again after a rebuild.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: it was built with another encoder or an older layout.
        ModelUnavailableError: its encoder cannot be loaded here.
    """

    def reopen() -> Holdings:
        return hold(Answerer(_reopen_searcher(settings, desk.holdings.answerer)), settings.llm)

    desk = Desk(hold(Answerer(open_searcher(settings)), settings.llm), settings=settings, reopen=reopen)
    return desk


def hold(answerer: Answerer, llm: LlmSettings | None = None) -> Holdings:
    """One generation of the index as the page uses it; answers are kept for as long as it is in use.

    Args:
        answerer: over the index.
        llm: the language model that writes answers, where one is named.

    Raises:
        SettingsError: a model is named, but no server.
    """
    catalogue = Catalogue.of(answerer.index.reports, answerer.index.sections.values())
    write = Writer(llm, searcher=answerer.searcher).write if llm and llm.model else None
    return Holdings(lru_cache(maxsize=N_ANSWERS_KEPT)(answerer.ask), catalogue, answerer, write)


def _reopen_searcher(settings: Settings, before: Answerer | None) -> Searcher:
    """The encoders in use serve the new generation too, unless it was built with others."""
    index = open_index(settings.index)
    if before is None or before.searcher.ensemble.fingerprint != index.manifest.encoder.fingerprint:
        return open_searcher(settings)
    return Searcher(index, before.searcher.ensemble, before.searcher.options)
