"""The period of a report: read from title, file name, headings and opening, in this order of trust."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.kinds import find_headings, find_plan_heading, is_summary_heading, says_what_a_year_is
from corpus.periods import YearMention, find_half, find_masked_year, find_years
from corpus.sources import Source, Sources
from records import Clue, Kind, Period

_KIND_WORD = re.compile(r"总结|要点|计划|打算|报告|安排|回顾|思路|重点")
_OPENING_YEAR = re.compile(
    r"(?:年以来|年(?:全年|度|上半年|下半年)?\s*[,，]|年是|年,?(?:全市|全县|全区|全省|我[省市县区局]|在))"
)
_OPENING_CHARS = 120
_FIRST_LINE_CHARS = 60


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """The period of a report with its clues."""

    period: Period
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """A year with the words that gave it away."""

    year: int
    how: str
    evidence: str


def read_period(sources: Sources, kind: Kind, published: str) -> PeriodReading:
    """Read the time a report speaks of; a year that it merely mentions (2035年目标) is none.

    Args:
        sources: of one report.
        kind: what the report holds; only what sums up and plans has a year planned of its own.
        published: ISO date or empty, the last resort for the year.

    Returns:
        The period; ``plan_year`` and ``review_year`` only where they differ from ``year``.
    """
    masked = _masked_year(sources)
    year, planned, reviewed = _years(sources, kind, is_masked=masked is not None)
    half = _half(sources, year)
    if year is None and masked is None and published:
        year = _year_of_publication(published, kind, half.year if half else None)
    if planned is not None and (year is None or kind is not Kind.BOTH or planned.year == year.year):
        planned = None
    period = Period(
        year=year.year if year else None,
        half=half.year if half else None,
        plan_year=planned.year if planned else None,
        is_masked=masked is not None,
        review_year=reviewed.year if reviewed else None,
    )
    found = {"year": year, "half": half, "plan_year": planned, "review_year": reviewed}
    clues = [Clue(field, str(one.year), one.how, one.evidence) for field, one in found.items() if one]
    return PeriodReading(period, (*clues, masked) if masked else tuple(clues))


def _masked_year(sources: Sources) -> Clue | None:
    """The words that hide the year in the title or, where the title tells none, at the very start."""
    for source, length in ((sources.title, None), (sources.opening, _FIRST_LINE_CHARS)):
        if find_years(source.folded[:length]):
            return None
        if words := find_masked_year(source.folded[:length]):
            start = source.folded.index(words)
            return Clue("year", "", source.how, source.quote(start, min(start + len(words) + 1, len(source.folded))))
    return None


def _years(sources: Sources, kind: Kind, *, is_masked: bool) -> tuple[_Year | None, _Year | None, _Year | None]:
    """The year it is named for, another one planned for, and another one looked back on."""
    planned = _year_of_plan_heading(sources.body)
    for source in (sources.title, sources.file_name):
        if mentions := find_years(source.folded, kind=kind):
            first, next_year = _years_of_title(source, mentions)
            next_year = next_year or (planned if planned and planned.year == first.year + 1 else None)
            before = _year_before(first, planned, sources) if kind is Kind.BOTH and next_year is None else None
            if before and planned and source is sources.file_name:
                return before, planned, None  # The name of a file is no name of the report: what it sums up is.
            return first, next_year, before
    if is_masked:
        return None, None, None
    year = _year_of_body(sources, kind)
    if year is None and planned:
        return planned, None, None
    return year, planned if planned and year and planned.year == year.year + 1 else None, None


def _years_of_title(source: Source, mentions: tuple[YearMention, ...]) -> tuple[_Year, _Year | None]:
    """The year next to the word that names the work, and the following year where the title has it too."""
    years = [_Year(found.year, source.how, source.quote(found.start, found.end)) for found in mentions]
    second = next((later for later in years if later.year == years[0].year + 1), None)
    if second:
        return years[0], second
    named = [
        year
        for year, found in zip(years, mentions, strict=True)
        if _KIND_WORD.search(source.folded[found.end : found.end + 12])
    ]
    return (named or years)[0], None


def _year_of_plan_heading(body: Source) -> _Year | None:
    found = find_plan_heading(body.folded, has_year=True)
    return _year_in(body, *found) if found else None


def _year_before(named: _Year, planned: _Year | None, sources: Sources) -> _Year | None:
    """The year summed up by a report that is named for the year it plans, or was delivered in, if it is such."""
    if planned is None:
        found = _year_looked_back_on(sources.body) or _year_described(sources.body)
    else:
        found = _year_of_body(sources, Kind.BOTH) if planned.year == named.year else None
    return found if found and found.year + 1 == named.year else None


def _year_of_body(sources: Sources, kind: Kind) -> _Year | None:
    """The year of a heading that looks back, of the opening, or in a plan of the heading that plans."""
    if kind is not Kind.PLAN and (year := _year_looked_back_on(sources.body)):
        return year
    opening = sources.opening
    for found in find_years(opening.folded[:_OPENING_CHARS]):
        if _OPENING_YEAR.match(opening.folded, found.end - opening.folded[: found.end].endswith("年")):
            return _Year(found.year, opening.how, opening.quote(found.start, found.end))
    return None


def _year_looked_back_on(body: Source) -> _Year | None:
    """The year of the first heading that looks back on one."""
    for words, start, end in find_headings(body.folded):
        if is_summary_heading(words) and (year := _year_in(body, start, end)):
            return year
    return None


def _year_described(body: Source) -> _Year | None:
    """The year that the first line of its kind says something of: 2024年是…的一年."""
    for words, start, end in find_headings(body.folded):
        if says_what_a_year_is(words):
            return _year_in(body, start, end)
    return None


def _year_in(source: Source, start: int, end: int) -> _Year | None:
    for found in find_years(source.folded[start:end]):
        return _Year(found.year, source.how, source.quote(start, end))
    return None


def _half(sources: Sources, year: _Year | None) -> _Year | None:
    """A title that tells a year and no half means the whole year."""
    for source, length in ((sources.title, None), (sources.opening, _FIRST_LINE_CHARS), (sources.file_name, None)):
        text = source.folded[:length]
        if half := find_half(text):
            return _Year(half, source.how, "上半年" if half == 1 and "上半年" in text else source.quote(0, len(text)))
        if source is sources.title and year and year.how == "title":
            return None
    return None


def _year_of_publication(published: str, kind: Kind, half: int | None) -> _Year | None:
    """A half-year's or a plan's date tells its year; a summary is written at the turn of the year."""
    year, month = int(published[:4]), int(published[5:7])
    if half == 1 or (half is None and kind is Kind.PLAN):
        return _Year(year, "inferred", published) if month <= 10 else None
    if kind in (Kind.SUMMARY, Kind.BOTH):
        if month >= 11:
            return _Year(year, "inferred", published)
        return _Year(year - 1, "inferred", published) if month <= 3 else None
    return None
