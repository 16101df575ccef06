"""A stream of text cut into sentences with their citation marks, as soon as each is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARK = r"[\[【［]\s*\d+(?:\s*[,，、]\s*\d+)*\s*[\]】］]"
_ANY_MARK = re.compile(_MARK)
# A full stop ends a sentence before a space or a mark; not within 8.07, and not in "No. 3" or "e.g. this".
_STOP = r"[。！？!?]|(?<=[\])）】］”\"])\.(?=\s|$)|\.(?=\s*[\[【［])|\.(?=\s+[^\sa-z\d])|\.(?=\s*$)|\n"
_SENTENCE = re.compile(rf"\s*(\S.*?(?:{_STOP})[”’\"」』）)]*(?:\s*{_MARK})*[.。]?)", re.DOTALL)
# What follows must be the beginning of another sentence: a mark may still come.
_NEXT = re.compile(r"\s*[^\s\[【［.。”’\"」』）)]")
# Lists and headings, and the label that small models put before their answer.
_DECORATION = re.compile(r"^(?:[-*•#>]+\s+|\d{1,2}[.、)]\s+)|\*\*|^(?:answer|回答|答案)\s*[:：]\s*", re.IGNORECASE)
# What a model sends must not reach a terminal as a command; half a character cannot.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# What has no end by then is no sentence, and would be read again and again.
_LONGEST_CHARS = 2000
_OPEN, _CLOSE = "<think>", "</think>"


def stream_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Cut a text that comes in pieces into sentences.

    A sentence is given out when the beginning of the next one has come, for a mark may follow its
    full stop. What a model thinks aloud (``<think>``) is left out, so are signs of lists and headings.

    Args:
        pieces: of any size, in order.

    Yields:
        Sentences with their marks, without white space around them; the last one when the text ends,
        whether it has a full stop or not.

    Example:
        >>> list(stream_sentences(["Zibo plans 8.0", "7 of it. [1", "] 金华已", "建成[2]。齐"]))
        ['Zibo plans 8.07 of it. [1]', '金华已建成[2]。', '齐']
    """
    waiting = ""
    for piece in without_thoughts(pieces):
        waiting += piece
        while (match := _SENTENCE.match(waiting)) and _NEXT.match(waiting, match.end()):
            yield from _clean(match[1])
            waiting = waiting[match.end() :]
        if len(waiting) > _LONGEST_CHARS:
            yield from _clean(waiting)
            waiting = ""
    while waiting.strip():
        match = _SENTENCE.match(waiting)
        yield from _clean(match[1] if match else waiting)
        waiting = waiting[match.end() :] if match else ""


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out what stands between ``<think>`` and ``</think>`` at the beginning of a stream.

    Example:
        >>> "".join(without_thoughts(["<th", "ink>So 1…</thi", "nk>Zibo"]))
        'Zibo'
    """
    head, is_open = "", True
    for piece in pieces:
        if not is_open:
            yield piece
            continue
        head += piece
        begun = head.lstrip()
        if begun.startswith(_OPEN):
            _, closed, rest = begun.partition(_CLOSE)
            is_open = not closed
        else:
            rest, is_open = head, _OPEN.startswith(begun)
        if not is_open:
            yield rest
    if is_open and not head.lstrip().startswith(_OPEN):
        yield head


def read_marks(sentence: str) -> tuple[int, ...]:
    """The numbers a sentence cites, each once, in order.

    Example:
        >>> read_marks("校车[2]、校长【1，2】。[12]")
        (2, 1, 12)
    """
    found = (int(number) for mark in _ANY_MARK.findall(sentence) for number in re.findall(r"\d+", mark))
    return tuple(dict.fromkeys(found))


def strip_marks(sentence: str) -> str:
    """A sentence without its marks.

    Example:
        >>> strip_marks("Zibo plans it [1][2].")
        'Zibo plans it.'
    """
    return re.sub(rf"\s*{_MARK}", "", sentence).strip()


def plain_marks(sentence: str) -> str:
    """The marks of a sentence in the form that the page and the table have.

    Example:
        >>> plain_marks("校车【1，2】。")
        '校车[1][2]。'
    """
    return _ANY_MARK.sub(lambda mark: "".join(f"[{number}]" for number in re.findall(r"\d+", mark[0])), sentence)


def _clean(sentence: str) -> Iterator[str]:
    """Without decoration; nothing where nothing is left to read but marks."""
    visible = _CONTROL.sub("\ufffd", " ".join(sentence.split()))
    bare = _DECORATION.sub("", visible).strip()
    if any(char.isalnum() for char in strip_marks(bare)):
        yield bare
