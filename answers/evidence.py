"""What every report offers as evidence for a question: features for the decision, sentences for the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from records import Passage, Report, Span
from search import Ranking, Searcher

# A citation's rank among its report's sentences: its own score, its passage's, both standardised over the corpus.
_PASSAGE_SHARE = 0.5
_FEATURES = ("cosine_sentence", "cosine_passage", "standing", "lead")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may prove a finding.

    Attributes:
        passage: the passage it lies in.
        span: offsets into the report's text.
        score: sentence and passage score together; comparable within one question.
    """

    passage: Passage
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one report offers.

    Attributes:
        report: the report.
        features: named values for the decision, see ``feature_names``.
        candidates: its sentences, best first.
    """

    report: Report
    features: dict[str, float]
    candidates: tuple[Candidate, ...]


def feature_names() -> tuple[str, ...]:
    """The features of the decision, in the order of the fitted coefficients."""
    return _FEATURES


def gather(searcher: Searcher, ranking: Ranking, reports: Sequence[Report], *, depth: int = 8) -> tuple[Evidence, ...]:
    """Look at every report.

    Args:
        searcher: over the index the ranking was made with.
        ranking: of the question.
        reports: the reports to look at.
        depth: how many sentences of each report to keep.

    Returns:
        One entry a report, in their order.
    """
    index = searcher.index
    sentence_scores = _sentence_scores(searcher, ranking)
    cosine_sentence = _mean_leg(ranking, ":sentences")
    cosine_passage = _mean_leg(ranking, ":passages")
    fused = _standardise(ranking.fused)
    rows_of = rows_by_report(searcher)
    best = {report.report_id: float(fused[rows_of[report.report_id]].max(initial=-9.0)) for report in reports}
    typical = float(np.median(list(best.values()))) if best else 0.0
    found = []
    for report in reports:
        rows = rows_of[report.report_id]
        features = {
            "cosine_sentence": float(cosine_sentence[rows].max(initial=0.0)),
            "cosine_passage": float(cosine_passage[rows].max(initial=0.0)),
            "standing": best[report.report_id],
            "lead": best[report.report_id] - typical,
        }
        sentences = np.flatnonzero(np.isin(index.sentence_rows, rows))
        order = sentences[np.argsort(-sentence_scores[sentences], kind="stable")][:depth]
        candidates = tuple(
            Candidate(index.passages[index.sentence_rows[i]], index.sentences[i], float(sentence_scores[i]))
            for i in order
        )
        found.append(Evidence(report, features, candidates))
    return tuple(found)


def rows_by_report(searcher: Searcher) -> dict[str, NDArray[np.int64]]:
    """The passage rows of every report; a report without passages has none."""
    rows: dict[str, list[int]] = {report.report_id: [] for report in searcher.index.reports}
    for row, passage in enumerate(searcher.index.passages):
        rows[passage.report_id].append(row)
    return {report_id: np.array(found, dtype=np.int64) for report_id, found in rows.items()}


def _sentence_scores(searcher: Searcher, ranking: Ranking) -> NDArray[np.float32]:
    rows = searcher.index.sentence_rows
    passage_part = _standardise(ranking.fused)[rows] if len(rows) else np.zeros(0, np.float32)
    return (_standardise(ranking.by_sentence) + _PASSAGE_SHARE * passage_part).astype(np.float32)


def _mean_leg(ranking: Ranking, suffix: str) -> NDArray[np.float32]:
    """The mean centred cosine of the encoders."""
    return np.mean([leg.scores for leg in ranking.legs if leg.name.endswith(suffix)], axis=0, dtype=np.float32)


def _standardise(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    if len(scores) == 0:
        return scores
    return ((scores - scores.mean()) / max(float(scores.std()), 1e-6)).astype(np.float32)
