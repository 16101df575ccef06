"""Two runs of one suite beside each other: what changed, by how much, and in which questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from errors import EvaluationError
from eval.results import QuestionResult, RunResult
from eval.shares import Share, interval, resample, to_arrays


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of both runs.

    Attributes:
        measure: its name.
        before: of the first run; None where nothing was to be measured.
        after: of the second run.
        change: ``after - before``; None where one is missing.
        low: lower end of the change's 95 % interval.
        high: upper end; a change whose interval holds 0 may be chance.
    """

    measure: str
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question whose measure differs between the runs; ranks as in ``QuestionResult``."""

    question_id: str
    question: str
    before: float
    after: float
    ranks_before: tuple[int | None, ...]
    ranks_after: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs of the same questions.

    Attributes:
        measure: that the questions are compared by.
        differences: of every measure both runs have.
        n_changed: how many questions differ by ``measure``.
        changed: those that changed most first, equal changes by question id.
    """

    measure: str
    differences: tuple[Difference, ...]
    n_changed: int
    changed: tuple[ChangedQuestion, ...]


def compare_runs(before: RunResult, after: RunResult, *, measure: str | None = None, top: int = 10) -> Comparison:
    """Compare two runs question by question.

    The intervals are of the paired bootstrap: both runs are drawn the same questions, 2,000 times.

    Args:
        before: one run.
        after: another run of the same questions.
        measure: to compare single questions by; None takes the headline of ``after``.
        top: the most changed questions to name, 0 or more.

    Raises:
        EvaluationError: the runs ask different questions, or have no such measure.

    Source:
        Sakai, Evaluating evaluation metrics based on the bootstrap, SIGIR 2006.
    """
    pairs = _pair(before, after)
    measures = [one.measure for one in before.slices[0].figures if one.measure in _measures(after)]
    chosen = measure or after.headline
    if chosen not in measures:
        raise EvaluationError(f"measure {chosen}", f"is not in both runs; expected one of {', '.join(measures)}")
    changed = _changed(pairs, chosen)
    return Comparison(chosen, _differences(measures, pairs), len(changed), tuple(changed[:top]))


def _measures(run: RunResult) -> set[str]:
    return {figure.measure for figure in run.slices[0].figures}


def _pair(before: RunResult, after: RunResult) -> list[tuple[QuestionResult, QuestionResult]]:
    """The questions of both runs in the order of the first."""
    others = {one.question_id: one for one in after.questions}
    asked_before = {one.question_id: one.question for one in before.questions}
    asked_after = {question_id: one.question for question_id, one in others.items()}
    strange = {question_id for question_id, _ in asked_before.items() ^ asked_after.items()}
    if strange:
        reason = f"do not ask the same questions ({min(strange)} differs); compare two runs of one suite"
        raise EvaluationError(f"{before.suite} and {after.suite}", reason)
    return [(one, others[one.question_id]) for one in before.questions]


def _differences(
    measures: Sequence[str], pairs: Sequence[tuple[QuestionResult, QuestionResult]]
) -> tuple[Difference, ...]:
    before = to_arrays(measures, [first.measures for first, _ in pairs])
    after = to_arrays(measures, [second.measures for _, second in pairs])
    changes = resample(*after) - resample(*before)
    found = []
    for column, measure in enumerate(measures):
        old, new = (_ratio(totals[:, column].sum(), bases[:, column].sum()) for totals, bases in (before, after))
        change = None if old is None or new is None else new - old
        found.append(Difference(measure, old, new, change, *interval(changes[:, column])))
    return tuple(found)


def _ratio(total: float, out_of: float) -> float | None:
    return float(total / out_of) if out_of else None


def _changed(pairs: Sequence[tuple[QuestionResult, QuestionResult]], measure: str) -> list[ChangedQuestion]:
    changed = []
    for first, second in pairs:
        before, after = _value(first.measures.get(measure)), _value(second.measures.get(measure))
        if before is not None and after is not None and before != after:
            changed.append(
                ChangedQuestion(first.question_id, second.question, before, after, first.ranks, second.ranks)
            )
    return sorted(changed, key=lambda one: (-abs(one.after - one.before), one.question_id))


def _value(share: Share | None) -> float | None:
    return None if share is None else share.total / share.out_of
