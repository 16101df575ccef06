"""Which of the findings answer the question: by stance, level and year, and how many a short answer takes."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asides import is_left_out
from answers.proving import unsupport
from language import fold_text
from records import Aside, Filters, Finding, QuestionKind, Stance, Understanding

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
    enough: float = 0.0,
) -> tuple[Finding, ...]:
    """Take back the support of findings that do not answer the question, and put aside what is not silent.

    * Where cities are asked for, a county is put aside, provided there are cities, whatever it says.
    * Where only planned or only done things are asked for, a report of the other kind is put aside;
      so is one of a stance that the reader filters out.
    * Of a year that no report is about, only a quote that names the year says something; the others
      are put aside.
    * A report that hardly says it counts only beside one that says it outright: where that one is put
      aside, those left are silent.
    * A number, fact or list is told by the surest reports.

    Args:
        understood: what is asked for.
        findings: of all reports looked at.
        filters: what the reader narrows the question to.
        missing_years: years asked about that none of the reports is about.
        has_scope: False where only places without a report are asked about: nothing is said for them.
        enough: the least confidence, 0 to 1, of a report that says it outright.

    Returns:
        All of them, supported ones first, then by confidence, ties by report id.
    """
    reports = [finding.report for finding in findings]
    kept = []
    for finding in findings:
        why = _put_aside(understood, finding, filters, missing_years)
        if is_left_out(understood.level, finding.report, reports):
            kept.append(unsupport(finding, Aside.LEVEL, speaks=finding.is_supported))
        elif has_scope and finding.is_supported and why is Aside.NONE:
            kept.append(finding)
        else:
            kept.append(unsupport(finding, why, speaks=True))
    if not any(finding.is_supported and finding.confidence >= enough for finding in kept):
        kept = [unsupport(finding) if finding.is_supported else finding for finding in kept]
    kept.sort(key=lambda finding: (not finding.is_supported, -finding.confidence, finding.report.report_id))
    return tuple(_only_the_surest(kept) if understood.kind in _SHORT_KINDS else kept)


def _put_aside(understood: Understanding, finding: Finding, filters: Filters, missing_years: Sequence[int]) -> Aside:
    """Why a finding says something else than is asked for; nothing where it is silent."""
    if not finding.is_supported:
        return Aside.NONE
    if not (_has_asked_stance(understood, finding) and _has_filtered_stance(filters, finding)):
        return Aside.STANCE
    return Aside.NONE if _names_year(finding, missing_years) else Aside.YEAR


def _has_asked_stance(understood: Understanding, finding: Finding) -> bool:
    """The silent ones that a question with a "not" asks for say nothing at all of it, planned or done."""
    if understood.kind is not QuestionKind.WHICH_REPORTS or understood.is_negated:
        return True
    return finding.stance is not _OPPOSITE.get(understood.stance)


def _has_filtered_stance(filters: Filters, finding: Finding) -> bool:
    has = {Stance.PLANNED, Stance.DONE, Stance.BOTH} if finding.stance is Stance.BOTH else {finding.stance}
    return not filters.stances or bool(has & set(filters.stances))


def _names_year(finding: Finding, years: Sequence[int]) -> bool:
    quotes = fold_text(" ".join(citation.quote for citation in finding.citations))
    return not years or any(str(year) in quotes for year in years)


def _only_the_surest(findings: Sequence[Finding]) -> list[Finding]:
    least = findings[0].confidence - _NEARLY_AS_SURE if findings else 0.0
    return [finding if finding.confidence >= least else unsupport(finding) for finding in findings]
