"""The answer in words: our sentences around the reports' own quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from answers.asides import counted, name_counted, silent
from answers.asked import asks_how_many, read_wanted, wants_number
from answers.lines import citation_numbers, list_blocks, report_lines
from answers.numbers import number_blocks
from answers.saying import say_count
from answers.wording import name_place, name_year, say
from records import Aside, Coverage, Finding, Language, QuestionKind, Report, Stance, Understanding

# A number, fact or list answer is read at a glance; set answers have one line a report and a table beside them.
SHORT_ANSWER_CHARS = 400
_SHORT_KINDS = (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST)
_GROUPS = (Stance.PLANNED, Stance.DONE, Stance.BOTH, Stance.PROBLEM, Stance.NONE)
_OPPOSED = {Stance.PLANNED, Stance.DONE}
# A summary of more reports than these begins with how many they are.
_SUMMARISED = 3
_ALL_QUOTES = 5
# Of more names than this a year that all share is left to the lines below.
_NAMES_WITH_YEAR = 3


def compose(
    request: Understanding,
    findings: Sequence[Finding],
    coverage: Coverage,
    language: Language,
    *,
    asked_names: str = "",
) -> str:
    """Write the answer.

    * A number begins with the number, then its quote; a masked one is said to be masked.
    * A fact, a list or a summary is its quotes.
    * Which reports: how many of how many, who plans and who did it, a quote each; of a question with a
      "not", the silent ones by name.
    * A comparison has a line a place with its figures, also for the places that say nothing.
    * A yes begins with it, where the stance is the asked one; silence is no "no", but said to be silence.
    * Reports of another level are not counted; where all that say so only plan what is to be done, or the
      other way round, that is said.

    Args:
        request: what was understood of the question.
        findings: of all reports looked at, supported ones first.
        coverage: what was looked at.
        language: to write in; quotes stay in the report's script.
        asked_names: the places the question names, as a reader would write them.

    Returns:
        Lines of text. Every line about a report holds the number of its citation, counted over the
        citations of the supported findings in order; only the count of reports, and the names of the
        silent ones, go without.
    """
    supported = [finding for finding in findings if finding.is_supported]
    if not supported and not request.is_negated:
        return "\n".join(_say_none(request, findings, language, asked_names))
    if request.kind in _SHORT_KINDS:
        return "\n".join(_short_lines(request, supported, language))
    lines = _long_lines(request, findings, supported, language)
    if coverage.unreadable:
        count = len(coverage.unreadable)
        lines.append(say("unreadable_one" if count == 1 else "unreadable_many", language, count=count))
    return "\n".join(lines)


def _say_none(request: Understanding, findings: Sequence[Finding], language: Language, asked_names: str) -> list[str]:
    """None says so, or only otherwise than asked; what comes nearest."""
    names, meant = name_counted(request.level, findings, language), counted(findings)
    otherwise = [finding for finding in meant if finding.aside is Aside.STANCE]
    stances = {finding.stance for finding in otherwise}
    if len(stances) == 1 and stances <= _OPPOSED:
        lines = [_say_only(otherwise, len(meant), language, names)]
    else:
        key = ("none_in_scope" if len(meant) == 1 else "none_in_scopes") if asked_names else "none"
        named = {"names": asked_names, "total": say_count(len(meant), language)}
        lines = [say(key, language, **named, **names)]
    nearest = max(findings, key=lambda finding: finding.confidence, default=None)
    if nearest is not None and nearest.citations:
        parts = [name_place(nearest.report.place, language), *nearest.citations[0].heading_path[-1:]]
        lines.append(say("nearest", language, where=say("list_separator", language).join(parts)))
    return lines


def _long_lines(
    request: Understanding,
    findings: Sequence[Finding],
    supported: Sequence[Finding],
    language: Language,
) -> list[str]:
    if request.kind is QuestionKind.SUMMARY and len(supported) <= _SUMMARISED:
        return report_lines(supported, language, quotes=_ALL_QUOTES)
    if request.kind is QuestionKind.COMPARE and request.places:
        return report_lines(supported, language, quotes=1, has_figures=True) + _silent_places(findings, language)
    verdict = _verdict(request, supported, findings, language)
    if request.is_negated:
        return [verdict, *_silent_lines(findings, language), *_others(supported, language)]
    has_figures = request.kind is QuestionKind.COMPARE or asks_how_many(request)
    return [
        verdict,
        *_groups(supported, language),
        *report_lines(supported, language, quotes=1, has_figures=has_figures),
    ]


def _verdict(
    request: Understanding, supported: Sequence[Finding], findings: Sequence[Finding], language: Language
) -> str:
    """One sentence: how many of how many; behind a yes where yes or no is asked for."""
    total, names = len(counted(findings)), name_counted(request.level, findings, language)
    if request.kind is QuestionKind.YES_NO:
        supported, is_yes = _affirming(request, supported)
        if not is_yes:
            return _say_only(supported, total, language, names)
        plain = replace(request, kind=QuestionKind.WHICH_REPORTS)
        return say("yes", language, verdict=_verdict(plain, supported, findings, language))
    if request.is_negated:
        count = len(silent(findings))
        key = (
            "silent_none"
            if count == 0
            else "silent_all"
            if count == total
            else "silent_one"
            if count == 1
            else "silent_many"
        )
    else:
        family = _family(request, {finding.stance for finding in supported})
        count = len(supported)
        key = f"{family}_{_extent(count, total)}"
    said = say(key, language, count=say_count(count, language), total=say_count(total, language), **names)
    return said[:1].upper() + said[1:]


def _say_only(found: Sequence[Finding], total: int, language: Language, names: Mapping[str, str]) -> str:
    """That a thing is only planned, or only done."""
    extent = "sole" if total == 1 else "one" if len(found) == 1 else "many"
    counts = {"count": say_count(len(found), language), "total": say_count(total, language)}
    return say(f"only_{found[0].stance}_{extent}", language, **counts, **names)


def _affirming(request: Understanding, supported: Sequence[Finding]) -> tuple[Sequence[Finding], bool]:
    """The findings of the stance that yes or no is asked about; all of them, and no yes, where none has it."""
    other = {Stance.PLANNED: Stance.DONE, Stance.DONE: Stance.PLANNED}.get(request.stance)
    affirming = [finding for finding in supported if finding.stance is not other]
    return (affirming, True) if affirming else (supported, False)


def _family(request: Understanding, stances: Set[Stance]) -> str:
    """What a verdict says: plan it where plans are asked for (who did it and goes on with it plans it, too)."""
    if request.stance in (Stance.PLANNED, Stance.DONE):
        return "plan" if request.stance is Stance.PLANNED else "done"
    return "as_plan" if stances == {Stance.PLANNED} else "as_done" if stances == {Stance.DONE} else "mention"


def _extent(count: int, total: int) -> str:
    if count == total:
        return {1: "sole", 2: "both"}.get(total, "all")
    return "one" if count == 1 else "many"


def _groups(supported: Sequence[Finding], language: Language) -> list[str]:
    """Who plans it and who did it, by name, where several reports differ in that."""
    if len(supported) == 1 or len({finding.stance for finding in supported}) == 1:
        return []
    lines = []
    for stance in _GROUPS:
        members = [finding for finding in supported if finding.stance is stance]
        if members:
            name = say(f"group_{stance}", language)
            lines.append(say("group", language, stance=name, names=_marked_names(members, supported, language)))
    return lines


def _others(supported: Sequence[Finding], language: Language) -> list[str]:
    """Beside the silent reports, those that do mention it."""
    if not supported:
        return []
    name = say("group_others", language)
    return [say("group", language, stance=name, names=_marked_names(supported, supported, language))]


def _marked_names(members: Sequence[Finding], supported: Sequence[Finding], language: Language) -> str:
    numbers = citation_numbers(supported)
    years = {name_year(one.report, one.stance, language) for one in supported}
    is_one_year = len(supported) > _NAMES_WITH_YEAR and len(years) == 1
    named = []
    for one in members:
        name = _place_and_year(one.report, one.stance, language, has_year=not is_one_year)
        named.append(f"{name}{' ' if language is Language.EN else ''}[{numbers[one.report.report_id, 0]}]")
    glue = say("list_separator", language)
    return glue.join(named)


def _place_and_year(report: Report, stance: Stance, language: Language, *, has_year: bool) -> str:
    place, year = name_place(report.place, language), name_year(report, stance, language)
    if not year or not has_year:
        return place
    remark = say("clause_separator", language) + year + place[-1:]
    return place[:-1] + remark if place.endswith((")", "）")) else say("place_year", language, place=place, year=year)


def _silent_lines(findings: Sequence[Finding], language: Language) -> list[str]:
    """The reports that do not say so, by name: what a question with a "not" asks for."""
    reports = [finding.report for finding in silent(findings)]
    if not reports:
        return []
    places = [name_place(report.place, language) for report in reports]
    years = [name_year(report, Stance.NONE, language) for report in reports]
    if len(reports) > _NAMES_WITH_YEAR and len(set(years)) == 1:
        return [say("list_separator", language).join(places)]
    names = [f"{place} · {year}".rstrip(" ·") for place, year in zip(places, years, strict=True)]
    return [say("report_separator", language).join(names)]  # 2022, first half has a comma


def _silent_places(findings: Sequence[Finding], language: Language) -> list[str]:
    """Of the places compared, those that say nothing."""
    reports = [finding.report for finding in silent(findings)]
    lines = (
        say("silent_place", language, place=name_place(r.place, language), year=name_year(r, Stance.NONE, language))
        for r in reports
    )
    return [line.replace(" · :", ":").replace(" · ：", "：") for line in lines]


def _short_lines(request: Understanding, supported: Sequence[Finding], language: Language) -> list[str]:
    """As many quotes as a short answer holds, the first always."""
    blocks: list[list[str]] = []
    if wants_number(request):
        blocks = number_blocks(read_wanted(request), supported, citation_numbers(supported), language)
    if request.kind is QuestionKind.LIST:
        blocks = list_blocks(supported, language)
    blocks = blocks or [[line] for line in report_lines(supported, language, quotes=_ALL_QUOTES)]
    lines: list[str] = []
    for block in blocks:
        if lines and sum(map(len, [*lines, *block])) + len(lines) + len(block) > SHORT_ANSWER_CHARS:
            break
        lines += block
    return lines
