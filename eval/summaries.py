"""Small files of what was measured: figures without a text of any report, fit to be kept in the repository."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from pydantic import TypeAdapter

from eval.ablation import AblationResult, Change
from eval.files import read_record, write_whole
from eval.reliability import Reliability
from eval.results import Latency, RunResult, Slice, SourceFile
from eval.shares import Figure
from eval.storing import name_suite
from eval.systems import Role
from records import Language

LAYOUT = 1
"""Raised whenever an older program could not read what a newer one writes."""

_SLICES = frozenset({"all", "language"})
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Origin:
    """How a summary came about, without a path of the machine.

    Attributes:
        suite: as on the command line, files without folders.
        started: UTC, ISO 8601.
        commit: of the program.
        is_changed: files differed from the commit.
        processor: of the machine.
        cores: that could be used.
        encoder: the names of the encoders, joined by ``+``.
        fingerprint: of all of them.
        counts: reports, sections, passages, sentences.
        files: where questions and texts came from, without folders.
        sample: how many questions were drawn of a larger suite; None for all.
    """

    suite: str
    started: str
    commit: str
    is_changed: bool
    processor: str
    cores: int
    encoder: str
    fingerprint: str
    counts: Mapping[str, int]
    files: tuple[SourceFile, ...]
    sample: int | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run without its questions.

    Attributes:
        layout: of this record.
        origin: how it came about.
        headline: the measure that sums it up.
        latency: by stage.
        slices: all and by language; figures of four digits, without those of nothing.
        reliability: as in ``RunResult``.
    """

    layout: int
    origin: Origin
    headline: str
    latency: Mapping[str, Latency]
    slices: tuple[Slice, ...]
    reliability: tuple[Reliability, ...]


@dataclass(frozen=True, slots=True)
class SystemSummary:
    """A system of an ablation: its headline, and what it differs from the full one by."""

    name: str
    role: Role
    figure: Figure
    change: Change | None
    by_language: Mapping[Language, Change]


@dataclass(frozen=True, slots=True)
class AblationSummary:
    """An ablation without its questions.

    Attributes:
        layout: of this record.
        origin: how it came about.
        headline: the measure the systems are compared by.
        n_questions: how many were asked.
        systems: the full one first.
    """

    layout: int
    origin: Origin
    headline: str
    n_questions: int
    systems: tuple[SystemSummary, ...]


Summary = RunSummary | AblationSummary


def summarise_run(result: RunResult) -> RunSummary:
    """Keep the figures of a run."""
    slices = tuple(_round_slice(one) for one in result.slices if one.by in _SLICES)
    return RunSummary(LAYOUT, _describe(result), result.headline, result.latency, slices, result.reliability)


def summarise_ablation(result: AblationResult) -> AblationSummary:
    """Keep the headline of every system of an ablation."""
    systems = tuple(
        SystemSummary(one.name, one.role, _round_figure(one.figure(result.headline)), one.change, one.by_language)
        for one in result.systems
    )
    return AblationSummary(LAYOUT, _describe(result), result.headline, len(result.question_ids), systems)


def write_summary(summary: Summary, path: Path) -> None:
    """Write a summary, whole or not at all.

    Raises:
        EvaluationError: the file cannot be written.
    """
    write_whole(path, _ADAPTER.dump_json(summary, indent=1, round_trip=True) + b"\n")


def read_summary(path: Path) -> Summary:
    """Read a summary.

    Raises:
        EvaluationError: it cannot be read, is no summary, or has another layout.
    """
    return read_record(path, _ADAPTER, layout=LAYOUT, command="publish")


def _round_slice(one: Slice) -> Slice:
    figures = tuple(_round_figure(figure) for figure in one.figures if figure.value is not None)
    return dataclasses.replace(one, figures=figures)


def _round_figure(figure: Figure) -> Figure:
    value, low, high = (None if end is None else round(end, _DIGITS) for end in (figure.value, figure.low, figure.high))
    return dataclasses.replace(figure, value=value, low=low, high=high)


def _describe(result: RunResult | AblationResult) -> Origin:
    where, index = result.surroundings, result.index
    return Origin(
        suite=name_suite(result.suite),
        started=result.started,
        commit=where.commit,
        is_changed=where.is_changed,
        processor=where.processor,
        cores=where.cores,
        encoder=index.encoder,
        fingerprint=index.fingerprint,
        counts=index.counts,
        files=tuple(SourceFile(PurePath(one.path).name, one.sha256) for one in result.files),
        sample=result.sample,
    )


_ADAPTER: TypeAdapter[Summary] = TypeAdapter(Summary)
