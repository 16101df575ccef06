"""Material to an index generation: written beside the current one, verified, then switched to."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings import Ensemble
from errors import BrokenIndexError, CorpusError
from indexer.chunk import passage_text
from indexer.database import DATABASE_FILE, write_database
from indexer.embedder import Embedder
from indexer.generation import (
    CACHE,
    PARTIAL,
    draft_generation,
    publish,
    remove_leftovers,
    require_index_folder,
    writer_lock,
)
from indexer.manifest import (
    LAYOUT,
    Counts,
    EncoderRecord,
    Manifest,
    MemberRecord,
    describe_files,
    library_versions,
    write_manifest,
)
from indexer.part import Draft
from indexer.parts import PARTS
from indexer.progress import Progress, Silent
from indexer.vector_cache import CACHE_FILE, VectorCache
from indexer.verify import find_problems, name_problems
from language import fold_text
from records import Failure, Report
from settings import Settings

if TYPE_CHECKING:
    from indexer.prepare import Material


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did.

    Attributes:
        index: the index folder.
        generation: the name of the new generation.
        counts: reports, sections, passages, sentences.
        failures: the files that could not be read.
        repairs: how many places each kind of repair changed, over all reports, by kind.
        new_vectors: computed in this build, one for each encoder and different text.
        reused_vectors: taken from the cache, counted alike.
        seconds: how long it took.
    """

    index: Path
    generation: str
    counts: Counts
    failures: tuple[Failure, ...]
    repairs: Mapping[str, int]
    new_vectors: int
    reused_vectors: int
    seconds: float


def build_index(
    material: Material, folder: Path, ensemble: Ensemble, *, settings: Settings, progress: Progress | None = None
) -> BuildSummary:
    """Build a new generation of an index and make it the current one.

    Readers keep the generation they have open; the one before is kept beside it. Killed at any
    moment, the index is as it was, and what was embedded stays in the cache for the next build.

    Args:
        material: reports, sections and passages, in the order the rows shall have.
        folder: the index folder; an empty or a new one, or an index.
        ensemble: the encoders.
        settings: written into the manifest; ``settings.corpus`` is where the reports came from and
            ``settings.encoder`` what the ensemble was loaded as.
        progress: told how far the work is.

    Raises:
        CorpusError: there is no passage to index.
        BrokenIndexError: the folder is no index, cannot be written, is full, or another build is
            writing to it; or the new generation failed its verification. The index is as it was.
        ModelUnavailableError: an encoder gave something else than vectors of length 1.
    """
    started = time.perf_counter()
    if not material.passages:
        reason = f"{len(material.reports)} reports hold no text to search: give --corpus a folder with reports"
        raise CorpusError(str(settings.corpus), reason)
    progress = progress or Silent()
    require_index_folder(folder)
    with writer_lock(folder), _named_failures(folder):
        remove_leftovers(folder)
        (folder / CACHE).mkdir(exist_ok=True)
        with VectorCache(folder / CACHE / CACHE_FILE) as cache:
            embedder = Embedder(cache, progress)
            generation = _build_generation(material, folder, ensemble, settings, embedder, progress)
        remove_leftovers(folder)
    return BuildSummary(
        index=folder,
        generation=generation.name,
        counts=_count(material),
        failures=tuple(material.failures),
        repairs=count_repairs(material.reports),
        new_vectors=embedder.new,
        reused_vectors=embedder.reused,
        seconds=time.perf_counter() - started,
    )


def count_repairs(reports: tuple[Report, ...]) -> dict[str, int]:
    """How many places each kind of repair changed, over all reports, most first.

    Returns:
        Counts by kind, ordered by count and then by kind.
    """
    counts = Counter[str]()
    for report in reports:
        counts.update({repair.kind: repair.count for repair in report.repairs})
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _build_generation(
    material: Material,
    folder: Path,
    ensemble: Ensemble,
    settings: Settings,
    embedder: Embedder,
    progress: Progress,
) -> Path:
    members = _describe_members(ensemble)
    encoder = EncoderRecord(settings.encoder, ensemble.name, ensemble.fingerprint, members)
    with draft_generation(folder) as draft:
        write_database(draft / DATABASE_FILE, material)
        passages, sentences = _fold_texts(material, progress)
        content = Draft(draft, material, passages, sentences, ensemble, members, embedder)
        for part in PARTS:
            part.write(content)
        progress.stage("Verifying", unit="generation", total=1)
        write_manifest(draft, _describe(draft, material, encoder, settings))
        _require_sound(folder, draft)
        generation = publish(folder, draft)
        progress.advance()
    return generation


def _require_sound(folder: Path, draft: Path) -> None:
    _, problems = find_problems(draft)
    if problems:
        reason = f"the new generation failed its check ({name_problems(problems)}); the index is as it was"
        raise BrokenIndexError(str(folder), f"{reason}: look whether the disk is full, then run the command again")


def _fold_texts(material: Material, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded texts that are embedded: passages under their headings, sentences alone."""
    reports = {report.report_id: report for report in material.reports}
    sections = {section.section_id: section for section in material.sections}
    progress.stage("Folding", unit="passages", total=len(material.passages))
    passages: list[str] = []
    sentences: list[str] = []
    for passage in material.passages:
        report = reports[passage.report_id]
        passages.append(fold_text(passage_text(report.text, sections[passage.section_id], passage)))
        sentences.extend(fold_text(span.of(report.text)) for span in passage.sentences)
        progress.advance()
    return tuple(passages), tuple(sentences)


def _describe(draft: Path, material: Material, encoder: EncoderRecord, settings: Settings) -> Manifest:
    return Manifest(
        layout=LAYOUT,
        generation=draft.name.removesuffix(PARTIAL),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder,
        corpus=str(settings.corpus),
        settings=settings.model_dump(mode="json"),
        counts=_count(material),
        failures=tuple(material.failures),
        files=describe_files(draft),
        versions=library_versions(),
    )


def _describe_members(ensemble: Ensemble) -> tuple[MemberRecord, ...]:
    """The members with the beginnings of their files' names; the name of an encoder may be a path."""
    return tuple(
        MemberRecord(one.name, one.fingerprint, one.dimension, f"{number}-{_slug(one.name)}")
        for number, one in enumerate(ensemble.members)
    )


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")[-40:] or "encoder"


def _count(material: Material) -> Counts:
    sentences = sum(len(passage.sentences) for passage in material.passages)
    return Counts(len(material.reports), len(material.sections), len(material.passages), sentences)


@contextmanager
def _named_failures(folder: Path) -> Iterator[None]:
    """What goes wrong on the disk, as an error that says what to do."""
    try:
        yield
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error}): free some space or give --index another folder"
        raise BrokenIndexError(str(folder), f"{reason}; the index is as it was") from error
    except sqlite3.IntegrityError as error:
        raise ValueError(f"ids of reports, sections and passages must be unique: {error}") from error
    except sqlite3.DatabaseError as error:
        reason = f"SQLite failed ({error}): free some space, or remove {folder / CACHE} if its file is damaged"
        raise BrokenIndexError(str(folder), f"{reason}, and run the command again; the index is as it was") from error
