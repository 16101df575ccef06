"""The answer in words: our sentences around the reports' own quotes."""

from __future__ import annotations

from collections.abc import Sequence

from answers.wording import name_place, name_stance, name_year, say
from language import find_masks
from records import Coverage, Finding, Language, QuestionKind, Stance, Understanding

# A number, fact or list answer is read at a glance; set answers have one line a report and a table beside them.
SHORT_ANSWER_CHARS = 400
_LINES_SHOWN = 12
_SHORT_KINDS = (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST)


def compose(
    request: Understanding,
    findings: Sequence[Finding],
    coverage: Coverage,
    language: Language,
    *,
    asked_names: str = "",
) -> str:
    """Write the answer.

    Args:
        request: what was understood of the question.
        findings: of all reports looked at, supported ones first.
        coverage: what was looked at.
        language: to write in; quotes stay in the report's script.
        asked_names: the places the question names, as a reader would write them.

    Returns:
        Lines of text. Every line about a report holds the number of its citation after the quote, counted
        over the citations of the supported findings in order.
    """
    supported = [finding for finding in findings if finding.is_supported]
    if not supported:
        return "\n".join(_say_none(findings, language, asked_names))
    if request.kind in _SHORT_KINDS:
        return "\n".join(_short_lines(supported, language))
    lines = [_verdict(request, supported, coverage, language)]
    lines += _silent_lines(findings, language) if request.is_negated else _lines(supported, language, quotes=1)
    if coverage.unreadable:
        count = len(coverage.unreadable)
        lines.append(say("unreadable_one" if count == 1 else "unreadable_many", language, count=count))
    return "\n".join(lines)


def citation_numbers(findings: Sequence[Finding]) -> dict[tuple[str, int], int]:
    """The number of each citation, keyed by report id and place in its finding.

    Only supported findings are numbered, from 1, in their order.
    """
    keys = [(f.report.report_id, place) for f in findings if f.is_supported for place in range(len(f.citations))]
    return {key: number for number, key in enumerate(keys, start=1)}


def _say_none(findings: Sequence[Finding], language: Language, asked_names: str) -> list[str]:
    """None says so; what comes nearest."""
    lines = [say("none_in_scope", language, names=asked_names) if asked_names else say("none", language)]
    nearest = max(findings, key=lambda finding: finding.confidence, default=None)
    if nearest is not None and nearest.citations:
        parts = [name_place(nearest.report.place, language), *nearest.citations[0].heading_path[-1:]]
        lines.append(say("nearest", language, where=say("list_separator", language).join(parts)))
    return lines


def _verdict(request: Understanding, supported: Sequence[Finding], coverage: Coverage, language: Language) -> str:
    """One sentence: how many of how many."""
    total = coverage.reports
    if request.is_negated:
        count = total - len(supported)
        key = "silent_none" if count == 0 else "silent_one" if count == 1 else "silent_many"
        return say(key, language, count=count, total=total)
    stances = {finding.stance for finding in supported}
    family = "plan" if stances == {Stance.PLANNED} else "done" if stances == {Stance.DONE} else "mention"
    number = "sole" if total == 1 else "one" if len(supported) == 1 else "many"
    return say(f"{family}_{number}", language, count=len(supported), total=total)


def _silent_lines(findings: Sequence[Finding], language: Language) -> list[str]:
    """The reports that do not say so, by name: what a question with a "not" asks for."""
    silent = [finding.report for finding in findings if not finding.is_supported]
    names = [f"{name_place(r.place, language)} · {name_year(r, Stance.NONE, language)}".rstrip(" ·") for r in silent]
    return [say("report_separator", language).join(names)] if names else []  # 2022, first half has a comma


def _short_lines(supported: Sequence[Finding], language: Language) -> list[str]:
    """As many quotes as a short answer holds, the first always."""
    lines: list[str] = []
    for line in _lines(supported, language, quotes=3):
        if lines and sum(map(len, lines)) + len(line) + len(lines) > SHORT_ANSWER_CHARS:
            break
        lines.append(line)
    return lines


def _lines(supported: Sequence[Finding], language: Language, *, quotes: int) -> list[str]:
    """A line for each of the first ``quotes`` citations of every finding."""
    numbers = citation_numbers(supported)
    lines = []
    for finding in supported[:_LINES_SHOWN]:
        for place, citation in enumerate(finding.citations[:quotes]):
            parts = {
                "place": name_place(finding.report.place, language),
                "year": name_year(finding.report, finding.stance, language),
                "stance": name_stance(finding.stance, language),
                "quote": citation.quote,
                "number": numbers[finding.report.report_id, place],
            }
            line = say("line", language, **parts).replace(" ·  · ", " · ")
            masked = say("masked_note", language) if find_masks(citation.quote) else ""
            lines.append(f"{line} {masked}".rstrip())
    if len(supported) > _LINES_SHOWN:
        more = len(supported) - _LINES_SHOWN
        lines.append(say("more_one" if more == 1 else "more_many", language, count=more))
    return lines
