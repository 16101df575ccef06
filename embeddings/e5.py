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

    def encode_passages_and_tokens(
        self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Passage vectors, and (tokens, 384) for every text without ``<s>``, ``</s>`` and ``passage:``."""
        return self._encode_both(texts, prompt=self.passage_prompt, on_batch=on_batch)

    def encode_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Question vectors, and (tokens, 384) for every question without ``<s>``, ``</s>`` and ``query:``."""
        return self._encode_both(texts, prompt=self.query_prompt, on_batch=None)

    def cut_passage(self, text: str) -> list[tuple[int, int]]:
        """Where the tokens of a passage stand in it."""
        return self._cut(text, prompt=self.passage_prompt)

    def cut_query(self, text: str) -> list[tuple[int, int]]:
        """Where the tokens of a question stand in it."""
        return self._cut(text, prompt=self.query_prompt)

    def _cut(self, text: str, *, prompt: str) -> list[tuple[int, int]]:
        whole, skip = prompt + mend_surrogates(text), len(prompt)
        with self.turn([whole]):
            offsets = self.model.tokenizer(whole, truncation=True, return_offsets_mapping=True)["offset_mapping"]
        return [(max(start - skip, 0), end - skip) for start, end in offsets if end > skip]

    def _encode_both(
        self, texts: Sequence[str], *, prompt: str, on_batch: Callable[[int], None] | None
    ) -> tuple[Vectors, list[Vectors]]:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        matrices: list[Vectors] = [np.empty((0, self.dimension), dtype=np.float32)] * len(texts)
        for rows in batches_by_length(texts, max_texts=BATCH_TEXTS, max_chars=BATCH_CHARS):
            batch = [prompt + mend_surrogates(texts[row]) for row in rows]
            with self.turn(batch):
                vectors[rows], found = self._run(batch, skip=len(prompt))
            for row, matrix in zip(rows, found, strict=True):
                matrices[row] = normalize(matrix)
            if on_batch is not None:
                on_batch(len(rows))
        return normalize(vectors), matrices

    def _run(self, batch: list[str], *, skip: int) -> tuple[Vectors, list[Vectors]]:
        """Run the model once; of the tokens keep those that end behind the first ``skip`` characters."""
        import torch

        features = self.model.tokenizer(
            batch, padding=True, truncation=True, return_tensors="pt", return_offsets_mapping=True
        )
        # <s>, </s> and padding have the empty offsets (0, 0), so they fall out with the prompt.
        kept = features.pop("offset_mapping")[:, :, 1] > skip
        with torch.inference_mode():
            made = self.model(dict(features))
        states = made["token_embeddings"].float().numpy()
        tokens = [matrix[mask] for matrix, mask in zip(states, kept.numpy(), strict=True)]
        return made["sentence_embedding"].float().numpy(), tokens


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
