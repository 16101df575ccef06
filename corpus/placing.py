"""The place and bureau of a report: read from its sources in order of trust, inferred only where they are masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bureaus import Speaker, find_speaker, level_of_word, office_counts
from corpus.inference import SELF_WORDS, Inference, infer_city, infer_province, own_level_word
from corpus.sources import Source, Sources
from places import Division, division_of_code, find_mentions, place_of, prefecture_of, province_of
from records import Clue, Level, Place

# A unified social credit code holds, after 11 for an organ of state, the code of the division that registered it.
_CREDIT_CODE = re.compile(r"(?<![0-9a-z])1[1-9](?P<code>\d{6})[0-9a-z]{9,10}(?![0-9a-z])")
_LEAST_OFFICE_TIMES = 2


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The place and bureau of a report with their clues."""

    place: Place
    bureau: str
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A speaker and the source that named it."""

    speaker: Speaker
    source: Source

    def clue(self, field: str, value: str) -> Clue:
        return Clue(field, value, self.source.how, self.source.quote(self.speaker.start, self.speaker.end))


def read_place(sources: Sources) -> PlaceReading:
    """Read who speaks in a report.

    Order of trust: title, header fields, opening and signature, file name, offices that the body names
    again and again, inference. An office without a place (区教体局) sets the level, which
    every later source must agree with.

    Args:
        sources: of one report.

    Returns:
        The place, unknown where no source is certain; what is known of its level is kept.
    """
    heard = list(_speakers(sources))
    word = next((item.speaker.word for item in heard if item.speaker.word), "")
    place, clues = _named_place(heard, sources)
    if not place.name and not (place.level is not Level.UNKNOWN and place.province):
        place, clues = _place_of_body(place, clues, sources, word or own_level_word(sources.body.folded))
    bureau = _bureau_of(place, heard)
    return PlaceReading(place, bureau[0], (*clues, *bureau[1]))


def _speakers(sources: Sources) -> Iterator[_Heard]:
    ranked = [(sources.title, False)]
    ranked += [(publisher, False) for publisher in sources.publishers]
    ranked += [(sources.opening, True), (sources.signature, True), (sources.file_name, False)]
    for source, is_strict in ranked:
        if speaker := find_speaker(source.folded, is_strict=is_strict):
            yield _Heard(speaker, source)
        if source is sources.title and (registered := _registered(sources.header)):
            yield registered


def _registered(header: Source) -> _Heard | None:
    """The division in the office's credit code, which index numbers of government sites begin with."""
    for match in _CREDIT_CODE.finditer(header.folded):
        if division := division_of_code(match["code"]):
            return _Heard(Speaker((division,), place_of(division), "", "", match.start(), match.end()), header)
    return None


def _named_place(heard: list[_Heard], sources: Sources) -> tuple[Place, tuple[Clue, ...]]:
    """The first certain place that agrees with what more trusted sources left open."""
    first: _Heard | None = None
    for item in heard:
        if item.speaker.is_certain and (first is None or _agrees(item.speaker, first.speaker)):
            return item.speaker.place, (item.clue("place", item.speaker.place.name),)
        first = first or item
    if first is None:
        return Place(), ()
    if first.speaker.divisions:
        return _settle(first, sources)
    return first.speaker.place, _level_clue(first)


def _level_clue(item: _Heard) -> tuple[Clue, ...]:
    return (item.clue("level", item.speaker.place.level.value),)


def _agrees(certain: Speaker, open_one: Speaker) -> bool:
    if open_one.divisions:
        return any(division in open_one.divisions for division in certain.divisions)
    return fits_word(certain.place, open_one.word)


def fits_word(place: Place, word: str) -> bool:
    """Whether a place can call itself 市, 区, 县, by its name or its level.

    Example:
        >>> fits_word(Place("平度市", "Pingdu", Level.COUNTY, "山东省"), "市"), fits_word(Place("淄博市"), "区")
        (True, False)
    """
    if word == "省":
        return place.level is Level.PROVINCE
    endings = {"县": ("县", "旗"), "区": ("区",), "自治区": ("自治区",), "州": ("州", "地区"), "": ("",)}
    return place.name.endswith(endings.get(word, (word,)))


def _settle(item: _Heard, sources: Sources) -> tuple[Place, tuple[Clue, ...]]:
    """A name that several places bear: the one whose city or province the report names, or no more than the name."""
    candidates = item.speaker.divisions
    named = [division for division in candidates if _outer_count(division, sources)]
    if len(named) == 1:
        return place_of(named[0]), (item.clue("place", named[0].name),)
    names = {division.name for division in candidates}
    provinces = {province_of(division).name for division in candidates}
    levels = {division.level for division in candidates}
    place = Place(
        name=names.pop() if len(names) == 1 else "",
        name_en=candidates[0].name_en if len(levels) == 1 and not names else "",
        level=levels.pop() if len(levels) == 1 else Level.UNKNOWN,
        province=provinces.pop() if len(provinces) == 1 else "",
    )
    return place, (item.clue("place", place.name),) if place.name else ()


def _outer_count(division: Division, sources: Sources) -> int:
    """How often title, header and body name the city or province that a county lies in."""
    outer = {prefecture_of(division), province_of(division)}
    text = f"{sources.title.folded}\n{sources.header.folded}\n{sources.body.folded}"
    return sum(mention.division in outer for mention in find_mentions(text))


def _place_of_body(
    place: Place, clues: tuple[Clue, ...], sources: Sources, word: str
) -> tuple[Place, tuple[Clue, ...]]:
    if found := _often_named(sources.body, word):
        return found.speaker.place, (found.clue("place", found.speaker.place.name),)
    inference = _infer(sources.body.folded, word)
    if inference is None:
        return (place, clues) if place.level is not Level.UNKNOWN or place.name else _level_of_body(sources.body, word)
    evidence = "、".join(sources.body.quote(vote.start, vote.start + len(vote.words)) for vote in inference.votes)
    inferred = place_of(inference.division, is_inferred=True)
    return inferred, (Clue("place", inferred.name, "inferred", evidence),)


def _level_of_body(body: Source, word: str) -> tuple[Place, tuple[Clue, ...]]:
    """At least the level, from what the report calls its own (我区, 全市)."""
    if not word:
        return Place(), ()
    start, own = min((start, form) for form in SELF_WORDS[word] if (start := body.folded.find(form)) >= 0)
    level = level_of_word(word)
    return Place(level=level), (Clue("level", level.value, body.how, body.quote(start, start + len(own))),)


def _often_named(body: Source, word: str) -> _Heard | None:
    """The one office that the body names at least twice, and no other of its level half as often."""
    speakers = [item for item in office_counts(body.folded) if item.is_certain and word and fits_word(item.place, word)]
    counts = Counter(item.place for item in speakers).most_common(2)
    if not counts or counts[0][1] < _LEAST_OFFICE_TIMES or (len(counts) > 1 and counts[1][1] * 2 > counts[0][1]):
        return None
    return _Heard(next(item for item in speakers if item.place == counts[0][0]), body)


def _infer(text: str, word: str) -> Inference | None:
    if word in ("市", "州"):
        return infer_city(text)
    return infer_province(text) if word in ("省", "自治区") else None


def _bureau_of(place: Place, heard: list[_Heard]) -> tuple[str, tuple[Clue, ...]]:
    """The office of the place where one is named, else the office as the report calls itself."""
    offices = [item for item in heard if item.speaker.bureau]
    own = [item for item in offices if place.name and _is_of(item.speaker, place)]
    unnamed = [
        item for item in offices if item.speaker.word and (not place.name or fits_word(place, item.speaker.word))
    ]
    chosen = next(iter(own or unnamed), None)
    if chosen is None:
        return "", ()
    bureau = chosen.speaker.bureau
    if not own and place.name and not place.is_inferred:
        bureau = place.name + bureau[bureau.index(chosen.speaker.word) + len(chosen.speaker.word) :]
    return bureau, (chosen.clue("bureau", bureau),)


def _is_of(speaker: Speaker, place: Place) -> bool:
    return speaker.place == place or (not speaker.is_certain and any(d.name == place.name for d in speaker.divisions))
