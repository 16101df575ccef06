"""Whether probabilities keep their word: the Brier score, and what came of each height of probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

N_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The hits whose probability lies in one tenth of the scale.

    Attributes:
        count: how many, at least 1.
        predicted: their mean probability.
        observed: the part of them that was right.
    """

    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well the probabilities of the first hits of every question were met.

    Attributes:
        depth: how many hits of each question were looked at.
        count: how many hits in all, at least 1.
        brier: mean squared difference of probability and outcome; 0 is best.
        brier_of_base: the Brier score of saying for every hit how often hits are right; a useful
            probability is below it.
        error: mean difference of predicted and observed over the bins, weighed by their hits.
        bins: from low probabilities to high ones; those without a hit are left out.
    """

    depth: int
    count: int
    brier: float
    brier_of_base: float
    error: float
    bins: tuple[Bin, ...]


def measure_reliability(
    predicted: Sequence[float], observed: Sequence[bool], *, depth: int, n_bins: int = N_BINS
) -> Reliability:
    """Compare probabilities with what came.

    Args:
        predicted: 0 to 1 each, at least one.
        observed: whether each was right.
        depth: how many hits of each question they are, for the record.
        n_bins: equal parts of the scale, at least 1.

    Raises:
        ValueError: there is nothing to measure, or the two have different lengths.

    Example:
        >>> found = measure_reliability([0.95, 0.75, 0.25], [True, True, False], depth=1)
        >>> round(found.brier, 4), [(one.predicted, one.observed) for one in found.bins]
        (0.0425, [(0.25, 0.0), (0.75, 1.0), (0.95, 1.0)])

    Source:
        Brier, Monthly Weather Review 78, 1950; Murphy and Winkler, Applied Statistics 26, 1977 (reliability).
    """
    if not len(predicted) or len(predicted) != len(observed):
        raise ValueError(f"{len(predicted)} probabilities and {len(observed)} outcomes; expected as many, at least one")
    said, came = np.asarray(predicted, dtype=np.float64), np.asarray(observed, dtype=np.float64)
    places = np.minimum((said * n_bins).astype(int), n_bins - 1)
    members = [places == place for place in range(n_bins)]
    bins = tuple(
        Bin(int(chosen.sum()), float(said[chosen].mean()), float(came[chosen].mean()))
        for chosen in members
        if chosen.any()
    )
    return Reliability(
        depth=depth,
        count=len(said),
        brier=float(np.square(said - came).mean()),
        brier_of_base=float(came.mean() * (1 - came.mean())),
        error=sum(one.count * abs(one.predicted - one.observed) for one in bins) / len(said),
        bins=bins,
    )
