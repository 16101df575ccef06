"""Rows of length 1 in an exact FAISS index, and the scores of all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A FAISS index of rows of length 1, and its rows as an array that shares its memory.

    Attributes:
        index: inner product, exact.
        rows: float32 of shape (rows, dimension), read only.
    """

    index: faiss.IndexFlatIP
    rows: Float32

    def scores(self, queries: Float32) -> Float32:
        """Inner products of shape (queries, rows): of all rows, which FAISS's own search would sort first."""
        return queries @ self.rows.T


def write_matrix(path: Path, rows: Float32) -> None:
    """Write centred rows as an exact FAISS index.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(np.ascontiguousarray(rows))
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:  # FAISS has no other type for a full disk
        raise OSError(f"{path.name}: {_reason(error)}") from error


def read_matrix(path: Path) -> Matrix:
    """Read rows into memory.

    Mapped from the file they would lie 45 bytes into a page, and numpy copies unaligned rows for every product.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is damaged.
    """
    if not path.exists():
        raise FileNotFoundError(2, "no such file", str(path))
    try:
        index: Any = faiss.read_index(str(path))
    except RuntimeError as error:
        raise ValueError(f"{path.name}: {_reason(error)}") from error
    if not isinstance(index, faiss.IndexFlatIP):
        raise ValueError(f"{path.name}: holds a {type(index).__name__}, expected an IndexFlatIP")
    rows = np.asarray(_SharedRows(index))
    rows.flags.writeable = False
    return Matrix(index, rows)


class _SharedRows:
    """The rows of a FAISS index as numpy reads them: an array of them keeps the index alive."""

    def __init__(self, index: faiss.IndexFlatIP) -> None:
        self._index = index
        rows = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(index.ntotal, index.d)
        self.__array_interface__ = rows.__array_interface__


def _reason(error: RuntimeError) -> str:
    """The end of FAISS's message, without the place in its source."""
    return str(error).rsplit("failed: ", maxsplit=1)[-1].rsplit("Error: ", maxsplit=1)[-1]
