"""Fitting the decision whether a report says so: evidence of judged questions to logistic coefficients."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers import FEATURES, Answerer
from eval.questions import GoldKind, GoldQuestion, read_gold
from records import Language

Floats = NDArray[np.float64]

# How much each feature counts, and what share of the best report's score a report needs. Chosen among a few dozen on
# demo, provinces and the development questions together: a free logistic fit leans on shared words (match) half as much
# again, since the judged questions of demo and provinces repeat the reports' words more often than people's do, and
# loses 10 points of set F1 on paraphrased ones. Scale, intercept and threshold are fitted.
DIRECTIONS = {"en": {"standing": 4.0, "match": 12.0}, "zh": {"standing": 4.0, "match": 6.0}}
SHARES_OF_BEST = {"en": 0.55, "zh": 0.5}
_SET_KINDS = (GoldKind.WHICH_REPORTS, GoldKind.COMPARE)
# The F1 of "none says so" counts this much beside set F1. Little: a wrong one hides every report that does say so,
# while a weak yes shows its sentence, and the reader sees that it is weak.
_ABSTENTION_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Judged:
    """One report's evidence for one judged question.

    Attributes:
        source: the file of its question.
        question: which it is, unique over all files.
        is_set: the question asks for a set of reports.
        is_english: the language family of its question.
        features: in the order of ``FEATURES``.
        says_so: the judgement.
    """

    source: str
    question: str
    is_set: bool
    is_english: bool
    features: tuple[float, ...]
    says_so: bool

    @property
    def score(self) -> float:
        """The features along the direction of the question's family."""
        direction = DIRECTIONS[self.family]
        return sum(direction[name] * value for name, value in zip(FEATURES, self.features, strict=True))

    @property
    def family(self) -> str:
        """``en`` or ``zh``."""
        return "en" if self.is_english else "zh"


def collect(answerer: Answerer, gold: Path) -> list[Judged]:
    """The evidence of every report in scope for every judged question.

    Args:
        answerer: over the index of the judged reports.
        gold: the file of questions.

    Raises:
        EvaluationError: the file cannot be used.
    """
    return [judged for question in read_gold(gold) for judged in _judge(answerer, question, str(gold))]


def _judge(answerer: Answerer, question: GoldQuestion, source: str) -> list[Judged]:
    return [
        Judged(
            source=source,
            question=f"{source}:{question.question_id}",
            is_set=question.kind in _SET_KINDS,
            is_english=question.language is Language.EN,
            features=tuple(evidence.features[name] for name in FEATURES),
            says_so=evidence.report.report_id in question.report_ids,
        )
        for evidence in answerer.gather_evidence(question.text)
    ]


def fit_model(judged: Sequence[Judged], *, data: Sequence[str], command: str) -> dict[str, object]:
    """Fit both language families; the content of ``answers/support_model.json``.

    Every file weighs the same, however many reports its questions look at. The threshold is the one
    with the best mean of set F1 and, with less weight, of the F1 of abstaining.

    Args:
        judged: of all files together.
        data: what they are, for the record.
        command: the command that fitted it, for the record.
    """
    families = {name: [one for one in judged if one.family == name] for name in DIRECTIONS}
    return {
        "command": command,
        "data": list(data),
        "pairs": {name: len(members) for name, members in families.items()},
        "models": {name: _fit_family(members) for name, members in families.items()},
    }


def write_model(model: dict[str, object], path: Path) -> None:
    """Write the fitted model, one line a number, so that a change can be read."""
    path.write_text(json.dumps(model, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _fit_family(members: Sequence[Judged]) -> dict[str, object]:
    from sklearn.linear_model import LogisticRegression  # 3 s that no other command should wait for

    scores = np.array([one.score for one in members])
    logistic = LogisticRegression(C=1e6).fit(
        scores[:, None], [one.says_so for one in members], sample_weight=_equal_weights(members)
    )
    slope, intercept = float(logistic.coef_[0, 0]), float(logistic.intercept_[0])
    threshold, worth = _choose_threshold(members, scores)
    return {
        "coefficients": {name: round(slope * weight, 5) for name, weight in DIRECTIONS[members[0].family].items()},
        "intercept": round(intercept, 5),
        "threshold": round(1.0 / (1.0 + math.exp(-(slope * threshold + intercept))), 3),
        "share_of_best": SHARES_OF_BEST[members[0].family],
        "worth": round(worth, 4),
    }


def _equal_weights(members: Sequence[Judged]) -> list[float]:
    sizes = Counter(one.source for one in members)
    return [len(members) / (len(sizes) * sizes[one.source]) for one in members]


def _choose_threshold(members: Sequence[Judged], scores: Floats) -> tuple[float, float]:
    """The score of a question's best report that is worth most; the middle one of equally good ones."""
    candidates = np.arange(scores.min(), scores.max(), 0.05)
    best_scores = _best_of_question(members, scores)
    enough = scores >= SHARES_OF_BEST[members[0].family] * best_scores
    found = np.array([_worth(members, enough & (best_scores >= candidate)) for candidate in candidates])
    best = candidates[found >= found.max() - 1e-9]
    return float(best[len(best) // 2]), float(found.max())


def _best_of_question(members: Sequence[Judged], scores: Floats) -> Floats:
    """For each pair the best score of its question."""
    best: dict[str, float] = {}
    for one, score in zip(members, scores, strict=True):
        best[one.question] = max(float(score), best.get(one.question, 0.0))
    return np.array([best[one.question] for one in members])


def _worth(members: Sequence[Judged], said: NDArray[np.bool_]) -> float:
    """Set F1 plus the weighed F1 of abstaining, averaged over files."""
    by_file: dict[str, dict[str, list[tuple[Judged, bool]]]] = {}
    for one, found in zip(members, said, strict=True):
        by_file.setdefault(one.source, {}).setdefault(one.question, []).append((one, bool(found)))
    return float(np.mean([_worth_of_file(questions.values()) for questions in by_file.values()]))


def _worth_of_file(questions: Iterable[Sequence[tuple[Judged, bool]]]) -> float:
    sets, abstained = [], []
    for pairs in questions:
        truths = [(one.says_so, found) for one, found in pairs]
        if pairs[0][0].is_set:
            sets.append(_f1(truths))
        abstained.append((not any(truth for truth, _ in truths), not any(found for _, found in truths)))
    has_none = any(truth for truth, _ in abstained)
    return float(np.mean(sets)) + (_ABSTENTION_WEIGHT * _f1(abstained) if has_none else 0.0)


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    right = sum(truth and found for truth, found in pairs)
    total = sum(truth + found for truth, found in pairs)
    return 1.0 if total == 0 else 2 * right / total
