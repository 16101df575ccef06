"""The search itself: holds an open index and its encoders, answers one question at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Ensemble
from indexer import Index
from language import detect_language
from records import Hit, Language, Leg, Span
from search.fusion import fuse, load_weights, standardise
from search.legs import DenseScores, LegScores, dense_legs, lexical_leg
from search.question import has_words, read_question
from search.scope import Scope, read_scope
from search.topic import topic_of, without_names
from search.translation import Translation, translate


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every passage of the index scored for one question.

    Attributes:
        question: as it was read.
        language: of the question.
        scope: the reports it names.
        topic: its words that a report would use.
        translation: the corpus's terms nearest to the topic.
        legs: what each leg says of every passage.
        fused: shape (n_passages,), the weighted sum of the standardised legs.
        by_sentence: shape (n_sentences,), the sum of the encoders' standardised sentence scores.
        rows: passage rows, best first: reports in scope before the others, ties by passage id.
    """

    question: str
    language: Language
    scope: Scope
    topic: str
    translation: Translation
    legs: tuple[LegScores, ...]
    fused: NDArray[np.float32]
    by_sentence: NDArray[np.float32]
    rows: NDArray[np.int64]


class Searcher:
    """Ranks the passages of one index. Holds no state between questions; safe for several threads.

    Args:
        index: the index to search.
        ensemble: the encoders it was built with.

    Raises:
        IndexMismatchError: the index was built with other encoders.
    """

    def __init__(self, index: Index, ensemble: Ensemble) -> None:
        index.require_encoder(ensemble)
        self.index = index
        self.ensemble = ensemble
        # Ties are broken by passage id: the place of each passage in that order, made once.
        ids = np.array([passage.passage_id for passage in index.passages], dtype=object)
        self._id_order = np.argsort(np.argsort(ids, kind="stable"), kind="stable")
        self._reports = np.array([passage.report_id for passage in index.passages], dtype=object)
        self._rows_of: dict[str, tuple[int, int]] = {}
        for row, passage in enumerate(index.passages):
            first, _ = self._rows_of.get(passage.report_id, (row, row))
            self._rows_of[passage.report_id] = (first, row + 1)

    def rows_of(self, report_id: str) -> tuple[int, int]:
        """The half-open range of a report's passage rows; empty for one without passages."""
        return self._rows_of.get(report_id, (0, 0))

    def find(self, question: str, *, top: int = 10) -> tuple[Hit, ...]:
        """The best passages for a question.

        Args:
            question: in English or Chinese of either script, of any length.
            top: the most hits to return, at least 1.

        Returns:
            At most ``top`` hits in the order ``(-score, passage_id)``, rank from 1. Where the
            question names reports by place or year, their passages come first. A question without
            a letter or digit has no hits.

        Raises:
            ValueError: ``top`` is below 1.
        """
        if top < 1:
            raise ValueError(f"top must be at least 1, got {top}")
        if not has_words(question):
            return ()
        return self.hits(self.rank(question), top=top)

    def rank(self, question: str) -> Ranking:
        """Score every passage and every sentence of the index.

        Args:
            question: not empty; its first ``MAX_CHARS`` characters are read.
        """
        question = read_question(question)
        language = detect_language(question)
        scope = read_scope(question, self.index.reports)
        asked = without_names(question, scope)
        dense = dense_legs(self.index, self.ensemble, asked, language)
        legs = [leg for scores in dense for leg in (scores.passages, scores.sentences)]
        if language is not Language.EN:  # Latin words in Chinese text mislead more than they help
            legs.append(lexical_leg(self.index, asked))
        topic = topic_of(question, scope, language)
        translation = translate(self.index.terms, self._term_encoder(), topic, language)
        legs.append(LegScores("terms", translation.scores))
        fused = fuse(legs, load_weights(language))
        return Ranking(
            question=question,
            language=language,
            scope=scope,
            topic=topic,
            translation=translation,
            legs=tuple(legs),
            fused=fused,
            by_sentence=self._sum_sentences(dense),
            rows=self._order(fused, scope),
        )

    def hits(self, ranking: Ranking, *, top: int) -> tuple[Hit, ...]:
        """Turn the head of a ranking into hits that explain themselves."""
        rows = ranking.rows[:top]
        ranks = {leg.name: _ranks(leg.scores) for leg in ranking.legs}
        return tuple(
            Hit(
                passage=self.index.passages[row],
                score=round(float(ranking.fused[row]), 6),
                rank=rank,
                best_sentence=self.best_sentence(ranking, int(row)),
                legs=tuple(
                    Leg(leg.name, round(float(leg.scores[row]), 6), int(ranks[leg.name][row])) for leg in ranking.legs
                ),
            )
            for rank, row in enumerate(rows, start=1)
        )

    def best_sentence(self, ranking: Ranking, row: int) -> Span | None:
        """The sentence of a passage that is nearest to the question; None for a passage without sentences."""
        first, last = np.searchsorted(self.index.sentence_rows, [row, row + 1])
        if first == last:
            return None
        return self.index.sentences[int(first + np.argmax(ranking.by_sentence[first:last]))]

    def _term_encoder(self) -> Encoder:
        name = self.index.terms.encoder
        return next(member for member in self.ensemble.members if member.name == name)

    def _order(self, fused: NDArray[np.float32], scope: Scope) -> NDArray[np.int64]:
        outside = ~np.isin(self._reports, scope.report_ids) if scope.report_ids else np.zeros(len(fused), bool)
        return np.lexsort((self._id_order, -fused.astype(np.float64).round(6), outside))

    def _sum_sentences(self, dense: tuple[DenseScores, ...]) -> NDArray[np.float32]:
        by_sentence = [standardise(scores.by_sentence) for scores in dense]
        summed: NDArray[np.float32] = np.sum(by_sentence, axis=0, dtype=np.float32)
        return summed


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Ranks from 1; equal scores share the better rank."""
    ordered = np.sort(-scores)
    ranks: NDArray[np.int64] = np.searchsorted(ordered, -scores, side="left") + 1
    return ranks
