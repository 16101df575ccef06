"""The answer's own words in English, simplified and traditional Chinese."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from language import to_traditional
from records import Language, Level, Place, Report, Stance

_TABLE = Path(__file__).with_name("wording.json")


def say(key: str, language: Language, **values: object) -> str:
    """A phrase of the table in a language, with its values filled in.

    Args:
        key: of ``wording.json``.
        language: the phrase's language.
        values: for the ``{names}`` in the phrase.

    Raises:
        KeyError: the table has no such phrase.

    Example:
        >>> say("state_silent", Language.HANT)
        '未提及'
    """
    return _phrases()[key][language].format(**values)


def name_place(place: Place, language: Language) -> str:
    """A place's name for a reader: English for an English question, in the question's script otherwise.

    Example:
        >>> name_place(Place("淄博市", "Zibo", Level.CITY), Language.HANT)
        '淄博市'
    """
    if not place.name:
        return say(_ANONYMOUS.get(place.level, "anonymous"), language)
    name = place.name_en if language is Language.EN and place.name_en else place.name
    if language is Language.HANT:
        name = to_traditional(name)
    return say("inferred", language, name=name) if place.is_inferred else name


def name_year(report: Report, stance: Stance, language: Language) -> str:
    """The year a finding belongs to; empty where the report does not say."""
    year = report.period.year_for(stance)
    if year is None:
        return say("year_masked", language) if report.period.is_masked else ""
    is_half = report.period.half in (1, 2) and year == report.period.year
    key = ("first_half", "second_half")[report.period.half - 1] if is_half and report.period.half else "year"
    return say(key, language, year=year)


def name_stance(stance: Stance, language: Language) -> str:
    """Planned, done, both - in words."""
    return say(f"stance_{stance}", language)


_ANONYMOUS = {Level.COUNTY: "anonymous_district", Level.CITY: "anonymous_city"}


@cache
def _phrases() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table
