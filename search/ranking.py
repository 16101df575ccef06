"""What a search says of every passage of an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from records import Filters, Language
from search.interaction import AskedTokens
from search.legs import LegScores
from search.scope import Scope
from search.spelling import Reading
from search.translation import Translation


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every passage of the index scored for one question.

    Attributes:
        question: as it was read: its first ``MAX_CHARS`` characters, slips put right.
        readings: what of it was read as something else, in the order of the question.
        language: of the question.
        scope: the reports it names.
        topic: its words that a report would use.
        translation: the corpus's terms nearest to the topic.
        legs: what each leg says of every passage.
        fused: shape (n_passages,), the weighted sum of the standardised legs.
        by_sentence: shape (n_sentences,), the sum of the encoders' standardised sentence scores.
        filters: what the reader narrowed the question to.
        report_ids: all reports looked at, in the index's order: those that pass the filters and are
            named, where the question names any; empty where none is both.
        passing: shape (n_passages,), whether a passage passes the filters.
        rows: rows of the passages that pass, best first: reports in scope before the others, ties by
            passage id.
        tokens: of the question, where late interaction took part.
        token_cosines: shape (n_passages,), from ``token_leg``, where late interaction took part.
        sentence_cosines: shape (n_sentences,), the same of sentences.
        unread_chars: how many characters of the question were beyond what is read.
        seconds: what each stage took, in their order: spelling, scope, encode, legs, terms, tokens,
            fusion.
    """

    question: str
    readings: tuple[Reading, ...]
    language: Language
    scope: Scope
    topic: str
    translation: Translation
    legs: tuple[LegScores, ...]
    fused: NDArray[np.float32]
    by_sentence: NDArray[np.float32]
    filters: Filters
    report_ids: tuple[str, ...]
    passing: NDArray[np.bool_]
    rows: NDArray[np.int64]
    tokens: AskedTokens | None = None
    token_cosines: NDArray[np.float32] | None = None
    sentence_cosines: NDArray[np.float32] | None = None
    unread_chars: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
