"""Lists inside one sentence, item by item: A、B、C; 一是…，二是…; 制定…、…、…等系列文件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from records import Span

# An item of 、 may hold commas of its own; one of 一是…二是… runs to the next number.
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}(?:是|要|，|、|：)|[①-⑳]|[(（][一二三四五六七八九十\d]{1,2}[)）])"
)
_CLAUSE_END = re.compile(r"[，,；;。！？!?：:\n]")
_OPEN, _CLOSE = "“‘《〈（(「『【[", "”’》〉）)」』】]"
_IN_MARKS = re.compile(r"[“「『]([^“”「」『』\n]+)[”」』]")
_TAIL = re.compile(r"等(?:[^、，,；;。]{0,14})?$")
_LEAST_ITEMS, _MOST_ITEMS = 3, 12
_MOST_PAUSED, _MOST_NUMBERED = 40, 160


def find_items(text: str, span: Span) -> tuple[Span, ...]:
    """The items of the longest list that a sentence holds.

    Numbers (一是…二是…) make items of whole clauses, 、 of words. The first of words begins where its
    clause does, with the verb that governs all: it is not cut off, since what follows it is not known
    to be a noun.

    Args:
        text: of the report.
        span: of the sentence or sentences.

    Returns:
        Three to twelve spans inside ``span``, in order and without the marks between them; none where
        the sentence lists nothing.

    Example:
        >>> text = "走进学校、村社、企业、机关，开展活动。"
        >>> [item.of(text) for item in find_items(text, Span(0, len(text)))]
        ['走进学校', '村社', '企业', '机关']
        >>> find_items("加强管理，提高质量。", Span(0, 10))
        ()
    """
    numbered = _numbered(text, span)
    if _is_list(numbered, _MOST_NUMBERED):
        return numbered
    paused = [_paused(text, part) for part in (*_clauses(text, span), *_quoted(text, span))]
    best = max((items for items in paused if _is_list(items, _MOST_PAUSED)), key=len, default=())
    return tuple(best)


def _is_list(items: Sequence[Span], most_chars: int) -> bool:
    return _LEAST_ITEMS <= len(items) <= _MOST_ITEMS and all(0 < len(item) <= most_chars for item in items)


def _numbered(text: str, span: Span) -> tuple[Span, ...]:
    """From each number to the next, behind the beginning of a clause."""
    starts = [
        match.start()
        for match in _NUMBERED.finditer(text, span.start, span.end)
        if match.start() == span.start or text[match.start() - 1] in "，,；;。：:\n 、"
    ]
    edges = [*starts, span.end]
    return tuple(_trimmed(text, start, end) for start, end in pairwise(edges))


def _clauses(text: str, span: Span) -> list[Span]:
    """Clauses whose marks stand outside of brackets and quotation marks."""
    edges, depth = [span.start], 0
    for place in range(span.start, span.end):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        if depth <= 0 and _CLAUSE_END.match(text[place]):
            edges.append(place + 1)
    edges.append(span.end)
    return [Span(start, end) for start, end in pairwise(edges) if end > start]


def _quoted(text: str, span: Span) -> list[Span]:
    """What stands in quotation marks: “進學校、進村社、進企業”."""
    return [Span(*match.span(1)) for match in _IN_MARKS.finditer(text, span.start, span.end)]


def _paused(text: str, clause: Span) -> tuple[Span, ...]:
    """The words between 、; the last pair may be joined by 和."""
    cuts = [
        place for place in range(clause.start, clause.end) if text[place] == "、" and _is_outside(text, clause, place)
    ]
    if len(cuts) < _LEAST_ITEMS - 1:
        last = _joined(text, cuts, clause)
        if not cuts or last is None:
            return ()
    edges = [clause.start - 1, *cuts]
    items = [_trimmed(text, start + 1, end) for start, end in pairwise([*edges, clause.end])]
    joint = _joined(text, cuts, clause)
    if joint is not None:
        items[-1:] = [_trimmed(text, cuts[-1] + 1, joint.start), _trimmed(text, joint.end, clause.end)]
    return tuple(items)


def _joined(text: str, cuts: Sequence[int], clause: Span) -> Span | None:
    """The 和 that stands between the last two items."""
    if not cuts:
        return None
    match = re.compile(r"以及|[和与及]").search(text, cuts[-1] + 2, clause.end)
    return Span(*match.span()) if match and _is_outside(text, clause, match.start()) else None


def _is_outside(text: str, clause: Span, place: int) -> bool:
    """Whether a place lies in no bracket or quotation mark that the clause opens."""
    before = text[clause.start : place]
    return sum(map(before.count, _OPEN)) <= sum(map(before.count, _CLOSE))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the marks and blanks around, and without what closes a list (等系列文件)."""
    while start < end and text[start] in " \u3000\n、，,；;。：:":
        start += 1
    while end > start and text[end - 1] in " \u3000\n、，,；;。：:！!":
        end -= 1
    tail = _TAIL.search(text, start, end)
    return Span(start, tail.start()) if tail and tail.start() > start else Span(start, end)
