"""The JSON of `find`, as other programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer import Index
from language import detect_language
from records import Hit
from search.question import read_question


def find_to_json(question: str, hits: Sequence[Hit], index: Index, *, question_id: object = None) -> dict[str, Any]:
    """The fixed JSON of one question.

    Args:
        question: as asked.
        hits: best first.
        index: the index they come from.
        question_id: given back as ``id``, whatever JSON value it is.
    """
    return {
        "id": question_id,
        "question": question,
        "language": str(detect_language(read_question(question))),
        "hits": [hit_to_json(hit, index) for hit in hits],
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
