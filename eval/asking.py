"""Asking the questions of a task, one after the other, with a clock beside."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from answers import Answerer
from eval.scripts import switch_script
from eval.tasks import Question, Task
from indexer import Progress
from records import Answer, Filters, Hit
from search import Ranking, Searcher

DEPTH = 20
"""How many hits are kept of every question: as many as the deepest measure counts."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        question: what was asked.
        hits: at most ``DEPTH``, best first.
        seconds: by stage: ``find``, the stages of its ranking, ``hits`` for what makes hits of it; with
            an answer also ``ask``, its own search included, and ``answer``, without.
        answer: for a gold question.
        other_script: the question in the other script, where it was asked so too.
        other_hits: what that found.
    """

    question: Question
    hits: tuple[Hit, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    answer: Answer | None = None
    other_script: str | None = None
    other_hits: tuple[Hit, ...] = ()

    @property
    def retrieved(self) -> tuple[str, ...]:
        """The ids of the passages found, best first."""
        return ids_of(self.hits)


def ids_of(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """The ids of the passages of some hits, in their order."""
    return tuple(hit.passage.passage_id for hit in hits)


def ask_all(task: Task, progress: Progress, *, switches_script: bool = False) -> tuple[Outcome, ...]:
    """Ask every question of a task, in order.

    The first question is asked once before the clock runs, so that loading models and mapping files
    count for no question.

    Args:
        task: the questions and their index.
        progress: told after every question.
        switches_script: let every Chinese question search a second time in the other script.
    """
    searcher = _WatchedSearcher(task.searcher)
    answerer = Answerer(searcher)
    progress.stage("Asking", unit="questions", total=len(task.questions))
    searcher.find(task.questions[0].text, top=DEPTH)
    outcomes = []
    for question in task.questions:
        outcomes.append(_ask(question, searcher, answerer, switches_script=switches_script))
        progress.advance()
    return tuple(outcomes)


class _WatchedSearcher(Searcher):
    """A searcher that keeps what the stages of its rankings took until they are asked for."""

    def __init__(self, searcher: Searcher) -> None:
        super().__init__(searcher.index, searcher.ensemble, searcher.options)
        self._rankings: list[Mapping[str, float]] = []

    def rank(self, question: str, *, filters: Filters = Filters()) -> Ranking:  # noqa: B008 - as in Searcher
        ranking = super().rank(question, filters=filters)
        self._rankings.append(ranking.seconds)
        return ranking

    def take_stages(self) -> dict[str, float]:
        """Seconds by stage of all rankings since the last call."""
        taken: dict[str, float] = {}
        for seconds in self._rankings:
            for stage, passed in seconds.items():
                taken[stage] = taken.get(stage, 0.0) + passed
        self._rankings.clear()
        return taken


def _ask(question: Question, searcher: _WatchedSearcher, answerer: Answerer, *, switches_script: bool) -> Outcome:
    searcher.take_stages()
    hits, find_seconds = _timed(lambda: searcher.find(question.text, top=DEPTH))
    stages = searcher.take_stages()
    seconds = {"find": find_seconds, **stages, "hits": find_seconds - sum(stages.values())}
    answer = None
    if question.gold is not None:
        answer, ask_seconds = _timed(lambda: answerer.ask(question.text))
        seconds |= {"ask": ask_seconds, "answer": ask_seconds - sum(searcher.take_stages().values())}
    other = switch_script(question.text) if switches_script else None
    other_hits = searcher.find(other, top=DEPTH) if other else ()
    return Outcome(question, hits, seconds, answer, other, other_hits)


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    started = time.perf_counter()
    made = make()
    return made, time.perf_counter() - started
