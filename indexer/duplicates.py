"""Passages that say nearly the same: a report copied from another, a paragraph published twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.database import Contents
from indexer.manifest import Manifest
from indexer.part import Draft, Part

DUPLICATES_FILE = "duplicates.npy"

LEAST_JACCARD = 0.8
"""Share of five-character runs that two passages have in common, of all that either has."""

_SHINGLE = 5
# Shorter ones (附件, 略) share too few runs to tell: only equal ones say the same.
_LEAST_CHARS = 20
# Ten bands of three minima: a pair of Jaccard 0.8 meets in one of them with 0.999, one of 0.2 with 0.08.
_BANDS, _ROWS = 10, 3
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BASE = np.uint64(0x9E3779B97F4A7C15)

Int32 = npt.NDArray[np.int32]
UInt64 = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Print:
    """What a passage is compared by."""

    key: str
    numbers: tuple[str, ...]
    shingles: UInt64


def find_duplicates(texts: Sequence[str]) -> Int32:
    """For each text the first one that says nearly the same.

    Two texts say nearly the same where at least ``LEAST_JACCARD`` of their runs of five letters or
    characters are shared and their numbers are equal: 完成12项 says something else than 完成13项.

    Args:
        texts: folded.

    Returns:
        Shape (texts,): the row of the first such text, its own row where there is none before it.

    Example:
        >>> find_duplicates(["推行校长职级制改革", "加强食堂管理", "推行校长职级制改革。"]).tolist()
        [0, 1, 0]
    """
    prints = [_take_print(text) for text in texts]
    first = np.arange(len(texts), dtype=np.int32)
    leaders: dict[tuple[int, bytes] | str, list[int]] = defaultdict(list)
    for row, one in enumerate(prints):
        buckets = list(_buckets(one))
        near = sorted({leader for bucket in buckets for leader in leaders[bucket]})
        same = next((leader for leader in near if _say_the_same(prints[leader], one)), None)
        if same is not None:
            first[row] = same
            continue
        for bucket in buckets:
            leaders[bucket].append(row)
    return first


def _take_print(text: str) -> _Print:
    key = _SIGNS.sub("", text)
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    n_shingles = max(len(codes) - _SHINGLE + 1, 0)
    hashed = np.zeros(n_shingles, dtype=np.uint64)
    for place in range(_SHINGLE):
        hashed = (hashed + codes[place : place + n_shingles] + np.uint64(1)) * _BASE
        hashed ^= hashed >> np.uint64(29)
    return _Print(key, tuple(sorted(_NUMBER.findall(text))), np.unique(hashed))


def _buckets(one: _Print) -> Iterator[tuple[int, bytes] | str]:
    """Where texts like this one are looked for."""
    if len(one.key) < _LEAST_CHARS:
        yield one.key
        return
    minima = ((one.shingles[:, None] * _multipliers()) ^ (one.shingles[:, None] >> np.uint64(17))).min(axis=0)
    for band in range(_BANDS):
        yield band, minima[band * _ROWS : (band + 1) * _ROWS].tobytes()


def _multipliers() -> UInt64:
    odd = np.arange(1, 2 * _BANDS * _ROWS, 2, dtype=np.uint64)
    return odd * _BASE | np.uint64(1)


def _say_the_same(one: _Print, other: _Print) -> bool:
    if one.numbers != other.numbers:
        return False
    if one.key == other.key:
        return True
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    return shared >= LEAST_JACCARD * (len(one.shingles) + len(other.shingles) - shared) > 0


def _write(draft: Draft) -> None:
    ends = accumulate((len(passage.sentences) for passage in draft.material.passages), initial=0)
    texts = ["".join(draft.sentence_texts[start:end]) for start, end in pairwise(ends)]
    np.save(draft.folder / DUPLICATES_FILE, find_duplicates(texts))


def _read(folder: Path, manifest: Manifest, contents: Contents) -> Int32:
    first: Int32 = np.load(folder / DUPLICATES_FILE)
    return first


def _check(first: Int32, manifest: Manifest, contents: Contents) -> Iterator[str]:
    rows = np.arange(len(contents.passages))
    if first.shape != rows.shape:
        yield f"{DUPLICATES_FILE} speaks of {len(first)} passages, expected {len(rows)}"
    elif not ((first >= 0) & (first <= rows)).all() or (first[first] != first).any():
        yield f"{DUPLICATES_FILE} names passages that are not the first of their kind"


DUPLICATES: Part[Int32] = Part("duplicates", _write, _read, _check)
