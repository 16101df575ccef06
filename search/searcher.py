"""The search itself: holds an open index and its encoders, answers one question at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, Ensemble, Vectors
from indexer import Index
from language import detect_language
from records import Filters, Hit, Language
from search.calibration import hit_features, load_calibration
from search.choosing import choose_rows
from search.explaining import make_hits
from search.filters import passing_rows
from search.fusion import asked_weights, counted_weights, fuse
from search.interaction import AskedTokens, TokenScores, background_rows, encode_with_tokens, token_leg
from search.legs import LegScores, dense_legs, joint_leg, leg_names, lexical_leg, sum_sentences
from search.lexicon import Lexicon
from search.options import SearchOptions
from search.question import MAX_CHARS, has_words, read_question
from search.ranking import Ranking
from search.rows import PassageRows
from search.scope import Scope, read_scope
from search.spelling import Spelling
from search.stopwatch import Stopwatch
from search.topic import topic_of, without_names
from search.translation import translate
from search.words import words_to_match

# Late interaction looks at so many passages of every report, of at most so many reports.
_OF_EACH_REPORT = 3
_MOST_REPORTS = 100


class Searcher:
    """Ranks the passages of one index. Holds no state between questions; safe for several threads.

    Args:
        index: the index to search.
        ensemble: the encoders it was built with.
        options: what takes part in the search; everything by default.

    Raises:
        IndexMismatchError: the index was built with other encoders.
        ValueError: the options name a leg that there is not.
    """

    def __init__(self, index: Index, ensemble: Ensemble, options: SearchOptions = SearchOptions()) -> None:  # noqa: B008 - frozen
        index.require_encoder(ensemble)
        self.index = index
        self.ensemble = ensemble
        self.options = options
        options.require_known_legs(self.legs)
        self._lexicon = Lexicon(index.terms)
        self._spelling = Spelling(index)
        self._rows = PassageRows(index.passages, index.reports)

    def rows_of(self, report_id: str) -> tuple[int, int]:
        """The half-open range of a report's passage rows; empty for one without passages."""
        return self._rows.of(report_id)

    def find(self, question: str, *, top: int = 10, filters: Filters = Filters()) -> tuple[Hit, ...]:  # noqa: B008 - frozen
        """The best passages for a question.

        Args:
            question: in English or Chinese of either script, of any length.
            top: the most hits to return, at least 1.
            filters: passages that do not pass are not ranked at all.

        Returns:
            At most ``top`` hits in the order ``(-score, passage_id)``, rank from 1. Where the
            question names reports by place or year, their passages come first. A question without
            a letter or digit has no hits, nor have filters that no passage passes.

        Raises:
            FilterError: the filters name a place or report that there is not.
            ValueError: ``top`` is below 1.
        """
        if top < 1:
            raise ValueError(f"top must be at least 1, got {top}")
        if not has_words(question):
            return ()
        return self.hits(self.rank(question, filters=filters), top=top)

    def rank(self, question: str, *, filters: Filters = Filters()) -> Ranking:  # noqa: B008 - frozen
        """Score every passage and every sentence of the index.

        Args:
            question: not empty; its first ``MAX_CHARS`` characters are read.
            filters: passages that do not pass are scored, but not ranked.

        Raises:
            FilterError: the filters name a place or report that there is not.
        """
        watch = Stopwatch()
        passing = passing_rows(filters, self.index)
        unread_chars = max(len(question) - MAX_CHARS, 0)
        question = read_question(question)
        language = detect_language(question)
        question, readings = self._spelling.read(question)
        watch.lap("spelling")
        scope = read_scope(question, self.index.reports) if self.options.reads_scope else Scope((), (), (), ())
        asked = without_names(question, scope)
        watch.lap("scope")
        raw, tokens = encode_with_tokens(self.index, self.ensemble, asked, language)
        vectors = {name: self._centre(name, vectors, language) for name, vectors in raw.items()}
        watch.lap("encode")
        dense = dense_legs(self.index, vectors)
        legs = [leg for scores in dense for leg in (scores.passages, scores.sentences)]
        watch.lap("legs")
        topic = topic_of(question, scope, language)
        translation = translate(self._lexicon, self._term_encoder(), topic)
        watch.lap("terms")
        if words := words_to_match(asked, language, translation):
            legs.append(lexical_leg(self.index, words))
        legs.append(LegScores("terms", translation.scores))
        watch.lap("legs")
        by_sentence = sum_sentences(dense)
        if len(dense) > 1:
            legs.append(joint_leg(self.index, dense, by_sentence))
        read = None
        if tokens is not None and len(tokens.vectors) > 0 and self.options.counts_tokens(tokens.member):
            read = self._rerank(legs, tokens, scope, passing)
            legs.append(read.leg)
            watch.lap("tokens")
        fused = fuse(legs, self._weights(legs, language))
        rows = self._rows.best_first(fused, scope, passing)
        watch.lap("fusion")
        return Ranking(
            question=question,
            readings=readings,
            language=language,
            scope=scope,
            topic=topic,
            translation=translation,
            legs=tuple(legs),
            fused=fused,
            by_sentence=by_sentence,
            filters=filters,
            report_ids=self._rows.reports_looked_at(filters, passing, scope),
            passing=passing,
            rows=rows,
            tokens=tokens if read else None,
            token_cosines=read.by_passage if read else None,
            sentence_cosines=read.by_sentence if read else None,
            unread_chars=unread_chars,
            seconds=watch.seconds,
        )

    def hits(self, ranking: Ranking, *, top: int) -> tuple[Hit, ...]:
        """Turn the head of a ranking into hits that explain themselves.

        Args:
            ranking: from ``rank``.
            top: the most hits; of passages that say nearly the same only the best is one, unless
                the options say otherwise, and names the others.
        """
        rows, collapses = self.choose(ranking, top=top), self.options.collapses
        chances = self._probabilities(ranking, rows)
        return make_hits(self.index, self.ensemble, ranking, rows, chances, collapses=collapses)

    def choose(self, ranking: Ranking, *, top: int) -> list[int]:
        """The rows of the passages that ``hits`` shows, without explaining them."""
        return list(choose_rows(ranking.rows, top=top, alike=self.index.alike if self.options.collapses else None))

    def hits_by_report(self, ranking: Ranking, *, top: int, per_report: int) -> tuple[Hit, ...]:
        """The best passages of the reports that come first.

        Args:
            ranking: from ``rank``.
            top: the most reports, at least 1.
            per_report: the most hits of a report, at least 1.

        Returns:
            In the order of the ranking, rank from 1; nothing is left out for saying the same, since
            each report is looked at for itself.
        """
        rows = self._rows.by_report(ranking.rows, top=top, per_report=per_report)
        return make_hits(self.index, self.ensemble, ranking, rows, self._probabilities(ranking, rows), collapses=False)

    def features(self, ranking: Ranking, rows: Sequence[int]) -> NDArray[np.float64]:
        """What the probability of each row is told from; see ``hit_features``."""
        best = list(choose_rows(ranking.rows, top=2, alike=self.index.alike))
        return hit_features(ranking.fused, rows, best)

    def _probabilities(self, ranking: Ranking, rows: Sequence[int]) -> Sequence[float | None]:
        """That each row answers the question; not known where only some legs count."""
        calibration = load_calibration(self.ensemble.name, ranking.language)
        if calibration is None or self.options.legs:
            return [None] * len(rows)
        return calibration.probabilities(self.features(ranking, rows))

    def _centre(self, name: str, vectors: Vectors, language: Language) -> Vectors:
        return self.index.centre_query(name, vectors, language) if self.options.is_centred else vectors

    def _rerank(
        self, legs: Sequence[LegScores], tokens: AskedTokens, scope: Scope, passing: NDArray[np.bool_]
    ) -> TokenScores:
        """What the tokens say, for the passages best without it, and the best of every report.

        An answer looks at every report, and compares what their best passages score.
        """
        weights = self._weights(legs, tokens.language)
        first = fuse(legs, weights if any(weights.values()) else dict.fromkeys(weights, 1.0))
        order = self._rows.best_first(first, scope, passing)
        of_reports = self._rows.by_report(order, top=_MOST_REPORTS, per_report=_OF_EACH_REPORT)
        best = np.union1d(order[: self.options.n_reranked], np.array(of_reports, dtype=np.int64))
        return token_leg(self.index, tokens, best, background_rows(len(self.index.passages)))

    def _term_encoder(self) -> Encoder:
        name = self.index.terms.encoder
        return next(member for member in self.ensemble.members if member.name == name)

    @property
    def legs(self) -> tuple[str, ...]:
        """The names of all legs that a question may have here."""
        return leg_names([member.name for member in self.ensemble.members], self.index.token_members)

    def _weights(self, legs: Sequence[LegScores], language: Language) -> Mapping[str, float]:
        """The weight of each leg; nothing for those that the options leave out."""
        names = [leg.name for leg in legs]
        return counted_weights(names, asked_weights(language, self.ensemble.name), self.options.legs)
