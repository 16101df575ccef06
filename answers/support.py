"""Whether a report says so: a logistic decision over its evidence, fitted on other data than any test."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
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
        threshold: the least probability of the best report; below it none says so.
        share_of_best: the least score that counts, as a share of the best report's: beside reports
            that say it outright, one that comes near does not say it.
    """

    coefficients: Mapping[str, float]
    intercept: float
    threshold: float
    share_of_best: float

    def score(self, features: Mapping[str, float]) -> float:
        """How much speaks for a report, without the intercept.

        Raises:
            KeyError: a feature of the model is missing.
        """
        return sum(weight * features[name] for name, weight in self.coefficients.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability, 0..1, that a report with these features says so.

        Raises:
            KeyError: a feature of the model is missing.
        """
        total = self.intercept + self.score(features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def decide(self, offered: Sequence[Mapping[str, float]]) -> list[tuple[bool, float]]:
        """Whether each of several reports says so, and the probability, 0..1.

        Where no report holds any of the words and terms (你好), one must stand out by more than chance.

        Args:
            offered: the features of all reports looked at for one question.
        """
        found = [(self.score(features), self.probability(features)) for features in offered]
        best_score, best_chance = max(found, default=(0.0, 0.0))
        is_touched = any(features["match"] > 0.0 or features["standing"] >= 1.0 for features in offered)
        is_said = best_chance >= self.threshold and is_touched
        return [(is_said and score >= self.share_of_best * best_score, chance) for score, chance in found]


def load_support_model(language: Language) -> SupportModel:
    """The model for questions of a language family, from ``support_model.json``.

    The file names the command and the data that fitted it.
    """
    entry = _models()["en" if language is Language.EN else "zh"]
    return SupportModel(entry["coefficients"], entry["intercept"], entry["threshold"], entry["share_of_best"])


@cache
def _models() -> dict[str, dict[str, Any]]:
    models: dict[str, dict[str, Any]] = json.loads(_MODEL.read_text(encoding="utf-8"))["models"]
    return models
