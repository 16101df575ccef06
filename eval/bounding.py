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
# on a development question, and it costs the demo questions 0.02 set F1, those over provinces nothing. How much the
# F1 of abstaining counts and what is nearly the same were set with the development questions in view as well.
_SHARES = (0.46, 0.5, 0.55, 0.6)
_GROWTHS = np.arange(0.0, 2.05, 0.1)
_THRESHOLDS = np.arange(0.0, 8.05, 0.2)
# The F1 of "none says so" counts this much beside set F1. Little: a wrong one hides every report that does say so,
# while a weak yes shows its sentence, and the reader sees that it is weak.
_ABSTENTION_WEIGHT = 0.2
# Of bounds that are worth nearly the same the middle is taken: a lucky corner of the grid holds for no other questions.
_NEARLY = 0.01


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a report says so.

    Attributes:
        share_of_best: the least score, as a share of the best report's.
        growth: how much more the best one needs where ``e`` times as many passages are looked at.
        threshold: what it needs where 100 are.
        worth: what they are worth on the questions they were chosen on.
    """

    share_of_best: float
    growth: float
    threshold: float
    worth: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Judged pairs of a question and a report, as columns of one length.

    Attributes:
        scores: above the floor.
        sizes: how much was looked at, from ``size_of``.
        says_so: the judgement.
        questions: number of the question, from 0 without a gap.
        sources: number of the file of the question, from 0 without a gap.
    """

    scores: Floats
    sizes: Floats
    says_so: Bools
    questions: Ints
    sources: Ints


def choose_bounds(pairs: Pairs) -> Bounds:
    """The bounds that are worth most together, every file of questions counting the same.

    Args:
        pairs: of at least one question that some report answers in every file.
    """
    best = np.full(pairs.questions.max() + 1, -np.inf)
    np.maximum.at(best, pairs.questions, pairs.scores)
    best_of_pair = best[pairs.questions]
    found = []
    for share in _SHARES:
        enough = pairs.scores >= share * best_of_pair
        for growth, threshold in product(_GROWTHS.tolist(), _THRESHOLDS.tolist()):
            said = enough & (best_of_pair - growth * pairs.sizes >= threshold)
            found.append((worth_of(pairs, said), share, growth, threshold))
    most = max(found)[0]
    good = np.array([one for one in found if one[0] >= most - _NEARLY])
    spread = good.std(axis=0) + 1e-9
    middle = good[np.argmin(np.abs((good - good.mean(axis=0)) / spread)[:, 1:].sum(axis=1))]
    worth, share, growth, threshold = (round(float(value), 4) for value in middle)
    return Bounds(share, growth, threshold, worth)


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
    questions: Sequence[str],
    sources: Sequence[str],
) -> Pairs:
    """Columns of any names as ``Pairs``.

    Example:
        >>> pairs_of([1.0, 2.0], [0.0, 0.0], [True, False], questions="ab", sources="ss").questions
        array([0, 1])
    """
    return Pairs(
        scores=np.asarray(scores, dtype=np.float64),
        sizes=np.asarray(sizes, dtype=np.float64),
        says_so=np.asarray(says_so, dtype=bool),
        questions=np.unique(list(questions), return_inverse=True)[1].astype(np.int64),
        sources=np.unique(list(sources), return_inverse=True)[1].astype(np.int64),
    )
