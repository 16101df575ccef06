"""Token vectors in 24 bytes: what a token's vector has beyond its passage's, product-quantised."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]

CODE_BYTES = 24
_KEPT = 192
_CODECS = Path(__file__).parent / "codecs"


@dataclass(frozen=True, slots=True)
class Codec:
    """Encodes and decodes the token vectors of one encoder.

    A token's vector is largely its passage's: of XQuAD's tokens the passage explains 41 % of the
    variance. So a vector is written as ``share * passage + offset + basis @ code``, and only the code
    is stored: 24 bytes, one of 256 centroids for each eighth of 192 directions. The directions are the
    principal ones, dealt out so that every byte has about as much to say. Codes depend on the text
    and the encoder alone, never on the rest of the corpus, so they can be kept from build to build.

    Attributes:
        share: how much of the passage's vector is in a token's.
        offset: shape (dimension,), the mean of what is left.
        basis: shape (dimension, 192), orthonormal columns.
        centroids: shape (24, 256, 8).
        general: shape (dimension,), the mean token vector of general passages.
        english_questions: shape (dimension,), the mean token vector of English questions.
        chinese_questions: the same of Chinese ones.

    Source:
        Jégou, Douze and Schmid, Product quantization for nearest neighbor search, TPAMI 2011;
        Ge et al., Optimized product quantization, CVPR 2013 (dealing out the directions);
        Santhanam et al., ColBERTv2, NAACL 2022 (storing residuals).
    """

    share: float
    offset: Float32
    basis: Float32
    centroids: Float32
    general: Float32
    english_questions: Float32
    chinese_questions: Float32

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with anything that changes the codes."""
        parts = (np.float32(self.share).tobytes(), *(a.tobytes() for a in (self.offset, self.basis, self.centroids)))
        return hashlib.sha256(b"".join(parts)).hexdigest()[:16]

    def encode(self, tokens: Float32, passage: Float32) -> Codes:
        """Encode the token vectors of one passage.

        Args:
            tokens: shape (tokens, dimension), rows of length 1.
            passage: shape (dimension,), the passage's vector as the encoder gave it.

        Returns:
            Shape (tokens, 24).
        """
        rest = (tokens - self.share * passage - self.offset) @ self.basis
        quantizer: Any = _quantizer(self.centroids.shape, self.centroids.tobytes())
        codes: Codes = quantizer.compute_codes(np.ascontiguousarray(rest))
        return codes

    def decode(self, codes: Codes) -> Float32:
        """What the codes say along the basis; shape (tokens, 192)."""
        # FAISS decodes with threads of its own, which cost 9 ms a call beside torch's.
        places = codes.astype(np.intp) + 256 * np.arange(CODE_BYTES)
        decoded: Float32 = self.centroids.reshape(-1, _KEPT // CODE_BYTES)[places].reshape(len(codes), _KEPT)
        return decoded


def train_codec(
    tokens: Sequence[Float32], passages: Float32, *, english_questions: Float32, chinese_questions: Float32
) -> Codec:
    """Learn a codec from the token vectors of general passages.

    Args:
        tokens: a matrix (tokens, dimension) for each passage; together at least 10,000 tokens.
        passages: shape (passages, dimension), as the encoder gave them.
        english_questions: the mean token vector of English questions.
        chinese_questions: the same of Chinese ones.
    """
    all_tokens = np.concatenate(list(tokens))
    bases = np.repeat(passages, [len(one) for one in tokens], axis=0)
    share = float((all_tokens * bases).sum() / (bases * bases).sum())
    general = all_tokens.mean(axis=0)
    rest = all_tokens - share * bases
    offset = rest.mean(axis=0)
    rest -= offset
    basis = _balanced_basis(rest)
    quantizer = faiss.ProductQuantizer(_KEPT, CODE_BYTES, 8)
    quantizer.train(np.ascontiguousarray(rest @ basis))
    centroids = faiss.vector_to_array(quantizer.centroids).reshape(CODE_BYTES, 256, _KEPT // CODE_BYTES)
    return Codec(share, offset, basis, centroids.copy(), general, english_questions, chinese_questions)


def _balanced_basis(rest: Float32) -> Float32:
    """The first principal directions, the largest dealt one by one to the byte that has least to say."""
    values, directions = np.linalg.eigh(rest.T @ rest / len(rest))
    values, directions = values[::-1][:_KEPT], directions[:, ::-1][:, :_KEPT]
    weights = np.log(np.maximum(values, 1e-12)) - np.log(max(float(values[-1]), 1e-12)) + 0.1
    hands: list[list[int]] = [[] for _ in range(CODE_BYTES)]
    for place, _ in enumerate(weights):
        open_hands = [hand for hand in hands if len(hand) < _KEPT // CODE_BYTES]
        min(open_hands, key=lambda hand: float(weights[hand].sum())).append(place)
    order = [place for hand in hands for place in hand]
    return np.ascontiguousarray(directions[:, order], dtype=np.float32)


def write_codec(path: Path, codec: Codec) -> None:
    """Write a codec; it is kept in half precision."""
    arrays: dict[str, Any] = {name: np.asarray(getattr(codec, name), np.float16) for name in Codec.__slots__}
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


@cache
def load_codec(encoder: str) -> Codec | None:
    """The codec that comes with Yaodian for an encoder of this name, or None where there is none."""
    path = _CODECS / f"{encoder}.npz"
    if not path.name[0].isalnum() or path.parent != _CODECS or not path.is_file():
        return None
    with np.load(path) as arrays:
        found = {name: arrays[name].astype(np.float32) for name in Codec.__slots__}
    return Codec(share=float(found.pop("share")), **found)


@cache
def _quantizer(shape: tuple[int, ...], centroids: bytes) -> faiss.ProductQuantizer:
    quantizer = faiss.ProductQuantizer(shape[0] * shape[2], shape[0], 8)
    faiss.copy_array_to_vector(np.frombuffer(centroids, dtype=np.float32), quantizer.centroids)
    return quantizer
