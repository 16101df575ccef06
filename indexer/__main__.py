"""The command line of the index: build, status, verify."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from console import fail, report_errors
from corpus import read_corpus
from embeddings import load_ensemble
from errors import BrokenIndexError, CorpusError
from indexer import (
    BuildSummary,
    Material,
    Progress,
    build_index,
    prepare,
    read_status,
    require_writable,
    show_on,
    verify_index,
)
from indexer.reporting import (
    build_json,
    build_text,
    failed_json,
    failed_text,
    status_json,
    status_text,
)
from settings import Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., None])


def _common_options(command: Command) -> Command:
    """--index, --json, and what ``report_errors`` adds."""
    index = click.option(
        "--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]"
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
    return index(as_json(report_errors(command)))


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Build and look after the index of a folder of reports.

    Results go to standard output, progress and messages to standard error. Exit status: 0 done; 1 it
    failed, one line says what was found, what was expected and what to do; 2 wrong usage; 130
    interrupted.
    """


@cli.command()
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of reports.  [default: from the settings]")
@click.option("--encoder", help="bundled, e5, muse, hashing, a sentence-transformers name or folder, openai:MODEL.")
@_common_options
def build(*, corpus: Path | None, encoder: str | None, index: Path | None, as_json: bool) -> None:
    """Read the reports and build a new generation of the index.

    Readers are not disturbed, and the index stays as it is until the new generation is verified. What
    was embedded before is not embedded again. Files that cannot be read are named, the others are
    indexed; the exit status is then 1. If no file can be read the index stays as it is.

    \b
    Example:
      python -m indexer build --corpus reports --index index

    \b
    --json writes:
      {"index", "generation", "reports", "failures": [{"source", "reason"}], "repairs": {kind: places},
       "sections", "passages", "sentences", "vectors": {"new", "reused"}, "seconds"}
    generation is null where nothing was built.
    """  # noqa: D301 - click reads the control character
    started = time.perf_counter()
    settings = load_settings(corpus=corpus, index=index, encoder=encoder)
    require_writable(settings.index)
    _require_apart(settings)
    with show_on(sys.stderr) as progress:
        material = _read_material(settings, progress)
        summary = _build(material, settings, progress) if material.reports else None
    if summary is None:
        click.echo(failed_json(material, settings) if as_json else failed_text(material))
        reason = f"none of {len(material.failures)} files could be read: give --corpus a folder with readable reports"
        raise CorpusError(str(settings.corpus), reason)
    summary = dataclasses.replace(summary, seconds=time.perf_counter() - started)
    click.echo(build_json(summary) if as_json else build_text(summary))
    if summary.failures:
        total = summary.counts.reports + len(summary.failures)
        fail(f"{len(summary.failures)} of {total} files could not be read: see the summary, mend or remove them")


@cli.command()
@_common_options
def status(*, index: Path | None, as_json: bool) -> None:
    """Say what the index holds, report by report.

    \b
    Example:
      python -m indexer status --index index

    \b
    --json writes:
      {"index", "generation", "created", "layout", "corpus",
       "encoder": {"spec", "name", "fingerprint", "members": [{"name", "fingerprint", "dimension"}]},
       "counts": {"reports", "sections", "passages", "sentences"}, "failures": [{"source", "reason"}],
       "reports": [{"report_id", "title", "bureau", "place", "place_en", "level", "province",
                    "place_is_inferred", "year", "half", "plan_year", "review_year", "year_is_masked", "kind",
                    "published", "language", "source", "link", "sections", "passages",
                    "repairs": {kind: places}, "clues": [{"field", "value", "how", "evidence"}]}]}
    What a report does not say is an empty string, a year null.
    """  # noqa: D301 - click reads the control character
    settings = load_settings(index=index)
    manifest, rows = read_status(settings.index)
    click.echo(status_json(settings.index, manifest, rows) if as_json else status_text(settings.index, manifest, rows))


@cli.command()
@_common_options
def verify(*, index: Path | None, as_json: bool) -> None:
    """Check every file and every row of the index: checksums, counts, offsets, vectors.

    \b
    Example:
      python -m indexer verify --index index

    \b
    --json writes:
      {"index", "generation", "files", "sound": true}
    """  # noqa: D301 - click reads the control character
    settings = load_settings(index=index)
    manifest = verify_index(settings.index)
    found = {
        "index": str(settings.index),
        "generation": manifest.generation,
        "files": len(manifest.files),
        "sound": True,
    }
    text = f"{settings.index}: generation {manifest.generation} is sound, {len(manifest.files)} files checked"
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else text)


def _require_apart(settings: Settings) -> None:
    """The next build would read the files of an index below the reports, and call them unreadable."""
    if settings.index.resolve().is_relative_to(settings.corpus.resolve()):
        reason = f"it lies inside the folder of reports {settings.corpus}: give --index a folder outside of it"
        raise BrokenIndexError(str(settings.index), reason)


def _read_material(settings: Settings, progress: Progress) -> Material:
    # Hidden files and the like are not read; the stage then ends a little before its total.
    n_files = sum(len(files) for _, _, files in os.walk(settings.corpus))
    progress.stage("Reading", unit="files", total=n_files)
    corpus = read_corpus(settings.corpus, on_file=lambda _: progress.advance())
    progress.stage("Outlining", unit="reports", total=len(corpus.reports))
    return prepare(corpus, max_chars=settings.chunk.max_chars, on_report=lambda _: progress.advance())


def _build(material: Material, settings: Settings, progress: Progress) -> BuildSummary:
    progress.stage("Loading the encoder", unit="encoder", total=1)
    ensemble = load_ensemble(
        settings.encoder, cache=settings.cache, threads=settings.threads, endpoint=settings.endpoint
    )
    progress.advance()
    return build_index(material, settings.index, ensemble, settings=settings, progress=progress)


if __name__ == "__main__":
    cli(prog_name="python -m indexer")
