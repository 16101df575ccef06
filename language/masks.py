"""Finding what a report hides: XXXX, xx, *, **, an ellipsis in mid-sentence; and what only looks like that."""

from __future__ import annotations

import re

from records import Span

# Letters (the last X is full-width) hide a number or a name where no other Latin letter touches them; asterisks
# hide anywhere, dots anywhere but at the end of a sentence that trails off (…… before a line end hides nothing).
_MASK = re.compile(
    r"(?<![A-Za-z0-9+])(?:[xX×]{1,8}(?:[.+/-][xX×]{1,8})*|[\uff38\uff58]{2,8})(?![A-Za-z\u00c0-\u024f])"
    r"|\*{1,6}"
    r"|…{2,}(?!\s*$)|…{2,}(?=[,，、）)；;])|\.{6,}",
    re.MULTILINE,
)
# Markup that a text file may hold: **bold**, a list's asterisk, a rule of asterisks. Two masks in one clause look
# like bold (**区和**镇), so one side of the pair must stand free, and no word for a place may follow the first.
_BOLD = re.compile(
    r"(?P<open>(?<!\*)\*\*)(?=[^\s*，。、；：）”省市区县州旗镇乡村校园局厅年月日号级届人名所个元万亿%])[^*\n]{1,60}?(?<=[^\s*（“、，和与及])(?P<close>\*\*)(?!\*)"
)
_FREE_BEFORE = re.compile(r"(?:^|[\s，。、；：！？（“\-—•·>|])$", re.MULTILINE)
_FREE_AFTER = re.compile(r"\s|$|[，。、；：！？）”|]", re.MULTILINE)
_BULLET_OR_RULE = re.compile(r"^[ \t]*(?:(?:\*[ \t]*){3,}$|\*(?=[ \t]+\S))", re.MULTILINE)
_SIGN_OF_TIMES = re.compile(r"(?<=\d)\s*[×xX*]\s*(?=\d)")


def find_masks(text: str) -> tuple[Span, ...]:
    """Find the places where a report hides a number, a name or a year.

    A mask is no number: ``xxx所`` says that the figure is hidden. ``3x4`` and ``3×4`` are products,
    and a lone Latin word that holds an x is no mask; nor are the asterisks of ``**bold**``, of a list
    or of a rule.

    Args:
        text: any text in its own script.

    Returns:
        Spans in order, without overlap.

    Example:
        >>> text = "建成xx所，近x/x的学生，*教育，LED灯，共……5个"
        >>> [span.of(text) for span in find_masks(text)]
        ['xx', 'x/x', '*', '……']
    """
    products = {match.start() for match in _SIGN_OF_TIMES.finditer(text)}
    markup = _find_markup(text) if "*" in text else set()
    return tuple(
        Span(match.start(), match.end())
        for match in _MASK.finditer(text)
        if match.start() not in products | markup and match.group() != "×"
    )


def _find_markup(text: str) -> set[int]:
    """Offsets of all asterisks that format."""
    found: set[int] = set()
    for match in _BULLET_OR_RULE.finditer(text):
        found.update(range(match.start(), match.end()))
    for match in _BOLD.finditer(text):
        if _FREE_BEFORE.search(text[max(match.start() - 1, 0) : match.start()]) or _FREE_AFTER.match(text, match.end()):
            found.update((*range(match.start(), match.start("open") + 2), *range(match.start("close"), match.end())))
    return found
