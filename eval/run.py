"""A suite from its name to its result: open, ask, measure, slice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np

from eval import answering, retrieval
from eval.answering import measure_answer
from eval.asking import Outcome, ask_all
from eval.files import hash_file
from eval.keeping import describe_answer, keep_passages
from eval.questions import GoldKind
from eval.results import (
    LAYOUT,
    Expected,
    IndexFacts,
    Latency,
    QuestionResult,
    RunResult,
    Slice,
    SourceFile,
)
from eval.retrieval import measure_evidence, measure_rankings
from eval.shares import Share, summarise
from eval.suites import open_task
from eval.surroundings import describe_surroundings
from eval.tasks import Question, Request, Task
from indexer import Index
from records import Language


def run_suite(name: str, request: Request) -> RunResult:
    """Run a suite.

    Args:
        name: ``demo``, ``gold:FILE``, ``squad:FILE[,QUESTIONS_FILE]``, ``beir:FOLDER`` or
            ``pairs:SOURCE_FILE,TARGET_FILE``.
        request: settings, the index or corpus to ask, progress.

    Returns:
        Figures over all questions and by language and kind, and what came of every question.

    Raises:
        EvaluationError: the suite is not known, its files cannot be used, or a question's report or
            evidence is not in the index.
        YaodianError: the index cannot be opened or built.
    """
    clock, started = time.perf_counter(), datetime.now(UTC).isoformat(timespec="seconds")
    task = open_task(name, request)
    outcomes = ask_all(task, request.progress)
    questions = measure_outcomes(outcomes, task.searcher.index)
    return RunResult(
        layout=LAYOUT,
        suite=name,
        headline=task.headline,
        started=started,
        seconds=round(time.perf_counter() - clock, 3),
        surroundings=describe_surroundings(),
        settings=request.settings.model_dump(mode="json"),
        index=_describe_index(task.searcher.index),
        files=tuple(SourceFile(str(path), hash_file(path)) for path in task.files),
        latency=_measure_latency(outcomes),
        slices=slice_questions(questions, _measures_of(task)),
        questions=questions,
        passages=keep_passages(questions, task.searcher.index),
    )


def measure_outcomes(outcomes: Sequence[Outcome], index: Index) -> tuple[QuestionResult, ...]:
    """Measure what came of every question.

    Args:
        outcomes: of one task.
        index: that was asked, for the words behind citations.

    Returns:
        One result a question, in order.
    """
    answerable = [one for one in outcomes if one.question.has_answer]
    rankings = measure_rankings(
        {one.question.question_id: one.question.relevant for one in answerable},
        {one.question.question_id: one.retrieved for one in answerable},
    )
    return tuple(_to_result(one, rankings.get(one.question.question_id, {}), index) for one in outcomes)


def slice_questions(questions: Sequence[QuestionResult], measures: Sequence[str]) -> tuple[Slice, ...]:
    """Sum up all questions, then those of each language, then those of each kind.

    Languages and kinds without a question have no slice. Abstention precision is left out of the
    slices by kind, where all questions have an answer or none has one: it would say nothing.
    """
    within_kind = [measure for measure in measures if measure != "abstention precision"]
    slices = [
        _cut("all", "", questions, measures),
        *(_cut("language", one, [q for q in questions if q.language is one], measures) for one in Language),
        *(_cut("kind", one, [q for q in questions if q.kind == one], within_kind) for one in GoldKind),
    ]
    return tuple(one for one in slices if one.questions)


def _cut(by: str, name: str, chosen: Sequence[QuestionResult], measures: Sequence[str]) -> Slice:
    return Slice(by, name, len(chosen), summarise(measures, [question.measures for question in chosen]))


def _measures_of(task: Task) -> tuple[str, ...]:
    has_gold = any(question.gold for question in task.questions)
    of_gold = (*retrieval.EVIDENCE_MEASURES, *answering.MEASURES) if has_gold else ()
    return (*retrieval.MEASURES, *of_gold)


def _to_result(outcome: Outcome, shares: dict[str, Share], index: Index) -> QuestionResult:
    question, gold, answer = outcome.question, outcome.question.gold, outcome.answer
    expected = given = None
    if gold is not None and answer is not None and outcome.ask_seconds is not None:
        evidence = measure_evidence(question.evidence, outcome.retrieved) if question.evidence else {}
        shares = shares | evidence | measure_answer(gold, answer, lambda report_id: index.report(report_id).text)
        expected = Expected(gold.status, gold.must_contain, gold.answer, gold.report_ids, gold.evidence)
        given = describe_answer(answer, gold.report_ids, _milliseconds(outcome.ask_seconds))
    return QuestionResult(
        question_id=question.question_id,
        language=question.language,
        kind=gold.kind if gold else "",
        question=question.text,
        relevant=question.relevant,
        retrieved=outcome.retrieved,
        ranks=_ranks(question, outcome.retrieved),
        milliseconds=_milliseconds(outcome.find_seconds),
        measures=shares,
        expected=expected,
        given=given,
    )


def _ranks(question: Question, retrieved: Sequence[str]) -> tuple[int | None, ...]:
    wanted = question.evidence if question.gold else [frozenset({passage_id}) for passage_id in question.relevant]
    return tuple(
        next((rank for rank, passage_id in enumerate(retrieved, start=1) if passage_id in holders), None)
        for holders in wanted
    )


def _measure_latency(outcomes: Sequence[Outcome]) -> dict[str, Latency]:
    stages = {
        "find": [one.find_seconds for one in outcomes],
        "ask": [one.ask_seconds for one in outcomes if one.ask_seconds is not None],
    }
    return {
        stage: Latency(*(_milliseconds(float(np.quantile(seconds, share))) for share in (0.5, 0.95)))
        for stage, seconds in stages.items()
        if seconds
    }


def _milliseconds(seconds: float) -> float:
    return round(1000 * seconds, 2)


def _describe_index(index: Index) -> IndexFacts:
    manifest = index.manifest
    encoder = manifest.encoder
    return IndexFacts(
        folder=str(index.folder),
        corpus=manifest.corpus,
        generation=manifest.generation,
        layout=manifest.layout,
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        fingerprints={member.name: member.fingerprint for member in encoder.members},
        counts=asdict(manifest.counts),
        versions=manifest.versions,
    )
