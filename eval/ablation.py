"""What each part of the search brings: one suite asked of the full system and of lesser ones."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from answers import Answerer
from eval.answering import measure_answer
from eval.asking import DEPTH
from eval.files import read_record, write_whole
from eval.remembering import remember
from eval.results import IndexFacts, SourceFile
from eval.retrieval import measure_retrieval
from eval.run import describe_files, describe_index, now
from eval.shares import Figure, Share, figure_of, summarise
from eval.significance import paired_interval, randomisation_test
from eval.suites import open_task
from eval.surroundings import Surroundings, describe_surroundings
from eval.systems import Role, System, list_legs, list_systems
from eval.tasks import Question, Request, Task
from indexer import Progress
from records import Language
from search import Searcher, SearchOptions, has_words

LAYOUT = 1
"""Raised whenever an older program could not read what a newer one writes."""

_NOTHING = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """What a system has more or less of the headline than the full one, over the same questions.

    Attributes:
        value: of the system less of the full one; None where nothing was to be measured.
        low: lower end of its 95 % interval by the paired bootstrap.
        high: upper end.
        p: the chance of one so large if it did not matter which of the two gave which answer.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float


@dataclass(frozen=True, slots=True)
class SystemResult:
    """What came of one system.

    Attributes:
        name: as in ``System``.
        role: full, alone or without.
        options: what its search used.
        figures: every measure over all questions.
        change: of the headline beside the full system; None for the full one.
        by_language: the same for the questions of each language, by its code.
        measures: for each question its shares, in the order of ``AblationResult.question_ids``.
    """

    name: str
    role: Role
    options: SearchOptions
    figures: tuple[Figure, ...]
    change: Change | None
    by_language: Mapping[Language, Change]
    measures: tuple[Mapping[str, Share], ...]

    def figure(self, measure: str) -> Figure:
        """One of the figures.

        Raises:
            KeyError: there is none of that name.
        """
        return figure_of(self.figures, measure)


@dataclass(frozen=True, slots=True)
class AblationResult:
    """One suite asked of several systems over one index.

    Attributes:
        layout: of this record.
        suite: as on the command line.
        headline: the measure the systems are compared by.
        started: UTC, ISO 8601.
        seconds: wall time, index building included.
        surroundings: commit, versions, machine.
        settings: the whole tree.
        index: what was searched.
        files: where the questions and texts came from.
        sample: how many questions were drawn of a larger suite; None for all.
        question_ids: in the order asked.
        languages: of the questions.
        systems: the full one first.
    """

    layout: int
    suite: str
    headline: str
    started: str
    seconds: float
    surroundings: Surroundings
    settings: Mapping[str, Any]
    index: IndexFacts
    files: tuple[SourceFile, ...]
    sample: int | None
    question_ids: tuple[str, ...]
    languages: tuple[Language, ...]
    systems: tuple[SystemResult, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values; a share is ``[total, out_of]``."""
        found: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return found


def ablate_suite(name: str, request: Request, *, has_answers: bool = False) -> AblationResult:
    """Ask a suite of the full system, of each leg alone, and of the system without each part.

    All systems search one index and share one encoding of each question. Rankings are measured of
    every system, answers of the full one only.

    Args:
        name: as for ``run_suite``.
        request: likewise; its settings are the full system.
        has_answers: measure the answers of every system.

    Raises:
        EvaluationError: the suite is not known or cannot be used.
        YaodianError: the index cannot be opened or built.
    """
    clock, started = time.perf_counter(), now()
    task = open_task(name, request)
    index = task.searcher.index
    legs = list_legs(task.searcher, task.questions)
    systems = list_systems(task.searcher.options, legs, index)
    measured = _ask_all(task, systems, request.progress, has_answers=has_answers)
    return AblationResult(
        layout=LAYOUT,
        suite=name,
        headline=task.headline,
        started=started,
        seconds=round(time.perf_counter() - clock, 3),
        surroundings=describe_surroundings(),
        settings=request.settings.model_dump(mode="json"),
        index=describe_index(index),
        files=describe_files(task),
        sample=request.sample,
        question_ids=tuple(question.question_id for question in task.questions),
        languages=tuple(question.language for question in task.questions),
        systems=tuple(
            _to_result(system, rows, measured[0], task) for system, rows in zip(systems, measured, strict=True)
        ),
    )


def write_ablation(result: AblationResult, path: Path) -> None:
    """Write a result, whole or not at all.

    Raises:
        EvaluationError: the file cannot be written.
    """
    write_whole(path, _ADAPTER.dump_json(result, indent=1) + b"\n")


def read_ablation(path: Path) -> AblationResult:
    """Read a result file.

    Raises:
        EvaluationError: it cannot be read, is not an ablation, or has another layout.
    """
    return read_record(path, _ADAPTER, layout=LAYOUT, command="ablate")


Rows = list[dict[str, Share]]


def _ask_all(task: Task, systems: Sequence[System], progress: Progress, *, has_answers: bool) -> list[Rows]:
    """The shares of every question, for each system; a question is asked of all systems in turn."""
    ensemble = remember(task.searcher.ensemble)
    searchers = [Searcher(task.searcher.index, ensemble, system.options) for system in systems]
    progress.stage("Asking", unit="questions", total=len(task.questions))
    found: list[list[tuple[str, ...]]] = [[] for _ in systems]
    answered: list[Rows] = [[] for _ in systems]
    for question in task.questions:
        for place, searcher in enumerate(searchers):
            found[place].append(_find(question.text, searcher))
            answers = has_answers or systems[place].role is Role.FULL
            answered[place].append(_measure_answer(question, searcher) if answers else {})
        progress.advance()
    return [
        [shares | of_answer for shares, of_answer in zip(measure_retrieval(task.questions, ids), rows, strict=True)]
        for ids, rows in zip(found, answered, strict=True)
    ]


def _find(question: str, searcher: Searcher) -> tuple[str, ...]:
    """The passages found; none where no leg of the system speaks to the question, as BM25 to an English one."""
    if not has_words(question):
        return ()
    ranking = searcher.rank(question)
    counted = searcher.options.legs
    if counted and not any(leg.name in counted for leg in ranking.legs):
        return ()
    return tuple(searcher.index.passages[row].passage_id for row in searcher.choose(ranking, top=DEPTH))


def _measure_answer(question: Question, searcher: Searcher) -> dict[str, Share]:
    if question.gold is None:
        return {}
    answer = Answerer(searcher).ask(question.text)
    return measure_answer(question.gold, answer, lambda report_id: searcher.index.report(report_id).text)


def _to_result(system: System, rows: Rows, full: Rows, task: Task) -> SystemResult:
    measures = dict.fromkeys(measure for row in (*full, *rows) for measure in row)
    is_full = system.role is Role.FULL
    return SystemResult(
        name=system.name,
        role=system.role,
        options=system.options,
        figures=summarise([one for one in measures if any(one in row for row in rows)], rows),
        change=None if is_full else _compare(full, rows, measure=task.headline),
        by_language={} if is_full else _compare_languages(full, rows, task),
        measures=tuple(rows),
    )


def _compare_languages(full: Rows, rows: Rows, task: Task) -> dict[Language, Change]:
    asked = [question.language for question in task.questions]
    return {
        language: _compare(*(_of_language(language, asked, one) for one in (full, rows)), measure=task.headline)
        for language in sorted(set(asked))
    }


def _of_language(language: Language, asked: Sequence[Language], rows: Rows) -> Rows:
    return [row for row, one in zip(rows, asked, strict=True) if one is language]


def _compare(before: Rows, after: Rows, *, measure: str) -> Change:
    first, second = ([row.get(measure, _NOTHING) for row in rows] for rows in (before, after))
    old, new = (figure.value for rows in (before, after) for figure in summarise([measure], rows))
    low, high = paired_interval(first, second)
    change = None if old is None or new is None else new - old
    return Change(change, low, high, randomisation_test(first, second))


_ADAPTER = TypeAdapter(AblationResult)
