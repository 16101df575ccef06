"""Learning how much each leg of the search counts, from questions whose right passage is known."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from errors import EvaluationError
from eval.files import write_whole
from eval.folds import FAMILIES, FOLDS, family_of, fold_by_source
from eval.storing import name_suite
from eval.tasks import Question, Task
from indexer import Progress
from search import Ranking, comparable, weight_of

Floats = NDArray[np.float64]

LEAST_SHARE = 0.05
"""A leg that fewer of a family's questions have, as BM25 of English ones, is not learnt from them."""

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Observed:
    """What the legs said of every passage for one question.

    Attributes:
        suite: it is of.
        source: what it was written for; questions of one source are never parted.
        family: of its language.
        legs: their names.
        scores: shape (n_legs, n_passages), float32, each row standardised as in the fusion.
        right: rows of the right passages, at least one.
    """

    suite: str
    source: str
    family: str
    legs: tuple[str, ...]
    scores: NDArray[np.float32]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """How well some weights rank.

    Attributes:
        recall_at_1: the share of questions whose best right passage is first.
        mrr: mean of 1 / rank of the best right passage.
    """

    recall_at_1: float
    mrr: float


@dataclass(frozen=True, slots=True)
class FamilyWeights:
    """What was learnt for one language family.

    Attributes:
        weights: by leg, 0 or more, together 1.
        questions: how many of each suite it was learnt from.
        before: what the present weights rank like.
        after: what the learnt ones do on questions of sources that they were not learnt from.
    """

    weights: Mapping[str, float]
    questions: Mapping[str, int]
    before: Quality
    after: Quality


def observe(name: str, task: Task, progress: Progress) -> list[Observed]:
    """Let every leg score all passages for every question of a suite that a passage answers.

    Args:
        name: of the suite.
        task: its questions and index.
        progress: told after every question.
    """
    row_of = {passage.passage_id: row for row, passage in enumerate(task.searcher.index.passages)}
    progress.stage(f"Scoring {name_suite(name)}", unit="questions", total=len(task.questions))
    found = []
    for question in task.questions:
        if question.relevant:
            ranking = task.searcher.rank(question.text)
            right = tuple(row_of[passage_id] for passage_id in question.relevant)
            found.append(_observe(name, question, ranking, right))
        progress.advance()
    return found


def learn_weights(observed: Sequence[Observed], present: Mapping[str, Mapping[str, float]]) -> dict[str, FamilyWeights]:
    """Learn the weights of every language family there are questions of.

    The weights are those that make the right passages most probable where a passage's probability is
    ``exp`` of its weighed score (a conditional logit, which is convex), none below 0. Every suite counts
    the same, however many questions it has.

    Args:
        observed: of all suites together.
        present: the weights of each family to compare with.

    Returns:
        By family, in the order of ``FAMILIES``.

    Raises:
        EvaluationError: a family has questions on too few sources, or no leg helps.

    Source:
        McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
    """
    families = {family: [one for one in observed if one.family == family] for family in FAMILIES}
    return {
        family: _learn(_keep_common_legs(members), present[family]) for family, members in families.items() if members
    }


def write_weights(
    learnt: Mapping[str, FamilyWeights],
    present: Mapping[str, Mapping[str, float]],
    *,
    encoder: str,
    command: str,
    path: Path,
) -> None:
    """Write the content of ``search/weights.json``; families without questions keep what they have.

    Args:
        learnt: by family.
        present: the weights of each family before.
        encoder: the names of the encoders they are for, joined by ``+``.
        command: that learnt them.
        path: of the file.

    Raises:
        EvaluationError: the file cannot be written.
    """
    content = {
        "command": command,
        "encoder": encoder,
        "learnt_from": {family: dict(one.questions) for family, one in learnt.items()},
        "cross_validated": {
            family: {
                "recall@1": {"before": round(one.before.recall_at_1, 4), "after": round(one.after.recall_at_1, 4)},
                "MRR": {"before": round(one.before.mrr, 4), "after": round(one.after.mrr, 4)},
            }
            for family, one in learnt.items()
        },
        "weights": {
            family: dict(learnt[family].weights if family in learnt else present[family]) for family in FAMILIES
        },
    }
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")


def fit_weights(members: Sequence[Observed]) -> dict[str, float]:
    """The most probable weights, 0 or more, together 1.

    Args:
        members: questions, at least one.

    Raises:
        EvaluationError: no leg ranks better than chance.
    """
    from scipy.optimize import minimize  # no other command should wait for it

    legs = tuple(dict.fromkeys(leg for one in members for leg in one.legs))
    shares = _shares(members)
    placed = [(np.array([legs.index(leg) for leg in one.legs]), one) for one in members]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros(len(legs))
        for (places, one), share in zip(placed, shares, strict=True):
            value, part = _surprise(weights[places], one)
            total += share * value
            slope[places] += share * part
        return total, slope

    # From 0, a leg that says nothing stays there.
    found = minimize(loss, np.zeros(len(legs)), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(legs))
    total = float(found.x.sum())
    if not total:
        reason = "no leg tells right passages from others; expected questions that the passages answer"
        raise EvaluationError(members[0].suite, reason)
    return {leg: round(float(part) / total, _DIGITS) for leg, part in zip(legs, found.x, strict=True)}


def rank_of_right(one: Observed, weights: Mapping[str, float]) -> int:
    """The rank of the best right passage by some weights, from 1; of equal passages the right one is last.

    Args:
        one: a question.
        weights: as in ``search/weights.json``.

    Raises:
        ValueError: a leg has no weight.
    """
    scores = np.array([weight_of(leg, weights) for leg in one.legs]) @ one.scores
    return int((scores >= scores[list(one.right)].max()).sum())


def _observe(name: str, question: Question, ranking: Ranking, right: tuple[int, ...]) -> Observed:
    return Observed(
        suite=name,
        source=question.source or min(question.relevant),
        family=family_of(ranking.language),
        legs=tuple(leg.name for leg in ranking.legs),
        scores=np.stack([comparable(leg) for leg in ranking.legs]),
        right=right,
    )


def _keep_common_legs(members: Sequence[Observed]) -> list[Observed]:
    counts = Counter(leg for one in members for leg in one.legs)
    common = {leg for leg, count in counts.items() if count >= LEAST_SHARE * len(members)}
    kept = []
    for one in members:
        rows = [row for row, leg in enumerate(one.legs) if leg in common]
        kept.append(replace(one, legs=tuple(one.legs[row] for row in rows), scores=one.scores[rows]))
    return kept


def _learn(members: Sequence[Observed], present: Mapping[str, float]) -> FamilyWeights:
    folds = fold_by_source([(one.suite, one.source) for one in members])
    after = np.zeros(len(members), dtype=np.int64)
    for fold in range(FOLDS):
        learnt = fit_weights([one for one, place in zip(members, folds, strict=True) if place != fold])
        for row in np.flatnonzero(folds == fold).tolist():
            after[row] = rank_of_right(members[row], learnt)
    before = np.array([rank_of_right(one, present) for one in members])
    return FamilyWeights(
        weights=fit_weights(members),
        questions={name_suite(name): count for name, count in Counter(one.suite for one in members).items()},
        before=_to_quality(before, members),
        after=_to_quality(after, members),
    )


def _to_quality(ranks: NDArray[np.int64], members: Sequence[Observed]) -> Quality:
    shares = _shares(members)
    return Quality(float(shares @ (ranks == 1)), float(shares @ (1.0 / ranks)))


def _shares(members: Sequence[Observed]) -> Floats:
    """What each question counts, all together 1: a suite counts by the root of its number of questions.

    If suites counted the same, twenty questions would have as much to say as four hundred, and weights
    would follow the chance of the few; if questions did, the few about reports would have nothing to say.
    """
    sizes = Counter(one.suite for one in members)
    total = sum(size**0.5 for size in sizes.values())
    return np.array([sizes[one.suite] ** -0.5 / total for one in members])


def _surprise(weights: Floats, one: Observed) -> tuple[float, Floats]:
    """How improbable the right passages are, as -ln, and its slope by the weights."""
    scores = weights @ one.scores
    likely = np.exp(scores - scores.max())
    rows = list(one.right)
    everywhere, on_right = likely / likely.sum(), likely[rows] / likely[rows].sum()
    slope = one.scores @ everywhere - one.scores[:, rows] @ on_right
    return -math.log(float(everywhere[rows].sum())), slope
