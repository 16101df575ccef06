"""一是 … 二是 …: statements counted inside a paragraph or from paragraph to paragraph."""

from __future__ import annotations

import re

from indexer.headings import BOUNDARY, Mark, Style
from indexer.numerals import HAN_NUMBER, chinese_number

_ITEM = re.compile(
    r"(?<![统統唯第之同万萬专專单單不逐划劃归歸任某独獨十百千])"
    rf"(?P<item>{HAN_NUMBER})[是要](?=\S)"
)


def find_items(text: str, start: int, end: int, *, at_line_starts: bool = False) -> tuple[tuple[Mark, ...], ...]:
    """Find 一是 … 二是 … of one stretch of text: every run 1, 2, 3 … of at least two.

    Args:
        text: the whole text.
        start: first offset to look at.
        end: half-open end.
        at_line_starts: only items that begin a paragraph; else those inside one, too.

    Example:
        >>> [[mark.start for mark in run] for run in find_items("统一是好事。一是建园，二是招人。", 0, 15)]
        [[6, 11]]
    """
    runs: list[list[Mark]] = [[]]
    for match in _ITEM.finditer(text, start, end):
        value = chinese_number(match["item"])
        before = text[match.start() - 1] if match.start() > start else "\n"
        if at_line_starts and before not in "\n \u3000":
            continue
        is_bounded = before in BOUNDARY or before in "，,\n"
        item = Mark(Style.ITEM, value, match.start(), match.end(), is_line_start=at_line_starts)
        if value == len(runs[-1]) + 1 and (is_bounded or value == 1):
            runs[-1].append(item)
        elif value == 1 and is_bounded:
            runs.append([item])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def is_item(text: str, start: int) -> bool:
    """Whether a paragraph begins with 一是, 二是 …."""
    return _ITEM.match(text, start) is not None
