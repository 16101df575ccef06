"""Unnumbered headings inside paragraphs that swallowed their line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from indexer.headings import Mark, Style
from records import Span

# Paragraphs people write are shorter; a longer one has lost its line breaks.
_MIN_CHARS = 600
_MIN_PARALLELS = 3

_SENTENCE = re.compile(r"(?<=[。！？!?：:\s])(?P<words>[^，,。！？!?；;：:\s]{5,18})。")
_PART = re.compile(
    r"(?<=[。！？!?\s])(?P<words>[^，,。！？!?；;：:\s]{0,12}"
    r"(?:安排|打算|[计計][划劃]|要[点點]|思路|回[顾顧]|[问問][题題]|不足|措施|重[点點]工作))[：:]"
)
_LEADS_IN = re.compile("以下|如下|下列|[这這]")


def find_parallels(text: str, lines: Iterable[Span], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Find unnumbered headings within paragraphs too long to be one.

    Short sentences that begin and end alike (实施质量提升行动。 … 实施教育公平行动。 …), at least three
    of them, head what follows; so does the name of a part before a colon (2020年重点工作安排：).

    Args:
        text: the report's text.
        lines: ``split_lines(text)``.
        marks: the headings found so far; a paragraph that holds some in mid-line keeps to them.

    Returns:
        Marks in text order.
    """
    known = list(marks)
    numbered = [mark.start for mark in known if not mark.is_line_start]
    found: list[Mark] = []
    for line in lines:
        if len(line) < _MIN_CHARS or any(line.start < start < line.end for start in numbered):
            continue
        # Words that begin with the number of a heading (## 一、今年工作安排：) are that heading.
        heads = [mark for mark in known if line.start <= mark.start < line.end]
        found.extend(
            mark
            for mark in _parallels_of(text, line)
            if not any(head.start <= mark.start < head.number_end for head in heads)
        )
    return tuple(sorted(found, key=lambda mark: mark.start))


def _parallels_of(text: str, line: Span) -> Iterable[Mark]:
    sentences = list(_SENTENCE.finditer(text, line.start, line.end))
    shapes = Counter(_shape(match["words"]) for match in sentences)
    for match in sentences:
        if shapes[_shape(match["words"])] >= _MIN_PARALLELS:
            yield Mark(Style.RUN_IN, 0, match.start("words"), match.start("words"), is_line_start=False)
    for match in _PART.finditer(text, line.start, line.end):
        if not _LEADS_IN.search(match["words"]):
            yield Mark(Style.SHORT, 0, match.start("words"), match.start("words"), is_line_start=False)


def _shape(words: str) -> tuple[str, str]:
    return words[:2], words[-2:]
