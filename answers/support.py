"""Whether a report says so: a logistic decision over its evidence, fitted on other data than any test."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from records import Language

_MODEL = Path(__file__).with_name("support_model.json")


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A fitted logistic model for one language family.

    Attributes:
        coefficients: by feature name.
        intercept: added to the weighted sum.
        threshold: the least probability that counts as saying so.
    """

    coefficients: Mapping[str, float]
    intercept: float
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability, 0..1, that a report with these features says so.

        Raises:
            KeyError: a feature of the model is missing.
        """
        total = self.intercept + sum(weight * features[name] for name, weight in self.coefficients.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def load_support_model(language: Language) -> SupportModel:
    """The model for questions of a language family, from ``support_model.json``.

    The file names the command and the data that fitted it.
    """
    entry = _models()["en" if language is Language.EN else "zh"]
    return SupportModel(entry["coefficients"], entry["intercept"], entry["threshold"])


@cache
def _models() -> dict[str, dict[str, Any]]:
    models: dict[str, dict[str, Any]] = json.loads(_MODEL.read_text(encoding="utf-8"))["models"]
    return models
