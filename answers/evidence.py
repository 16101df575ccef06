"""What every report offers as evidence for a question: features for the decision, sentences for the proof."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.echoing import N_HEARD, echo
from language import bigram_tokens, fold_text, passage_tokens
from records import Language, Passage, Report, Span
from search import Ranking, Searcher, Translation, score_sentences, standardise

Floats = NDArray[np.float32]

# How a sentence ranks as proof: its own dense score, its passage's fused score, and (Chinese questions)
# the share of the topic's words it holds, which runs from 0 to 1 and so needs the larger factor.
_PASSAGE_SHARE = 0.5
_COVERAGE_SHARE = 3.0
_TERM_SHARE = 3.0
# With the tokens the best sentence is oftener the right one (``search/sentences.py``), and scores lie farther apart:
# this brings them to the unit of the margins in ``proving``, so that as many sentences are quoted, 1.35 a report. The
# decision is made without: with sentences chosen so its bounds are worth the same within 0.005, set F1 0.01 less.
_PROOF_UNIT = 0.63
# A title or heading says what follows is about; it proves nothing by itself.
_BARE_HEADING = 1.5
_SENTENCE_END = re.compile(r"[。；！？!?;][”’」』）)]*$")
_DENSE_CANDIDATES = 24
_NO_PASSAGE = -5.0
# Sentences that decide whether the report says so: those that would be quoted.
_PROOF = 3

_OTHERS_HEARD = 30

FEATURES = ("standing", "match", "echo", "tokens")
QUESTION_FEATURES = ("known", "length")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may prove a finding.

    Attributes:
        passage: the passage it lies in.
        span: offsets into the report's text.
        score: comparable within one question.
        match: the shares of the topic's words and terms that it holds, together 0 to 2.
    """

    passage: Passage
    span: Span
    score: float
    match: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one report offers.

    Attributes:
        report: the report.
        features: a value for each of ``FEATURES`` and ``QUESTION_FEATURES``. ``standing``: the fused score
            of its best passage, in units of what the best of all passages has by chance; 1 is a passage that
            would be the best of a corpus that does not speak of the matter. ``match``: the greatest share of
            the topic's words (weighed by rarity; of an English question of its nearest terms) that one of its
            three best sentences holds, and how near the terms of one of them come, together 0 to 2.
            ``echo``: how near its best sentences are to those of the other reports, a cosine
            (``answers/echoing.py``). ``tokens``: the mean cosine of the question's tokens to the nearest of
            its best passage, absent where late interaction looked at none. Alike for all reports of a
            question: ``known``, how near the terms of the corpus come to the topic's phrases, and
            ``length``, the logarithm of the topic's characters and one: no sentence holds much of a long
            question, and of a single word one must hold all.
        candidates: its sentences, best first.
        n_passages: how many passages it has.
    """

    report: Report
    features: dict[str, float]
    candidates: tuple[Candidate, ...]
    n_passages: int = 0


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
    scored = _Scored.of(searcher, ranking)
    offers = [scored.offers(report) for report in reports]
    echoes = echo(searcher, [_best_rows(one) for one in offers])
    return tuple(
        scored.evidence(report, one, echo=echo_of_one, depth=depth)
        for report, one, echo_of_one in zip(reports, offers, echoes, strict=True)
    )


def best_others(searcher: Searcher, ranking: Ranking, asked: Sequence[Report]) -> tuple[Report, ...]:
    """The reports not asked about whose best passages score most: they may say outright what those asked about do not.

    Args:
        searcher: over the index the ranking was made with.
        ranking: of the question.
        asked: the reports asked about.

    Returns:
        At most 30, best first; none without passages.
    """
    names = {report.report_id for report in asked}
    scored = [
        (float(ranking.fused[first:last].max()), report)
        for report in searcher.index.reports
        if report.report_id not in names
        for first, last in [searcher.rows_of(report.report_id)]
        if first < last
    ]
    scored.sort(key=lambda one: -one[0])
    return tuple(report for _, report in scored[:_OTHERS_HEARD])


@dataclass(frozen=True, slots=True)
class _Offer:
    """A candidate with its row among the sentences, and what of the topic it holds, each 0 to 1.

    Attributes:
        candidate: the sentence.
        row: of the index's sentences.
        score: without its tokens, for the decision.
        share: of the topic's words; of an English question of its nearest terms.
        near: how near its terms come.
    """

    candidate: Candidate
    row: int
    score: float
    share: float
    near: float


@dataclass(frozen=True, slots=True)
class _Scored:
    """One question's scores over all passages and sentences."""

    searcher: Searcher
    tokens: tuple[str, ...]
    weights: Floats
    fused: Floats
    translation: Translation
    sentence: Floats
    proof: Floats
    token_cosines: Floats | None
    length: float

    @classmethod
    def of(cls, searcher: Searcher, ranking: Ranking) -> _Scored:
        index = searcher.index
        is_chinese = ranking.language is not Language.EN
        tokens = tuple(dict.fromkeys(bigram_tokens(ranking.topic))) if is_chinese else ()
        fused = standardise(ranking.fused)
        of_passage = _PASSAGE_SHARE * fused[index.sentence_rows]
        return cls(
            searcher=searcher,
            tokens=tokens,
            weights=index.token_weights(tokens),
            fused=fused,
            translation=ranking.translation,
            sentence=standardise(ranking.by_sentence) + of_passage,
            proof=score_sentences(ranking) + of_passage,
            token_cosines=ranking.token_cosines,
            length=math.log1p(len(ranking.topic)),
        )

    def evidence(self, report: Report, offers: Sequence[_Offer], *, echo: float, depth: int) -> Evidence:
        first, last = self.searcher.rows_of(report.report_id)
        features = {
            "standing": float(self.fused[first:last].max(initial=_NO_PASSAGE)) / _chance(len(self.fused)),
            "match": _best_match(offers[:_PROOF]),
            "echo": echo,
            **self._tokens(first, last),
            "known": self.translation.nearness.known if self.translation.nearness else 0.0,
            "length": self.length,
        }
        candidates = sorted((offer.candidate for offer in offers), key=lambda one: (-one.score, one.span))
        return Evidence(report, features, tuple(candidates[:depth]), last - first)

    def _tokens(self, first: int, last: int) -> dict[str, float]:
        """How near the tokens come to a report's best passage, if late interaction looked at one."""
        if self.token_cosines is None or np.isnan(self.token_cosines[first:last]).all():
            return {}
        return {"tokens": float(np.nanmax(self.token_cosines[first:last]))}

    def offers(self, report: Report) -> list[_Offer]:
        """The report's sentences that are nearest to the question by their vectors, words and terms, best first."""
        index = self.searcher.index
        first, last = self.searcher.rows_of(report.report_id)
        begin, end = np.searchsorted(index.sentence_rows, [first, last])
        if begin == end:
            return []
        chosen = begin + np.argsort(-self.sentence[begin:end], kind="stable")[:_DENSE_CANDIDATES]
        offers = [self._offer(report, int(row)) for row in chosen]
        return sorted(offers, key=lambda offer: (-offer.score, offer.candidate.span))

    def _offer(self, report: Report, row: int) -> _Offer:
        span = self.searcher.index.sentences[row]
        folded = fold_text(span.of(report.text))
        share, terms = self._share(folded), self.translation.match(folded)
        held, cost = _COVERAGE_SHARE * share + _TERM_SHARE * terms, _heading_cost(report, span)
        proof = _PROOF_UNIT * (float(self.proof[row]) + held) - cost
        passage = self.searcher.index.passages[self.searcher.index.sentence_rows[row]]
        candidate = Candidate(passage, span, proof, match=share + terms)
        near = self._near(folded, row)
        return _Offer(candidate, row, float(self.sentence[row]) + held - cost, share if self.tokens else terms, near)

    def _near(self, folded: str, row: int) -> float:
        nearness = self.translation.nearness
        return nearness.of(folded, int(self.searcher.index.sentence_rows[row])) if nearness else 0.0

    def _share(self, folded: str) -> float:
        """The share of the topic's weight that a sentence holds."""
        if not self.tokens:
            return 0.0
        held = set(passage_tokens(folded))
        mask = np.array([token in held for token in self.tokens])
        return float(self.weights[mask].sum() / self.weights.sum())


def _best_rows(offers: Sequence[_Offer]) -> list[tuple[float, int]]:
    """Scores and rows of a report's best sentences, as ``echo`` wants them."""
    return [(offer.score, offer.row) for offer in offers[:N_HEARD]]


def _best_match(proof: Sequence[_Offer]) -> float:
    """The greatest share of the words and the nearest terms, of any of the sentences each."""
    return max((offer.share for offer in proof), default=0.0) + max((offer.near for offer in proof), default=0.0)


def _chance(count: int) -> float:
    """What the best of so many scores is by chance, in standard deviations: about sqrt(2 ln n)."""
    return math.sqrt(2.0 * math.log(max(count, 2)))


def _heading_cost(report: Report, span: Span) -> float:
    return 0.0 if _SENTENCE_END.search(span.of(report.text)) else _BARE_HEADING
