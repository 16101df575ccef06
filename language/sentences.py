"""Cutting a text into sentences, as spans."""

from __future__ import annotations

import re

from records import Span

# A sentence ends at 。！？； or a line end, closing quotes and brackets included. A full stop between digits
# (8.07) or after a heading number is none; Latin sentences end at ". " before a capital.
_END = re.compile(r"[。！？!?；;…]+[”’」』）)】》]*|\n+|(?<=[a-z0-9)\]])\.(?=\s+[A-Z])")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Cut ``text[start:end]`` into sentences.

    Args:
        text: the whole text.
        start: first offset to look at.
        end: half-open end; None is the end of the text.

    Returns:
        Spans into ``text`` in order, without overlap, stripped of white space at both ends;
        every visible character of the range lies in exactly one.

    Example:
        >>> [span.of(text) for text in ["一、目标。新建8.07万个“学位”！ 完成；"] for span in split_sentences(text)]
        ['一、目标。', '新建8.07万个“学位”！', '完成；']
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    position = start
    for match in _END.finditer(text, start, stop):
        _append(spans, text, position, match.end())
        position = match.end()
    _append(spans, text, position, stop)
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left >= right:
        return
    spans.append(Span(start + left, start + right))
