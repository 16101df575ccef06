"""The matrix of a report: a row a question, a column a system, scores as shades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.failures import answer_score
from eval.results import QuestionResult, RunResult

STEPS = 5
"""Shades between 0 and 1: a score of 0 has the darkest, of 1 none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A score.

    Attributes:
        value: 0..1; None where the question has no part in it.
        step: the shade, 0 for the lowest score to ``STEPS`` for a full one.
        words: the score for reading, with two digits.
    """

    value: float | None
    step: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its scores, in the order of the columns."""

    question: QuestionResult
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions by systems.

    Attributes:
        systems: their names.
        scores: what each system is scored by, e.g. the headline and ``"answer"``.
        rows: the lowest mean first, equal ones by question id; those that every system has full
            marks in are left out.
        n_full: how many these are.
        n_more: how many others were left out for length.
    """

    systems: tuple[str, ...]
    scores: tuple[str, ...]
    rows: tuple[Row, ...]
    n_full: int
    n_more: int


def make_matrix(systems: Mapping[str, RunResult], *, most: int) -> Matrix:
    """Put the questions of one suite against the systems that answered them.

    Args:
        systems: runs of the same questions, by name; at least one.
        most: the most questions to show.
    """
    first = next(iter(systems.values()))
    scores = _scores_of(first)
    by_id = [{one.question_id: one for one in run.questions} for run in systems.values()]
    rows = [
        Row(question, tuple(_cell(one[question.question_id], score) for one in by_id for score in scores))
        for question in first.questions
    ]
    wanting = [row for row in rows if any(cell.value is not None and cell.value < 1 for cell in row.cells)]
    wanting.sort(key=lambda row: (_mean(row), row.question.question_id))
    return Matrix(tuple(systems), scores, tuple(wanting[:most]), len(rows) - len(wanting), len(wanting[most:]))


def to_cell(value: float | None) -> Cell:
    """A score with its shade.

    Example:
        >>> to_cell(1.0).step, to_cell(0.99).step, to_cell(0.0).step, to_cell(0.5).words
        (5, 4, 0, '.50')
    """
    if value is None:
        return Cell(None, STEPS, "")
    words = f"{value:.2f}"
    shown = "1" if value == 1 else "0" if value == 0 else words.lstrip("0") if value < 0.995 else ".99"
    return Cell(value, STEPS if value == 1 else int(value * STEPS), shown)


def _scores_of(run: RunResult) -> tuple[str, ...]:
    has_answers = any(question.given for question in run.questions)
    return (run.headline, "answer") if has_answers else (run.headline,)


def _cell(question: QuestionResult, score: str) -> Cell:
    if score == "answer":
        return to_cell(answer_score(question))
    share = question.measures.get(score)
    return to_cell(None if share is None else share.total / share.out_of)


def _mean(row: Row) -> float:
    values = [cell.value for cell in row.cells if cell.value is not None]
    return sum(values) / len(values)
