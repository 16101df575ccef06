"""Cutting sections into passages, the unit that is embedded and ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from language import split_sentences
from records import Passage, Report, Section, Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

# From the widest cut to the narrowest. A line end counts as a paragraph's only behind the end of a sentence, so
# that a heading line stays with its body and the rows of a table or list stay whole.
_PARAGRAPH = r"(?<=[。！？!?；;…”」』）)])\s*\n+"
_SEPARATORS = (_PARAGRAPH, r"[。！？!?…]+[”’」』）)】》]*", r"\n+", r"[；;]", r"[，,：:]", r"[、\s]", "")


def chunk(report: Report, sections: Sequence[Section], *, max_chars: int = 400) -> tuple[Passage, ...]:
    """Cut every section into passages.

    A short section is one passage; a longer one is cut at paragraphs, else sentences, else
    clauses, into pieces of even length. A heading whose text lies only in the sections below it
    is no passage, nor is a lone title line.

    Args:
        report: the report the sections lie in.
        sections: ``outline(report)``.
        max_chars: most characters of a passage, at least 2.

    Returns:
        Passages in text order, without overlap. Together they hold every visible character that
        is no lone heading.

    Raises:
        ValueError: ``max_chars`` is below 2.
    """
    if max_chars < 2:
        raise ValueError(f"max_chars must be at least 2, got {max_chars}")
    spans = [
        (section, span)
        for section, below in pairwise((*sections, None))
        if section is not None and not _is_lone_heading(report.text, section, below)
        for span in _cut(report.text, section, max_chars)
    ]
    return tuple(
        Passage(
            passage_id=f"{report.report_id}#{number}",
            section_id=section.section_id,
            report_id=report.report_id,
            start=span.start,
            end=span.end,
            sentences=split_sentences(report.text, span.start, span.end),
        )
        for number, (section, span) in enumerate(spans)
    )


def passage_text(text: str, section: Section, passage: Passage) -> str:
    """What is embedded for a passage: its heading path, then its text.

    Args:
        text: the report's text.
        section: the section the passage lies in.
        passage: the passage.

    Returns:
        Headings and text, a line each; its own heading is left out where the passage already
        begins with it.
    """
    words = text[passage.start : passage.end]
    path = section.heading_path
    if path and passage.start == section.start and path[-1] in words[: len(path[-1]) + 10]:
        path = path[:-1]
    return "\n".join((*path, words))


def _is_lone_heading(text: str, section: Section, below: Section | None) -> bool:
    """Whether a section is only a heading with sections under it, or only the title line of more."""
    path = section.heading_path
    if not path or below is None:
        return False
    rest = text[section.start : section.end].replace(path[-1], "", 1)
    if any(character.isalnum() for character in rest):
        return False
    is_title = section.section_id.endswith("/0") and len(path) == 1
    return is_title or (below.heading_path[: len(path)] == path and len(below.heading_path) > len(path))


def _cut(text: str, section: Section, max_chars: int) -> Iterable[Span]:
    """The spans of a section's passages, stripped of white space."""
    body = text[section.start : section.end]
    pieces = [body] if len(body) <= max_chars else _balance(_split(body, max_chars, _SEPARATORS), max_chars)
    ends = accumulate(map(len, pieces), initial=section.start)
    for (start, end), piece in zip(pairwise(ends), pieces, strict=True):
        if piece.strip():
            yield Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def _balance(pieces: list[str], max_chars: int) -> list[str]:
    """Join a piece shorter than a quarter with a neighbour, or share their text evenly."""
    balanced = list(pieces)
    index = 0
    while index < len(balanced):
        if len(balanced) == 1 or 4 * len(balanced[index].strip()) >= max_chars:
            index += 1
            continue
        first = _nearer(balanced, index)
        joined = balanced[first] + balanced[first + 1]
        parts = [joined] if len(joined) <= max_chars else _halve(joined, max_chars)
        balanced[first : first + 2] = parts
        index = first + 2 if len(parts) == 2 else first
    return balanced


def _nearer(pieces: list[str], index: int) -> int:
    """The first of the pair that a short piece forms with its shorter neighbour."""
    if index == 0:
        return 0
    if index == len(pieces) - 1:
        return index - 1
    return index if len(pieces[index + 1]) <= len(pieces[index - 1]) else index - 1


def _halve(text: str, max_chars: int) -> list[str]:
    """Cut a text of at most two passages into two pieces as even as its sentences allow."""
    for separators in (_SEPARATORS[1:], _SEPARATORS[3:]):
        for size in range((len(text) + 1) // 2 + 1, max_chars + 1, max(1, max_chars // 20)):
            halves = _split(text, size, separators)
            if len(halves) == 2 and 4 * min(map(len, halves)) >= max_chars:
                return halves
    middle = len(text) // 2
    return [text[:middle], text[middle:]]


def _split(text: str, size: int, separators: tuple[str, ...]) -> list[str]:
    """Pieces of at most ``size`` characters that join to the text again."""
    return _splitter(size, separators).split_text(text)


@cache
def _splitter(size: int, separators: tuple[str, ...]) -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # 0.3 s: a question needs none

    return RecursiveCharacterTextSplitter(
        separators=list(separators),
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=0,
        strip_whitespace=False,
    )
