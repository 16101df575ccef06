"""The numbering grammar of Chinese reports: which characters of a text number a heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from indexer.numerals import HAN_NUMBER, chinese_number
from records import Span


class Style(Enum):
    """How a heading is marked; the value is its usual depth, small is outer."""

    PART = 10  # 第一部分 第一编 第一篇
    CHAPTER = 20  # 第一章
    NODE = 30  # 第一节
    HAN = 40  # 一、
    HAN_BRACKET = 50  # （一）
    ARABIC = 60  # 1. 1、
    DECIMAL = 65  # 1.1
    ARABIC_BRACKET = 70  # （1） 1）
    CIRCLED = 75  # ①
    SHORT = 45  # a short line of its own; the text around it decides its depth
    LABEL = 85  # 总体要求：
    RUN_IN = 80  # 实施质量提升行动。 + body
    ITEM = 90  # 一是 二是


NUMBERED = frozenset(Style) - {Style.SHORT, Style.LABEL, Style.RUN_IN, Style.ITEM}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a heading may start.

    Attributes:
        style: how it is marked.
        value: its number from 1; 0 for an unnumbered one.
        start: first offset of the section, a Markdown ``#`` included.
        number_end: offset behind the number, where the words begin.
        is_line_start: whether a line begins with it.
    """

    style: Style
    value: int
    start: int
    number_end: int
    is_line_start: bool


_ARABIC = r"[0-9\uff10-\uff19]"
_ARABIC_NUMBER = rf"(?<![0-9\uff10-\uff19.．]){_ARABIC}{{1,3}}"
_OPEN, _CLOSE = r"[（(\u3014][ \u3000]*", r"[ \u3000]*[）)\u3015]"
# What a numbered heading may begin with: a word, a quote or bracket, a mask, or a year (1.2022年).
_WORD = r"(?=[ \t\u3000\xa0]*(?:[^\W\d_]|[“\x22‘'《「『【（(〈*]|(?:19|20)\d\d))"
_QUANTITY = rf"(?:{_ARABIC}|[%％ ]*[亿億万萬元倍个個所名人米平千百公年月%％])"

_NUMBER = re.compile(
    rf"第[ \u3000]?(?P<ordinal>{HAN_NUMBER}|{_ARABIC}{{1,3}})[ \u3000]?"
    r"(?P<unit>部分|[编編篇章节節])(?![课課名幅])[、：:，,]?"
    rf"|{_OPEN}(?P<bracketed>{HAN_NUMBER}){_CLOSE}[、.．]?"
    rf"|(?P<han>{HAN_NUMBER})(?:[）)](?P<half>)|[ \u3000]?[、．.])(?![、，。])"
    rf"|(?P<decimal>{_ARABIC_NUMBER}(?:[.．]{_ARABIC}{{1,2}}){{1,2}})(?!{_QUANTITY})[、.．]?{_WORD}"
    rf"|(?P<arabic>{_ARABIC_NUMBER})(?:[ \u3000]?[.．、](?!{_ARABIC})|[.．、](?=(?:19|20)\d\d年)){_WORD}"
    rf"|(?:{_OPEN})?(?P<bracketed_arabic>{_ARABIC_NUMBER}){_CLOSE}[、.．]?{_WORD}"
    r"|(?P<sign>[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩])[、.．]?"
)
_SPACED_HAN = re.compile(rf"(?P<han>{HAN_NUMBER})[ \u3000\t\xa0]+(?=[\u4e00-\u9fff])")
_PREFIX = re.compile(r"(?:#{1,6}[ \t\u3000]*)?(?:\*\*(?=\S.*\*\*$))?(?:[◆◇■□●○★☆▲△▪►▶➢][ \t\u3000]*)?")

_UNITS = {"部分": Style.PART, "编": Style.PART, "編": Style.PART, "篇": Style.PART, "章": Style.CHAPTER}
_STYLES = {
    "bracketed": Style.HAN_BRACKET,
    "han": Style.HAN,
    "decimal": Style.DECIMAL,
    "arabic": Style.ARABIC,
    "bracketed_arabic": Style.ARABIC_BRACKET,
}
# 一、二年级 三、四季度 七、八月: two numbers of one noun, not a numbered heading.
_COUNTED = (
    r"(?:[、，,至到和及与與或]|年[级級]|季度|[产產][业業]"
    r"|[月日线線类類等孩胎期届屆级級流班轮輪次节節所名个個])"
)
# The places behind which a number in mid-line can number a heading.
BOUNDARY = frozenset("。！？；!?;：:”」』）)】》…*") | frozenset(" \t\u3000\xa0")

# A heading that swallowed its line break ends where the first point below it begins, within this many characters.
_HEADING_ZONE = 45


def split_lines(text: str) -> tuple[Span, ...]:
    r"""The lines that hold something visible, stripped of white space.

    Example:
        >>> [span.of(" 一、目标 \n\n正文") for span in split_lines(" 一、目标 \n\n正文")]
        ['一、目标', '正文']
    """
    spans = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(stripped)))
    return tuple(spans)


def skip_prefix(text: str, start: int, end: int) -> int:
    """The offset behind Markdown signs and bullets that stand before a heading."""
    match = _PREFIX.match(text, start, end)
    return match.end() if match else start


def find_marks(text: str, lines: tuple[Span, ...]) -> tuple[Mark, ...]:
    """Find the numbers that head a section, at line starts and where line breaks were lost.

    Years, quantities, dates and enumerations inside a sentence (一、二年级) are no headings. A
    number in mid-line counts only behind the end of a sentence, a gap, or the heading right above
    it, and only as the next of its kind or as a 1 that a 2 follows.

    Args:
        text: the report's text, either script.
        lines: ``split_lines(text)``.

    Returns:
        Marks in text order.

    Example:
        >>> text = "一、回顾1.学前教育。2022年新建1.5万个学位。2.三、四年级开课。"
        >>> [(mark.style.name, mark.value) for mark in find_marks(text, split_lines(text))]
        [('HAN', 1), ('ARABIC', 1), ('ARABIC', 2)]
    """
    candidates = [mark for line in lines for mark in _marks_of_line(text, line)]
    return _keep_sequences(candidates)


def _marks_of_line(text: str, line: Span) -> Iterator[Mark]:
    """Candidates of one line; the heading zone of each lets the next one stand without a boundary."""
    position = skip_prefix(text, line.start, line.end)
    first = _NUMBER.match(text, position, line.end) or _SPACED_HAN.match(text, position, line.end)
    last: Mark | None = None
    if first and (mark := _to_mark(text, first, line.start, is_line_start=True)):
        last = mark
        position = first.end()
        yield mark
    for match in _NUMBER.finditer(text, position, line.end):
        mark = _to_mark(text, match, match.start(), is_line_start=False)
        if mark and (_is_bounded(text, mark) or (last and _is_glued(text, last, mark))):
            last = mark
            yield mark


def _to_mark(text: str, match: re.Match[str], start: int, *, is_line_start: bool) -> Mark | None:
    style, value = _read_number(match)
    if not 0 < value < 200 or (style is Style.HAN and _is_enumeration(text, match.end(), value)):
        return None
    return Mark(style, value, start, match.end(), is_line_start)


def _read_number(match: re.Match[str]) -> tuple[Style, int]:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return _UNITS.get(groups["unit"], Style.NODE), chinese_number(groups["ordinal"])
    if groups.get("sign"):
        return _read_sign(groups["sign"])
    name = next(name for name in _STYLES if groups.get(name))
    if name == "decimal":
        return Style.DECIMAL, int(re.split("[.．]", groups[name])[-1])
    style = Style.HAN_BRACKET if groups.get("half") is not None else _STYLES[name]
    return style, chinese_number(groups[name])


def _read_sign(sign: str) -> tuple[Style, int]:
    value = int(unicodedata.numeric(sign))
    if "㈠" <= sign <= "㈩":
        return Style.HAN_BRACKET, value
    if "⒈" <= sign <= "⒛":
        return Style.ARABIC, value
    return (Style.ARABIC_BRACKET if "⑴" <= sign <= "⒇" else Style.CIRCLED), value


def _is_enumeration(text: str, end: int, value: int) -> bool:
    """Whether 一、 only begins an enumeration: 一、二年级, 十一、十二月."""
    following = re.match(rf"({HAN_NUMBER}){_COUNTED}", text[end : end + 8])
    return following is not None and chinese_number(following[1]) in (value + 1, (value + 1) % 10)


def _is_bounded(text: str, mark: Mark) -> bool:
    if mark.style is Style.DECIMAL:  # 3.2亿元 behind a full stop is a quantity
        return False
    before = text[mark.start - 1]
    if mark.style is Style.CIRCLED or mark.style is Style.ARABIC_BRACKET:
        return before in "。！？!?"
    return before in BOUNDARY


def _is_glued(text: str, last: Mark, mark: Mark) -> bool:
    """Whether ``mark`` opens the points below the heading ``last`` that lost its line break."""
    heading = text[last.number_end : mark.start]
    return (
        mark.style.value > last.style.value
        and mark.style is not Style.DECIMAL
        and 2 <= len(heading) <= _HEADING_ZONE
        and heading[-1] not in "第0123456789."
        and not re.search("[。！？；]", heading)
    )


def _keep_sequences(candidates: list[Mark]) -> tuple[Mark, ...]:
    """Drop mid-line candidates that neither continue nor start a count of their style."""
    following: dict[int, Mark] = {}
    last_of_style: dict[Style, int] = {}
    for index, mark in enumerate(candidates):
        if mark.style in last_of_style:
            following[last_of_style[mark.style]] = mark
        last_of_style[mark.style] = index
    kept: list[Mark] = []
    counts: dict[Style, int] = {}
    for index, mark in enumerate(candidates):
        starts = mark.value == 1 and index in following and following[index].value == 2
        if mark.is_line_start or starts or (mark.value > 1 and counts.get(mark.style) == mark.value - 1):
            counts[mark.style] = mark.value
            kept.append(mark)
    return tuple(kept)
