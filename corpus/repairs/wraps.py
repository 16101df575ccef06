"""Lines that were broken at a fixed width in the middle of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from corpus.repairs.change import MAX_EXAMPLES, Change, show_example
from corpus.repairs.han import HAN

_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:…][”’」』》）)\"]*\s*$")
_STARTS_BLOCK = re.compile(
    r"[ \t\u3000]{2,}|\u3000"
    r"|\s*(?:第[一二三四五六七八九十百零〇\d]{1,4}[章节節条條部编編篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、．]|\d{1,2}\.(?!\d)|[①-⑳]|[-•·*#>|+—]\s)"
)
_HAS_HAN = re.compile(f"[{HAN}]")

_MIN_WIDTH = 24  # columns; a narrower column of text is a table or verse
_MAX_WIDTH = 160
_MIN_LINES = 6
_SLACK = 5  # columns: a closing mark may not begin a line, so the one before it ends early
_MIN_SHARE = 0.4
_MIN_OPEN_SHARE = 0.5


def join_wrapped_lines(text: str) -> Change:
    r"""Join lines that were broken at a fixed width.

    A text counts as wrapped if nearly no line is wider than some width, at least 40 % of its
    lines reach that width, and at least half of these end in the middle of a sentence. Then a
    line that reaches the width is joined to the next one, unless it ends a sentence, or the
    next line is blank, is indented or begins like a heading or a list item. Widths count two
    columns for a full-width character.

    Args:
        text: with ``\n`` line ends; indents still in place, for they show where paragraphs begin.

    Returns:
        The text with whole paragraphs, one change a joint. A text that lost all its line ends,
        or one with a line a paragraph, stays.

    Example:
        >>> page = ["全市教育系统坚持以人民为中心的思想，", "扎实推进教育改革各项重点任务，不断提"] * 4
        >>> join_wrapped_lines("\n".join(page)).count
        7
    """
    lines = text.split("\n")
    width = _find_width(lines)
    if width is None:
        return Change(text)
    joined = [lines[0]]
    examples: list[str] = []
    count = 0
    for before, line in pairwise(lines):
        if not _is_joint(before, line, width):
            joined.append(line)
            continue
        glue = "" if _is_wide(before.rstrip()[-1]) or _is_wide(line.lstrip()[0]) else " "
        if len(examples) < MAX_EXAMPLES:
            examples.append(show_example(f"{before.rstrip()[-6:]}\n{line.lstrip()[:6]}", glue))
        joined[-1] = joined[-1].rstrip() + glue + line.lstrip()
        count += 1
    return Change("\n".join(joined), count, tuple(examples))


def _find_width(lines: Sequence[str]) -> int | None:
    """The width in columns at which the lines were broken, or None."""
    if len(lines) < _MIN_LINES or max(map(len, lines)) > _MAX_WIDTH:
        return None
    filled = [line for line in lines if _HAS_HAN.search(line)]
    if len(filled) < _MIN_LINES:
        return None
    widths = sorted(map(_measure, filled))
    width = widths[-max(1, len(widths) // 50)]  # two lines in a hundred may be wider
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    full = [line for line in filled if _measure(line) >= width - _SLACK]
    n_open = sum(not _ENDS_SENTENCE.search(line) for line in full)
    is_wrapped = len(full) >= _MIN_SHARE * len(filled) and n_open >= _MIN_OPEN_SHARE * len(full)
    return width if is_wrapped else None


def _is_joint(before: str, line: str, width: int) -> bool:
    if not line.strip() or _measure(before) < width - _SLACK or not before.strip():
        return False
    return not _ENDS_SENTENCE.search(before) and not _STARTS_BLOCK.match(line)


def _measure(line: str) -> int:
    """Width in columns, an indent included, spaces at the end not."""
    return sum(2 if _is_wide(character) else 1 for character in line.rstrip())


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"
