"""Rebuilding the index from the page: one at a time, in the background, while the present one goes on answering."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import read_corpus
from errors import BrokenIndexError, CorpusError, YaodianError
from indexer import BuildSummary, build_index, prepare, require_writable
from settings import Settings
from web.desk import Desk

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildState:
    """How far a rebuild is, or how the last one ended.

    Attributes:
        number: counts the rebuilds since the page was started; 0 before the first.
        is_running: it is at work.
        stage: what it does, in the words of ``indexer.Progress``.
        unit: what is counted.
        done: how many of them.
        total: of how many, None where that is not known.
        seconds: since it began, or that it took.
        summary: of one that succeeded.
        error: of one that failed, in one line; empty otherwise.
    """

    number: int = 0
    is_running: bool = False
    stage: str = ""
    unit: str = ""
    done: int = 0
    total: int | None = None
    seconds: float = 0.0
    summary: BuildSummary | None = None
    error: str = ""


class Rebuilder:
    """Rebuilds the index of a desk and then has the desk take it up.

    The encoders in use embed what is new, so nothing is loaded twice, and the new generation is one
    that the same encoders can be asked with.

    Args:
        desk: whose index is rebuilt.
        clock: seconds from any origin.
    """

    def __init__(self, desk: Desk, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._lock = threading.Lock()
        self._state = BuildState()
        self._started = 0.0

    @property
    def state(self) -> BuildState:
        """What is to be told of it now."""
        state = self._state
        return replace(state, seconds=self._clock() - self._started) if state.is_running else state

    def start(self) -> None:
        """Begin a rebuild and return at once.

        Raises:
            BrokenIndexError: one is running, here or in another program, or the index cannot be written.
        """
        folder = _settings_of(self._desk).index
        with self._lock:
            if self._state.is_running:
                raise BrokenIndexError(str(folder), "a rebuild is running already: wait until it has finished")
            require_writable(folder)
            self._started = self._clock()
            self._state = BuildState(number=self._state.number + 1, is_running=True)
        threading.Thread(target=self._run, name="rebuild", daemon=True).start()

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """As ``indexer.Progress``."""
        self._state = replace(self._state, stage=name, unit=unit, done=0, total=total)

    def advance(self, count: int = 1) -> None:
        """As ``indexer.Progress``."""
        self._state = replace(self._state, done=self._state.done + count)

    def _run(self) -> None:
        try:
            summary = self._rebuild()
            self.stage("Opening", unit="index", total=1)
            self._desk.renew()
            ended = BuildState(summary=summary)
        except YaodianError as error:
            ended = BuildState(error=str(error))
        except Exception:
            # The page tells the reader in a sentence; whoever runs it finds the traceback in the log.
            log.exception("the index could not be rebuilt")
            ended = BuildState(error="an unforeseen fault, see the log of the program; the index is as it was")
        seconds = self._clock() - self._started
        self._state = replace(ended, number=self._state.number, seconds=seconds)

    def _rebuild(self) -> BuildSummary:
        answerer = self._desk.holdings.answerer
        if answerer is None:
            raise ValueError("a rebuild needs an index behind the page, found answers made by hand")
        settings = build_settings(self._desk)
        self.stage("Reading", unit="files", total=sum(len(files) for _, _, files in os.walk(settings.corpus)))
        corpus = read_corpus(settings.corpus, on_file=lambda _: self.advance())
        if not corpus.reports:
            reason = f"none of {len(corpus.failures)} files could be read; the index is as it was: add a readable one"
            raise CorpusError(str(settings.corpus), reason)
        self.stage("Outlining", unit="reports", total=len(corpus.reports))
        material = prepare(corpus, max_chars=settings.chunk.max_chars, on_report=lambda _: self.advance())
        return build_index(material, settings.index, answerer.searcher.ensemble, settings=settings, progress=self)


def build_settings(desk: Desk) -> Settings:
    """The settings of a rebuild: the reports and the encoder that the present index was built from.

    Raises:
        CorpusError: the folder of reports is not here any more.
    """
    settings, folder = _settings_of(desk), corpus_folder(desk)
    answerer = desk.holdings.answerer
    if folder is None or answerer is None:
        reason = "the folder that the index was built from is not here: start the page where it is, or build anew"
        raise CorpusError(str(settings.corpus), reason)
    spec = answerer.index.manifest.encoder.spec
    return settings.model_copy(update={"corpus": folder, "encoder": spec})


def corpus_folder(desk: Desk) -> Path | None:
    """The folder that the present index was built from; None where it is not here or there is no index.

    The index is asked, not the settings: a rebuild must not put other reports in the place of these.
    """
    answerer = desk.holdings.answerer
    if answerer is None:
        return None
    folder = Path(answerer.index.manifest.corpus)
    return folder if folder.is_dir() else None


def _settings_of(desk: Desk) -> Settings:
    if desk.settings is None:
        raise ValueError("a rebuild needs the settings that the page was started with")
    return desk.settings
