"""The matrix of a report: a row a question, a column a system, scores as shades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.ablation import AblationResult
from eval.failures import answer_score
from eval.results import QuestionResult, RunResult
from eval.shares import Share
from records import Language

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
    """A question with its scores, in the order of the columns.

    Attributes:
        question_id: of the question.
        language: of the question.
        text: of the question; empty where it is not known.
        cells: a score each.
    """

    question_id: str
    language: Language
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions by systems.

    Attributes:
        systems: their names.
        scores: what each system is scored by, e.g. the headline and ``"answer"``.
        rows: the lowest mean first, equal ones by question id.
        n_alike: how many others were left out because they tell no difference.
        n_more: how many for length.
    """

    systems: tuple[str, ...]
    scores: tuple[str, ...]
    rows: tuple[Row, ...]
    n_alike: int
    n_more: int


def make_matrix(systems: Mapping[str, RunResult], *, most: int) -> Matrix:
    """Put the questions of one suite against the systems that answered them.

    Questions that every system has full marks in are left out.

    Args:
        systems: runs of the same questions, by name; at least one.
        most: the most questions to show.
    """
    first = next(iter(systems.values()))
    scores = _scores_of(first)
    by_id = [{one.question_id: one for one in run.questions} for run in systems.values()]
    rows = [
        Row(
            question.question_id,
            question.language,
            question.question,
            tuple(_cell(one[question.question_id], score) for one in by_id for score in scores),
        )
        for question in first.questions
    ]
    wanting = [row for row in rows if any(value < 1 for value in _values(row))]
    return _order(tuple(systems), scores, wanting, n_alike=len(rows) - len(wanting), most=most)


def make_ablation_matrix(result: AblationResult, texts: Mapping[str, str], *, most: int) -> Matrix:
    """Put the questions of an ablation against its systems, by its headline.

    Questions that all systems did equally well in are left out.

    Args:
        result: of an ablation.
        texts: of questions by their ids, where they are known.
        most: the most questions to show.
    """
    measures = zip(*(system.measures for system in result.systems), strict=True)
    rows = [
        Row(question_id, language, texts.get(question_id, ""), tuple(_to_cell(one.get(result.headline)) for one in row))
        for question_id, language, row in zip(result.question_ids, result.languages, measures, strict=True)
    ]
    differing = [row for row in rows if len(set(_values(row))) > 1]
    names = tuple(system.name for system in result.systems)
    return _order(names, (result.headline,), differing, n_alike=len(rows) - len(differing), most=most)


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


def _order(
    systems: tuple[str, ...], scores: tuple[str, ...], rows: Sequence[Row], *, n_alike: int, most: int
) -> Matrix:
    ordered = sorted(rows, key=lambda row: (sum(_values(row)) / len(_values(row)), row.question_id))
    return Matrix(systems, scores, tuple(ordered[:most]), n_alike, len(ordered[most:]))


def _scores_of(run: RunResult) -> tuple[str, ...]:
    has_answers = any(question.given for question in run.questions)
    return (run.headline, "answer") if has_answers else (run.headline,)


def _cell(question: QuestionResult, score: str) -> Cell:
    return to_cell(answer_score(question)) if score == "answer" else _to_cell(question.measures.get(score))


def _to_cell(share: Share | None) -> Cell:
    return to_cell(None if share is None else share.total / share.out_of)


def _values(row: Row) -> list[float]:
    return [cell.value for cell in row.cells if cell.value is not None]
