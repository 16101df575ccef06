"""Fitting the decision whether a report says so: evidence of judged questions to logistic coefficients."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from answers import FEATURES, Answerer
from eval.questions import GoldQuestion, QuestionKind, read_gold
from records import Language

Floats = NDArray[np.float64]

# Strong shrinkage: some ten features, a few dozen questions a language.
_INVERSE_PENALTY = 0.3
_FOLDS = 10
_CHINESE_ONLY = ("coverage_passage", "coverage_sentence")
_SET_KINDS = (QuestionKind.WHICH_REPORTS, QuestionKind.COMPARE)


@dataclass(frozen=True, slots=True)
class Judged:
    """One report's evidence for one judged question.

    Attributes:
        question: which it is, unique over all files.
        is_set: the question asks for a set of reports.
        is_english: the language family of its question.
        features: in the order of ``FEATURES``.
        says_so: the judgement.
    """

    question: str
    is_set: bool
    is_english: bool
    features: tuple[float, ...]
    says_so: bool


def collect(answerer: Answerer, gold: Path) -> list[Judged]:
    """The evidence of every report in scope for every judged question.

    Args:
        answerer: over the index of the judged reports.
        gold: the file of questions.

    Raises:
        EvaluationError: the file cannot be used.
    """
    return [judged for question in read_gold(gold) for judged in _judge(answerer, question, f"{gold}:")]


def _judge(answerer: Answerer, question: GoldQuestion, prefix: str) -> list[Judged]:
    return [
        Judged(
            question=prefix + question.question_id,
            is_set=question.kind in _SET_KINDS,
            is_english=question.language is Language.EN,
            features=tuple(evidence.features[name] for name in FEATURES),
            says_so=evidence.report.report_id in question.report_ids,
        )
        for evidence in answerer.gather_evidence(question.text)
    ]


def fit_model(judged: Sequence[Judged], *, data: Sequence[str], command: str) -> dict[str, object]:
    """Fit both language families; the content of ``answers/support_model.json``.

    The threshold is the one with the best mean of set F1 and of right abstentions under
    cross-validation over questions.

    Args:
        judged: of all files together.
        data: what they are, for the record.
        command: the command that fitted it, for the record.
    """
    families = {"en": [one for one in judged if one.is_english], "zh": [one for one in judged if not one.is_english]}
    return {
        "command": command,
        "data": list(data),
        "pairs": {name: len(members) for name, members in families.items()},
        "models": {name: _fit_family(members, english=name == "en") for name, members in families.items()},
    }


def write_model(model: dict[str, object], path: Path) -> None:
    """Write the fitted model, one line a number, so that a change can be read."""
    path.write_text(json.dumps(model, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _fit_family(members: Sequence[Judged], *, english: bool) -> dict[str, object]:
    names = [name for name in FEATURES if not (english and name in _CHINESE_ONLY)]
    places = [FEATURES.index(name) for name in names]
    x = np.array([[one.features[place] for place in places] for one in members])
    y = np.array([one.says_so for one in members])
    groups = np.array([one.question for one in members])
    threshold, score = _choose_threshold(members, _held_out(x, y, groups))
    scaler, logistic = _fit(x, y)
    weights = logistic.coef_[0] / scaler.scale_
    return {
        "coefficients": {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)},
        "intercept": round(float(logistic.intercept_[0] - weights @ scaler.mean_), 5),
        "threshold": round(threshold, 3),
        "held_out_score": round(score, 4),
    }


def _fit(x: Floats, y: NDArray[np.bool_]) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(x)
    return scaler, LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000).fit(scaler.transform(x), y)


def _held_out(x: Floats, y: NDArray[np.bool_], groups: NDArray[np.str_]) -> Floats:
    """Each pair's probability from a model that saw none of its question's pairs."""
    names = np.unique(groups)
    fold_of = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % _FOLDS, strict=True))
    folds = np.array([fold_of[name] for name in groups])
    found = np.zeros(len(y))
    for fold in range(_FOLDS):
        scaler, logistic = _fit(x[folds != fold], y[folds != fold])
        if (folds == fold).any():
            found[folds == fold] = logistic.predict_proba(scaler.transform(x[folds == fold]))[:, 1]
    return found


def _choose_threshold(members: Sequence[Judged], probabilities: Floats) -> tuple[float, float]:
    candidates = np.arange(0.1, 0.9, 0.01)
    scores = [_score(members, probabilities >= threshold) for threshold in candidates]
    best = int(np.argmax(scores))
    return float(candidates[best]), scores[best]


def _score(members: Sequence[Judged], said: NDArray[np.bool_]) -> float:
    """The mean over questions: set F1 of an answerable one, 1 for a right abstention."""
    by_question: dict[str, list[tuple[bool, bool]]] = {}
    for one, found in zip(members, said, strict=True):
        by_question.setdefault(one.question, []).append((one.says_so, bool(found)))
    return float(np.mean([_f1(pairs) for pairs in by_question.values()]))


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    right = sum(truth and found for truth, found in pairs)
    total = sum(truth + found for truth, found in pairs)
    return 1.0 if total == 0 else 2 * right / total
