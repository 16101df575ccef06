"""Citations: the sentences that prove a finding, word for word."""

from __future__ import annotations

import re
from itertools import pairwise

from records import Citation, Passage, Report, Section, Span

_CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")


def cite(report: Report, passage: Passage, section: Section, span: Span, *, max_chars: int = 0) -> Citation:
    """Quote a span of a report.

    Args:
        report: the report.
        passage: the passage the span lies in.
        section: the section the passage lies in.
        span: what to quote, offsets into ``report.text``.
        max_chars: the longest quote, 0 for any; a longer one is cut at the end of a clause.

    Returns:
        A citation with ``report.text[start:end] == quote``.

    Raises:
        ValueError: the span does not lie in the passage.
    """
    if not passage.start <= span.start <= span.end <= passage.end:
        raise ValueError(f"span [{span.start}, {span.end}) lies outside passage {passage.passage_id}")
    end = _cut(report.text, span, max_chars) if max_chars else span.end
    return Citation(
        report_id=report.report_id,
        passage_id=passage.passage_id,
        start=span.start,
        end=end,
        quote=report.text[span.start : end],
        heading_path=section.heading_path,
    )


def stands(citation: Citation, report: Report) -> bool:
    """Whether a quote stands in its report at its offsets, to the letter."""
    return report.text[citation.start : citation.end] == citation.quote


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """Cut a sentence at its commas, as spans into ``text``; each keeps its comma.

    Example:
        >>> text = "新建6所，占比50%。"
        >>> [clause.of(text) for clause in clauses(text, Span(0, len(text)))]
        ['新建6所，', '占比50%。']
    """
    ends = [match.end() for match in _CLAUSE_END.finditer(text, span.start, span.end)]
    edges = (span.start, *ends, span.end)
    return tuple(Span(a, b) for a, b in pairwise(edges) if b > a)


def _cut(text: str, span: Span, max_chars: int) -> int:
    """The last clause end within ``max_chars``, or a hard cut where one clause is longer."""
    if len(span) <= max_chars:
        return span.end
    within = [clause.end for clause in clauses(text, span) if clause.end - span.start <= max_chars]
    return within[-1] if within else span.start + max_chars
