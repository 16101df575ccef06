"""The corpus's terms made ready to be asked: where each stands, and its row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer import Terms
from language import english_key

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Lexicon:
    """The terms of an index, by their text and by the passages that hold them.

    Args:
        terms: of the index.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.rows = {text: row for row, text in enumerate(terms.texts)}
        self.n_passages = len(terms.starts) - 1
        # The index lists the terms of each passage; a question asks for the passages of few terms.
        order = np.argsort(terms.held, kind="stable")
        holders = np.repeat(np.arange(self.n_passages), np.diff(terms.starts))
        self._passages: Ints = holders[order]
        self._starts: Ints = np.concatenate(([0], np.cumsum(np.bincount(terms.held, minlength=len(terms.texts)))))

    def passages_of(self, row: int) -> Ints:
        """The rows of the passages that hold a term, rising."""
        return self._passages[self._starts[row] : self._starts[row + 1]]

    def held_by(self, passage: int) -> NDArray[np.int32]:
        """The rows of the terms that a passage holds, rising."""
        starts = self.terms.starts
        return self.terms.held[starts[passage] : starts[passage + 1]]

    def translated(self, phrase: str) -> Sequence[int]:
        """The rows of the terms that the dictionary gives for an English phrase; none for a Chinese one.

        Args:
            phrase: folded.
        """
        return self.terms.glosses.get(english_key(phrase), ())

    def nearest_held(self, cosines: Floats) -> Floats:
        """Of the terms that a passage holds, how near the nearest is to each phrase.

        Args:
            cosines: shape (phrases, terms).

        Returns:
            Shape (phrases, passages); -1 for a passage that holds no term.
        """
        starts, held = self.terms.starts, self.terms.held
        filled = np.flatnonzero(np.diff(starts))
        nearest = np.full((len(cosines), self.n_passages), -1.0, dtype=np.float32)
        if len(filled):
            # Row by row: the cosines of one phrase stay in the processor's cache.
            for row, near in enumerate(cosines):
                nearest[row, filled] = np.maximum.reduceat(near[held], starts[filled])
        return nearest
