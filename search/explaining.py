"""From rows of a ranking to hits that explain themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Ensemble
from indexer import Index, passage_text
from language import fold_text
from records import Hit, Leg, Span
from search.choosing import others_alike
from search.interaction import explain_tokens
from search.ranking import Ranking
from search.sentences import score_sentences


def make_hits(
    index: Index,
    ensemble: Ensemble,
    ranking: Ranking,
    rows: Sequence[int],
    probabilities: Sequence[float | None],
    *,
    collapses: bool,
) -> tuple[Hit, ...]:
    """Say of each row what every leg said, which terms it holds, and which passages say the same.

    Args:
        index: that was ranked.
        ensemble: its encoders.
        ranking: of its passages.
        rows: the rows to show, best first; they get the ranks from 1.
        probabilities: of each row, that it answers the question.
        collapses: name the passages that are left out behind each as saying the same.
    """
    tokens = explain_tokens(index, ensemble, ranking.tokens, rows) if ranking.tokens else [()] * len(rows)
    sentences = score_sentences(ranking)
    ranks = {leg.name: _ranks(leg.scores) for leg in ranking.legs}
    return tuple(
        Hit(
            passage=index.passages[row],
            score=round(float(ranking.fused[row]), 6),
            rank=rank,
            best_sentence=best_sentence(index, sentences, row),
            legs=tuple(
                Leg(leg.name, round(float(leg.scores[row]), 6), int(ranks[leg.name][row])) for leg in ranking.legs
            ),
            terms=_terms_held(index, ranking, row),
            tokens=matches,
            probability=probability,
            duplicates=_left_out(index, ranking, row) if collapses else (),
        )
        for rank, (row, probability, matches) in enumerate(zip(rows, probabilities, tokens, strict=True), start=1)
    )


def best_sentence(index: Index, scores: NDArray[np.float32], row: int) -> Span | None:
    """The best sentence of a passage; None for a passage without sentences.

    Args:
        index: that was ranked.
        scores: from ``score_sentences``.
        row: of the passage.
    """
    first, last = np.searchsorted(index.sentence_rows, [row, row + 1])
    if first == last:
        return None
    return index.sentences[int(first + np.argmax(scores[first:last]))]


def _terms_held(index: Index, ranking: Ranking, row: int) -> tuple[str, ...]:
    """The terms looked for that a passage holds, nearest first."""
    passage = index.passages[row]
    text = passage_text(index.report(passage.report_id).text, index.section_of(passage), passage)
    return ranking.translation.held_in(fold_text(text))


def _left_out(index: Index, ranking: Ranking, row: int) -> tuple[str, ...]:
    """The ids of the passages that say the same and pass the filters."""
    others = others_alike(row, index.alike)
    return tuple(sorted(index.passages[other].passage_id for other in others if ranking.passing[other]))


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Ranks from 1; equal scores share the better rank."""
    ordered = np.sort(-scores)
    ranks: NDArray[np.int64] = np.searchsorted(ordered, -scores, side="left") + 1
    return ranks
