"""What the corpus's terms mean in English, kept in the index: the search never opens the dictionary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import rjieba

from language import meanings, pinyin_key

Glosses = Mapping[str, tuple[int, ...]]
"""By ``english_key``, the rows of the terms that the dictionary gives for it, rising."""

_MIN_CHARS = 2


def gloss_terms(texts: Sequence[str]) -> Glosses:
    """Look up terms in the dictionary.

    A word that the dictionary lacks has the meanings of the dictionary's words that stand in it: 反腐倡廉
    those of 反腐. Terms of several words have none of their own; the passage that holds such a term holds
    its words too. Every term is found by its pinyin as well (``pinyin_key``).

    Args:
        texts: folded terms.

    Example:
        >>> gloss_terms(["校车", "教研员"])
        {'jiaoyanyuan': (1,), 'school bus': (0,), 'xiaoch': (0,)}
    """
    found: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        keys = {key for word in _known(text) for key in meanings(word)} | {pinyin_key(text)}
        for key in sorted(keys - {""}):
            found[key].append(row)
    return {key: tuple(found[key]) for key in sorted(found)}


def pack_glosses(glosses: Glosses) -> dict[str, npt.NDArray[np.generic]]:
    """Arrays to be saved: the keys joined by line feeds, how many terms each has, their rows."""
    rows = [row for found in glosses.values() for row in found]
    return {
        "gloss_keys": np.frombuffer("\n".join(glosses).encode(), dtype=np.uint8),
        "gloss_counts": np.array([len(found) for found in glosses.values()], dtype=np.int32),
        "gloss_rows": np.array(rows, dtype=np.int32),
    }


def unpack_glosses(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Glosses:
    """The opposite of ``pack_glosses``.

    Raises:
        KeyError: an array is missing.
        ValueError: they do not fit together.
    """
    joined = arrays["gloss_keys"].tobytes().decode("utf-8")
    rows = np.split(arrays["gloss_rows"], np.cumsum(arrays["gloss_counts"])[:-1])
    keys = joined.split("\n") if joined else []
    return {key: tuple(found.tolist()) for key, found in zip(keys, rows, strict=bool(keys))}


def _known(text: str) -> list[str]:
    if meanings(text) or len(rjieba.cut(text)) > 1:
        return [text]
    ends = [(start, end) for start in range(len(text)) for end in range(start + _MIN_CHARS, len(text) + 1)]
    return [text[start:end] for start, end in ends]
