"""Lines that a scrape collected more than once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.repairs.change import Change, drop_lines
from corpus.repairs.han import HAN

_HAN = re.compile(f"[{HAN}]")

# A heading may recur, and so may a table's cell or a form of address; a paragraph only in a text that a scrape
# collected twice. In 600 laws up to 3 % of a text recurs rightly, in the scrapes at hand 80 %.
_PROSE_CHARS = 40
_MIN_SHARE = 0.1
_MIN_BLOCK_LINES = 8
_MIN_BLOCK_CHARS = 150
_MIN_ADJACENT_CHARS = 6


def remove_repeats(text: str) -> Change:
    r"""Remove lines that stand in the text already.

    Lines are compared without their indents, blank ones are passed over. A stretch of lines
    that equals an earlier stretch counts as a repeat if it holds a line of at least 40 Han
    characters, or at least 8 lines with 150 Han characters together; the short lines inside it
    (headings, forms of address) belong to it. Such stretches go if they make up at least a
    tenth of the text: a paragraph or two may recur rightly. A line equal to the one right
    before it goes always if it has at least 6 Han characters. Any other short line may recur:
    a table of contents and its headings, 各位代表：, a table's cells.

    Args:
        text: with ``\n`` line ends.

    Returns:
        The text with the first of each, one change a line.

    Example:
        >>> remove_repeats("一、深化新时代教育改革\n一、深化新时代教育改革\n正文").text
        '一、深化新时代教育改革\n正文'
    """
    lines = text.split("\n")
    visible = [number for number, line in enumerate(lines) if line.strip()]
    keys = [lines[number].strip() for number in visible]
    if len(set(keys)) == len(keys):
        return Change(text)
    sizes = [len(_HAN.findall(key)) for key in keys]
    repeats = _find_repeats(keys, sizes)
    if sum(sizes[index] for index in repeats) < _MIN_SHARE * sum(sizes):
        repeats = []
    gone = sorted({*repeats, *_find_adjacent(keys, sizes, set(repeats))})
    return drop_lines(lines, [visible[index] for index in gone])


def _find_adjacent(keys: Sequence[str], sizes: Sequence[int], gone: set[int]) -> list[int]:
    """Indices of the keys that equal the one right before them."""
    kept = [index for index in range(len(keys)) if index not in gone]
    return [
        index for before, index in pairwise(kept) if keys[before] == keys[index] and sizes[index] >= _MIN_ADJACENT_CHARS
    ]


def _find_repeats(keys: Sequence[str], sizes: Sequence[int]) -> list[int]:
    """Indices of the keys that repeat an earlier stretch of kept ones."""
    kept: list[int] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    repeats: list[int] = []
    index = 0
    while index < len(keys):
        length = max((_match_length(keys, kept, place, index) for place in places[keys[index]]), default=0)
        if _is_repeat(sizes[index : index + length]):
            repeats += range(index, index + length)
            index += length
            continue
        places[keys[index]].append(len(kept))
        kept.append(index)
        index += 1
    return repeats


def _match_length(keys: Sequence[str], kept: Sequence[int], place: int, index: int) -> int:
    """How many keys from ``index`` on equal the kept ones from ``place`` on."""
    length = 0
    while place + length < len(kept) and index + length < len(keys):
        if keys[kept[place + length]] != keys[index + length]:
            break
        length += 1
    return length


def _is_repeat(sizes: Sequence[int]) -> bool:
    if any(size >= _PROSE_CHARS for size in sizes):
        return True
    return len(sizes) >= _MIN_BLOCK_LINES and sum(sizes) >= _MIN_BLOCK_CHARS
