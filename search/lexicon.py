"""The corpus's terms made ready to be asked: where each stands, and its row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer import Terms

Ints = NDArray[np.int64]


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
