"""The automatic numbers of a Word file, counted out as Word draws them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from language import write_number

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL_MARK = re.compile(r"%([1-9])")
_CHINESE = re.compile(r"(?:chinese|japanese|taiwanese)(?:Counting|Digital).*|ideographDigital")
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_LETTERS = {"lowerLetter": "a", "upperLetter": "A"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: its first number, its format and its text (``"第%1章"``)."""

    start: int
    number_format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one file and how far each has been counted.

    Attributes:
        levels: the levels of each list by its number (``w:numId``).
        families: the definition each list counts in (``w:abstractNumId``); lists of one
            definition go on counting where the other stopped.
        styles: the ``w:numPr`` of each paragraph style that is numbered.
        counts: per definition, the last number of each level.
    """

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, _Element] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: DocumentPart) -> Self:
        """Read the lists of a document part; a file without any gives an empty one."""
        roots = [rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/numbering")]
        styles = _numbered_styles(part.styles.element)
        if not roots:
            return cls(styles=styles)
        root: _Element = roots[0].element
        kinds = {str(kind.get(f"{_W}abstractNumId")): kind for kind in root.iter(f"{_W}abstractNum")}
        families = {str(num.get(f"{_W}numId")): _value(num, "abstractNumId") for num in root.iter(f"{_W}num")}
        levels = {num_id: _levels(kinds[kind]) for num_id, kind in families.items() if kind in kinds}
        return cls(levels, families, styles)

    def next_number(self, paragraph: _Element) -> str:
        """The number Word draws before a paragraph, e.g. ``"（一）"``; empty for bullets and plain paragraphs."""
        num_id, depth = self._list_of(paragraph)
        levels = self.levels.get(num_id, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(self.families[num_id], {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _LEVEL_MARK.sub(lambda mark: _render(levels, counts, int(mark.group(1)) - 1), levels[depth].text)

    def _list_of(self, paragraph: _Element) -> tuple[str, int]:
        """The list and the depth of a paragraph, by itself or else by its style; ``("", 0)`` for none."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        inherited = self.styles.get(str(style.get(f"{_W}val"))) if style is not None else None
        for properties in (own, inherited):
            if properties is not None and (num_id := _value(properties, "numId")):
                return num_id, int(_value(properties, "ilvl") or 0)
        return "", 0


def format_number(number: int, number_format: str) -> str:
    """Write a list number in one of Word's formats; an unknown format is written in digits.

    Args:
        number: at least 0.
        number_format: the value of ``w:numFmt``.

    Example:
        >>> [format_number(11, kind) for kind in ("decimal", "chineseCounting", "decimalEnclosedCircle", "lowerRoman")]
        ['11', '十一', '⑪', 'xi']
    """
    if _CHINESE.fullmatch(number_format):
        return write_number(number) if 0 <= number < 10_000 else str(number)
    if number_format in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if number_format in _LETTERS and number >= 1:
        return chr(ord(_LETTERS[number_format]) + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if number_format == "ideographTraditional" and 1 <= number <= len(_HEAVENLY_STEMS):
        return _HEAVENLY_STEMS[number - 1]
    if number_format.endswith("Roman") and 1 <= number < 40:
        return _roman(number) if number_format == "lowerRoman" else _roman(number).upper()
    return "" if number_format in {"none", "bullet"} else str(number)


def _render(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth)
    return format_number(counts.get(depth, level.start), level.number_format) if level else ""


def _roman(number: int) -> str:
    for value, letters in _ROMAN:
        if number >= value:
            return letters + _roman(number - value)
    return ""


def _levels(kind: _Element) -> dict[int, _Level]:
    return {
        int(level.get(f"{_W}ilvl") or 0): _Level(
            int(_value(level, "start") or 1),
            _value(level, "numFmt"),
            "" if _value(level, "numFmt") == "bullet" else _value(level, "lvlText"),
        )
        for level in kind.iter(f"{_W}lvl")
    }


def _numbered_styles(styles: _Element) -> dict[str, _Element]:
    return {
        str(style.get(f"{_W}styleId")): numbered
        for style in styles.iter(f"{_W}style")
        if (numbered := style.find(f"{_W}pPr/{_W}numPr")) is not None
    }


def _value(element: _Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return str(child.get(f"{_W}val") or "") if child is not None else ""
