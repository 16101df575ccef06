"""Which of the findings answer the question: by stance, level and year, and how many a short answer takes."""

from __future__ import annotations

from collections.abc import Sequence

from answers.proving import unsupport
from language import fold_text
from records import Filters, Finding, Level, QuestionKind, Stance, Understanding

_SHORT_KINDS = (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST)
_OPPOSITE = {Stance.PLANNED: Stance.DONE, Stance.DONE: Stance.PLANNED}
# A number, fact or list comes from the report that is surest, and those nearly as sure.
_NEARLY_AS_SURE = 0.2


def decide(
    understood: Understanding,
    findings: Sequence[Finding],
    *,
    filters: Filters,
    missing_years: Sequence[int] = (),
    has_scope: bool = True,
) -> tuple[Finding, ...]:
    """Take back the support of findings that do not answer the question.

    * Where only planned or only done things are asked for, a report of the other kind does not say
      so; nor does one of a stance that the reader filters out.
    * Where cities are asked for, a county is none, provided there are cities.
    * Of a year that no report is about, only a quote that names the year says something.
    * A number, fact or list is told by the surest reports.

    Args:
        understood: what is asked for.
        findings: of all reports looked at.
        filters: what the reader narrows the question to.
        missing_years: years asked about that none of the reports is about.
        has_scope: False where only places without a report are asked about: nothing is said for them.

    Returns:
        All of them, supported ones first, then by confidence, ties by report id.
    """
    kept = [
        finding if has_scope and _answers(understood, finding, findings, filters, missing_years) else unsupport(finding)
        for finding in findings
    ]
    kept.sort(key=lambda finding: (not finding.is_supported, -finding.confidence, finding.report.report_id))
    return tuple(_only_the_surest(kept) if understood.kind in _SHORT_KINDS else kept)


def _answers(
    understood: Understanding,
    finding: Finding,
    findings: Sequence[Finding],
    filters: Filters,
    missing_years: Sequence[int],
) -> bool:
    return (
        finding.is_supported
        and _has_asked_stance(understood, finding)
        and _has_filtered_stance(filters, finding)
        and _has_asked_level(understood, finding, findings)
        and _names_year(finding, missing_years)
    )


def _has_asked_stance(understood: Understanding, finding: Finding) -> bool:
    """The silent ones that a question with a "not" asks for say nothing at all of it, planned or done."""
    if understood.kind is not QuestionKind.WHICH_REPORTS or understood.is_negated:
        return True
    return finding.stance is not _OPPOSITE.get(understood.stance)


def _has_filtered_stance(filters: Filters, finding: Finding) -> bool:
    has = {Stance.PLANNED, Stance.DONE, Stance.BOTH} if finding.stance is Stance.BOTH else {finding.stance}
    return not filters.stances or bool(has & set(filters.stances))


def _has_asked_level(understood: Understanding, finding: Finding, findings: Sequence[Finding]) -> bool:
    if understood.level is not Level.CITY or finding.report.place.level is not Level.COUNTY:
        return True
    return not any(other.report.place.level is Level.CITY for other in findings)


def _names_year(finding: Finding, years: Sequence[int]) -> bool:
    quotes = fold_text(" ".join(citation.quote for citation in finding.citations))
    return not years or any(str(year) in quotes for year in years)


def _only_the_surest(findings: Sequence[Finding]) -> list[Finding]:
    least = findings[0].confidence - _NEARLY_AS_SURE if findings else 0.0
    return [finding if finding.confidence >= least else unsupport(finding) for finding in findings]
