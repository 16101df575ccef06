"""Earlier runs: the results in the folder of the settings, and nothing else on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from errors import EvaluationError
from eval import AblationResult, Figure, RunResult, read_results
from search import SearchOptions
from web.desk import Desk

MOST_RUNS = 200
MOST_BYTES = 200_000_000

Result = RunResult | AblationResult


@dataclass(frozen=True, slots=True)
class Entry:
    """One result of the list.

    Attributes:
        name: of its file; what the browser sends back.
        suite: as it was run.
        started: UTC, ISO 8601.
        is_ablation: several searches were asked.
        n_questions: how many were asked.
        sample: it was drawn of more.
        options: what the search used; None where the result does not say.
        encoder: the names of its encoders.
        headline: its main figure; None where nothing was measured.
        fault: why it cannot be read; empty where it can.
    """

    name: str
    suite: str = ""
    started: str = ""
    is_ablation: bool = False
    n_questions: int = 0
    sample: int | None = None
    options: SearchOptions | None = None
    encoder: str = ""
    headline: Figure | None = None
    fault: str = ""


class Stored(NamedTuple):
    """A result as it lies on the disk: another one as soon as it is written anew."""

    path: Path
    changed: int
    size: int


def list_runs(desk: Desk) -> tuple[Entry, ...]:
    """The results of the folder, the newest first; files that are none are named with their fault."""
    stored = sorted(map(_facts, _files(desk)), key=lambda one: (-one.changed, one.path.name))[:MOST_RUNS]
    entries = [_describe(one) for one in stored]
    return tuple(sorted(entries, key=lambda one: one.started, reverse=True))


def find_run(desk: Desk, name: str) -> Stored:
    """A result by the name of its file; from the browser, and only looked up among those that are there.

    Raises:
        EvaluationError: there is none of that name.
    """
    path = next((one for one in _files(desk) if one.name == name), None)
    if path is None:
        raise EvaluationError(f"run {name[:80]}", "is not in the folder of results; choose one of the list")
    return _facts(path)


@lru_cache(maxsize=8)
def read_run(stored: Stored) -> Result:
    """Read a result; the last ones are kept.

    Raises:
        EvaluationError: it cannot be read.
    """
    runs, ablations = read_results([stored.path])
    found: list[Result] = [*runs.values(), *ablations.values()]
    return found[0]


def headline_of(result: Result) -> Figure | None:
    """The figure that sums a result up: of the full search, where several were asked."""
    figures = result.slices[0].figures if isinstance(result, RunResult) else result.systems[0].figures
    return next((one for one in figures if one.measure == result.headline and one.value is not None), None)


def _files(desk: Desk) -> list[Path]:
    """The JSON files that really lie in the folder of results."""
    if desk.settings is None or not desk.settings.page.runs.is_dir():
        return []
    root = desk.settings.page.runs.resolve()
    found = (path for path in desk.settings.page.runs.glob("*.json") if path.resolve().parent == root)
    return [path for path in found if path.is_file() and path.stat().st_size <= MOST_BYTES]


def _facts(path: Path) -> Stored:
    facts = path.stat()
    return Stored(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=2 * MOST_RUNS)
def _describe(stored: Stored) -> Entry:
    name = stored.path.name
    try:
        result = read_run(stored)
    except EvaluationError as error:
        return Entry(name, fault=error.reason)
    is_run = isinstance(result, RunResult)
    return Entry(
        name=name,
        suite=result.suite,
        started=result.started,
        is_ablation=not is_run,
        n_questions=len(result.questions) if isinstance(result, RunResult) else len(result.question_ids),
        sample=result.sample,
        options=result.options if isinstance(result, RunResult) else result.systems[0].options,
        encoder=result.index.encoder,
        headline=headline_of(result),
    )
