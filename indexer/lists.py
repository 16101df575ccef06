"""Telling numbered lists from numbered headings."""

from __future__ import annotations

import re
from itertools import groupby

from indexer.headings import Mark

_MAX_ITEM_CHARS = 60
_INNER_STOP = re.compile(r"[。！？!?：:].")


def drop_lists(text: str, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Leave out the marks that number the items of a list; its lines are body text.

    A run of marks of one style with nothing between them is a list if most of its items end with a
    semicolon, or if it has at least three and each is one short clause on one line.

    Args:
        text: the report's text.
        marks: numbered marks in text order.

    Returns:
        The marks that head a section.
    """
    ends = ([mark.start for mark in marks[1:]] + [len(text)])[: len(marks)]
    kept: list[Mark] = []
    for _, run in groupby(zip(marks, ends, strict=True), key=lambda pair: pair[0].style):
        for series in _series(list(run)):
            if not _is_list([text[mark.start : end].strip() for mark, end in series]):
                kept.extend(mark for mark, _ in series)
    return tuple(kept)


def _series(run: list[tuple[Mark, int]]) -> list[list[tuple[Mark, int]]]:
    """Cut a run where its numbers fall back."""
    parts: list[list[tuple[Mark, int]]] = []
    for mark, end in run:
        if parts and mark.value > parts[-1][-1][0].value:
            parts[-1].append((mark, end))
        else:
            parts.append([(mark, end)])
    return parts


def _is_list(items: list[str]) -> bool:
    if len(items) < 2:
        return False
    body = items[:-1]  # what follows the list hangs on its last item
    semicolons = sum(item.endswith(("；", ";", "；\u201d")) for item in body)
    if 2 * semicolons > len(body):
        return True
    last = items[-1].split("\n", 1)[0]
    return len(items) >= 3 and all(_is_clause(item) for item in (*body, last))


def _is_clause(item: str) -> bool:
    return len(item) <= _MAX_ITEM_CHARS and "\n" not in item and not _INNER_STOP.search(item)
