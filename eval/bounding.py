"""The bounds of the decision whether a report says so: which are worth most over judged questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# With less than 0.46 a report that speaks of reform at large comes in beside two that name the reform asked for: seen
# on a development question, and it costs the demo questions 0.02 set F1, those over provinces nothing.
_SHARES = (0.46, 0.5, 0.55, 0.6)
_GROWTHS = np.arange(0.0, 3.05, 0.2)
_STEP = 0.25
# How far below the threshold of the best report another one may be. For Chinese questions 1 is worth 0.03 more set F1
# over provinces than any distance; for English ones, whose scores are less sure, 3 is a little better.
_BEHINDS = (1.0, 2.0, 3.0)
# The F1 of "none says so" counts this much beside set F1. Less than half: a wrong one hides every report that does say
# so, while a weak yes shows its sentence, and the reader sees that it is weak. From 0.2 to 0.5 the bounds are the same
# for Chinese questions, and nearly so for English ones.
_ABSTENTION_WEIGHT = 0.2
# Of bounds that are worth nearly the same the middle is taken: a lucky corner of the grid holds for no other questions.
_NEARLY = 0.005


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a report says so.

    Attributes:
        share_of_best: the least score, as a share of the best report's.
        growth: how much more the best one needs where ``e`` times as many passages are looked at.
        threshold: what it needs where 100 are.
        least: what any other report needs there.
        worth: what they are worth on the questions they were chosen on.
    """

    share_of_best: float
    growth: float
    threshold: float
    least: float
    worth: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Judged pairs of a question and a report, as columns of one length.

    Attributes:
        scores: above the floor.
        totals: the same with what the question itself speaks for all its reports.
        sizes: how much was looked at, from ``size_of``.
        says_so: the judgement.
        questions: number of the question, from 0 without a gap.
        sources: number of the file of the question, from 0 without a gap.
    """

    scores: Floats
    totals: Floats
    sizes: Floats
    says_so: Bools
    questions: Ints
    sources: Ints


def choose_bounds(pairs: Pairs) -> Bounds:
    """The bounds that are worth most together, every file of questions counting the same.

    Args:
        pairs: of at least one question that some report answers in every file.
    """
    best_score, best_total = (_best_of_question(pairs, column) for column in (pairs.scores, pairs.totals))
    thresholds = np.arange(np.floor(best_total.min()), best_total.max(), _STEP).tolist()
    found = []
    for share in _SHARES:
        enough = pairs.scores >= share * best_score
        for growth, threshold, behind in product(_GROWTHS.tolist(), thresholds, _BEHINDS):
            needed = threshold + growth * pairs.sizes
            said = enough & (best_total >= needed) & (pairs.totals >= needed - behind)
            found.append((worth_of(pairs, said), share, growth, threshold, behind))
    most = max(found)[0]
    good = np.array([one for one in found if one[0] >= most - _NEARLY])
    spread = good.std(axis=0) + 1e-9
    middle = good[np.argmin(np.abs((good - good.mean(axis=0)) / spread)[:, 1:].sum(axis=1))]
    worth, share, growth, threshold, behind = (round(float(value), 4) for value in middle)
    return Bounds(share, growth, threshold, threshold - behind, worth)


def _best_of_question(pairs: Pairs, values: Floats) -> Floats:
    """For every pair the greatest value of its question."""
    best = np.full(pairs.questions.max() + 1, -np.inf)
    np.maximum.at(best, pairs.questions, values)
    return best[pairs.questions]


def worth_of(pairs: Pairs, said: Bools) -> float:
    """The F1 of the reports said, over questions that some report answers, and with less weight the F1 of abstaining.

    Averaged over files. Questions for one figure or fact count as those for a set: a wrong "none" is as bad there.

    Args:
        pairs: the judged pairs.
        said: what was decided for each.
    """
    n_questions = int(pairs.questions.max()) + 1
    truths, founds, right = (
        np.bincount(pairs.questions, weights=chosen, minlength=n_questions)
        for chosen in (pairs.says_so, said, pairs.says_so & said)
    )
    first = np.unique(pairs.questions, return_index=True)[1]
    of_file, is_said = pairs.sources[first], truths > 0
    f1 = 2 * right / np.maximum(truths + founds, 1)
    return float(
        np.mean(
            [
                f1[is_said & (of_file == file)].mean()
                + _worth_of_none(truths[of_file == file], founds[of_file == file])
                for file in np.unique(of_file)
            ]
        )
    )


def _worth_of_none(truths: Floats, founds: Floats) -> float:
    """The weighed F1 of saying that no report says so; nothing where that is never right."""
    none, said_none = truths == 0, founds == 0
    if not none.any():
        return 0.0
    return _ABSTENTION_WEIGHT * 2 * float((none & said_none).sum()) / float(none.sum() + said_none.sum())


def pairs_of(
    scores: Sequence[float],
    sizes: Sequence[float],
    says_so: Sequence[bool],
    *,
    asked: Sequence[float] | None = None,
    questions: Sequence[str],
    sources: Sequence[str],
) -> Pairs:
    """Columns of any names as ``Pairs``.

    Args:
        scores: above the floor.
        sizes: from ``size_of``.
        says_so: the judgements.
        asked: what the question speaks for all its reports; nothing if not given.
        questions: any names.
        sources: any names.

    Example:
        >>> pairs_of([1.0, 2.0], [0.0, 0.0], [True, False], questions="ab", sources="ss").questions
        array([0, 1])
    """
    columns = np.asarray(scores, dtype=np.float64)
    return Pairs(
        scores=columns,
        totals=columns + (0.0 if asked is None else np.asarray(asked, dtype=np.float64)),
        sizes=np.asarray(sizes, dtype=np.float64),
        says_so=np.asarray(says_so, dtype=bool),
        questions=np.unique(list(questions), return_inverse=True)[1].astype(np.int64),
        sources=np.unique(list(sources), return_inverse=True)[1].astype(np.int64),
    )
