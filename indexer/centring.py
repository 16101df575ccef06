"""Centring: what all texts of a kind have in common is taken off, so that what is left tells them apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]

# The mean of a handful of passages is mostly those passages: one alone would centre to zero. The mean of general
# texts counts as this many more. Of the benchmark's 100 background questions, 10 cost 1 to 2 points, and a report
# gives about 20 passages: at the size of one report corpus and general language weigh the same.
PRIOR_WEIGHT = 20

# Below this length what is left of a vector of length 1 is rounding (float16 keeps 3 digits of each number).
NOTHING_LEFT = 1e-4


def shrunk_mean(vectors: Float32, prior: Float32, *, weight: float = PRIOR_WEIGHT) -> Float32:
    """The mean of a corpus, drawn towards a general mean as long as the corpus is small.

    Args:
        vectors: shape (n, dimension); n may be 0.
        prior: shape (dimension,), the mean of general texts.
        weight: how many vectors the prior counts as.

    Returns:
        ``(n * mean + weight * prior) / (n + weight)``, float32 of shape (dimension,).

    Example:
        >>> shrunk_mean(np.float32([[1, 0]] * 20), np.float32([0, 1])).tolist()
        [0.5, 0.5]
    """
    total = vectors.sum(axis=0, dtype=np.float64)
    mean: Float32 = ((total + weight * prior) / (len(vectors) + weight)).astype(np.float32)
    return mean


def centre(vectors: Float32, mean: Float32) -> Float32:
    """Take a mean off and make every row of length 1 again.

    Args:
        vectors: shape (n, dimension).
        mean: shape (dimension,).

    Returns:
        float32 of shape (n, dimension). A row that equals the mean becomes zeros: nothing sets it
        apart, so it is as near to every question as the average, with score 0 - never NaN.

    Example:
        >>> centre(np.float32([[3, 1], [0, 1]]), np.float32([0, 1])).tolist()
        [[1.0, 0.0], [0.0, 0.0]]

    Source:
        Mu and Viswanath, All-but-the-Top, ICLR 2018 (taking the common mean off).
    """
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    np.divide(moved, lengths, out=moved, where=lengths > NOTHING_LEFT)
    moved[lengths[:, 0] <= NOTHING_LEFT] = 0
    return moved


def uncentre(rows: Float32, mean: Float32) -> Float32:
    """What ``centre`` was given, for vectors that had length 1.

    Args:
        rows: shape (n, dimension), from ``centre``.
        mean: shape (dimension,), shorter than 1.

    Returns:
        float32 of shape (n, dimension), rows of length 1; for rows of zeros the mean's direction.

    Example:
        >>> mean = np.float32([0.25, 0.5])
        >>> uncentre(centre(np.float32([[0.6, 0.8]]), mean), mean).round(4).tolist()
        [[0.6000000238418579, 0.800000011920929]]
    """
    # |mean + s * row| = 1 has one positive solution s, since the mean lies inside the unit sphere.
    along = rows @ mean
    reach = np.sqrt(np.maximum(along**2 + 1 - mean @ mean, 0)) - along
    vectors = mean + reach[:, None] * rows
    unit: Float32 = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), NOTHING_LEFT)
    return unit
