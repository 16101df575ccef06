"""The bundled e5: multilingual-e5-small as a sentence-transformers model, with vectors for tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from embeddings.e5_folder import LAYOUT, unpack_e5
from embeddings.e5_model import PASSAGE_PROMPT, QUERY_PROMPT
from embeddings.encoders import Vectors, digest
from embeddings.hardware import Precision, best_precision
from embeddings.opening import open_folder
from embeddings.sentence import BATCH_CHARS, BATCH_TEXTS, SentenceEncoder, normalize
from embeddings.stamp import source_sha256
from embeddings.text import batches_by_length, mend_surrogates


class E5Encoder(SentenceEncoder):
    """e5 reads 512 tokens, about 750 characters of Chinese, and its prompt is part of them."""

    def encode_passage_tokens(
        self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None
    ) -> list[Vectors]:
        """A matrix (tokens, 384) for every text, without ``<s>``, ``</s>`` and ``passage:``."""
        return self._encode_tokens(texts, prompt=self.passage_prompt, on_batch=on_batch)

    def encode_query_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """A matrix (tokens, 384) for every question, without ``<s>``, ``</s>`` and ``query:``."""
        return self._encode_tokens(texts, prompt=self.query_prompt, on_batch=None)

    def _encode_tokens(
        self, texts: Sequence[str], *, prompt: str, on_batch: Callable[[int], None] | None
    ) -> list[Vectors]:
        matrices: list[Vectors] = [np.empty((0, self.dimension), dtype=np.float32)] * len(texts)
        for rows in batches_by_length(texts, max_texts=BATCH_TEXTS, max_chars=BATCH_CHARS):
            batch = [prompt + mend_surrogates(texts[row]) for row in rows]
            with self.turn(batch):
                found = self._run_tokens(batch, skip=len(prompt))
            for row, matrix in zip(rows, found, strict=True):
                matrices[row] = normalize(matrix)
            if on_batch is not None:
                on_batch(len(rows))
        return matrices

    def _run_tokens(self, batch: list[str], *, skip: int) -> list[Vectors]:
        """Run the transformer and keep the tokens that end behind the first ``skip`` characters."""
        import torch

        features = self.model.tokenizer(
            batch, padding=True, truncation=True, return_tensors="pt", return_offsets_mapping=True
        )
        # <s>, </s> and padding have the empty offsets (0, 0), so they fall out with the prompt.
        kept = features.pop("offset_mapping")[:, :, 1] > skip
        with torch.inference_mode():
            states = self.model[0](dict(features))["token_embeddings"].numpy()
        return [matrix[mask] for matrix, mask in zip(states, kept.numpy(), strict=True)]


def load_e5(cache: Path, *, threads: int, precision: Precision | None = None) -> E5Encoder:
    """Load the bundled e5, unpacking it first if this is the first time.

    Args:
        cache: the folder it is unpacked into.
        threads: for a batch of passages, at least 1.
        precision: the best of this processor if not given.

    Raises:
        ModelUnavailableError: the package is missing or the folder cannot be made.
    """
    folder = unpack_e5(cache)
    precision = precision or best_precision()
    model = open_folder(folder, precision=precision)
    fingerprint = digest("e5", str(LAYOUT), source_sha256(folder), QUERY_PROMPT, PASSAGE_PROMPT, precision)
    return E5Encoder(model, name="e5", fingerprint=fingerprint, threads=threads)
