"""An encoder without a model: hashed character n-grams, the same on every machine, for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from embeddings.encoders import Vectors, digest
from embeddings.text import mend_surrogates

LAYOUT = "1"
START, END = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class HashingEncoder:
    """Counts of a text's character n-grams, hashed into ``dimension`` buckets with a sign.

    A text is lower-cased, its white space collapsed, and put between a start and an end mark. Each
    n-gram of 1 to ``longest`` characters (the marks alone excepted) is hashed with BLAKE2b; the
    first 7 bytes give the bucket, the last byte's lowest bit the sign. Questions and passages
    are read alike. It knows nothing of meaning: texts are alike as far as they share characters.

    Attributes:
        dimension: number of buckets.
        longest: the longest n-gram.

    Example:
        >>> encoder = HashingEncoder()
        >>> query = encoder.encode_queries(["校长职级制"])
        >>> passages = encoder.encode_passages(["推行校长职级制改革", "加强学校食堂管理"])
        >>> (query @ passages.T).argmax()
        np.int64(0)
    """

    dimension: int = 512
    longest: int = 3

    @property
    def name(self) -> str:
        """Always ``"hashing"``."""
        return "hashing"

    @property
    def fingerprint(self) -> str:
        """Of the layout, the dimension and the longest n-gram."""
        return digest("hashing", LAYOUT, str(self.dimension), str(self.longest))

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts that are searched; all of them are one batch."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in self._grams(text):
                bucket, sign = _bucket_and_sign(gram, self.dimension)
                row[bucket] += sign
            # Opposite signs in one bucket can cancel everything; a row must have length 1 all the same.
            row[0] += not row.any()
            row /= np.linalg.norm(row)
        if on_batch is not None and len(texts):
            on_batch(len(texts))
        return rows

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, exactly as passages."""
        return self.encode_passages(texts)

    def _grams(self, text: str) -> Iterator[str]:
        marked = START + " ".join(mend_surrogates(text).lower().split()) + END
        for length in range(1, self.longest + 1):
            for start in range(len(marked) - length + 1):
                gram = marked[start : start + length]
                if gram not in (START, END):
                    yield gram


@lru_cache(maxsize=1 << 16)
def _bucket_and_sign(gram: str, dimension: int) -> tuple[int, int]:
    hashed = hashlib.blake2b(gram.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(hashed[:7], "big") % dimension, 1 - 2 * (hashed[7] & 1)
