"""Asking the questions of a task, one after the other, with a clock beside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from answers import Answerer
from eval.tasks import Question, Task
from indexer import Progress
from records import Answer, Hit

DEPTH = 20
"""How many hits are kept of every question: as many as the deepest measure counts."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        question: what was asked.
        hits: at most ``DEPTH``, best first.
        find_seconds: what the search took.
        answer: for a gold question.
        ask_seconds: what the answer took, its own search included.
    """

    question: Question
    hits: tuple[Hit, ...]
    find_seconds: float
    answer: Answer | None = None
    ask_seconds: float | None = None

    @property
    def retrieved(self) -> tuple[str, ...]:
        """The ids of the passages found, best first."""
        return tuple(hit.passage.passage_id for hit in self.hits)


def ask_all(task: Task, progress: Progress) -> tuple[Outcome, ...]:
    """Ask every question of a task, in order.

    The first question is asked once before the clock runs, so that loading models and mapping files
    count for no question.

    Args:
        task: the questions and their index.
        progress: told after every question.
    """
    answerer = Answerer(task.searcher)
    progress.stage("Asking", unit="questions", total=len(task.questions))
    task.searcher.find(task.questions[0].text, top=DEPTH)
    outcomes = []
    for question in task.questions:
        outcomes.append(_ask(question, task, answerer))
        progress.advance()
    return tuple(outcomes)


def _ask(question: Question, task: Task, answerer: Answerer) -> Outcome:
    hits, find_seconds = _timed(lambda: task.searcher.find(question.text, top=DEPTH))
    if question.gold is None:
        return Outcome(question, hits, find_seconds)
    answer, ask_seconds = _timed(lambda: answerer.ask(question.text))
    return Outcome(question, hits, find_seconds, answer, ask_seconds)


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    started = time.perf_counter()
    made = make()
    return made, time.perf_counter() - started
