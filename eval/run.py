"""A suite from its name to its result: open, ask, measure, slice."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import UTC, datetime

from eval.asking import ask_all
from eval.files import hash_file
from eval.keeping import keep_passages
from eval.measuring import measure_latency, measure_outcomes, measure_probabilities, measures_of
from eval.results import LAYOUT, IndexFacts, RunResult, SourceFile
from eval.slices import slice_questions
from eval.suites import open_task
from eval.surroundings import describe_surroundings
from eval.tasks import Request, Task
from indexer import Index


def run_suite(name: str, request: Request) -> RunResult:
    """Run a suite.

    Questions with gold, and those of every suite where ``request`` says so, are asked in both scripts.

    Args:
        name: ``demo``, ``gold:FILE``, ``squad:FILE[,QUESTIONS_FILE]``, ``beir:FOLDER`` or
            ``pairs:SOURCE_FILE,TARGET_FILE``.
        request: settings, the index or corpus to ask, progress.

    Returns:
        Figures over all questions and by slices of them, and what came of every question.

    Raises:
        EvaluationError: the suite is not known, its files cannot be used, or a question's report or
            evidence is not in the index.
        YaodianError: the index cannot be opened or built.
    """
    clock, started = time.perf_counter(), now()
    task = open_task(name, request)
    switches_script = request.switches_script or task.has_gold
    outcomes = ask_all(task, request.progress, switches_script=switches_script)
    questions = measure_outcomes(outcomes, task)
    return RunResult(
        layout=LAYOUT,
        suite=name,
        headline=task.headline,
        started=started,
        seconds=round(time.perf_counter() - clock, 3),
        surroundings=describe_surroundings(),
        settings=request.settings.model_dump(mode="json"),
        index=describe_index(task.searcher.index),
        files=describe_files(task),
        latency=measure_latency(outcomes),
        slices=slice_questions(questions, measures_of(task, switches_script=switches_script)),
        questions=questions,
        passages=keep_passages(questions, task.searcher.index),
        reliability=measure_probabilities(questions),
        sample=request.sample,
        options=task.searcher.options,
    )


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def describe_files(task: Task) -> tuple[SourceFile, ...]:
    """Where the questions and texts of a task came from."""
    return tuple(SourceFile(str(path), hash_file(path)) for path in task.files)


def describe_index(index: Index) -> IndexFacts:
    """The essentials of an index's manifest."""
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
