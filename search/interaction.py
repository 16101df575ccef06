"""Late interaction: the tokens of a question against the tokens of the best passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Ensemble, TokenEncoder, Vectors
from indexer import Index, passage_text
from language import fold_text
from records import Language, TokenMatch
from search.legs import LegScores, Scores
from search.token_weights import weigh_tokens
from search.windows import cut_windows

# What a score is worth is told by passages that are not among the best: as many of them, evenly spread.
N_BACKGROUND = 64
MAX_TOKENS = 256
_SHOWN = 5
_WORTH_SHOWING = 0.3


@dataclass(frozen=True, slots=True)
class AskedTokens:
    """The tokens of a question by one encoder.

    Attributes:
        member: the encoder's name.
        words: the tokens as they stand in the folded question, a blank in front where a word begins.
        vectors: shape (tokens, dimension), as the encoder gave them.
        weights: shape (tokens,), what each counts.
        language: of the question.
    """

    member: str
    words: tuple[str, ...]
    vectors: Vectors
    weights: NDArray[np.float32]
    language: Language


@dataclass(frozen=True, slots=True)
class TokenScores:
    """What late interaction says of the passages and sentences it looked at.

    Attributes:
        leg: ``"<encoder>:tokens"``, one score a passage of the index.
        by_passage: shape (n_passages,), what the leg is made of: the mean cosine of the question's tokens to
            the nearest of each passage, NaN where it was not looked at.
        by_sentence: shape (n_sentences,), the same of each sentence.
    """

    leg: LegScores
    by_passage: Scores
    by_sentence: Scores


def token_leg(index: Index, asked: AskedTokens, best: NDArray[np.int64], background: NDArray[np.int64]) -> TokenScores:
    """Score the best passages by how near the tokens of the question, each with its weight, come to theirs.

    Late interaction costs too much for all passages of a large index, and the best alone do not tell
    what a score is worth. So a background of other passages is scored as well; the leg's scores are
    in standard deviations of the background, and a passage that was not looked at has the least
    score of those that were, at most 0.

    Args:
        index: with token vectors of the encoder.
        asked: the question's tokens.
        best: rows of the passages to rerank.
        background: rows of other passages, from ``background_rows``.
    """
    rows = np.union1d(best, background)
    found = index.token_matches(asked.member, rows, asked.vectors, asked.language)
    weights = asked.weights / max(float(asked.weights.sum()), 1e-6)
    means: Scores = found.by_passage @ weights
    usual = means[np.isin(rows, background)]
    standard = (means - usual.mean()) / max(float(usual.std()), 1e-6)
    reranked = standard[np.isin(rows, best)]
    scores = np.full(len(index.passages), min(0.0, float(reranked.min(initial=0.0))), dtype=np.float32)
    scores[rows] = np.where(np.isin(rows, best), standard, scores[rows])
    return TokenScores(
        LegScores(f"{asked.member}:tokens", scores),
        _placed(means, rows, len(index.passages)),
        _placed(found.by_sentence @ weights, found.sentences, len(index.sentences)),
    )


def _placed(values: Scores, rows: NDArray[np.int64], count: int) -> Scores:
    """Values in their rows among so many, NaN in the others."""
    placed = np.full(count, np.nan, dtype=np.float32)
    placed[rows] = values
    return placed


def background_rows(n_passages: int) -> NDArray[np.int64]:
    """At most ``N_BACKGROUND`` rows, evenly spread.

    Example:
        >>> background_rows(3).tolist()
        [0, 1, 2]
    """
    return np.unique(np.linspace(0, n_passages - 1, min(N_BACKGROUND, n_passages)).astype(np.int64))


def encode_with_tokens(
    index: Index, ensemble: Ensemble, text: str, language: Language
) -> tuple[Mapping[str, Vectors], AskedTokens | None]:
    """Encode a question by every encoder, its tokens by the first that has their vectors in the index.

    Args:
        index: built with the same encoders.
        ensemble: the encoders.
        text: the folded question.
        language: of the question.

    Returns:
        By the encoder's name, in the order of the ensemble, shape (windows, dimension), as the encoder
        gave them: a question that is too long for an encoder is cut into windows. And the tokens of the
        first ``MAX_TOKENS`` words, or None where the index has none.
    """
    vectors: dict[str, Vectors] = {}
    asked = None
    windows = cut_windows(text) or (text,)
    for member in ensemble.members:
        if asked is None and isinstance(member, TokenEncoder) and member.name in index.token_members:
            vectors[member.name], tokens = member.encode_queries_and_tokens(windows)
            cuts = ((window, cut) for window in windows for cut in member.cut_query(window))
            words = tuple(window[start:end] for window, (start, end) in cuts)[:MAX_TOKENS]
            found = np.concatenate(tokens)[:MAX_TOKENS]
            asked = AskedTokens(member.name, words, found, weigh_tokens(words), language)
        else:
            vectors[member.name] = member.encode_queries(windows)
    return vectors, asked


def explain_tokens(
    index: Index, ensemble: Ensemble, asked: AskedTokens, rows: Sequence[int]
) -> tuple[tuple[TokenMatch, ...], ...]:
    """Which tokens of the question found which of each passage, the strongest first.

    Args:
        index: with token vectors.
        ensemble: the encoders.
        asked: the question's tokens.
        rows: of the passages to explain.
    """
    encoder = next(member for member in ensemble.members if member.name == asked.member)
    if not isinstance(encoder, TokenEncoder) or not len(asked.vectors):
        return ((),) * len(rows)
    return tuple(_explain(index, encoder, asked, row) for row in rows)


def _explain(index: Index, encoder: TokenEncoder, asked: AskedTokens, row: int) -> tuple[TokenMatch, ...]:
    passage = index.passages[row]
    text = fold_text(passage_text(index.report(passage.report_id).text, index.section_of(passage), passage))
    held = [text[start:end] for start, end in encoder.cut_passage(text)]
    cosines = index.token_similarities(asked.member, row, asked.vectors, asked.language)
    if not held or len(cosines) != len(held):
        return ()
    nearest = cosines.argmax(axis=0)
    matches = {
        TokenMatch(word.strip(), held[place].strip(), round(float(cosines[place, number]), 4))
        for number, (word, place) in enumerate(zip(asked.words, nearest, strict=True))
        if any(sign.isalnum() for sign in word)
    }
    strong = [match for match in matches if match.similarity >= _WORTH_SHOWING]
    return tuple(sorted(strong, key=lambda match: (-match.similarity, match.asked, match.found)))[:_SHOWN]
