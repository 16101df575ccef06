"""Retrieval measures: how high the right passages stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from eval.shares import Share
from eval.tasks import Question
from indexer import Index
from language import fold_text
from records import Hit

EVIDENCE_CUTOFFS = (1, 5, 10, 20)
IN_ONE_PASSAGE = "evidence in one passage"
MARKED = "answer in the marked sentence"

MEASURES = MappingProxyType({"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, **{f"recall@{k}": R @ k for k in (1, 5, 20)}})
"""By the names in results: the measures as ir-measures has them."""

EVIDENCE_MEASURES = (*(f"evidence recall@{k}" for k in EVIDENCE_CUTOFFS), IN_ONE_PASSAGE)


def measure_retrieval(questions: Sequence[Question], retrieved: Sequence[Sequence[str]]) -> list[dict[str, Share]]:
    """Measure what was found for the questions of a task.

    Args:
        questions: of one task.
        retrieved: for each of them the passages found, best first, each once.

    Returns:
        For each question its shares of ``MEASURES`` and, where it has quotes, of ``EVIDENCE_MEASURES``;
        none for a question without an answer.
    """
    found = {one.question_id: passages for one, passages in zip(questions, retrieved, strict=True) if one.has_answer}
    rankings = measure_rankings({one.question_id: one.relevant for one in questions if one.has_answer}, found)
    return [
        rankings.get(one.question_id, {}) | (measure_evidence(one.evidence, passages) if one.evidence else {})
        for one, passages in zip(questions, retrieved, strict=True)
    ]


def measure_rankings(
    relevant: Mapping[str, Mapping[str, int]], retrieved: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Share]]:
    """Measure the rankings of some questions.

    Args:
        relevant: for each question that has an answer, the grade (at least 1) of every right passage.
        retrieved: for each of the same questions the passages found, best first, each once.

    Returns:
        For each question its shares of ``MEASURES``, each out of 1. A question that found nothing, and
        one that no single passage answers, has 0 of everything.

    Raises:
        ValueError: the two do not hold the same questions.

    Example:
        >>> measure_rankings({"q": {"a": 1}}, {"q": ["b", "a"]})["q"]["MRR@10"]
        Share(total=0.5, out_of=1)

    Source:
        MacAvaney, Macdonald and Ounis, ir-measures, ECIR 2022; Järvelin and Kekäläinen, TOIS 2002 (nDCG).
    """
    if relevant.keys() != retrieved.keys():
        raise ValueError(f"{len(relevant)} questions have labels and {len(retrieved)} have rankings; expected the same")
    names = {measure: name for name, measure in MEASURES.items()}
    found = {question_id: dict.fromkeys(MEASURES, Share(0, 1)) for question_id in relevant}
    for metric in ir_measures.iter_calc(list(names), _to_qrels(relevant), _to_run(retrieved)):
        found[metric.query_id][names[metric.measure]] = Share(float(metric.value), 1)
    return found


def measure_evidence(evidence: Sequence[frozenset[str]], retrieved: Sequence[str]) -> dict[str, Share]:
    """The share of a question's quotes that lie in one of the first passages.

    Args:
        evidence: for each quote the passages that hold it whole; at least one quote.
        retrieved: passages, best first.

    Returns:
        ``evidence recall@k`` out of 1; and how many of the quotes lie in any single passage of the
        index, out of all quotes: what the recall could be at most.

    Example:
        >>> measure_evidence([frozenset({"a"}), frozenset()], ["b", "a"])["evidence recall@5"]
        Share(total=0.5, out_of=1)
    """
    shares = {
        f"evidence recall@{k}": Share(
            sum(not holders.isdisjoint(retrieved[:k]) for holders in evidence) / len(evidence), 1
        )
        for k in EVIDENCE_CUTOFFS
    }
    return shares | {IN_ONE_PASSAGE: Share(sum(map(bool, evidence)), len(evidence))}


def measure_marked(question: Question, hits: Sequence[Hit], index: Index) -> dict[str, Share]:
    """Whether the sentence that is marked in the right passage holds the answer.

    Args:
        question: of texts.
        hits: of it; one without the right passage measures nothing, for then nothing of it is marked.
        index: they come from.

    Returns:
        ``MARKED`` out of 1; nothing where no answer is told.
    """
    right = next((hit for hit in hits if hit.passage.passage_id in question.relevant), None)
    if not question.answers or right is None or right.best_sentence is None:
        return {}
    marked = fold_text(right.best_sentence.of(index.report(right.passage.report_id).text))
    return {MARKED: Share(any(fold_text(answer) in marked for answer in question.answers), 1)}


def _to_qrels(relevant: Mapping[str, Mapping[str, int]]) -> list[Qrel]:
    return [
        Qrel(question_id, passage_id, grade)
        for question_id, grades in relevant.items()
        for passage_id, grade in grades.items()
    ]


def _to_run(retrieved: Mapping[str, Sequence[str]]) -> list[ScoredDoc]:
    """Ranks as scores: the search has put ties in their order, which evaluators would each break in another way."""
    return [
        ScoredDoc(question_id, passage_id, float(-rank))
        for question_id, passages in retrieved.items()
        for rank, passage_id in enumerate(passages)
    ]
