"""What an answer says first of places and years that no report speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asides import no_such_level
from answers.wording import name_place, say
from records import Language, Level, Place, Report
from search import Scope


def is_only_missing(scope: Scope) -> bool:
    """Whether a question asks about such places alone, so that there is nothing to look at."""
    return bool(scope.missing) and not (scope.places or scope.held or scope.report_ids)


def name_places(places: Sequence[Place], language: Language) -> str:
    """Places for a reader, each once.

    Example:
        >>> name_places([Place("淄博市", "Zibo"), Place("青岛市", "Qingdao")], Language.HANS)
        '淄博市、青岛市'
    """
    names = dict.fromkeys(name_place(place, language) for place in places)
    return say("list_separator", language).join(names)


def asked_names(scope: Scope, reports: Sequence[Report], language: Language) -> str:
    """The places whose reports are looked at, as the answer names them; empty where no place is named."""
    if scope.held and not scope.places:
        return name_places([report.place for report in reports], language)
    return name_places(scope.places, language)


def preface(
    text: str,
    scope: Scope,
    reports: Sequence[Report],
    *,
    is_said: bool,
    language: Language,
    level: Level = Level.UNKNOWN,
) -> str:
    """Put before an answer what it cannot be about.

    * Only places without a report: that alone.
    * Some of the places without one: that, then the answer for the others.
    * Places in a province or city with a report: that the answer comes from there.
    * A level that no report is of: that, and the levels there are.
    * Years without a report: that, the years there are, and what other reports say of that year, if they do.

    Args:
        text: the answer.
        scope: the places and years of the question.
        reports: those looked at.
        is_said: some report says so.
        language: to write in.
        level: of the places asked for.
    """
    lines = []
    if scope.missing:
        lines.append(say("no_report_of", language, names=name_places(scope.missing, language)))
    if is_only_missing(scope):
        return lines[0]
    if scope.held:
        named = {place.name for place in scope.places}
        holders = name_places([report.place for report in reports if report.place.name not in named], language)
        lines.append(say("held", language, names=name_places(scope.held, language), holders=holders))
    lines.append(no_such_level(level, reports, language, is_said=is_said))
    if scope.missing_years:
        lines += _about_years(scope, reports, is_said=is_said, language=language)
        text = text if is_said else ""
    return "\n".join(filter(None, (*lines, text)))


def _about_years(scope: Scope, reports: Sequence[Report], *, is_said: bool, language: Language) -> list[str]:
    """That no report speaks for a year, which years they speak for, and that some name it all the same."""
    glue = say("list_separator", language)
    asked = glue.join(map(str, scope.missing_years))
    names = asked_names(scope, reports, language)
    lines = [
        say("no_report_of_year_there", language, years=asked, names=names)
        if names
        else say("no_report_of_year", language, years=asked)
    ]
    known = sorted({year for one in reports for year in one.period.years})
    if known:
        lines.append(say("years_here", language, years=glue.join(map(str, known))))
    if is_said:
        lines.append(say("said_of_years", language, years=asked))
    return lines
