"""Scores of different legs brought to one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def standardise(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring one leg's scores to mean 0 and standard deviation 1 over all passages.

    Args:
        scores: shape (n_passages,).

    Returns:
        Same shape, float32; zeros where the leg cannot tell the passages apart.

    Example:
        >>> standardise(np.array([1.0, 3.0], np.float32)).tolist()
        [-1.0, 1.0]
    """
    spread = float(scores.std())
    if spread < 1e-6:
        return np.zeros_like(scores)
    standard: NDArray[np.float32] = ((scores - scores.mean()) / spread).astype(np.float32)
    return standard
