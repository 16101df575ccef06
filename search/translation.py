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
        scores: shape (n_passages,): for each phrase the nearest term that the passage holds, summed
            with the phrases' weights and divided by the best a passage could have.
        best: shape (n_passages,): the cosine of the nearest term to any phrase of several words.
        near: the terms looked for, best first.
        looked_for: for each phrase its weight and its nearest terms with what they gain, best first.
    """

    scores: Floats
    best: Floats
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
        empty = np.zeros(n_passages, dtype=np.float32)
        return Translation(empty, empty, (), ())
    cosines = _cosines(terms, encoder, phrases)
    nearest = _best_held(terms, cosines)
    weights = _weights(phrases, nearest)
    gained = np.maximum(nearest - LEAST_COSINE, 0.0)
    scores = (weights @ gained / max(float(weights.sum() * (1.0 - LEAST_COSINE)), 1e-9)).astype(np.float32)
    longest = max(len(phrase.split()) for phrase in phrases) if language is Language.EN else 1
    whole = [row for row, phrase in enumerate(phrases) if len(phrase.split()) >= min(2, longest)]
    return Translation(
        scores=scores,
        best=nearest[whole].max(axis=0),
        near=_near_terms(terms, phrases, cosines),
        looked_for=tuple((float(w), _gains(terms, row)) for w, row in zip(weights, cosines, strict=True)),
    )


def _gains(terms: Terms, cosines: Floats) -> tuple[tuple[str, float], ...]:
    """The nearest terms of one phrase with what they gain, best first."""
    count = min(_NEAREST, len(cosines) - 1)
    rows = np.argpartition(-cosines, count)[: count + 1]
    rows = rows[cosines[rows] > LEAST_COSINE]
    ranked = sorted(((terms.texts[row], float(cosines[row])) for row in rows), key=lambda one: (-one[1], one[0]))
    return tuple((term, (cosine - LEAST_COSINE) / (1.0 - LEAST_COSINE)) for term, cosine in ranked)


def _cosines(terms: Terms, encoder: Encoder, phrases: Sequence[str]) -> Floats:
    """Shape (phrases, terms)."""
    vectors = encoder.encode_passages(list(phrases)) - terms.mean
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32) @ terms.vectors.T
    return cosines


def _best_held(terms: Terms, cosines: Floats) -> Floats:
    """For each phrase and passage the cosine of the nearest term held, shape (phrases, passages)."""
    best = np.zeros((len(cosines), len(terms.starts) - 1), dtype=np.float32)
    filled = np.flatnonzero(np.diff(terms.starts))
    if len(filled):
        best[:, filled] = np.maximum.reduceat(cosines[:, terms.held], terms.starts[filled], axis=1)
    return best


def _weights(phrases: Sequence[str], nearest: Floats) -> Floats:
    """Rarity of what is nearest to each phrase, shape (phrases,)."""
    top = nearest.max(axis=1, keepdims=True)
    close = (nearest >= _CLOSE * top).sum(axis=1)
    weights: Floats = np.log1p(nearest.shape[1] / np.maximum(close, 1)).astype(np.float32)
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
