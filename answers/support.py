"""Whether a report says so: a logistic decision over its evidence, fitted on other data than any test."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from records import Language

_MODEL = Path(__file__).with_name("support_model.json")


# Passages of the corpus that thresholds are told for; five short reports hold about as many.
USUAL_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A fitted logistic model for one language family.

    Attributes:
        coefficients: by feature of the report.
        asked: by feature of the question: what speaks for all reports alike, and leaves their order as it is.
        usual: what a silent report reaches of a feature that need not be there; such features count from it.
        floor: what a report that does not speak of the matter reaches; scores count from there.
        growth: of the more passages one is the best, the better it is by chance: this much where ``e``
            times as many are looked at.
        intercept: of the logistic function.
        threshold: the least probability of the best report; below it none says so.
        least: the least probability of any other report that says so.
        share_of_best: the least score that counts, as a share of the best report's: beside reports
            that say it outright, one that comes near does not say it.
    """

    coefficients: Mapping[str, float]
    asked: Mapping[str, float]
    usual: Mapping[str, float]
    floor: float
    growth: float
    intercept: float
    threshold: float
    least: float
    share_of_best: float

    def score(self, features: Mapping[str, float]) -> float:
        """How much speaks for a report, above what speaks for any.

        Raises:
            KeyError: a feature of the model is missing, and no usual value known.
        """
        above = {name: self._above_usual(features, name) for name in self.coefficients}
        return sum(weight * above[name] for name, weight in self.coefficients.items()) - self.floor

    def _above_usual(self, features: Mapping[str, float], name: str) -> float:
        usual = self.usual.get(name)
        return features[name] if usual is None else features.get(name, usual) - usual

    def probability(self, features: Mapping[str, float], *, n_passages: int) -> float:
        """The probability, 0..1, that a report with these features says so.

        Args:
            features: by name.
            n_passages: of all reports looked at for the question.

        Raises:
            KeyError: a feature of the model is missing.
        """
        of_question = sum(weight * features[name] for name, weight in self.asked.items())
        total = self.intercept + self.score(features) + of_question - self.growth * size_of(n_passages)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def decide(
        self, offered: Sequence[Mapping[str, float]], *, n_passages: int, others: Sequence[Mapping[str, float]] = ()
    ) -> list[tuple[bool, float]]:
        """Whether each of several reports says so, and the probability, 0..1.

        Where no report holds any of the words and terms (你好), one must stand out by more than chance.
        Where some reports are asked about, the best of them must come up to the best of all: among
        themselves one is always the best.

        Args:
            offered: the features of all reports asked about.
            n_passages: of all these reports together.
            others: the features of all other reports of the index.
        """
        found = [(self.score(features), self.probability(features, n_passages=n_passages)) for features in offered]
        best_score, best_chance = max(found, default=(0.0, 0.0))
        is_touched = any(features["match"] > 0.0 or features["standing"] >= 1.0 for features in offered)
        is_behind = any(best_score < self.share_of_best * self.score(features) for features in others)
        is_said = best_chance >= self.threshold and is_touched and not is_behind
        enough = self.share_of_best * best_score
        return [(is_said and score >= enough and chance >= self.least, chance) for score, chance in found]


def size_of(n_passages: int) -> float:
    """How much is looked at, as a logarithm: 0 for ``USUAL_PASSAGES`` and for less.

    A single report is asked for by name, and not less may be expected of it than of five.

    Example:
        >>> size_of(20), round(size_of(272), 2)
        (0.0, 1.0)
    """
    return math.log(max(n_passages, USUAL_PASSAGES) / USUAL_PASSAGES)


def load_support_model(language: Language) -> SupportModel:
    """The model for questions of a language family, from ``support_model.json``.

    The file names the command and the data that fitted it.
    """
    entry = _models()["en" if language is Language.EN else "zh"]
    return SupportModel(**{field.name: entry[field.name] for field in fields(SupportModel)})


@cache
def _models() -> dict[str, dict[str, Any]]:
    models: dict[str, dict[str, Any]] = json.loads(_MODEL.read_text(encoding="utf-8"))["models"]
    return models
