"""From the score of a hit to the probability that it answers the question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from records import Language
from search.standard import standardise

FEATURES = ("margin", "lead")

BACKGROUND_RANK = 20
"""The passage of this rank stands for those that are near the matter but do not answer."""

_FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of one language family over ``FEATURES``, made by ``python -m eval calibrate``.

    Attributes:
        intercept: the log odds of a passage that stands no higher than the background and the best other.
        coefficients: of each feature.
    """

    intercept: float
    coefficients: tuple[float, ...]

    def probabilities(self, features: NDArray[np.float64]) -> tuple[float, ...]:
        """The probability of each hit, 0 to 1.

        Args:
            features: from ``hit_features``.

        Example:
            >>> even = Calibration(0.0, (1.0, 1.0))
            >>> even.probabilities(np.array([[0.0, 0.0], [2.0, 0.2]]))
            (0.5, 0.9002)
        """
        odds = self.intercept + features @ np.array(self.coefficients)
        return tuple(round(float(one), 4) for one in 1.0 / (1.0 + np.exp(-odds)))


def hit_features(fused: NDArray[np.float32], rows: Sequence[int], best: Sequence[int]) -> NDArray[np.float64]:
    """What the probability of each hit is told from.

    Args:
        fused: the fused scores of all passages, shape (n_passages,).
        rows: of the hits.
        best: rows of the two best passages that do not say the same, best first; one where there is only one.

    Returns:
        Shape (hits, 2), in standard deviations of all passages' scores. ``margin``: how far the passage
        stands above the one of rank ``BACKGROUND_RANK``, or the last of fewer. ``lead``: how far it
        stands above the best other passage; below 0 for all but the first.

    Example:
        >>> fused = np.array([3.0, 0.0, 1.0, -4.0], np.float32)
        >>> hit_features(fused, [0, 2], [0, 2]).round(3).tolist()
        [[2.746, 0.784], [1.961, -0.784]]
    """
    standard = standardise(fused).astype(np.float64)
    place = max(len(standard) - BACKGROUND_RANK, 0)
    background = np.partition(standard, place)[place]
    others = [next((one for one in best if one != row), row) for row in rows]
    heights = standard[list(rows)]
    return np.stack([heights - background, heights - standard[others]], axis=1)


def load_calibration(encoder: str, language: Language) -> Calibration | None:
    """The model for questions of a language family, from ``calibration.json``.

    Args:
        encoder: the names of the index's encoders, joined by ``+``.
        language: of the question.

    Returns:
        None for other encoders than it was made with: their scores are spread in another way.
    """
    made = _read_file()
    if encoder != made["encoder"]:
        return None
    model = made["models"].get("en" if language is Language.EN else "zh")
    return model and Calibration(model["intercept"], tuple(model["coefficients"][name] for name in FEATURES))


@cache
def _read_file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content
