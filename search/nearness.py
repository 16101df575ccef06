"""How near the terms of the corpus come to the phrases of a question: what a passage or a sentence gains by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.lexicon import Lexicon
from search.phrases import Phrase

Floats = NDArray[np.float32]

# A passage is scored by the nearest term it holds, if it is nearer than this; it counts as found if no further than
# _AS_NEAR from the best of all passages. Chosen among 18 settings by XQuAD and NTREX, English over Chinese paragraphs.
LEAST_HELD = 0.3
_AS_NEAR = 0.03


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the terms come that a sentence holds.

    Attributes:
        lexicon: the terms.
        cosines: shape (phrases, terms).
        weights: shape (phrases,), what each phrase counts, together 1.
        near: shape (terms,), whether a term is near to any phrase at all.
    """

    lexicon: Lexicon
    cosines: Floats
    weights: Floats
    near: NDArray[np.bool_]

    @property
    def known(self) -> float:
        """How near the corpus's terms come to what is asked, wherever they stand: a mean cosine over the phrases."""
        return float(self.weights @ self.cosines.max(axis=1))

    def of(self, folded: str, passage: int) -> float:
        """What a sentence gains, 0 to 1, as a passage does by ``Translation.scores``.

        Args:
            folded: the sentence.
            passage: the row of the passage it stands in.
        """
        texts, rows = self.lexicon.terms.texts, self.lexicon.held_by(passage)
        held = [row for row in rows[self.near[rows]].tolist() if texts[row] in folded]
        return float(self.weights @ gains_of(self.cosines[:, held].max(axis=1))) if held else 0.0


def rarity(n_close: int, n_passages: int) -> float:
    """How telling it is that a passage holds the best term of a phrase, or one nearly as good."""
    return float(np.log1p(n_passages / max(n_close, 1)))


def gains_of(nearest: Floats) -> Floats:
    """What is gained by the nearest term that is held, near or not so near: nothing below ``LEAST_HELD``.

    The square lets a near term count more than several middling ones. With the gains of ``_look_for``,
    which only the very nearest terms have, this leg alone found 0.57 of XQuAD's paragraphs for English
    questions; so, and without the dictionary, 0.64.
    """
    gains: Floats = (np.maximum(nearest - LEAST_HELD, 0.0) / (1.0 - LEAST_HELD)) ** 2
    return gains


def weigh_phrases(phrases: Sequence[Phrase], held: Floats) -> Floats:
    """Phrases count by their words and by how few passages come as near as the best; together 1.

    Args:
        phrases: n of them.
        held: shape (n, passages), from ``nearest_held``.
    """
    n_close = (held >= held.max(axis=1, keepdims=True) - _AS_NEAR).sum(axis=1)
    weights = [phrase.n_words * rarity(int(n), held.shape[1]) for phrase, n in zip(phrases, n_close, strict=True)]
    return (np.array(weights) / sum(weights)).astype(np.float32)
