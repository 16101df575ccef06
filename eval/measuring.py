"""From what came of every question to its measures, and to the speed of every stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval import answering, retrieval
from eval.answering import measure_answer
from eval.asking import Outcome, ids_of
from eval.keeping import describe_answer
from eval.reliability import Reliability, measure_reliability
from eval.results import Expected, Latency, QuestionResult
from eval.retrieval import measure_marked, measure_retrieval
from eval.shares import Share
from eval.slices import group_question
from eval.tasks import Question, Task
from indexer import Index

SCRIPT_GAP = "script gap"
"""The headline in the other script less the headline as asked, over the Chinese questions; below 0 it is worse."""

_STAGES_FIRST = ("find", "ask")
_STAGES_LAST = ("hits", "answer")
_DEPTHS = (1, 10)


def measures_of(task: Task, *, switches_script: bool) -> tuple[str, ...]:
    """The names of a task's measures, in the order they are shown in."""
    of_gold = (*retrieval.EVIDENCE_MEASURES, *answering.MEASURES) if task.has_gold else ()
    of_scripts = (other_script_measure(task), SCRIPT_GAP) if switches_script else ()
    of_texts = (retrieval.MARKED,) if any(question.answers for question in task.questions) else ()
    return (*retrieval.MEASURES, *of_texts, *of_gold, *of_scripts)


def other_script_measure(task: Task) -> str:
    """The name of the headline measured in the other script, as in ``"recall@1 in the other script"``."""
    return f"{task.headline} in the other script"


def measure_outcomes(outcomes: Sequence[Outcome], task: Task) -> tuple[QuestionResult, ...]:
    """Measure what came of every question.

    Args:
        outcomes: of the task, one a question.
        task: with its index, for the words behind citations.

    Returns:
        One result a question, in order.
    """
    questions = [one.question for one in outcomes]
    found = measure_retrieval(questions, [one.retrieved for one in outcomes])
    marked = [measure_marked(one.question, one.hits, task.searcher.index) for one in outcomes]
    others = measure_retrieval(questions, [ids_of(one.other_hits) for one in outcomes])
    return tuple(
        _to_result(one, shares | of_answer | _measure_script(one, shares, other, task), task.searcher.index)
        for one, shares, of_answer, other in zip(outcomes, found, marked, others, strict=True)
    )


def measure_latency(outcomes: Sequence[Outcome]) -> dict[str, Latency]:
    """The speed of every stage, over the questions that have it."""
    stages = dict.fromkeys(stage for one in outcomes for stage in one.seconds)
    inner = [stage for stage in stages if stage not in (*_STAGES_FIRST, *_STAGES_LAST)]
    ordered = [stage for stage in (*_STAGES_FIRST, *inner, *_STAGES_LAST) if stage in stages]
    return {stage: _summarise([one.seconds[stage] for one in outcomes if stage in one.seconds]) for stage in ordered}


def measure_probabilities(questions: Sequence[QuestionResult]) -> tuple[Reliability, ...]:
    """How well the probabilities of hits were met: of the first of each question, and of the first ten.

    A hit is right where it is one of the question's right passages. Nothing where hits have no probability.
    """
    found = []
    for depth in _DEPTHS:
        pairs = [
            (probability, passage_id in one.relevant)
            for one in questions
            for passage_id, probability in zip(one.retrieved[:depth], one.probabilities[:depth], strict=True)
            if probability is not None
        ]
        if pairs:
            predicted, observed = zip(*pairs, strict=True)
            found.append(measure_reliability(predicted, observed, depth=depth))
    return tuple(found)


def _measure_script(
    outcome: Outcome, shares: dict[str, Share], other: dict[str, Share], task: Task
) -> dict[str, Share]:
    """The headline of a question that was asked in the other script too, and what it differs by."""
    if outcome.other_script is None or task.headline not in shares:
        return {}
    asked, switched = shares[task.headline], other[task.headline]
    return {other_script_measure(task): switched, SCRIPT_GAP: Share(switched.total - asked.total, asked.out_of)}


def _to_result(outcome: Outcome, shares: dict[str, Share], index: Index) -> QuestionResult:
    question, gold, answer = outcome.question, outcome.question.gold, outcome.answer
    expected = given = None
    if gold is not None and answer is not None:
        shares = shares | measure_answer(gold, answer, lambda report_id: index.report(report_id).text)
        expected = Expected(gold.status, gold.must_contain, gold.answer, gold.report_ids, gold.evidence)
        given = describe_answer(answer, gold.report_ids, _milliseconds(outcome.seconds["ask"]))
    other = ids_of(outcome.other_hits)
    return QuestionResult(
        question_id=question.question_id,
        language=question.language,
        kind=gold.kind if gold else "",
        question=question.text,
        relevant=question.relevant,
        retrieved=outcome.retrieved,
        ranks=_ranks(question, outcome.retrieved),
        milliseconds=_milliseconds(outcome.seconds["find"]),
        measures=shares,
        expected=expected,
        given=given,
        groups=group_question(question, index),
        probabilities=tuple(hit.probability for hit in outcome.hits),
        other_script=outcome.other_script,
        other_ranks=_ranks(question, other) if outcome.other_script else (),
    )


def _ranks(question: Question, retrieved: Sequence[str]) -> tuple[int | None, ...]:
    return tuple(
        next((rank for rank, passage_id in enumerate(retrieved, start=1) if passage_id in holders), None)
        for holders in question.wanted
    )


def _summarise(seconds: Sequence[float]) -> Latency:
    return Latency(*(_milliseconds(float(np.quantile(seconds, share))) for share in (0.5, 0.95)))


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)
