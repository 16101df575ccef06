"""BM25 over the character pairs of folded passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from indexer.database import Contents
from indexer.manifest import Manifest
from indexer.part import Draft, Part
from language import passage_tokens

LEXICAL_FOLDER = "bm25"

# Anserini's values for passages of about one length. Question to its own paragraph, pairs of characters, recall@1:
# XQuAD zh 0.935 (0.929 with Lucene's 1.2 and 0.75), CMRC 0.959 (0.960), DRCD 0.941 (0.940).
K1 = 0.9
B = 0.4


class Lexical:
    """BM25 scores of all passages for the tokens of a question.

    Args:
        model: the BM25 index, or None where no passage holds a token.
        n_passages: how many there are.
    """

    def __init__(self, model: bm25s.BM25 | None, n_passages: int) -> None:
        self._model = model
        self.n_passages = n_passages

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """Score every passage.

        Args:
            tokens: of the question, from ``bigram_tokens(fold_text(question))``; a repeated token
                counts as often, an unknown one not at all.

        Returns:
            float32 of shape (n_passages,), 0 or more.
        """
        if self._model is None:
            return np.zeros(self.n_passages, dtype=np.float32)
        known = self._model.get_tokens_ids(list(tokens))
        return np.asarray(self._model.get_scores_from_ids(known), dtype=np.float32)

    def weights(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """How telling each token is: its inverse document frequency, ``ln(1 + (N - df + 0.5) / (df + 0.5))``.

        Args:
            tokens: as for ``scores``; one that no passage holds weighs most.

        Returns:
            float32 of shape (tokens,), above 0.
        """
        frequencies = self.counts(tokens).astype(np.float64)
        return np.log1p((self.n_passages - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)

    def counts(self, tokens: Sequence[str]) -> npt.NDArray[np.int64]:
        """In how many passages each token stands; shape (tokens,)."""
        return np.array([len(self._rows(token)) for token in tokens], dtype=np.int64)

    def _rows(self, token: str) -> npt.NDArray[np.int32]:
        """The rows of the passages that hold a token."""
        place = None if self._model is None else self._model.vocab_dict.get(token)
        if self._model is None or place is None:
            return np.zeros(0, dtype=np.int32)
        start, end = self._model.scores["indptr"][place : place + 2]
        return np.asarray(self._model.scores["indices"][start:end])


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Write the BM25 index of passages.

    Args:
        folder: new folder for its files.
        texts: folded, heading path and passage, in row order.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    vocabulary: dict[str, int] = {}
    rows = [[vocabulary.setdefault(token, len(vocabulary)) for token in passage_tokens(text)] for text in texts]
    folder.mkdir()
    if vocabulary:
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index((rows, vocabulary), create_empty_token=False, show_progress=False)
        model.save(folder, show_progress=False)


def read_lexical(folder: Path, n_passages: int) -> Lexical:
    """Open the BM25 index of passages; its matrix stays on disk and is read where a token needs it.

    Raises:
        OSError: a file is missing.
        ValueError: a file is damaged.
    """
    if not any(folder.iterdir()):
        return Lexical(None, n_passages)
    model = bm25s.BM25.load(folder, mmap=True, show_progress=False)
    return Lexical(model, int(model.scores["num_docs"]))


def _write(draft: Draft) -> None:
    write_lexical(draft.folder / LEXICAL_FOLDER, draft.passage_texts)


def _read(folder: Path, manifest: Manifest, contents: Contents) -> Lexical:
    return read_lexical(folder / LEXICAL_FOLDER, len(contents.passages))


def _check(lexical: Lexical, manifest: Manifest, contents: Contents) -> Iterator[str]:
    if lexical.n_passages != len(contents.passages):
        yield f"{LEXICAL_FOLDER} holds {lexical.n_passages} passages, expected {len(contents.passages)}"


LEXICAL: Part[Lexical] = Part("lexical", _write, _read, _check)
