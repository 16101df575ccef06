"""Measures as shares of something, so that every mean, slice and interval is made in one way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
CONFIDENCE = 0.95
_SEED = 20221201

Floats = NDArray[np.float64]


class Share(NamedTuple):
    """What one question adds to a measure: ``total`` out of ``count``.

    Recall of one question is ``Share(0.5, 1)``; two right statuses of three are ``Share(2, 3)``;
    a measure that a question does not have is no share at all, never ``Share(0, 1)``.

    Attributes:
        total: 0 or more, at most ``out_of``.
        out_of: above 0.
    """

    total: float
    out_of: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over some questions.

    Attributes:
        measure: its name, e.g. ``"nDCG@10"``.
        value: 0 to 1; None where nothing was to be measured.
        count: what it was measured over: questions, or reports, quotes or citations.
        low: lower end of the 95 % bootstrap interval; None with ``value``.
        high: upper end.
    """

    measure: str
    value: float | None
    count: int
    low: float | None = None
    high: float | None = None


def figure_of(figures: Sequence[Figure], measure: str) -> Figure:
    """The figure of one measure.

    Raises:
        KeyError: there is none of that name.
    """
    for figure in figures:
        if figure.measure == measure:
            return figure
    raise KeyError(measure)


def summarise(measures: Sequence[str], rows: Sequence[Mapping[str, Share]]) -> tuple[Figure, ...]:
    """Add up the shares of all questions, with intervals.

    The interval is the percentile bootstrap over questions, 2,000 resamples from a fixed seed: the
    questions are drawn, with all their reports, quotes or citations, because those of one question
    are not independent.

    Args:
        measures: the measures wanted, in order.
        rows: for each question its shares by measure.

    Returns:
        One figure a measure.

    Example:
        >>> rows = [{"recall@1": Share(1, 1)}, {"recall@1": Share(0, 1)}, {}]
        >>> figure, = summarise(["recall@1"], rows)
        >>> figure.value, figure.count
        (0.5, 2)

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    totals, counts = to_arrays(measures, rows)
    lows, highs = _intervals(totals, counts)
    values = _ratio(totals.sum(axis=0), counts.sum(axis=0))
    return tuple(
        Figure(
            measure,
            _number(values[column]),
            round(counts[:, column].sum()),
            _number(lows[column]),
            _number(highs[column]),
        )
        for column, measure in enumerate(measures)
    )


def to_arrays(measures: Sequence[str], rows: Sequence[Mapping[str, Share]]) -> tuple[Floats, Floats]:
    """Totals and counts, each of shape (questions, measures); a share that is not there is 0 of 0."""
    nothing = Share(0, 0)
    shares = np.array([[row.get(measure, nothing) for measure in measures] for row in rows], dtype=np.float64)
    shares = shares.reshape(len(rows), len(measures), 2)
    return shares[..., 0], shares[..., 1]


def resample(totals: Floats, counts: Floats) -> Floats:
    """The measures over 2,000 draws of as many questions, with replacement.

    Args:
        totals: shape (questions, measures).
        counts: likewise.

    Returns:
        Shape (2000, measures); NaN where a draw holds no question that has the measure. The draws
        depend on the number of questions only: two runs over the same questions get the same ones.
    """
    n_questions = len(totals)
    if not n_questions:
        return np.full((RESAMPLES, totals.shape[1]), np.nan)
    even = np.full(n_questions, 1 / n_questions)
    draws = np.random.default_rng(_SEED).multinomial(n_questions, even, size=RESAMPLES).astype(np.float64)
    return _ratio(draws @ totals, draws @ counts)


def interval(samples: Floats) -> tuple[float | None, float | None]:
    """The middle 95 % of some samples, NaN left out; a pair of None where nothing is left."""
    known = samples[~np.isnan(samples)]
    if not len(known):
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def _intervals(totals: Floats, counts: Floats) -> tuple[list[float | None], list[float | None]]:
    samples = resample(totals, counts)
    ends = [interval(samples[:, column]) for column in range(samples.shape[1])]
    return [low for low, _ in ends], [high for _, high in ends]


def _ratio(totals: Floats, counts: Floats) -> Floats:
    return np.divide(totals, counts, out=np.full_like(totals, np.nan), where=counts > 0)


def _number(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)
