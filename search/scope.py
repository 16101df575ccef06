"""Which reports a question names: by place, by year, by kind of bureau, or by their being anonymous."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language import fold_text
from records import Level, Place, Report, Span

_PROVINCES = Path(__file__).with_name("provinces.json")
_LEVEL_WORDS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?(?:度)?(?:的)?")
_ANONYMOUS = re.compile(
    r"打了?码|遮(?:住|掉|去|了)?|隐去|匿名|未具名|没写名字|anonymi[sz]ed|anonymous|masked|unnamed|redacted"
)
_DISTRICT = re.compile(
    r"(?:那个|该|某|这个)区(?!域|别)|区(?:教体局|教育局|教育和体育局)|\b(?:the|that) (?:(?!school)\w+ )?district\b"
)
_CITY = re.compile(r"市名|城市|那个?市|\bcity\b")
_ANY_DISTRICT = re.compile(r"哪(?:些|个|几个)区|which districts?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question says about the reports it means.

    Attributes:
        report_ids: the reports named, in the index's order; empty when the question names none.
        places: the places named, in the order of the question.
        years: the years named, each of which some report of the index speaks of.
        spans: where the names stand in the folded question, in order.
    """

    report_ids: tuple[str, ...]
    places: tuple[Place, ...]
    years: tuple[int, ...]
    spans: tuple[Span, ...]


def read_scope(question: str, reports: Iterable[Report]) -> Scope:
    """Find the places and years of the index's own reports that a question names.

    A place is named by its Chinese name with or without its level word, or by its English name; a
    province names all its reports. Years narrow the named places, or stand alone when no place is named.

    Args:
        question: as asked, in any script.
        reports: all reports of the index.

    Returns:
        The scope; names that no report of the index answers to are left in the question.
    """
    folded = fold_text(question)
    known = tuple(reports)
    by_place, places, spans = _named_places(folded, known)
    by_mask, mask_spans = _anonymous(folded, known)
    by_year, years, year_spans = _named_years(folded, known)
    chosen = by_place | by_mask
    if chosen:
        chosen = chosen & by_year or chosen
    elif years:
        chosen = by_year
    ids = tuple(report.report_id for report in known if report.report_id in chosen)
    if len(ids) == len(known):
        ids = ()
    return Scope(ids, places, years, tuple(sorted((*spans, *mask_spans, *year_spans))))


def place_names(place: Place) -> tuple[str, ...]:
    """The folded names a place answers to, longest first.

    Example:
        >>> place_names(Place("淄博市", "Zibo", Level.CITY, "山东省"))
        ('zibo', '淄博市', '淄博')
    """
    names = {fold_text(place.name), fold_text(place.name_en)}
    for word in _LEVEL_WORDS:
        if place.name.endswith(word) and len(place.name) - len(word) >= 2:
            names.add(fold_text(place.name.removesuffix(word)))
            break
    return tuple(sorted(filter(None, names), key=lambda name: (-len(name), name)))


def _named_places(folded: str, reports: tuple[Report, ...]) -> tuple[set[str], tuple[Place, ...], list[Span]]:
    """Reports whose place or province stands in the question."""
    mentions = [
        (span, report.report_id, place)
        for report in reports
        for place in _answers_to(report.place)
        if (span := _find(folded, place_names(place))) is not None
    ]
    # 吉林 names the province and the city, 吉林市 only the city: the longest name is the one meant.
    spans = _longest({span for span, _, _ in mentions})
    meant = [mention for mention in mentions if mention[0] in spans]
    places = {span.start: place for span, _, place in meant}
    return {report_id for _, report_id, _ in meant}, tuple(places[start] for start in sorted(places)), spans


def _answers_to(place: Place) -> tuple[Place, ...]:
    """A report speaks for its place and is one of its province."""
    if place.level is Level.PROVINCE or not place.province:
        return (place,)
    return place, Place(place.province, _provinces().get(place.province, ""), Level.PROVINCE, place.province)


@cache
def _provinces() -> dict[str, str]:
    """The English names of the provinces, which the records of cities do not hold."""
    names: dict[str, str] = json.loads(_PROVINCES.read_text(encoding="utf-8"))
    return names


def _find(folded: str, names: tuple[str, ...]) -> Span | None:
    for name in names:
        pattern = re.escape(name).replace("'", "['’]?")
        if name.isascii():
            pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"  # \b sees no border between zibo and 市
        match = re.search(pattern, folded)
        if match:
            return Span(match.start(), match.end())
    return None


def _longest(spans: set[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _anonymous(folded: str, reports: tuple[Report, ...]) -> tuple[set[str], list[Span]]:
    """Reports that hide their place, when the question speaks of a hidden name or of "that district"."""
    chosen: set[str] = set()
    spans: list[Span] = []
    if match := _ANONYMOUS.search(folded):
        hidden = {r.report_id for r in reports if r.place.is_inferred or not r.place.name}
        if _CITY.search(folded):
            hidden = {r.report_id for r in reports if r.report_id in hidden and r.place.level is Level.CITY} or hidden
        chosen |= hidden
        spans += [Span(match.start(), match.end())] if hidden else []
    if (match := _DISTRICT.search(folded)) and not _ANY_DISTRICT.search(folded):
        districts = {r.report_id for r in reports if r.place.level is Level.COUNTY}
        chosen = chosen & districts or districts or chosen
        spans += [Span(match.start(), match.end())] if districts else []
    return chosen, spans


def _named_years(folded: str, reports: tuple[Report, ...]) -> tuple[set[str], tuple[int, ...], list[Span]]:
    chosen: set[str] = set()
    years: list[int] = []
    spans: list[Span] = []
    for match in _YEAR.finditer(folded):
        year = int(match.group(1))
        speaking = {r.report_id for r in reports if year in (r.period.year, r.period.plan_year)}
        if speaking:
            chosen |= speaking
            years.append(year)
            spans.append(Span(match.start(), match.end()))
    return chosen, tuple(years), spans
