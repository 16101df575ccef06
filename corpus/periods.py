"""The time a report speaks of: years, halves, school years, masked years, dates - read from folded text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from records import Kind

_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")
_HAN_YEAR = r"[一二][〇○零o一二三四五六七八九]{3}"
_YEAR = rf"(?:19[4-9]\d|20\d\d|{_HAN_YEAR})"
_MASKED_YEAR = re.compile(
    r"(?:[x×*○某]{4}|20[x×*○]{2})(?=年|学年|-[x×*]{4})|(?<![x×*\d])[x×*]{2}年(?=[上下]半年|工作|度|全?[市区县省])"
)
_SPAN_OF_YEARS = re.compile(rf"({_YEAR})年?\s*[-—–―~～至到/]+\s*({_YEAR}|\d\d(?=学年))\s*(学年)?")
_SINGLE_YEAR = re.compile(rf"(?<![\da-z.])({_YEAR})(?![\da-z.])\s*(年|学年)?")
# An aim or a programme, not the year of the work.
_AIM_BEFORE = re.compile(r"(?:面向|展望|到|至|迈向|决胜)\s*$")
_AIM_BEHIND = re.compile(r"\s*(?:远景|现代化|愿景|规划纲要)")
_SECOND_TERM = re.compile(r"第二学期|下学期|下期|春季学期")
_FIRST_TERM = re.compile(r"第一学期|上学期|上期|秋季学期")
_FIRST_HALF = re.compile(r"上半年|(?<![下后])半年(?:度)?(?=.{0,6}(?:总结|情况|小结|回顾|报告|汇报))|1\s*[-—~至]\s*6月")
_SECOND_HALF = re.compile(r"下半年|7\s*[-—~至]\s*12月")
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?:\s*年\s*(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})(?!\d)\s*日?"
    rf"|(?P<sign>[-./])(?P<month2>{_MONTH})(?P=sign)(?P<day2>{_DAY})(?!\d))"
)
_TENS = {"十": "1", "二十": "2", "三十": "3"}


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a text that may be the report's.

    Attributes:
        year: the year, or of a school year the one its work mostly lies in.
        start: offset of its first character.
        end: half-open end.
    """

    year: int
    start: int
    end: int


def find_years(text: str, *, kind: Kind = Kind.UNKNOWN) -> tuple[YearMention, ...]:
    """Find the years a title or heading names.

    A school year counts as the year of its term; without a term, a summary is of the year it ends in
    and a plan of the year it begins in. Other spans of years (2021-2025) are programmes, not a year.

    Args:
        text: folded text of a title or heading; a year needs no 年 behind it there.
        kind: what the report holds, which decides a school year without a term.

    Returns:
        In text order.

    Example:
        >>> [found.year for found in find_years("二〇二二年工作总结和2023年计划")]
        [2022, 2023]
        >>> [found.year for found in find_years("2021-2022学年第一学期计划")], find_years("2021-2025年规划")
        ([2021], ())
    """
    found: list[YearMention] = []
    hidden: list[tuple[int, int]] = []
    for span in _SPAN_OF_YEARS.finditer(text):
        hidden.append(span.span())
        if span[3] and (year := _school_year(span, text, kind)):
            found.append(YearMention(year, span.start(), span.end()))
    for date in _DATE.finditer(text):
        hidden.append(date.span())
    for match in _SINGLE_YEAR.finditer(text):
        if not _is_aim(text, match) and not any(start < match.end() and match.start() < end for start, end in hidden):
            found.append(YearMention(_number(match[1]), match.start(), match.end()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _is_aim(text: str, year: re.Match[str]) -> bool:
    return bool(_AIM_BEFORE.search(text[: year.start()]) or _AIM_BEHIND.match(text, year.end()))


def _school_year(span: re.Match[str], text: str, kind: Kind) -> int | None:
    first = _number(span[1])
    second = _number(span[2]) if len(span[2]) == 4 else first // 100 * 100 + int(span[2])
    if second != first + 1:
        return None
    if _SECOND_TERM.search(text, span.end()):
        return second
    if _FIRST_TERM.search(text, span.end()) or kind is Kind.PLAN:
        return first
    return second


def find_half(text: str) -> int | None:
    """The half of the year a title names: the one summed up where it also plans the other.

    Example:
        >>> find_half("2021年上半年工作总结及下半年工作计划"), find_half("下半年工作要点"), find_half("全年工作总结")
        (1, 2, None)
    """
    if _FIRST_HALF.search(text):
        return 1
    return 2 if _SECOND_HALF.search(text) else None


def find_masked_year(text: str) -> str:
    """The words that hide a year, or an empty string.

    Example:
        >>> find_masked_year("xxxx年上半年"), find_masked_year("20xx年工作总结"), find_masked_year("xx年前")
        ('xxxx', '20xx', '')
    """
    found = _MASKED_YEAR.search(text)
    return found.group() if found else ""


def find_dates(text: str) -> Iterator[tuple[str, int, int]]:
    """Find whole dates.

    Args:
        text: folded text.

    Yields:
        ISO date, start and end; dates that no calendar has are passed over.

    Example:
        >>> [iso for iso, _, _ in find_dates("2022-12-01 二〇二三年十一月二十日 2022年2月30日 2021/7/3")]
        ['2022-12-01', '2023-11-20', '2021-07-03']
    """
    for match in _DATE.finditer(text):
        year, month, day = (_number(part) for part in (match["year"], *_month_and_day(match)))
        if day <= calendar.monthrange(year, month)[1]:
            yield f"{year:04d}-{month:02d}-{day:02d}", match.start(), match.end()


def _month_and_day(date: re.Match[str]) -> tuple[str, str]:
    return date["month"] or date["month2"], date["day"] or date["day2"]


def _number(written: str) -> int:
    """2022, 二〇二二 and the days up to 三十一."""
    if "十" not in written:
        return int(written.translate(_DIGITS))
    tens, _, ones = written.rpartition("十")
    return int(_TENS[f"{tens}十"]) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
