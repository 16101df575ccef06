"""The reports themselves, by what is known of them: which are of 2022, which are plans."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asides import counted, is_of_level, name_counted
from answers.proving import STANCE_BY_KIND, state, unsupport
from answers.quoting import cite
from answers.rules import load_rules
from answers.saying import quoted, say_count
from answers.wording import name_place, name_year, say
from language import detect_language, fold_text, key_text
from records import (
    Aside,
    Citation,
    Finding,
    Kind,
    Language,
    Level,
    QuestionKind,
    Report,
    Section,
    Stance,
    Understanding,
)
from search import Searcher

_QUOTE_CHARS = 80
_LINES_SHOWN = 40


def is_catalogue(asked: Understanding) -> bool:
    """Whether reports are asked for by what they are, not by what they say."""
    return asked.kind is QuestionKind.WHICH_REPORTS and not asked.topic


def catalogue(reports: Sequence[Report], asked: Understanding, searcher: Searcher) -> tuple[Finding, ...]:
    """A finding for every report: supported where it is of the kind and level asked for.

    Args:
        reports: those of the places and years asked about.
        asked: a question without a topic.
        searcher: over the index the reports lie in.

    Returns:
        Supported ones first, then by report id; each quotes how its report begins. Reports of another
        level or kind are put aside.
    """
    kinds = kinds_asked(asked.question)
    findings = []
    for report in reports:
        stated = state(report, _opening(report, searcher), STANCE_BY_KIND[report.kind])
        why = _put_aside(report, asked, kinds)
        findings.append(stated if stated.citations and why is Aside.NONE else unsupport(stated, why))
    return tuple(sorted(findings, key=lambda one: (not one.is_supported, one.report.report_id)))


def kinds_asked(question: str) -> frozenset[Kind]:
    """The kinds of reports a question asks for; none where any will do.

    Example:
        >>> kinds_asked("哪些是总结"), kinds_asked("which reports are of 2022")
        (frozenset({<Kind.SUMMARY: 'summary'>}), frozenset())
    """
    folded = fold_text(question)
    rules = load_rules(detect_language(question)).report_kinds
    return frozenset(kind for kind, pattern in rules if pattern.search(folded))


def compose_catalogue(asked: Understanding, findings: Sequence[Finding], language: Language) -> list[str]:
    """How many reports there are, and a line each with its place, year, kind and beginning.

    Args:
        asked: a question without a topic.
        findings: from ``catalogue``.
        language: to write in.
    """
    supported = [finding for finding in findings if finding.is_supported]
    count, total = len(supported), len(counted(findings))
    extent = "none" if count == 0 else "sole" if total == 1 else "one" if count == 1 else "many"
    extent = "all" if extent == "many" and count == total else extent
    counts = {"count": say_count(count, language), "total": say_count(total, language)}
    said = say(f"catalogue_{extent}", language, **counts, **_names(asked, findings, language))
    lines, number = [said[:1].upper() + said[1:]], 1
    for finding in supported[:_LINES_SHOWN]:
        lines.append(_line(finding, number, language))
        number += len(finding.citations)
    if count > _LINES_SHOWN:
        more = count - _LINES_SHOWN
        lines.append(say("more_one" if more == 1 else "more_many", language, count=more))
    return lines


def _put_aside(report: Report, asked: Understanding, kinds: frozenset[Kind]) -> Aside:
    """A report that both sums up and plans is of either kind."""
    if asked.level is not Level.UNKNOWN and not is_of_level(asked.level, report.place):
        return Aside.LEVEL
    return Aside.NONE if not kinds or report.kind in kinds or report.kind is Kind.BOTH else Aside.KIND


def _names(asked: Understanding, findings: Sequence[Finding], language: Language) -> dict[str, str]:
    """What the reports are called that are counted: those of the years asked about, of the level."""
    names = name_counted(asked.level, findings, language)
    if not asked.years:
        return names
    years = say("list_separator", language).join(map(str, asked.years))
    return {key: say("reports_of_years", language, reports=name, years=years) for key, name in names.items()}


def _opening(report: Report, searcher: Searcher) -> list[tuple[Citation, Section]]:
    """The first sentence that holds the report's title, else its first one."""
    title = key_text(report.title)
    rows = range(*searcher.rows_of(report.report_id))
    spans = [(searcher.index.passages[row], span) for row in rows for span in searcher.index.passages[row].sentences]
    if not spans:
        return []
    named = (pair for pair in spans if title and title in key_text(pair[1].of(report.text)))
    passage, span = next(named, spans[0])
    section = searcher.index.section_of(passage)
    return [(cite(report, passage, section, span, max_chars=_QUOTE_CHARS), section)]


def _line(finding: Finding, number: int, language: Language) -> str:
    report = finding.report
    years = dict.fromkeys(name_year(report, stance, language) for stance in (Stance.NONE, Stance.PLANNED))
    return say(
        "line",
        language,
        place=name_place(report.place, language),
        year=say("list_separator", language).join(filter(None, years)),
        stance=say(f"kind_{report.kind}", language),
        quote=quoted(finding.citations[0].quote, language),
        number=number,
    ).replace(" ·  · ", " · ")
