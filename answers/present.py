"""The JSON of `ask`, as other programs read it."""

from __future__ import annotations

from typing import Any

from records import Answer, Citation, Figure, Finding, Understanding
from search import Searcher, find_to_json


def answer_to_json(answer: Answer, searcher: Searcher, *, question_id: object = None) -> dict[str, Any]:
    """The fixed JSON of one answer: that of `find`, and the findings.

    Args:
        answer: from ``Answerer.ask``.
        searcher: over the index the answer comes from.
        question_id: given back as ``id``, whatever JSON value it is.
    """
    found = find_to_json(answer.question, answer.hits, searcher.index, question_id=question_id)
    coverage = answer.coverage
    return found | {
        "language": str(answer.language),
        "answer": answer.text,
        "abstained": answer.is_abstained,
        "findings": [finding_to_json(finding) for finding in answer.findings],
        "coverage": {
            "reports": coverage.reports,
            "supporting": coverage.supporting,
            "silent": coverage.silent + coverage.aside,  # fixed for programs: all that do not say what is asked
            "masked": coverage.masked,
            "aside": coverage.aside,
            "unreadable": [{"source": failure.source, "reason": failure.reason} for failure in coverage.unreadable],
        },
        "understood": understanding_to_json(answer.understood) if answer.understood else None,
    }


def understanding_to_json(understood: Understanding) -> dict[str, Any]:
    """How a question was read."""
    return {
        "question": understood.question,
        "kind": str(understood.kind),
        "topic": understood.topic,
        "stance": str(understood.stance),
        "is_negated": understood.is_negated,
        "places": list(understood.places),
        "years": list(understood.years),
        "level": str(understood.level),
        "terms": list(understood.terms),
        "combination": str(understood.combination),
        "other_topic": understood.other_topic,
        "action": understood.action,
        "condition": understood.condition,
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """One report's finding; ``year`` is the plan's year for a planned thing."""
    report = finding.report
    return {
        "report_id": report.report_id,
        "place": report.place.name or None,
        "place_en": report.place.name_en or None,
        "year": report.period.year_for(finding.stance),
        "supported": finding.is_supported,
        "stance": str(finding.stance),
        "confidence": finding.confidence,
        "figures": list(finding.figures),
        "citations": [citation_to_json(citation) for citation in finding.citations],
        "figure_details": [figure_to_json(figure) for figure in finding.figure_details],
        "aside": str(finding.aside),
        "aside_speaks": finding.aside_speaks,
    }


def figure_to_json(figure: Figure) -> dict[str, Any]:
    """A figure read; ``start`` and ``end`` are offsets into the report's text."""
    return {
        "text": figure.text,
        "value": figure.value,
        "upper": figure.upper,
        "unit": figure.unit,
        "object": figure.counted,
        "qualifier": figure.qualifier,
        "is_target": figure.is_target,
        "is_ordinal": figure.is_ordinal,
        "is_masked": figure.is_masked,
        "start": figure.span.start,
        "end": figure.span.end,
    }


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """A quote with its place in the report."""
    return {
        "report_id": citation.report_id,
        "passage_id": citation.passage_id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "heading_path": list(citation.heading_path),
    }
