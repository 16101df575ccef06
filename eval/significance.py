"""Whether two systems differ by more than chance, asked the same questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.shares import Floats, Share, interval, resample

ROUNDS = 10_000
"""Exchanges tried by the randomisation test; fewer where fewer are possible."""

_BLOCK = 1_000
# Of two differences that are equal on paper either may be larger by a rounding error.
_TOLERANCE = 1e-12


def paired_interval(before: Sequence[Share], after: Sequence[Share]) -> tuple[float | None, float | None]:
    """The 95 % interval of ``after - before`` by the paired bootstrap: both are drawn the same questions.

    Args:
        before: one measure of one system, a share a question; ``Share(0, 0)`` for a question without part.
        after: of another system, the same questions in the same order.

    Returns:
        Its lower and its upper end; None where no draw holds anything to measure. An interval that
        holds 0 leaves room for chance.

    Raises:
        ValueError: the two have different lengths.

    Example:
        >>> right, wrong = Share(1, 1), Share(0, 1)
        >>> paired_interval([wrong] * 4, [right] * 4)
        (1.0, 1.0)

    Source:
        Sakai, Evaluating evaluation metrics based on the bootstrap, SIGIR 2006.
    """
    first, second = _to_columns(before, after)
    changes = resample(second[:, :1], second[:, 1:]) - resample(first[:, :1], first[:, 1:])
    return interval(changes[:, 0])


def randomisation_test(
    before: Sequence[Share], after: Sequence[Share], *, rounds: int = ROUNDS, seed: int = 0
) -> float:
    """The chance of a difference at least as large if it did not matter which system gave which answer.

    For every question the two results are exchanged or not; the p value is the part of such exchanges
    whose difference is at least as large, in either direction, as the one observed. Where ``rounds``
    allows for all exchanges of the questions that differ, all are tried and the value is exact;
    else ``rounds`` are drawn, and the observed one counts among them, so that no p value is 0.

    Args:
        before: one measure of one system, a share a question; ``Share(0, 0)`` for a question without part.
        after: of another system, the same questions in the same order.
        rounds: exchanges to try, at least 1.
        seed: of the draws.

    Returns:
        Above 0, at most 1; 1 where no question differs or there is nothing to measure.

    Raises:
        ValueError: the two have different lengths, or ``rounds`` is below 1.

    Example:
        >>> right, wrong = Share(1, 1), Share(0, 1)
        >>> randomisation_test([wrong] * 6, [right] * 6)  # 2 of the 64 exchanges are as clear
        0.03125

    Source:
        Smucker, Allan and Carterette, A comparison of statistical significance tests for information
        retrieval evaluation, CIKM 2007; Phipson and Smyth, SAGMB 2010 (no p value of 0).
    """
    if rounds < 1:
        raise ValueError(f"rounds must be at least 1, got {rounds}")
    first, second = _to_columns(before, after)
    observed = _difference(first.sum(axis=0), second.sum(axis=0))
    moved = second - first
    moved = moved[moved.any(axis=1)]
    if np.isnan(observed) or not len(moved):
        return 1.0
    is_exact = len(moved) < 63 and 2 ** len(moved) <= rounds
    exchanges = _all_exchanges(len(moved)) if is_exact else _draw_exchanges(len(moved), rounds, seed)
    gained = np.concatenate([block @ moved for block in np.array_split(exchanges, 1 + len(exchanges) // _BLOCK)])
    found = np.abs(_difference(first.sum(axis=0) + gained, second.sum(axis=0) - gained))
    as_large = int((found >= abs(observed) - _TOLERANCE).sum())
    tried = int((~np.isnan(found)).sum())
    return as_large / tried if is_exact else (as_large + 1) / (tried + 1)


def _to_columns(before: Sequence[Share], after: Sequence[Share]) -> tuple[Floats, Floats]:
    """Both as (questions, 2): totals and what they are out of."""
    if len(before) != len(after):
        raise ValueError(f"{len(before)} questions before and {len(after)} after; expected the same questions")
    first, second = (np.array(shares, dtype=np.float64).reshape(-1, 2) for shares in (before, after))
    return first, second


def _difference(before: Floats, after: Floats) -> Floats:
    """Of two measures given as (..., 2); NaN where one of them has nothing to measure."""
    values = [
        np.divide(one[..., 0], one[..., 1], out=np.full(one.shape[:-1], np.nan), where=one[..., 1] > 0)
        for one in (before, after)
    ]
    difference: Floats = values[1] - values[0]
    return difference


def _all_exchanges(count: int) -> NDArray[np.int8]:
    """Every way to exchange some of ``count`` questions, shape (2 ** count, count)."""
    numbers = np.arange(2**count, dtype=np.int64)[:, None]
    return (numbers >> np.arange(count) & 1).astype(np.int8)


def _draw_exchanges(count: int, rounds: int, seed: int) -> NDArray[np.int8]:
    return np.random.default_rng(seed).integers(0, 2, size=(rounds, count), dtype=np.int8)
