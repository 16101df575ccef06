"""What a web site put around a report: index header, buttons, paths, boxes, notices, other news."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.repairs.change import Change, drop_lines, substitute
from corpus.repairs.chromelines import is_box, is_field_line, is_furniture, is_notice, is_page_number, is_site_footer
from corpus.repairs.han import simplify_characters
from corpus.repairs.news import find_news

# A comment that never ends must not take the report with it.
_COMMENT = re.compile(r"<!--(?:(?!<!--)[^。]){0,2000}?-->\n?", re.DOTALL)
_MAX_LINE_CHARS = 300

# A header stands before the report and a notice behind it; between them the same words may be the report's own.
_HEAD_LINES = 15
_FOOT_LINES = 20


def remove_comments(text: str) -> Change:
    """Remove comments of HTML; one that holds a sentence or more than 2,000 characters stays.

    Example:
        >>> remove_comments("总结<!-- INFO END -->正文").text
        '总结正文'
    """
    return substitute(_COMMENT, lambda match: "", text) if "<!--" in text else Change(text)


def remove_chrome(text: str) -> Change:
    r"""Remove the lines that a web site, not the bureau, wrote.

    Buttons, font-size links, page numbers, paths (当前位置：首页 > 新闻), page turners and paywall
    boxes go wherever they stand; header fields (索引号：, 来源：) only among the first 15 lines and
    the last 20, disclaimers and site footers only among the last 20, lists of other news only
    at the end. Only whole lines go, never a line with a sentence of the report.

    Args:
        text: with ``\n`` line ends; either script.

    Returns:
        The text without these lines, one change a line; the lines are in ``removed``, in text
        order, because the header holds the bureau and the date.

    Example:
        >>> change = remove_chrome("索引号: 1137/2022 发文日期: 2022-12-01\n• 字号:\n工作要点\n一、总体要求")
        >>> change.text, change.removed
        ('工作要点\n一、总体要求', ('索引号: 1137/2022 发文日期: 2022-12-01', '• 字号:'))
    """
    lines = text.split("\n")
    return drop_lines(lines, _find_chrome(lines, _make_keys(lines)))


def _make_keys(lines: Sequence[str]) -> list[str]:
    """The lines as the patterns see them: simplified, without edges; long ones, which are prose, empty."""
    return simplify_characters(
        "\n".join(stripped if len(stripped := line.strip()) <= _MAX_LINE_CHARS else "" for line in lines)
    ).split("\n")


def _find_chrome(lines: Sequence[str], keys: Sequence[str]) -> list[int]:
    visible = [number for number, line in enumerate(lines) if line.strip()]
    dropped = {number for number in visible if is_furniture(keys[number]) or is_box(keys[number])}
    for zone, is_chrome in _ZONES:
        dropped.update(number for number in zone(visible) if is_chrome(keys[number]))
    rest = [number for number in visible if number not in dropped]
    dropped.update(find_news(keys, rest))
    return _with_blanks_of_page_breaks(lines, sorted(dropped))


def _take_edges(visible: Sequence[int]) -> Sequence[int]:
    return [*visible[:_HEAD_LINES], *visible[-_FOOT_LINES:]]


def _take_foot(visible: Sequence[int]) -> Sequence[int]:
    return visible[-_FOOT_LINES:]


_ZONES: tuple[tuple[Callable[[Sequence[int]], Sequence[int]], Callable[[str], bool]], ...] = (
    (_take_edges, is_field_line),
    (_take_foot, is_notice),
    (_take_foot, is_site_footer),
)


def _with_blanks_of_page_breaks(lines: Sequence[str], dropped: Sequence[int]) -> list[int]:
    """A page number in the middle of a sentence takes its blank lines with it, so that the line can be joined."""
    taken = set(dropped)
    for number in (number for number in dropped if is_page_number(lines[number].strip())):
        above, below = _neighbours(lines, number, taken)
        if above >= 0 and below < len(lines) and lines[above].strip()[-1] not in "。！？；：”》）":
            taken.update(range(above + 1, below))
    return sorted(taken)


def _neighbours(lines: Sequence[str], number: int, taken: set[int]) -> tuple[int, int]:
    """The nearest visible lines that stay, before and behind a line."""
    above, below = number - 1, number + 1
    while above >= 0 and (above in taken or not lines[above].strip()):
        above -= 1
    while below < len(lines) and (below in taken or not lines[below].strip()):
        below += 1
    return above, below
