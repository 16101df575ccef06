"""The years that a question names as those of reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from records import Report, Span

_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_IN_WORDS = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_ONE = r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?(?:度)?"
_YEAR = re.compile(_ONE + r"(?:的)?")
_RANGE = re.compile(_ONE + r"\s*(?:[-–—~～至到]|\b(?:to|until|through)\b)\s*" + _ONE + r"(?:的)?")
# 到2025年 and "by 2025" are aims that an earlier plan sets itself, not the year of a report.
_AIMED_AT = re.compile(
    r"(?:[到至自从]|截[至止]|截止到)\s*$|\b(?:by|until|till|since|before|after|beyond|towards?)(?: the)?"
    r"(?: (?:end|start|middle|beginning|close) of| late| early| mid)?\s+$"
)
_AIMED_BEHIND = re.compile(r"\s*(?:底|末)?\s*(?:之?[前后]|以[前后来]|起|远景|愿景)")


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year, or all years from one to another, named at one place of a question."""

    first: int
    last: int
    span: Span

    def speaks_for(self, report: Report) -> bool:
        """Whether a report sums up, or plans, one of these years.

        A report that both sums up and plans may speak for two years.
        """
        return any(self.first <= year <= self.last for year in report.period.years)


def find_years(folded: str) -> tuple[NamedYear, ...]:
    """The years that a folded question names, in order; aims such as "by 2035" are none.

    Example:
        >>> [(year.first, year.last) for year in find_years("2019至2021年和二〇二三年的校车,到2035年建成")]
        [(2019, 2021), (2023, 2023)]
    """
    text = _IN_WORDS.sub(lambda match: match.group().translate(_NUMERALS), folded)
    ranges = [
        NamedYear(int(match[1]), int(match[2]), Span(*match.span()))
        for match in _RANGE.finditer(text)
        if int(match[1]) <= int(match[2])
    ]
    singles = [
        NamedYear(int(match[1]), int(match[1]), Span(*match.span()))
        for match in _YEAR.finditer(text)
        if not any(one.span.start <= match.start() < one.span.end for one in ranges) and not _is_aim(text, match)
    ]
    return tuple(sorted((*ranges, *singles), key=lambda one: one.span))


def _is_aim(text: str, match: re.Match[str]) -> bool:
    return bool(_AIMED_AT.search(text[: match.start()]) or _AIMED_BEHIND.match(text, match.end()))


def reports_of(years: Iterable[NamedYear], reports: Iterable[Report]) -> set[str]:
    """The ids of the reports that speak for one of the years."""
    wanted = tuple(years)
    return {report.report_id for report in reports if any(year.speaks_for(report) for year in wanted)}


def years_of(named: Iterable[NamedYear], reports: Iterable[Report]) -> tuple[int, ...]:
    """Every single year named that a report speaks for, in the order of the question, each once."""
    spoken_for = {year for report in reports for year in report.period.years}
    years = (year for one in named for year in range(one.first, one.last + 1))
    return tuple(dict.fromkeys(year for year in years if year in spoken_for))
