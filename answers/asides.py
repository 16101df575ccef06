"""Reports put aside: of another level, or saying something else than is asked for; neither counted nor silent."""

from __future__ import annotations

from collections.abc import Sequence

from answers.wording import say
from records import Aside, Finding, Language, Level, Place, Report, Stance

_STANCES = {Stance.PLANNED: "planned", Stance.DONE: "done"}
_ORDER = ("level", "planned", "done", "otherwise", "year", "kind", "topic", "figure")


def is_of_level(level: Level, place: Place) -> bool:
    """Whether readers call a place that: a county-level city and a municipality are cities by their name.

    Example:
        >>> is_of_level(Level.CITY, Place("平度市", "Pingdu", Level.COUNTY))
        True
    """
    return place.level is level or (level is Level.CITY and place.name.endswith("市"))


def is_left_out(level: Level, report: Report, reports: Sequence[Report]) -> bool:
    """Whether a report is not meant by a question for places of a level.

    Where cities are asked for, a county is none, provided there are cities. All other levels narrow
    what is looked at or nothing (``search/levels.py``).

    Args:
        level: asked for.
        report: one of the reports.
        reports: all that are looked at.
    """
    if level is not Level.CITY or report.place.level is not Level.COUNTY or is_of_level(level, report.place):
        return False
    return any(is_of_level(level, other.place) for other in reports)


def counted(findings: Sequence[Finding]) -> list[Finding]:
    """Those that a verdict counts: all but the ones of another level."""
    return [finding for finding in findings if finding.aside is not Aside.LEVEL]


def silent(findings: Sequence[Finding]) -> list[Finding]:
    """Those that do not say so at all."""
    return [finding for finding in findings if not finding.is_supported and finding.aside is Aside.NONE]


def group_asides(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings put aside, by the reason that ``name_aside`` names; none without a member."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.aside is not Aside.NONE:
            groups.setdefault(_reason(finding), []).append(finding)
    return [(reason, groups[reason]) for reason in _ORDER if reason in groups]


def name_aside(reason: str, level: Level, language: Language) -> str:
    """Why reports are put aside, in words.

    Args:
        reason: from ``group_asides``.
        level: asked for.
        language: to write in.

    Example:
        >>> name_aside("level", Level.CITY, Language.EN), name_aside("planned", Level.UNKNOWN, Language.HANS)
        ('not of a city, so not counted', '只有计划')
    """
    one = say(f"one_of_{level}", language) if reason == "level" else ""
    return say(f"aside_{reason}", language, level=one)


def name_counted(level: Level, findings: Sequence[Finding], language: Language) -> dict[str, str]:
    """What a verdict calls the reports it counts: by their level where those of another one are put aside.

    Args:
        level: asked for.
        findings: of all reports looked at.
        language: to write in.

    Returns:
        ``report`` and ``reports``, for the phrases of verdicts.
    """
    meant = counted(findings)
    is_named = len(meant) < len(findings) and all(is_of_level(level, one.report.place) for one in meant)
    return name_reports(level if is_named else Level.UNKNOWN, language)


def name_reports(level: Level, language: Language) -> dict[str, str]:
    """Reports of a level in words; without one just reports.

    Example:
        >>> name_reports(Level.CITY, Language.EN)
        {'report': 'report of a city', 'reports': 'reports of cities'}
    """
    if level is Level.UNKNOWN:
        return {"report": say("report", language), "reports": say("reports", language)}
    one, many = say(f"one_of_{level}", language), say(f"many_of_{level}", language)
    return {"report": say("report_of", language, level=one), "reports": say("reports_of", language, level=many)}


def no_such_level(level: Level, reports: Sequence[Report], language: Language, *, is_said: bool) -> str:
    """That no report is of the level asked for, and what they are of; empty where that needs no saying.

    Counties are named by the reports of their cities as well, so those are no surprise.

    Args:
        level: asked for.
        reports: that are looked at.
        language: to write in.
        is_said: whether something is said from them.
    """
    levels = {report.place.level for report in reports}
    if level not in (Level.PROVINCE, Level.CITY) or Level.UNKNOWN in levels or not reports:
        return ""
    if any(is_of_level(level, report.place) for report in reports):
        return ""
    kinds = dict.fromkeys(sorted(map(_kind_of_place, reports), key=_KINDS.index))
    names = list(dict.fromkeys(say(f"many_of_{kind}", language) for kind in kinds))
    glue = say("list_separator", language)
    held = say("and", language).join(filter(None, (glue.join(names[:-1]), names[-1])))
    key = "no_report_of_level_held" if is_said else "no_report_of_level"
    return say(key, language, level=say(f"one_of_{level}", language), held=held)


_KINDS = (Level.PROVINCE, Level.CITY, Level.COUNTY, "district")


def _kind_of_place(report: Report) -> str:
    """Its level; a county that is a district, or hides its name, is called one."""
    place = report.place
    is_district = place.level is Level.COUNTY and (not place.name or place.name.endswith("区"))
    return "district" if is_district else place.level


def _reason(finding: Finding) -> str:
    return _STANCES.get(finding.stance, "otherwise") if finding.aside is Aside.STANCE else str(finding.aside)
