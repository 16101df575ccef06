"""Running a suite from the page: one at a time, in the background, while the index in use goes on answering."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from errors import EvaluationError, YaodianError
from eval import Request, ablate_suite, name_result, require_writable, run_suite, write_ablation, write_result
from settings import Settings
from web.desk import Desk
from web.evaluate_suites import name_run
from web.evaluate_wanted import Wanted, options_of

ASKING = "Asking"
# Before so many questions and seconds nothing is said of the time that is left: it would be a guess.
LEAST_ASKED, LEAST_S = 2, 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunState:
    """How far a run is, or how the last one ended.

    Attributes:
        number: counts the runs since the page was started; 0 before the first.
        is_running: it is at work.
        suite_id: what is run.
        stage: what it does, in the words of ``indexer.Progress``.
        unit: what is counted.
        done: how many of them.
        total: of how many, None where that is not known.
        left_s: about how long the questions still take; None where that is not known yet.
        result: the name of the file that came of it; empty before and where none did.
        error: of one that failed, in one line; empty otherwise.
        is_cancelled: a reader stopped it.
    """

    number: int = 0
    is_running: bool = False
    suite_id: str = ""
    stage: str = ""
    unit: str = ""
    done: int = 0
    total: int | None = None
    left_s: float | None = None
    result: str = ""
    error: str = ""
    is_cancelled: bool = False


class Evaluator:
    """Runs suites with the index and the encoders of a desk.

    Args:
        desk: whose index is asked, as it is when a run begins.
        clock: seconds from any origin.
    """

    def __init__(self, desk: Desk, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._lock = threading.Lock()
        self._state = RunState()
        self._stage_began = 0.0
        self._is_stopping = threading.Event()

    @property
    def state(self) -> RunState:
        """What is to be told of it now."""
        state = self._state
        seconds = self._clock() - self._stage_began
        if not state.is_running or state.stage != ASKING or state.done < LEAST_ASKED or seconds < LEAST_S:
            return state
        return replace(state, left_s=seconds / state.done * ((state.total or state.done) - state.done))

    def start(self, wanted: Wanted) -> None:
        """Begin a run and return at once.

        Raises:
            EvaluationError: one is running, the suite cannot be run, or its result could not be written.
            ValueError: it is wanted with options that there are not.
        """
        with self._lock:
            if self._state.is_running:
                raise EvaluationError("run", "one is running already: wait until it has finished, or cancel it")
            suite = name_run(self._desk, wanted.suite_id, wanted.second)
            request = self._request(wanted)
            words = ["ablation", suite] if wanted.is_ablation else [suite]
            path = name_result(_settings_of(self._desk).page.runs, *words)
            require_writable(path)
            self._is_stopping.clear()
            self._state = RunState(self._state.number + 1, is_running=True, suite_id=wanted.suite_id)
        threading.Thread(target=self._run, args=(suite, request, path, wanted), name="evaluation", daemon=True).start()

    def cancel(self) -> None:
        """Stop the run at its next question; one that has ended is left alone."""
        self._is_stopping.set()

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """As ``indexer.Progress``; a run that is to stop ends here."""
        self._stop_if_wanted()
        self._stage_began = self._clock()
        self._state = replace(self._state, stage=name, unit=unit, done=0, total=total)

    def advance(self, count: int = 1) -> None:
        """As ``indexer.Progress``; a run that is to stop ends here."""
        self._stop_if_wanted()
        self._state = replace(self._state, done=self._state.done + count)

    def _stop_if_wanted(self) -> None:
        if self._is_stopping.is_set():
            raise _CancelledError

    def _request(self, wanted: Wanted) -> Request:
        answerer = self._desk.holdings.answerer
        if answerer is None:
            raise ValueError("a run needs an index behind the page, found answers made by hand")
        searcher = answerer.searcher
        settings = _settings_of(self._desk).model_copy(update={"encoder": searcher.index.manifest.encoder.spec})
        options = options_of(wanted, searcher)
        return Request("", settings, self, sample=wanted.sample, opened=searcher, options=options)

    def _run(self, suite: str, request: Request, path: Path, wanted: Wanted) -> None:
        try:
            if wanted.is_ablation:
                write_ablation(ablate_suite(suite, request), path)
            else:
                write_result(run_suite(suite, request), path)
            ended = RunState(result=path.name)
        except _CancelledError:
            ended = RunState(is_cancelled=True)
        except YaodianError as error:
            ended = RunState(error=str(error))
        except Exception:
            # The page tells the reader in a sentence; whoever runs it finds the traceback in the log.
            log.exception("a suite could not be run")
            ended = RunState(error="an unforeseen fault, see the log of the program")
        self._state = replace(ended, number=self._state.number, suite_id=wanted.suite_id)


class _CancelledError(Exception):
    """A reader stopped the run."""


def _settings_of(desk: Desk) -> Settings:
    if desk.settings is None:
        raise ValueError("a run needs the settings that the page was started with")
    return desk.settings
