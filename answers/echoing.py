"""Whether reports say the same: what one says to a question, held against the best that others say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search import Searcher

Floats = NDArray[np.float32]

# Sentences of a report that are heard, and reports that they are held against.
N_HEARD = 5
_N_VOICES = 3
# Of a report that is looked at alone: the mean over reports of the judged questions of the demo corpus.
_ALONE = 0.2


def echo(searcher: Searcher, best: Sequence[Sequence[tuple[float, int]]]) -> list[float]:
    """How near the best sentences of each report are to those of the other reports.

    A question in English is far from every Chinese sentence, and a paraphrase from every wording; what
    reports say to it is near to one another. Where no report says so, the best sentences are of
    different matters, and nothing echoes.

    Args:
        searcher: over the index.
        best: for each report the scores of its best sentences and their rows, best first; empty for
            one without a sentence.

    Returns:
        For each report the greatest mean cosine of one of its sentences with the best sentences of
        the three other reports that score best, averaged over the encoders.
    """
    voices = sorted((-sentences[0][0], place, sentences[0][1]) for place, sentences in enumerate(best) if sentences)
    if len(voices) < 2:
        return [_ALONE] * len(best)
    voices = voices[: _N_VOICES + 1]
    rows = [row for sentences in best for _, row in sentences[:N_HEARD]]
    cosines = _cosines(searcher, rows, [row for _, _, row in voices])
    found, position = [], 0
    for place, sentences in enumerate(best):
        heard = cosines[position : position + len(sentences[:N_HEARD])]
        position += len(heard)
        others = [column for column, (_, owner, _) in enumerate(voices) if owner != place][:_N_VOICES]
        found.append(float(heard[:, others].mean(axis=1).max()) if len(heard) else 0.0)
    return found


def _cosines(searcher: Searcher, rows: Sequence[int], others: Sequence[int]) -> Floats:
    """Shape (rows, others), the mean over the encoders."""
    index = searcher.index
    both = [index.sentence_vectors(name, rows) @ index.sentence_vectors(name, others).T for name in index.member_names]
    mean: Floats = np.mean(both, axis=0, dtype=np.float32)
    return mean
