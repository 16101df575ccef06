"""Which reports a question names: by place, by year, by kind of bureau, or by their being anonymous."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from language import fold_text
from places import Division, Mention, find_english, find_mentions, named, place_of, prefecture_of, province_of
from records import Level, Place, Report, Span
from search.levels import level_asked, reports_of_level
from search.years import find_years, reports_of, years_of

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
_ANONYMOUS = re.compile(
    r"打了?码|遮(?:住|掉|去|了)?|隐去|匿名|未具名|没写名字|anonymi[sz]ed|anonymous|masked|unnamed|redacted"
)
_DISTRICT = re.compile(
    r"(?:那个|该|某|这个)区(?!域|别)|区(?:教体局|教育局|教育和体育局)|\b(?:the|that) (?:(?!school)\w+ )?district\b"
)
_CITY = re.compile(r"市名|城市|那个?市|\bcity\b")
_INSTITUTION = re.compile(
    r"[^，,。 的]{0,4}?(?:大学|学院|师大|附中|附小)"
    r"|(?:市|省)?第?[一二三四五六七八九十\d]+(?:中|小|高|学校)|(?:实验|外国语)(?:学校|中学|小学|高中)"
    r"|\s+(?:normal|university|no\.|college|institute|experimental|(?:middle|high) school\b)"
)
_FIRST = re.compile(r"\s*(?:(?:请问|关于|那么?|在|(?:19|20)\d\d\s*年?(?:度)?的?)\s*)*")
_BEHIND = re.compile(r"['’]s\b")
_BEFORE = re.compile(r"\b(?:in|for|of|does|did|do|will|is|has|within)\s+$")
_JOINED = re.compile(
    r"\s*(?:[,，、/&]|(?:[,，]\s*)?\b(?:and|or|vs\.?|versus|with)\b|以及|和|与|及|跟|同|还是|或者?|对比)\s*"
)
_ANY_DISTRICT = re.compile(r"哪(?:些|个|几个)区|which districts?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question says about the reports it means.

    Attributes:
        report_ids: the reports named, in the index's order; empty when the question names none.
        places: the places named, in the order of the question.
        years: the years named, each of which some report of the index speaks of.
        spans: where the names stand in the folded question, in order.
        missing: places the question asks about that no report of the index speaks for.
        level: the level of places asked for, where that chose reports; else ``UNKNOWN``.
        missing_years: years the question names that none of the reports it means speaks for.
        held: places named that no report speaks for, but that lie in one that has a report: those of
            the nearest such place are chosen.
    """

    report_ids: tuple[str, ...]
    places: tuple[Place, ...]
    years: tuple[int, ...]
    spans: tuple[Span, ...]
    missing: tuple[Place, ...] = ()
    level: Level = Level.UNKNOWN
    missing_years: tuple[int, ...] = ()
    held: tuple[Place, ...] = ()


def read_scope(question: str, reports: Iterable[Report]) -> Scope:
    """Find the places and years of the index's own reports that a question names.

    A place is named by its Chinese name with or without its level word, or by its English name; a
    province or city names all reports of places in it, and where a place has no report, that of the city
    or province it lies in is meant. Years narrow the named places, or stand alone when no place is named.

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
    missing, held = _absent_places(folded, known, spans)
    spans = [*spans, *(span for _, span, _ in held)]
    named = by_place | by_mask | {report_id for _, _, ids in held for report_id in ids}
    meant = [report for report in known if report.report_id in named] or known
    years = find_years(folded)
    covered = [year for year in years if reports_of([year], known)]
    by_year = reports_of(covered, known)
    chosen = named & by_year or named or by_year
    level = level_asked(folded)
    of_level = reports_of_level(level, [report for report in known if not chosen or report.report_id in chosen])
    chosen = of_level or chosen
    ids = tuple(report.report_id for report in known if report.report_id in chosen)
    return Scope(
        report_ids=ids if len(ids) < len(known) else (),
        places=places,
        years=years_of(covered, known),
        spans=tuple(sorted((*spans, *mask_spans, *(year.span for year in covered)))),
        missing=missing,
        level=level if of_level else Level.UNKNOWN,
        missing_years=tuple(year.first for year in years if not reports_of([year], meant)),
        held=tuple(place for place, _, _ in held),
    )


@cache
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
        for place in answers_to(report.place)
        if (span := _find(folded, place_names(place))) is not None
    ]
    # 吉林 names the province and the city, 吉林市 only the city: the longest name is the one meant.
    spans = _longest({span for span, _, _ in mentions})
    meant = [mention for mention in mentions if mention[0] in spans]
    # Where two reports of one place answer, the one that states it names it.
    places = {span.start: place for span, _, place in sorted(meant, key=lambda one: not one[2].is_inferred)}
    return {report_id for _, report_id, _ in meant}, tuple(places[start] for start in sorted(places)), spans


def _absent_places(
    folded: str, reports: tuple[Report, ...], spans: Sequence[Span]
) -> tuple[tuple[Place, ...], list[tuple[Place, Span, tuple[str, ...]]]]:
    """Provinces, cities and counties asked about that no report speaks for.

    Only a place that stands as the one spoken of counts (at the question's beginning, before 's,
    behind "in", or joined to a place of the index by "and"): 北京十一学校 or Beijing Normal are schools,
    wherever the report comes from.

    Returns:
        Those that lie in no report's place; and those that do, each with its span and these reports.
    """
    missing: list[Place] = []
    held: list[tuple[Place, Span, tuple[str, ...]]] = []
    known = list(spans)
    for mention in sorted((*find_mentions(folded), *find_english(folded)), key=lambda one: one.start):
        division = mention.division
        span = Span(mention.start, mention.end)
        if division is None or any(one.start < span.end and span.start < one.end for one in known):
            continue
        if not _is_plain(mention, division) or not _is_spoken_of(folded, mention, known):
            continue
        known.append(span)
        if holding := _reports_holding(division, reports):
            held.append((place_of(division), span, holding))
        elif not any(_is_related(division, report.place) for report in reports):
            missing.append(place_of(division))
    return tuple(dict.fromkeys(missing)), held


def _reports_holding(division: Division, reports: tuple[Report, ...]) -> tuple[str, ...]:
    """The reports of the city a county lies in, else those of the province itself."""
    for holder in (prefecture_of(division), province_of(division)):
        name = holder.name if holder and holder.name != division.name else None
        if found := tuple(report.report_id for report in reports if name and report.place.name == name):
            return found
    return ()


def _is_plain(mention: Mention, division: Division) -> bool:
    """A county counts only by its full name: short ones are words (富裕, 和平)."""
    return division.level is not Level.COUNTY or mention.is_full


def _is_spoken_of(folded: str, mention: Mention, spans: Sequence[Span]) -> bool:
    before, behind = folded[: mention.start], folded[mention.end :]
    if _INSTITUTION.match(behind):
        return False
    if any(_JOINED.fullmatch(folded, span.end, mention.start) for span in spans if span.end <= mention.start):
        return True
    is_apart = before[-1:].isspace() and (not behind or behind[0].isspace()) and not before.isascii()
    return bool(_FIRST.fullmatch(before) or _BEHIND.match(behind) or _BEFORE.search(before) or is_apart)


def _is_related(division: Division, place: Place) -> bool:
    """Whether a place is the division, lies in it, or holds it."""
    city = prefecture_of(division)
    holders = {division.name, province_of(division).name} | ({city.name} if city else set())
    return bool(place.name) and (place.name in holders or place.province == division.name)


@cache
def answers_to(place: Place) -> tuple[Place, ...]:
    """The places that a report of a place speaks for: its own, its city, and its province."""
    if place.level is Level.PROVINCE or not place.province:
        return (place,)
    english = next((division.name_en for division in named(place.province)), "")
    return place, *_city_of(place), Place(place.province, english, Level.PROVINCE, place.province)


def _city_of(place: Place) -> tuple[Place, ...]:
    """The city a county lies in, where its province has only one county of that name."""
    if place.level is not Level.COUNTY or not place.name:
        return ()
    found = [one for one in named(place.name) if province_of(one).name == place.province]
    city = prefecture_of(found[0]) if len(found) == 1 else None
    return (place_of(city),) if city is not None and city.name not in (place.name, place.province) else ()


def _find(folded: str, names: tuple[str, ...]) -> Span | None:
    """Where the first of the names stands, xi'an also as xian."""
    plain = folded.replace("’", "'")
    for name in names:
        for spelling in dict.fromkeys((name, name.replace("'", ""))):
            start = _find_word(plain, spelling)
            if start >= 0:
                return Span(start, start + len(spelling))
    return None


def _find_word(text: str, word: str) -> int:
    """Where a word stands; one in Latin letters not inside another (a regex sees no border between zibo and 市)."""
    start = text.find(word)
    while start >= 0 and word.isascii() and _touches_latin(text, start, start + len(word)):
        start = text.find(word, start + 1)
    return start


def _touches_latin(text: str, start: int, end: int) -> bool:
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(character.isascii() and character.isalnum() for character in beside)


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
