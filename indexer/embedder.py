"""Texts to vectors through the cache: each text once, in blocks that a kill cannot take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from embeddings import Encoder, TokenEncoder
from errors import ModelUnavailableError
from indexer.codec import CODE_BYTES, Codec, Codes
from indexer.progress import Progress
from indexer.vector_cache import STORED, Role, VectorCache, text_key

# Texts between two commits of the cache: some ten seconds' work of the larger bundled encoder.
BLOCK = 1024

# float16 keeps a vector's length to about 1e-3; anything further off is no vector of length 1.
_LENGTH_TOLERANCE = 0.01

Float32 = npt.NDArray[np.float32]


class Embedder:
    """Encodes what the cache does not hold, and counts.

    Vectors pass through the cache's float16 even when they are new, so a rebuild from the cache
    gives the very same index.

    Args:
        cache: where vectors are kept.
        progress: told of every text.

    Attributes:
        new: vectors computed so far, one for each encoder and different text.
        reused: vectors taken from the cache, counted alike.
    """

    def __init__(self, cache: VectorCache, progress: Progress) -> None:
        self._cache, self._progress = cache, progress
        self.new = self.reused = 0

    def passages(self, encoder: Encoder, texts: Sequence[str], *, stage: str = "", unit: str = "passages") -> Float32:
        """Encode texts that are searched.

        Args:
            encoder: a member of the ensemble.
            texts: folded; equal ones are encoded once.
            stage: the name of the work, for the progress.
            unit: what the texts are, for the progress.

        Returns:
            float32 of shape (texts, dimension), rows of length 1 but for float16's rounding.

        Raises:
            ModelUnavailableError: the encoder gave something else than finite rows of length 1.
        """

        def encode(block: Sequence[str]) -> Float32:
            return encoder.encode_passages(block, on_batch=self._progress.advance)

        return self._encode(encoder, Role.PASSAGE, texts, encode, stage=stage or f"Embedding {unit}", unit=unit)

    def queries(self, encoder: Encoder, texts: Sequence[str], *, stage: str = "Embedding questions") -> Float32:
        """Encode questions; as ``passages`` otherwise."""

        def encode(block: Sequence[str]) -> Float32:
            vectors = encoder.encode_queries(block)
            self._progress.advance(len(block))
            return vectors

        return self._encode(encoder, Role.QUERY, texts, encode, stage=stage, unit="questions")

    def tokens(self, encoder: TokenEncoder, codec: Codec, texts: Sequence[str]) -> tuple[list[Codes], Float32]:
        """Encode the tokens of texts that are searched; their vectors are kept beside, for ``passages``.

        Args:
            encoder: a member of the ensemble.
            codec: of the encoder.
            texts: folded; equal ones are encoded once.

        Returns:
            For each text its codes, shape (tokens, 24), and all texts' vectors, shape (texts, dimension).

        Raises:
            ModelUnavailableError: the encoder gave something else than finite rows of length 1.
        """
        keys = [text_key(text) for text in texts]
        by_key = dict(zip(keys, texts, strict=True))
        mark = f"{encoder.fingerprint}:{codec.fingerprint}"
        codes = {key: code.reshape(-1, CODE_BYTES) for key, code in self._cache.find_codes(mark, list(by_key)).items()}
        missing = [key for key in by_key if key not in codes]
        if missing:
            self._progress.stage(f"Embedding passages ({encoder.name})", unit="passages", total=len(missing))
        for start in range(0, len(missing), BLOCK):
            block = missing[start : start + BLOCK]
            made = self._encode_tokens(encoder, codec, block, [by_key[key] for key in block])
            self._cache.put_codes(mark, made)
            codes |= made
        vectors = self.passages(encoder, texts)
        return [codes[key] for key in keys], vectors

    def _encode_tokens(
        self, encoder: TokenEncoder, codec: Codec, keys: Sequence[bytes], texts: Sequence[str]
    ) -> dict[bytes, Codes]:
        """Codes by key; the vectors of the texts go into the cache."""
        vectors, tokens = encoder.encode_passages_and_tokens(texts, on_batch=self._progress.advance)
        stored = _checked(encoder, vectors, len(texts)).astype(STORED)
        known = self._cache.find(encoder.fingerprint, Role.PASSAGE, keys)
        new = {key: row for key, row in zip(keys, stored, strict=True) if key not in known}
        self._cache.put(encoder.fingerprint, Role.PASSAGE, new)
        self.new += len(new)
        self.reused -= len(new)  # they are found in the cache a moment later
        bases = (known.get(key, row).astype(np.float32) for key, row in zip(keys, stored, strict=True))
        return {key: codec.encode(one, base) for key, one, base in zip(keys, tokens, bases, strict=True)}

    def _encode(
        self,
        encoder: Encoder,
        role: Role,
        texts: Sequence[str],
        encode: Callable[[Sequence[str]], Float32],
        *,
        stage: str,
        unit: str,
    ) -> Float32:
        places: dict[bytes, int] = {}
        inverse = [places.setdefault(text_key(text), len(places)) for text in texts]
        by_place = dict(zip(inverse, texts, strict=True))
        rows = np.empty((len(places), encoder.dimension), dtype=np.float32)
        missing = self._fill_from_cache(encoder, role, places, rows)
        if missing:
            self._progress.stage(stage, unit=unit, total=len(missing))
        keys = list(places)
        for start in range(0, len(missing), BLOCK):
            block = missing[start : start + BLOCK]
            vectors = _checked(encoder, encode([by_place[place] for place in block]), len(block)).astype(STORED)
            rows[block] = vectors
            self._cache.put(
                encoder.fingerprint, role, {keys[place]: row for place, row in zip(block, vectors, strict=True)}
            )
        self.new += len(missing)
        self.reused += len(places) - len(missing)
        return rows if len(places) == len(texts) else rows[inverse]

    def _fill_from_cache(self, encoder: Encoder, role: Role, places: dict[bytes, int], rows: Float32) -> list[int]:
        """Fill the rows that the cache holds; return the places of the others."""
        found = self._cache.find(encoder.fingerprint, role, list(places))
        missing: list[int] = []
        for key, place in places.items():
            vector = found.get(key)
            if vector is None or vector.shape != (encoder.dimension,):
                missing.append(place)
            else:
                rows[place] = vector
        return missing


def _checked(encoder: Encoder, vectors: Float32, count: int) -> Float32:
    expected = (count, encoder.dimension)
    if vectors.shape != expected:
        reason = f"gave vectors of shape {vectors.shape}, expected {expected}: use another --encoder"
        raise ModelUnavailableError(encoder.name, reason)
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) < _LENGTH_TOLERANCE):  # also false for NaN
        worst = lengths[np.argmax(np.where(np.isnan(lengths), np.inf, np.abs(lengths - 1)))]
        reason = f"gave a vector of length {worst:.3g}, expected finite vectors of length 1: use another --encoder"
        raise ModelUnavailableError(encoder.name, reason)
    return vectors
