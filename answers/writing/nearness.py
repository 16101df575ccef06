"""Whether an English sentence is near in meaning to the Chinese quotes that it cites."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answers.writing.nouns import Source
from search import Searcher, has_words

# A cited sentence must be among this share of all sentences of the index, the nearest first. English questions in the
# place of sentences, each against its own first quote and against another question's: over the demo corpus 95 % and 0 %
# are so near, over five real reports 94 % and 12 %, over the reports of 31 provinces 100 % and 12 %.
MOST_RANK = 0.02


class Nearness:
    """Compares by the encoders of an index: the cited sentences against all others of it.

    Args:
        searcher: over the index that the quotes come from.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def __call__(self, sentence: str, cited: Sequence[Source]) -> bool:
        """Whether one of the cited quotes is among the sentences nearest to a sentence.

        Args:
            sentence: without its marks.
            cited: the quotes.
        """
        return has_words(sentence) and self.rank_of(sentence, cited) <= MOST_RANK

    def rank_of(self, sentence: str, cited: Sequence[Source]) -> float:
        """The share of all sentences of the index that are nearer to a sentence than its best quote, 0..1."""
        scores = self._searcher.rank(sentence).by_sentence
        rows = [row for source in cited for row in self._rows_of(source)]
        if not rows:
            return 1.0
        return float(np.mean(scores > scores[rows].max()))

    def _rows_of(self, source: Source) -> list[int]:
        """The rows of the sentences that a quote holds or lies in."""
        index, citation = self._searcher.index, source.citation
        first, last = self._searcher.rows_of(citation.report_id)
        rows = []
        for row in range(first, last):
            if index.passages[row].passage_id != citation.passage_id:
                continue
            begin, end = np.searchsorted(index.sentence_rows, [row, row + 1])
            rows += [
                one
                for one in range(int(begin), int(end))
                if index.sentences[one].start < citation.end and citation.start < index.sentences[one].end
            ]
        return rows
