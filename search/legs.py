"""The legs of the search: each scores every passage of the index for one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Vectors
from indexer import Index
from language import bigram_tokens
from search.standard import standardise

Scores = NDArray[np.float32]

JOINT = "joint:sentences"


@dataclass(frozen=True, slots=True)
class LegScores:
    """What one leg says of every passage.

    Attributes:
        name: ``"<encoder>:passages"``, ``"<encoder>:sentences"``, ``"joint:sentences"``, ``"bm25"`` or
            ``"terms"``.
        scores: shape (n_passages,), in the leg's own unit (centred cosine, BM25), higher is better.
    """

    name: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class DenseScores:
    """Passage and sentence legs of one encoder, with the sentence scores themselves.

    Attributes:
        passages: the passage leg.
        sentences: the best sentence of each passage.
        by_sentence: shape (n_sentences,), centred cosine.
    """

    passages: LegScores
    sentences: LegScores
    by_sentence: Scores


def leg_names(encoders: Sequence[str], token_encoders: Sequence[str]) -> tuple[str, ...]:
    """The names of all legs that a question may have.

    Args:
        encoders: the names of an index's encoders.
        token_encoders: of those whose tokens it holds.

    Example:
        >>> leg_names(["e5", "muse"], ["e5"])[-4:]
        ('joint:sentences', 'bm25', 'terms', 'e5:tokens')
    """
    dense = [f"{name}:{unit}" for name in encoders for unit in ("passages", "sentences")]
    joint = (JOINT,) if len(encoders) > 1 else ()
    return (*dense, *joint, "bm25", "terms", *(f"{name}:tokens" for name in token_encoders))


def dense_legs(index: Index, asked: Mapping[str, Vectors]) -> tuple[DenseScores, ...]:
    """Score passages and sentences by cosine, once for each encoder.

    Args:
        index: built with the same encoders.
        asked: the question's vector by every encoder, shape (1, dimension), in their order.

    Returns:
        One entry an encoder, in the order of ``asked``. Of several windows the nearest counts: of four
        XQuAD paragraphs asked for at once, in Chinese, 0.92 are among the first four by e5 (0.76 by the
        mean of the windows, 0.68 by what an encoder keeps of the whole); in English 0.63 (0.57, 0.57).
    """
    legs = []
    for name, vectors in asked.items():
        by_sentence = index.sentence_scores(name, vectors).max(axis=0)
        passages = LegScores(f"{name}:passages", index.passage_scores(name, vectors).max(axis=0))
        best = best_by_passage(by_sentence, index.sentence_rows, passages.scores)
        legs.append(DenseScores(passages, LegScores(f"{name}:sentences", best), by_sentence))
    return tuple(legs)


def sum_sentences(dense: Sequence[DenseScores]) -> Scores:
    """The encoders' sentence scores, standardised and summed; shape (n_sentences,)."""
    summed: Scores = np.sum([standardise(scores.by_sentence) for scores in dense], axis=0, dtype=np.float32)
    return summed


def joint_leg(index: Index, dense: Sequence[DenseScores], by_sentence: Scores) -> LegScores:
    """The sentence that is best by all encoders together, where each by itself may prefer another one.

    Two encoders err differently: of XQuAD's paragraphs, English questions, the best sentence of e5 finds
    0.80 and that of muse 0.71; the sentence that is best by both finds 0.83.

    Args:
        index: built with the encoders.
        dense: of at least two encoders.
        by_sentence: from ``sum_sentences``.
    """
    passages: Scores = np.sum([standardise(scores.passages.scores) for scores in dense], axis=0, dtype=np.float32)
    return LegScores(JOINT, best_by_passage(by_sentence, index.sentence_rows, passages))


def best_by_passage(by_sentence: Scores, sentence_rows: NDArray[np.int32], fallback: Scores) -> Scores:
    """The best sentence's score of each passage; ``fallback`` for a passage without sentences.

    Example:
        >>> scores = np.array([0.1, 0.7, 0.3], np.float32)
        >>> best_by_passage(scores, np.array([0, 0, 2], np.int32), np.zeros(3, np.float32)).tolist()
        [0.699999988079071, 0.0, 0.30000001192092896]
    """
    best = np.full(len(fallback), -np.inf, dtype=np.float32)
    np.maximum.at(best, sentence_rows, by_sentence)
    return np.where(np.isneginf(best), fallback, best)


def lexical_leg(index: Index, text: str) -> LegScores:
    """BM25 over character bigrams of the folded question."""
    return LegScores("bm25", index.lexical_scores(bigram_tokens(text)))
