"""Term translation without a dictionary: a question's phrases and the nearest terms of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from numpy.typing import NDArray

from embeddings import Encoder
from indexer import Terms
from records import Language

Floats = NDArray[np.float32]

_MAX_WORDS = 4
_MAX_PHRASES = 48
_NEAREST = 40
# Cosines below this join words that have nothing to do with each other (bullying - 抵制 0.49).
LEAST_COSINE = 0.5
# A phrase whose nearest terms stand everywhere says little about any one passage.
_CLOSE = 0.9
# Of two terms for one thing the worse is up to this much less near: 职级制改革 0.71, 校长职级制改革 0.73; 改革 0.66.
_MARGIN = 0.07


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
        scores: shape (n_passages,), 0 to 1: for each phrase what the best term gains that the
            passage holds, averaged with the phrases' weights. Only terms nearly as near as the
            nearest gain: 改革 is somewhat near to every reform and proves none.
        near: the terms looked for, best first.
        looked_for: for each phrase its weight and its nearest terms with what they gain, best first.
    """

    scores: Floats
    near: tuple[NearTerm, ...]
    looked_for: tuple[tuple[float, tuple[tuple[str, float], ...]], ...]

    def match(self, folded: str) -> float:
        """What the terms say of a sentence, on the scale of ``scores``.

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


def phrases_of(topic: str, language: Language) -> tuple[str, ...]:
    """The runs of one to four words of a topic, longer ones first.

    Example:
        >>> phrases_of("principal rank reform", Language.EN)[:3]
        ('principal rank reform', 'principal rank', 'rank reform')
    """
    runs = [topic.split()] if language is Language.EN else [rjieba.cut(run) for run in topic.split()]
    glue = " " if language is Language.EN else ""
    found = [
        (size, glue.join(words[start : start + size]))
        for words in runs
        for size in range(1, _MAX_WORDS + 1)
        for start in range(len(words) - size + 1)
    ]
    phrases = sorted(dict.fromkeys(found), key=lambda one: -one[0])
    return tuple(phrase for _, phrase in phrases if len(phrase) > 1)[:_MAX_PHRASES]


def translate(terms: Terms, encoder: Encoder, topic: str, language: Language) -> Translation:
    """Match a topic to the terms of every passage.

    Args:
        terms: of the index.
        encoder: the one that made the terms' vectors.
        topic: from ``topic_of``.
        language: of the question.

    Returns:
        Scores over all passages; zeros where there is nothing to match.
    """
    n_passages = len(terms.starts) - 1
    phrases = phrases_of(topic, language)
    if not phrases or not terms.texts:
        return Translation(np.zeros(n_passages, dtype=np.float32), (), ())
    cosines = _cosines(terms, encoder, phrases)
    gains = _gains(cosines)
    held = _best_held(terms, gains)
    weights = _weights(phrases, held, language)
    return Translation(
        scores=(weights @ held / max(float(weights.sum()), 1e-9)).astype(np.float32),
        near=_near_terms(terms, phrases, cosines),
        looked_for=tuple((float(w), _best_terms(terms, row)) for w, row in zip(weights, gains, strict=True)),
    )


def _gains(cosines: Floats) -> Floats:
    """What each term gains for each phrase, 0 to 1, shape (phrases, terms).

    The nearest term gains by its own nearness; the others less, down to nothing at ``_MARGIN`` below it.
    """
    top = cosines.max(axis=1, keepdims=True)
    strength = np.maximum(top - LEAST_COSINE, 0.0) / (1.0 - LEAST_COSINE)
    gains: Floats = (strength * np.maximum(1.0 - (top - cosines) / _MARGIN, 0.0)).astype(np.float32)
    return gains


def _best_terms(terms: Terms, gains: Floats) -> tuple[tuple[str, float], ...]:
    """The terms that gain most for one phrase, best first."""
    count = min(_NEAREST, len(gains))
    rows = np.argpartition(-gains, count - 1)[:count]
    ranked = sorted(((terms.texts[row], float(gains[row])) for row in rows), key=lambda one: (-one[1], one[0]))
    return tuple((term, gain) for term, gain in ranked if gain > 0.0)


def _cosines(terms: Terms, encoder: Encoder, phrases: Sequence[str]) -> Floats:
    """Shape (phrases, terms)."""
    vectors = encoder.encode_passages(list(phrases)) - terms.mean
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32) @ terms.vectors.T
    return cosines


def _best_held(terms: Terms, gains: Floats) -> Floats:
    """For each phrase and passage what the best term held gains, shape (phrases, passages)."""
    best = np.zeros((len(gains), len(terms.starts) - 1), dtype=np.float32)
    filled = np.flatnonzero(np.diff(terms.starts))
    if len(filled):
        best[:, filled] = np.maximum.reduceat(gains[:, terms.held], terms.starts[filled], axis=1)
    return best


def _weights(phrases: Sequence[str], held: Floats, language: Language) -> Floats:
    """What each phrase counts, shape (phrases,): the square of its words times the rarity of what it finds."""
    sizes = [len(phrase.split()) if language is Language.EN else len(rjieba.cut(phrase)) for phrase in phrases]
    top = held.max(axis=1)
    close = (held >= np.maximum(_CLOSE * top, 1e-6)[:, None]).sum(axis=1)
    rarity = np.log1p(held.shape[1] / np.maximum(close, 1))
    weights: Floats = (np.square(sizes) * rarity).astype(np.float32)
    return weights


def _near_terms(terms: Terms, phrases: Sequence[str], cosines: Floats, *, most: int = 6) -> tuple[NearTerm, ...]:
    """The nearest term of each phrase, each term once, best first."""
    found: dict[str, NearTerm] = {}
    for row, phrase in enumerate(phrases):
        place = int(np.argmax(cosines[row]))
        near = NearTerm(phrase, terms.texts[place], round(float(cosines[row, place]), 4))
        if near.cosine >= LEAST_COSINE and near.cosine > found.get(near.term, NearTerm("", "", 0.0)).cosine:
            found[near.term] = near
    return tuple(sorted(found.values(), key=lambda one: (-one.cosine, one.term))[:most])
