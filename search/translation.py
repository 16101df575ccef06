"""Term translation: a question's phrases and the terms of the corpus that are near, or that the dictionary gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from search.lexicon import Lexicon
from search.nearness import LEAST_HELD, Nearness, gains_of, rarity, weigh_phrases
from search.phrases import Phrase, phrases_of

Floats = NDArray[np.float32]

_NEAREST = 40
# Cosines below this join words that have nothing to do with each other (bullying - 抵制 0.49).
LEAST_COSINE = 0.5
# A phrase whose nearest terms stand everywhere says little about any one passage.
_CLOSE = 0.9
# Of two terms for one thing the worse is up to this much less near: 职级制改革 0.71, 校长职级制改革 0.73; 改革 0.66.
_MARGIN = 0.07
# How near a dictionary's translation counts: with it, this leg alone finds 0.72 of XQuAD's paragraphs for English
# questions instead of 0.64; 0.8 to 1 are the same within noise.
_TRANSLATED = 0.9


@dataclass(frozen=True, slots=True)
class NearTerm:
    """A term of the corpus looked for on behalf of a phrase of the question."""

    phrase: str
    term: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Translation:
    """What the terms say of every passage.

    Attributes:
        scores: shape (n_passages,), 0 to 1: for each phrase how near the nearest term comes that the
            passage holds, averaged over the phrases.
        near: the terms looked for, best first.
        looked_for: for each phrase its weight and its nearest terms with what they gain, best first. Only
            terms nearly as near as the nearest gain: 改革 is somewhat near to every reform and proves none.
        nearest: for each phrase that has a near term that term, longer phrases first.
        nearness: tells the same of a sentence; None where there is nothing to match.
    """

    scores: Floats
    near: tuple[NearTerm, ...]
    looked_for: tuple[tuple[float, tuple[tuple[str, float], ...]], ...]
    nearest: tuple[NearTerm, ...] = ()
    nearness: Nearness | None = None

    def match(self, folded: str) -> float:
        """How much of the terms looked for a sentence holds, 0 to 1.

        Args:
            folded: a folded text.
        """
        total = sum(weight for weight, _ in self.looked_for)
        gained = sum(
            weight * next((gain for term, gain in terms if term in folded), 0.0) for weight, terms in self.looked_for
        )
        return gained / total if total else 0.0

    def held_in(self, folded: str, *, most: int = 6) -> tuple[str, ...]:
        """The terms looked for that stand in a text, those that gain most first.

        Args:
            folded: a folded text.
            most: how many to give.
        """
        gains: dict[str, float] = {}
        for weight, terms in self.looked_for:
            for term, gain in terms:
                if term in folded:
                    gains[term] = max(gains.get(term, 0.0), weight * gain)
        return tuple(sorted(gains, key=lambda term: (-gains[term], term))[:most])


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one phrase is looked for by: rows of terms with their gains, and what the phrase weighs."""

    terms: tuple[tuple[int, float], ...]
    weight: float


def translate(lexicon: Lexicon, encoder: Encoder, topic: str) -> Translation:
    """Match a topic to the terms of every passage.

    Args:
        lexicon: the terms of the index.
        encoder: the one that made the terms' vectors.
        topic: from ``topic_of``.

    Returns:
        Scores over all passages; zeros where there is nothing to match.
    """
    phrases = _drop_parts(lexicon, phrases_of(topic))
    texts = lexicon.terms.texts
    if not phrases or not texts:
        return Translation(np.zeros(lexicon.n_passages, dtype=np.float32), (), ())
    cosines = _heed_dictionary(lexicon, phrases, _cosines(lexicon, encoder, phrases))
    found = [_look_for(lexicon, phrase, row) for phrase, row in zip(phrases, cosines, strict=True)]
    nearest = _nearest(texts, phrases, cosines)
    held = lexicon.nearest_held(cosines)
    weights = weigh_phrases(phrases, held)
    return Translation(
        scores=weights @ gains_of(held),
        near=_best_near(phrases, nearest),
        looked_for=tuple((one.weight, tuple((texts[row], gain) for row, gain in one.terms)) for one in found),
        nearest=nearest,
        nearness=Nearness(lexicon, cosines, weights, cosines.max(axis=0) > LEAST_HELD),
    )


def _drop_parts(lexicon: Lexicon, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Leave out what stands in a longer phrase that the dictionary knows: a high school is no height."""
    known = [one for one in phrases if one.n_words > 1 and not one.is_han and lexicon.translated(one.text)]
    return tuple(
        one
        for one in phrases
        if not any(f" {one.text} " in f" {whole.text} " and one.n_words < whole.n_words for whole in known)
    )


def _cosines(lexicon: Lexicon, encoder: Encoder, phrases: Sequence[Phrase]) -> Floats:
    """Shape (phrases, terms). A phrase that is a term has its vector already."""
    terms = lexicon.terms
    vectors = np.zeros((len(phrases), terms.vectors.shape[1]), dtype=np.float32)
    rows = [lexicon.rows.get(phrase.text) for phrase in phrases]
    if unknown := [place for place, row in enumerate(rows) if row is None]:
        moved = encoder.encode_passages([phrases[place].text for place in unknown]) - terms.mean
        vectors[unknown] = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    for place, row in enumerate(rows):
        if row is not None:
            vectors[place] = terms.vectors[row]
    cosines: Floats = vectors @ terms.vectors.T
    return cosines


def _heed_dictionary(lexicon: Lexicon, phrases: Sequence[Phrase], cosines: Floats) -> Floats:
    """A term that the dictionary gives for a phrase is as near as ``_TRANSLATED`` at least."""
    for row, phrase in enumerate(phrases):
        if not phrase.is_han and (known := lexicon.translated(phrase.text)):
            cosines[row, known] = np.maximum(cosines[row, known], _TRANSLATED)
    return cosines


def _look_for(lexicon: Lexicon, phrase: Phrase, cosines: Floats) -> _Looked:
    """The terms that are as good as said by a phrase, each with what it gains.

    The nearest term gains by its own nearness; the others less, down to nothing at ``_MARGIN`` below it.
    """
    top = float(cosines.max())
    strength = max(top - LEAST_COSINE, 0.0) / (1.0 - LEAST_COSINE)
    rows = np.flatnonzero(cosines > top - _MARGIN) if strength else np.zeros(0, dtype=np.int64)
    gains = (strength * (1.0 - (top - cosines[rows]) / _MARGIN)).astype(np.float32)
    order = sorted(range(len(rows)), key=lambda place: (-float(gains[place]), int(rows[place])))[:_NEAREST]
    terms = tuple((int(rows[place]), float(gains[place])) for place in order)
    close = [row for row, gain in terms if gain >= _CLOSE * terms[0][1]]
    n_close = len(set().union(*(lexicon.passages_of(row).tolist() for row in close)))
    return _Looked(terms, phrase.n_words**2 * rarity(n_close, lexicon.n_passages))


def _nearest(texts: Sequence[str], phrases: Sequence[Phrase], cosines: Floats) -> tuple[NearTerm, ...]:
    places = cosines.argmax(axis=1)
    return tuple(
        NearTerm(phrase.text, texts[place], round(float(row[place]), 4))
        for phrase, place, row in zip(phrases, places, cosines, strict=True)
        if row[place] >= LEAST_COSINE
    )


def _best_near(phrases: Sequence[Phrase], nearest: Sequence[NearTerm], *, most: int = 6) -> tuple[NearTerm, ...]:
    """Each term once, with the phrase it is nearest to, best first.

    A longer phrase says more, so 校长职级制改革 (for three words, 0.71) comes before 改革 (for one, 0.90),
    which it stands for as well.
    """
    n_words = {phrase.text: phrase.n_words for phrase in phrases}
    best: dict[str, NearTerm] = {}
    for near in nearest:
        if near.term not in best or near.cosine > best[near.term].cosine:
            best[near.term] = near
    telling = {near.term: round(near.cosine, 2) * n_words[near.phrase] ** 0.5 for near in best.values()}
    found: list[NearTerm] = []
    for near in sorted(best.values(), key=lambda one: (-telling[one.term], -len(one.term), one.term)):
        if not any(near.term in other.term for other in found):
            found.append(near)
    return tuple(found[:most])
