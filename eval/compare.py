"""Two runs of one suite beside each other: what changed, by how much, and in which questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from errors import EvaluationError
from eval.failures import ShownPassage, show_passages, show_right
from eval.results import Expected, Given, QuestionResult, RunResult, Slice
from eval.shares import Share, interval, resample, to_arrays
from eval.significance import randomisation_test
from records import Language

Pair = tuple[QuestionResult, QuestionResult]

_NOTHING = Share(0, 0)


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
        p: chance of so large a change, up or down, if it did not matter which run gave which result.
    """

    measure: str
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class SliceComparison:
    """The measures over some of the questions.

    Attributes:
        by: as in ``Slice``.
        name: as in ``Slice``.
        questions: how many.
        differences: of every measure that both runs have there.
    """

    by: str
    name: str
    questions: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What one run gave for a question: the measure, ranks as in ``QuestionResult``, passages, answer."""

    value: float
    ranks: tuple[int | None, ...]
    found: tuple[ShownPassage, ...]
    given: Given | None


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question whose measure differs between the runs.

    Attributes:
        question_id: of the question.
        language: of the question.
        kind: of a gold question, else empty.
        question: its text.
        change: of the measure, ``after - before``.
        right: the right passages, with their rank in the second run.
        expected: of a gold question.
        before: what the first run gave.
        after: what the second one gave.
    """

    question_id: str
    language: Language
    kind: str
    question: str
    change: float
    right: tuple[ShownPassage, ...]
    expected: Expected | None
    before: Returned
    after: Returned


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs of the same questions.

    Attributes:
        measure: that single questions are compared by.
        slices: all questions first, then the slices that both runs have.
        n_better: how many questions gained by ``measure``.
        n_worse: how many lost.
        better: those that gained most first; of equal gains the one whose right passages rose most,
            by their reciprocal ranks, then by question id.
        worse: those that lost most first, likewise.
    """

    measure: str
    slices: tuple[SliceComparison, ...]
    n_better: int
    n_worse: int
    better: tuple[ChangedQuestion, ...]
    worse: tuple[ChangedQuestion, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Of every measure over all questions."""
        return self.slices[0].differences


def compare_runs(before: RunResult, after: RunResult, *, measure: str | None = None, top: int = 10) -> Comparison:
    """Compare two runs question by question.

    The intervals are of the paired bootstrap: both runs are drawn the same questions, 2,000 times. The
    p values are of the paired randomisation test. There is one for every measure and slice: of twenty,
    one lies below 0.05 by chance alone.

    Args:
        before: one run.
        after: another run of the same questions.
        measure: to compare single questions by; None takes the headline of ``after``.
        top: the most changed questions to name, 0 or more in each direction.

    Raises:
        EvaluationError: the runs ask different questions, or have no such measure.

    Source:
        Sakai, Evaluating evaluation metrics based on the bootstrap, SIGIR 2006; Smucker, Allan and
        Carterette, CIKM 2007.
    """
    pairs = _pair(before, after)
    measures = [one.measure for one in before.slices[0].figures if one.measure in _measures(after.slices[0])]
    chosen = measure or after.headline
    if chosen not in measures:
        raise EvaluationError(f"measure {chosen}", f"is not in both runs; expected one of {', '.join(measures)}")
    changed = [found for pair in pairs if (found := _change(pair, chosen, before, after))]
    better = sorted((one for one in changed if one.change > 0), key=_by_size)
    worse = sorted((one for one in changed if one.change < 0), key=_by_size)
    slices = _compare_slices(pairs, before, after)
    return Comparison(chosen, slices, len(better), len(worse), tuple(better[:top]), tuple(worse[:top]))


def _by_size(changed: ChangedQuestion) -> tuple[float, float, str]:
    rise = _height(changed.after.ranks) - _height(changed.before.ranks)
    return -abs(changed.change), -abs(rise), changed.question_id


def _height(ranks: Sequence[int | None]) -> float:
    """The mean of the reciprocal ranks, 0 for what was not found."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0


def _measures(found: Slice) -> set[str]:
    return {figure.measure for figure in found.figures}


def _pair(before: RunResult, after: RunResult) -> list[Pair]:
    """The questions of both runs in the order of the first."""
    others = {one.question_id: one for one in after.questions}
    asked_before = {one.question_id: one.question for one in before.questions}
    asked_after = {question_id: one.question for question_id, one in others.items()}
    strange = {question_id for question_id, _ in asked_before.items() ^ asked_after.items()}
    if strange:
        reason = f"do not ask the same questions ({min(strange)} differs); compare two runs of one suite"
        raise EvaluationError(f"{before.suite} and {after.suite}", reason)
    return [(one, others[one.question_id]) for one in before.questions]


def _compare_slices(pairs: Sequence[Pair], before: RunResult, after: RunResult) -> tuple[SliceComparison, ...]:
    others = {(one.by, one.name): one for one in after.slices}
    found = []
    for one in before.slices:
        other = others.get((one.by, one.name))
        members = [pair for pair in pairs if _is_in(pair[0], one)]
        if other is not None and members:
            measures = [figure.measure for figure in one.figures if figure.measure in _measures(other)]
            found.append(SliceComparison(one.by, one.name, len(members), _differences(measures, members)))
    return tuple(found)


def _is_in(question: QuestionResult, found: Slice) -> bool:
    names = {"all": ("",), "language": (question.language,), "kind": (question.kind,)}
    return found.name in (names.get(found.by) or question.groups.get(found.by, ()))


def _differences(measures: Sequence[str], pairs: Sequence[Pair]) -> tuple[Difference, ...]:
    """Every measure of some questions; all are drawn in one go, as ``paired_interval`` draws one."""
    before = to_arrays(measures, [first.measures for first, _ in pairs])
    after = to_arrays(measures, [second.measures for _, second in pairs])
    samples = resample(*(np.hstack(sides) for sides in zip(before, after, strict=True)))
    changes = samples[:, len(measures) :] - samples[:, : len(measures)]
    found = []
    for column, measure in enumerate(measures):
        old, new = (_ratio(totals[:, column].sum(), counts[:, column].sum()) for totals, counts in (before, after))
        if old is None or new is None:
            found.append(Difference(measure, old, new, None, None, None, None))
            continue
        shares = [[one.measures.get(measure, _NOTHING) for one in side] for side in zip(*pairs, strict=True)]
        p = randomisation_test(shares[0], shares[1])
        found.append(Difference(measure, old, new, new - old, *interval(changes[:, column]), p))
    return tuple(found)


def _ratio(total: float, out_of: float) -> float | None:
    return float(total / out_of) if out_of else None


def _change(pair: Pair, measure: str, before: RunResult, after: RunResult) -> ChangedQuestion | None:
    """What a question had and has; None where the measure is the same, or one run has none."""
    old, new = (one.measures.get(measure) for one in pair)
    if old is None or new is None:
        return None
    change = new.total / new.out_of - old.total / old.out_of
    if not change:
        return None
    question = pair[1]
    return ChangedQuestion(
        question_id=question.question_id,
        language=question.language,
        kind=question.kind,
        question=question.question,
        change=change,
        right=show_right(question, after.passages),
        expected=question.expected,
        before=_returned(pair[0], old, before),
        after=_returned(pair[1], new, after),
    )


def _returned(question: QuestionResult, share: Share, run: RunResult) -> Returned:
    found = show_passages(question, run.passages)
    return Returned(share.total / share.out_of, question.ranks, found, question.given)
