"""Learning the probability that a hit answers the question, from questions whose right passages are known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from errors import EvaluationError
from eval.files import write_whole
from eval.folds import FAMILIES, FOLDS, family_of, fold_by_source
from eval.reliability import Reliability, measure_reliability
from eval.storing import name_suite
from eval.tasks import Question, Task
from indexer import Progress
from search import HIT_FEATURES, Searcher, has_words

Floats = NDArray[np.float64]

DEPTH = 10
"""Hits of each question that are learnt from."""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class SeenHit:
    """A hit and whether it was right.

    Attributes:
        suite: of its question.
        source: what the question was written for; questions of one source are never parted.
        family: of the question's language.
        rank: from 1.
        features: in the order of ``HIT_FEATURES``.
        is_right: it is one of the question's right passages.
    """

    suite: str
    source: str
    family: str
    rank: int
    features: tuple[float, ...]
    is_right: bool


@dataclass(frozen=True, slots=True)
class LearntCalibration:
    """What was learnt for one language family.

    Attributes:
        intercept: of the logistic model.
        coefficients: by feature.
        hits: how many of each suite it was learnt from.
        reliability: of the first hit and of the first ten, each question judged by a model of other sources.
    """

    intercept: float
    coefficients: Mapping[str, float]
    hits: Mapping[str, int]
    reliability: tuple[Reliability, ...]


def see_hits(name: str, task: Task, progress: Progress) -> list[SeenHit]:
    """The first hits of every question of a suite; of one that nothing answers none is right.

    Args:
        name: of the suite.
        task: its questions and index.
        progress: told after every question.
    """
    row_of = {passage.passage_id: row for row, passage in enumerate(task.searcher.index.passages)}
    progress.stage(f"Asking {name_suite(name)}", unit="questions", total=len(task.questions))
    found = []
    for question in task.questions:
        if has_words(question.text):
            found += _see(name, question, task.searcher, row_of)
        progress.advance()
    return found


def learn_calibration(seen: Sequence[SeenHit]) -> dict[str, LearntCalibration]:
    """Learn a logistic model of every language family there are questions of; every suite counts the same.

    Args:
        seen: of all suites together.

    Returns:
        By family, in the order of ``FAMILIES``.

    Raises:
        EvaluationError: a family has questions of too few sources, or hits that are all right or all wrong.

    Source:
        Platt, Probabilistic outputs for support vector machines, 1999.
    """
    families = {family: [one for one in seen if one.family == family] for family in FAMILIES}
    return {family: _learn(members) for family, members in families.items() if members}


def write_calibration(learnt: Mapping[str, LearntCalibration], *, encoder: str, command: str, path: Path) -> None:
    """Write the content of ``search/calibration.json``.

    Args:
        learnt: by family.
        encoder: the names of the encoders whose hits were seen, joined by ``+``.
        command: that made it, for the record.
        path: of the file.

    Raises:
        EvaluationError: the file cannot be written.
    """
    content = {
        "command": command,
        "encoder": encoder,
        "learnt_from": {family: dict(one.hits) for family, one in learnt.items()},
        "cross_validated": {
            family: [
                {name: round(value, _DIGITS) for name, value in asdict(measured).items() if name != "bins"}
                for measured in one.reliability
            ]
            for family, one in learnt.items()
        },
        "models": {
            family: {"intercept": one.intercept, "coefficients": dict(one.coefficients)}
            for family, one in learnt.items()
        },
    }
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")


def _see(name: str, question: Question, searcher: Searcher, row_of: Mapping[str, int]) -> list[SeenHit]:
    ranking = searcher.rank(question.text)
    rows = searcher.choose(ranking, top=DEPTH)
    right = {row_of[passage_id] for passage_id in question.relevant}
    return [
        SeenHit(
            suite=name,
            source=question.source or min(question.relevant, default=question.question_id),
            family=family_of(ranking.language),
            rank=rank,
            features=tuple(features.tolist()),
            is_right=row in right,
        )
        for rank, (row, features) in enumerate(zip(rows, searcher.features(ranking, rows), strict=True), start=1)
    ]


def _learn(members: Sequence[SeenHit]) -> LearntCalibration:
    features = np.array([one.features for one in members])
    right = np.array([one.is_right for one in members])
    folds = fold_by_source([(one.suite, one.source) for one in members])
    shares = _equal_shares(members)
    predicted = np.zeros(len(members))
    for fold in range(FOLDS):
        shown, rest = folds == fold, folds != fold
        predicted[shown] = _predict(_fit(features[rest], right[rest], shares[rest], members[0]), features[shown])
    ranks = np.array([one.rank for one in members])
    intercept, *coefficients = _fit(features, right, shares, members[0]).tolist()
    return LearntCalibration(
        intercept=round(intercept, _DIGITS),
        coefficients={name: round(one, _DIGITS) for name, one in zip(HIT_FEATURES, coefficients, strict=True)},
        hits={name_suite(name): count for name, count in Counter(one.suite for one in members).items()},
        reliability=tuple(
            measure_reliability(predicted[ranks <= depth].tolist(), right[ranks <= depth].tolist(), depth=depth)
            for depth in (1, DEPTH)
        ),
    )


def _fit(features: Floats, right: NDArray[np.bool_], shares: Floats, example: SeenHit) -> Floats:
    """Intercept and coefficients."""
    from sklearn.linear_model import LogisticRegression  # 3 s that no other command should wait for

    if right.all() or not right.any():
        reason = f"has hits of family {example.family} that are all {'right' if right.all() else 'wrong'}"
        raise EvaluationError(example.suite, f"{reason}; expected some of each")
    model = LogisticRegression(C=1e6).fit(features, right, sample_weight=shares)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _predict(model: Floats, features: Floats) -> Floats:
    predicted: Floats = 1.0 / (1.0 + np.exp(-(model[0] + features @ model[1:])))
    return predicted


def _equal_shares(members: Sequence[SeenHit]) -> Floats:
    """What each hit counts: every suite the same, 1 on average."""
    sizes = Counter(one.suite for one in members)
    return np.array([len(members) / (len(sizes) * sizes[one.suite]) for one in members])
