"""Vectors that were computed once: by encoder, role and text, so that a rebuild embeds only what is new."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

CACHE_FILE = "vectors.sqlite"

# Half the room of float32. Over 60 questions to five reports scores move by at most 0.00015 in either bundled encoder,
# no first passage changes, and of 240 lists of ten two swap two neighbours.
STORED = np.dtype("<f2")

# SQLite takes at most 999 values in a statement of an old version.
_KEYS_AT_ONCE = 900

# A rowid table: with vectors of a kilobyte inside its pages, the index of a WITHOUT ROWID table grows slow.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS encoders (encoder INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS vectors (
    encoder INTEGER NOT NULL, role INTEGER NOT NULL, text_sha256 BLOB NOT NULL, vector BLOB NOT NULL,
    UNIQUE (encoder, role, text_sha256)
);
"""


class Role(IntEnum):
    """What a text was encoded as; the numbers are on disk."""

    PASSAGE = 0
    QUERY = 1
    TOKENS = 2


class VectorCache:
    """The vectors in one SQLite file, as float16.

    What was put is kept even if the process is killed a moment later.

    Args:
        path: of the file; made where there is none.

    Raises:
        sqlite3.Error: the file is damaged, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode = WAL")  # a commit costs one fsync instead of three
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def find(self, fingerprint: str, role: Role, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[np.float16]]:
        """Look vectors up.

        Args:
            fingerprint: of the encoder.
            role: what the texts were encoded as.
            keys: of the texts, from ``text_key``.

        Returns:
            The vectors that are there, by key.
        """
        blobs = self._find(fingerprint, role, keys)
        return {key: np.frombuffer(blob, dtype=STORED) for key, blob in blobs}

    def find_codes(self, fingerprint: str, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[np.uint8]]:
        """Look the codes of token vectors up; each flat, as bytes.

        Args:
            fingerprint: of the encoder and the codec together.
            keys: of the texts, from ``text_key``.
        """
        blobs = self._find(fingerprint, Role.TOKENS, keys)
        return {key: np.frombuffer(blob, dtype=np.uint8) for key, blob in blobs}

    def _find(self, fingerprint: str, role: Role, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        encoder = self._encoder(fingerprint)
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            some = keys[start : start + _KEYS_AT_ONCE]
            marks = ", ".join("?" * len(some))
            query = (
                f"SELECT text_sha256, vector FROM vectors WHERE encoder = ? AND role = ? AND text_sha256 IN ({marks})"
            )
            yield from self._database.execute(query, (encoder, role, *some))

    def put(self, fingerprint: str, role: Role, vectors: Mapping[bytes, npt.NDArray[np.float16]]) -> None:
        """Keep vectors; those that are there already stay as they are.

        Args:
            fingerprint: of the encoder.
            role: what the texts were encoded as.
            vectors: by key, each of one dimension.
        """
        self._put(fingerprint, role, {key: vector.astype(STORED).tobytes() for key, vector in vectors.items()})

    def put_codes(self, fingerprint: str, codes: Mapping[bytes, npt.NDArray[np.uint8]]) -> None:
        """Keep the codes of token vectors, as ``put``."""
        self._put(fingerprint, Role.TOKENS, {key: code.tobytes() for key, code in codes.items()})

    def _put(self, fingerprint: str, role: Role, blobs: Mapping[bytes, bytes]) -> None:
        encoder = self._encoder(fingerprint)
        rows = ((encoder, role, key, blob) for key, blob in blobs.items())
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?, ?)", rows)

    def _encoder(self, fingerprint: str) -> int:
        with self._database:
            self._database.execute("INSERT OR IGNORE INTO encoders (fingerprint) VALUES (?)", (fingerprint,))
        found = self._database.execute("SELECT encoder FROM encoders WHERE fingerprint = ?", (fingerprint,))
        return int(found.fetchone()[0])


def text_key(text: str) -> bytes:
    """The key of a text: its sha256, 32 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
