"""Lines that a scrape collected more than once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.repairs.change import Change, drop_lines
from corpus.repairs.han import HAN

_HAN = re.compile(f"[{HAN}]")

# A heading may recur, and so may a table's cell or a form of address; a whole sentence does not.
_PROSE_CHARS = 40
_MIN_BLOCK_LINES = 8
_MIN_BLOCK_CHARS = 150
_MIN_ADJACENT_CHARS = 6


def remove_repeats(text: str) -> Change:
    r"""Remove lines that stand in the text already.

    Lines are compared without their indents, blank ones are passed over. A stretch of lines
    that equals an earlier stretch goes if it holds a line of at least 40 Han characters, or
    at least 8 lines with 150 Han characters together; the short lines inside it (headings,
    forms of address) go with it. A line equal to the one right before it goes if it has at
    least 6 Han characters. Any other short line may recur: a table of contents and its headings,
    各位代表：, a table's cells.

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
    return drop_lines(lines, [visible[index] for index in _find_repeats(keys)])


def _find_repeats(keys: Sequence[str]) -> list[int]:
    """Indices of the keys that repeat an earlier stretch of kept ones."""
    sizes = [len(_HAN.findall(key)) for key in keys]
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
        if kept and keys[kept[-1]] == keys[index] and sizes[index] >= _MIN_ADJACENT_CHARS:
            repeats.append(index)
        else:
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
