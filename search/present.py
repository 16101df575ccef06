"""The JSON of `find`, as other programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer import Index
from language import detect_language
from records import Hit, Report
from search.question import read_question
from search.ranking import Ranking


def find_to_json(
    question: str, hits: Sequence[Hit], index: Index, *, question_id: object = None, ranking: Ranking | None = None
) -> dict[str, Any]:
    """The fixed JSON of one question.

    Args:
        question: as asked.
        hits: best first.
        index: the index they come from.
        question_id: given back as ``id``, whatever JSON value it is.
        ranking: they come from; what was understood of the question is added.
    """
    found = {
        "id": question_id,
        "question": question,
        "language": str(detect_language(read_question(question))),
        "hits": [hit_to_json(hit, index) for hit in hits],
    }
    return found | (_understood(ranking) if ranking else {})


def _understood(ranking: Ranking) -> dict[str, Any]:
    near = ranking.translation.near
    return {
        "terms": [{"phrase": one.phrase, "term": one.term, "cosine": one.cosine} for one in near],
        "read_as": [{"asked": reading.asked, "read_as": reading.read_as} for reading in ranking.readings],
        "unread_chars": ranking.unread_chars,
        "missing": {
            "places": [place.name for place in ranking.scope.missing],
            "years": list(ranking.scope.missing_years),
        },
        "reports_looked_at": list(ranking.report_ids),
    }


def group_by_report(hits: Sequence[Hit], index: Index) -> list[dict[str, Any]]:
    """The reports of hits in the order of their best, each with the ranks of its own."""
    ranks: dict[str, list[int]] = {}
    for hit in hits:
        ranks.setdefault(hit.passage.report_id, []).append(hit.rank)
    return [_report_to_json(index.report(report_id), found) for report_id, found in ranks.items()]


def _report_to_json(report: Report, ranks: list[int]) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "title": report.title,
        "place": report.place.name,
        "year": report.period.year,
        "kind": str(report.kind),
        "ranks": ranks,
    }


def hit_to_json(hit: Hit, index: Index) -> dict[str, Any]:
    """One hit with its text, its best sentence and what explains it."""
    passage = hit.passage
    text = index.report(passage.report_id).text
    best = hit.best_sentence
    return {
        "rank": hit.rank,
        "passage_id": passage.passage_id,
        "report_id": passage.report_id,
        "heading_path": list(index.section_of(passage).heading_path),
        "start": passage.start,
        "end": passage.end,
        "text": text[passage.start : passage.end],
        "score": hit.score,
        "best_sentence": {"start": best.start, "end": best.end, "text": best.of(text)} if best else None,
        "legs": {leg.name: {"score": leg.score, "rank": leg.rank} for leg in hit.legs},
        "terms": list(hit.terms),
        "tokens": [
            {"asked": match.asked, "found": match.found, "similarity": match.similarity} for match in hit.tokens
        ],
        "probability": hit.probability,
        "duplicates": list(hit.duplicates),
    }
