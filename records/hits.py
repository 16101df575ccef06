"""A passage that was found, and why it was."""

from __future__ import annotations

from dataclasses import dataclass

from records.passages import Passage, Span


@dataclass(frozen=True, slots=True)
class Leg:
    """What one leg of the search said about a passage.

    Attributes:
        name: e.g. ``"e5:passages"``, ``"muse:sentences"``, ``"bm25"``.
        score: in the leg's own unit, higher is better.
        rank: from 1.
    """

    name: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """A token of the question and the token of a passage that is nearest to it in late interaction.

    Attributes:
        asked: the question's token, as the encoder's tokenizer cuts it.
        found: the passage's.
        similarity: -1..1, of their centred vectors.
    """

    asked: str
    found: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage.

    Attributes:
        passage: the passage.
        score: fused, higher is better.
        rank: from 1, in the order ``(-score, passage_id)``.
        best_sentence: the sentence nearest to the question, or None where the index has none.
        legs: what every leg said.
        terms: the corpus's terms that were looked for and stand in the passage, nearest first.
        tokens: what late interaction matched, the strongest first; empty without it.
        probability: calibrated, 0..1, that the passage answers the question; None where it is not known.
        duplicates: ids of the passages that say nearly the same and were left out behind this one.
    """

    passage: Passage
    score: float
    rank: int
    best_sentence: Span | None
    legs: tuple[Leg, ...]
    terms: tuple[str, ...] = ()
    tokens: tuple[TokenMatch, ...] = ()
    probability: float | None = None
    duplicates: tuple[str, ...] = ()
