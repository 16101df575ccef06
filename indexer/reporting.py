"""What the command line prints, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.build import BuildSummary, count_repairs
from indexer.manifest import Manifest
from indexer.prepare import Material
from records import Failure, Report
from settings import Settings


def build_json(summary: BuildSummary) -> str:
    """The object of ``build --json``."""
    return _dump(
        {
            "index": str(summary.index),
            "generation": summary.generation,
            "reports": summary.counts.reports,
            "failures": [asdict(failure) for failure in summary.failures],
            "repairs": dict(summary.repairs),
            "sections": summary.counts.sections,
            "passages": summary.counts.passages,
            "sentences": summary.counts.sentences,
            "vectors": {"new": summary.new_vectors, "reused": summary.reused_vectors},
            "seconds": round(summary.seconds, 3),
        }
    )


def failed_json(material: Material, settings: Settings) -> str:
    """The object of ``build --json`` where nothing could be built."""
    return _dump(
        {
            "index": str(settings.index),
            "generation": None,
            "reports": 0,
            "failures": [asdict(failure) for failure in material.failures],
            "repairs": {},
            **dict.fromkeys(("sections", "passages", "sentences"), 0),
            "vectors": {"new": 0, "reused": 0},
            "seconds": 0.0,
        }
    )


def build_text(summary: BuildSummary) -> str:
    """The summary of a build, for people."""
    counts = summary.counts
    return "\n".join(
        (
            *_reading_lines(counts.reports, summary.failures),
            f"repairs   {_name_repairs(summary.repairs)}",
            f"sections  {counts.sections}",
            f"passages  {counts.passages} with {counts.sentences} sentences",
            f"vectors   {summary.new_vectors} new, {summary.reused_vectors} reused",
            f"seconds   {summary.seconds:.1f}",
            f"index     {summary.index}, generation {summary.generation}",
        )
    )


def failed_text(material: Material) -> str:
    """The summary of a build that could read nothing."""
    return "\n".join(_reading_lines(0, material.failures))


def status_json(index: Path, manifest: Manifest, rows: Sequence[tuple[Report, int, int]]) -> str:
    """The object of ``status --json``."""
    encoder = asdict(manifest.encoder)
    for member in encoder["members"]:
        del member["stem"]
    return _dump(
        {
            "index": str(index),
            "generation": manifest.generation,
            "created": manifest.created,
            "layout": manifest.layout,
            "corpus": manifest.corpus,
            "encoder": encoder,
            "counts": asdict(manifest.counts),
            "failures": [asdict(failure) for failure in manifest.failures],
            "reports": [report_to_json(*row) for row in rows],
        }
    )


def status_text(index: Path, manifest: Manifest, rows: Sequence[tuple[Report, int, int]]) -> str:
    """What an index holds, for people: a line a report."""
    counts, encoder = manifest.counts, manifest.encoder
    return "\n".join(
        (
            f"index     {index}, generation {manifest.generation}, built {manifest.created} from {manifest.corpus}",
            f"encoder   {encoder.spec}: {encoder.name}, fingerprint {encoder.fingerprint}",
            f"holds     {_count(counts.reports, 'report')}, {_count(counts.sections, 'section')}, "
            f"{_count(counts.passages, 'passage')}, {_count(counts.sentences, 'sentence')}",
            *(f"failed    {failure.source}: {failure.reason}" for failure in manifest.failures),
            *(_report_line(*row) for row in rows),
        )
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _reading_lines(reports: int, failures: Iterable[Failure]) -> list[str]:
    lines = [f"failed    {failure.source}: {failure.reason}" for failure in failures]
    return [f"reports   {reports} read, {len(lines)} failed", *lines]


def report_to_json(report: Report, sections: int, passages: int) -> dict[str, Any]:
    """One report of ``status --json``.

    Args:
        report: the report.
        sections: how many it has.
        passages: how many it has.
    """
    place, period = report.place, report.period
    return {
        "report_id": report.report_id,
        "title": report.title,
        "bureau": report.bureau,
        "place": place.name,
        "place_en": place.name_en,
        "level": place.level,
        "province": place.province,
        "place_is_inferred": place.is_inferred,
        "year": period.year,
        "half": period.half,
        "plan_year": period.plan_year,
        "review_year": period.review_year,
        "year_is_masked": period.is_masked,
        "kind": report.kind,
        "published": report.published,
        "language": report.language,
        "source": report.source,
        "link": report.link,
        "sections": sections,
        "passages": passages,
        "repairs": count_repairs((report,)),
        "clues": [asdict(clue) for clue in report.clues],
    }


def _report_line(report: Report, sections: int, passages: int) -> str:
    place, period = report.place, report.period
    inferred = " (inferred)" if place.is_inferred else ""
    where = f"{place.name} {place.name_en}{inferred}, {place.level}" if place.name else f"place unknown, {place.level}"
    plan = f", plan {period.plan_year}" if period.plan_year else ""
    review = f", review {period.review_year}" if period.review_year else ""
    half = f" half {period.half}" if period.half else ""
    return (
        f"report    {report.report_id}: {where}, {period.year or 'year unknown'}{half}{review}{plan}, {report.kind}, "
        f"{report.language}, {_count(sections, 'section')}, {_count(passages, 'passage')}, "
        f"repairs {_name_repairs(count_repairs((report,)))}"
    )


def _name_repairs(repairs: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in repairs.items()) or "none"


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
