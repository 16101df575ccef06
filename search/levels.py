"""Which level of places a question asks for: which provinces, 哪些县."""

from __future__ import annotations

import re
from collections.abc import Sequence

from records import Level, Report

_ASKING = r"\b(?:which|what|how many|do any|did any|any|list(?: the| all)?|where did|where do)\s+(?:\w+ )?"
# 縣市 are counties and cities: places of any level. 省市 are provinces and municipalities.
_WORDS = {
    Level.PROVINCE: re.compile(
        _ASKING + r"provinc(?:es?|ial)\b|(?:哪|几)(?:些|几|几?个|一个)?省(?:份|级|区|市)?|的省份[\s?？。!！]*$"
    ),
    Level.COUNTY: re.compile(
        _ASKING
        + r"(?:count(?:y|ies)|districts?)\b(?!-)|(?:哪|几)(?:些|几|几?个|一个)?(?:区县|县区|县(?!市)|区(?!域|别|间))"
    ),
    Level.CITY: re.compile(
        _ASKING + r"cit(?:y|ies)\b(?!-)|(?:哪|几)(?:些|几|几?个|[一几]?座|一个)?(?:城市|地级市|市(?!县|场|区|民))"
    ),
}
_MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}


def level_asked(folded: str) -> Level:
    """The level of the places a folded question asks for; the first one named decides.

    Example:
        >>> level_asked("which provinces improve schools in the counties"), level_asked("哪些地方有校车")
        (<Level.PROVINCE: 'province'>, <Level.UNKNOWN: 'unknown'>)
    """
    found = [(match.start(), level) for level, pattern in _WORDS.items() if (match := pattern.search(folded))]
    return min(found, key=lambda one: one[0])[1] if found else Level.UNKNOWN


def reports_of_level(level: Level, reports: Sequence[Report]) -> set[str]:
    """The ids of the reports that a question for places of a level means.

    A province is named by its own report alone. A county, however, is named by its city's report as
    well (哪些县通过了验收), so counties, and cities beside provinces, narrow only a corpus of mostly
    their own reports. A city is also a municipality or a county that is asked for loosely.

    Args:
        level: from ``level_asked``.
        reports: those that the question could mean.

    Returns:
        Empty where the level does not narrow.
    """
    if level is Level.UNKNOWN:
        return set()
    of_level = {report.report_id for report in reports if _is_of(level, report)}
    is_enough = bool(of_level) if level is Level.PROVINCE else 2 * len(of_level) >= len(reports)
    return of_level if is_enough and len(of_level) < len(reports) else set()


def _is_of(level: Level, report: Report) -> bool:
    if level is Level.CITY:
        return report.place.level is not Level.PROVINCE or report.place.name in _MUNICIPALITIES
    return report.place.level is level
