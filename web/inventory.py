"""What lies in the folder of reports, and how it differs from what the index holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from corpus import NOTHING, OVERRIDES_FILE, Listed, Trashed, list_files, list_trash, read_overrides, read_report
from errors import CorpusError
from language import find_masks
from records import Failure, Level, Report
from web.catalogue import Catalogue
from web.desk import Desk
from web.rebuilding import corpus_folder


class State(StrEnum):
    """How a file and the index stand to each other."""

    INDEXED = "indexed"
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


class Caution(StrEnum):
    """What a reader should know before relying on a report."""

    MASKED = "masked"
    INFERRED = "inferred"
    NO_PLACE = "no_place"
    NO_YEAR = "no_year"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the folder, or one report of the index whose file is gone.

    Attributes:
        source: relative to the folder.
        state: against the index.
        report: as it would be indexed now; None where it cannot be read.
        reason: why it cannot be read.
        n_sections: in the index; 0 where it is not there.
        n_masks: stretches of its text that hide something.
        cautions: what to know of it.
        is_edited: its metadata were edited since the index was built.
    """

    source: str
    state: State
    report: Report | None
    reason: str = ""
    n_sections: int = 0
    n_masks: int = 0
    cautions: tuple[Caution, ...] = ()
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    """A look at the folder of reports and the index.

    Attributes:
        entries: by source.
        trash: what was taken out, the last one first.
        problem: why the folder cannot be looked at or built from, or empty.
        has_folder: whether the folder is here at all.
    """

    entries: tuple[Entry, ...]
    trash: tuple[Trashed, ...] = ()
    problem: str = ""
    has_folder: bool = True

    @property
    def n_pending(self) -> int:
        """How many entries a rebuild would change."""
        return sum(entry.state in {State.ADDED, State.CHANGED, State.GONE} or entry.is_edited for entry in self.entries)


def take_inventory(desk: Desk) -> Inventory:
    """Look at the folder of reports now.

    Args:
        desk: whose index is in use.
    """
    holdings = desk.holdings
    indexed = {report.source: report for report in holdings.catalogue.reports.values()}
    folder = corpus_folder(desk)
    if folder is None:
        kept = (_entry(report, State.INDEXED, holdings.catalogue) for report in indexed.values())
        return Inventory(tuple(kept), has_folder=False)
    failed = {one.source: one for one in holdings.answerer.index.failures} if holdings.answerer else {}
    problem = _problem_of(folder)
    found = {one.source: one for one in list_files(folder)}
    entries = [_look(folder, one, indexed, failed, holdings.catalogue, has_rows=not problem) for one in found.values()]
    gone = [_entry(report, State.GONE, holdings.catalogue) for source, report in indexed.items() if source not in found]
    return Inventory(tuple(sorted([*entries, *gone], key=lambda one: one.source)), list_trash(folder), problem)


def _problem_of(folder: Path) -> str:
    """What is wrong with ``reports.csv``: a build would stop at it."""
    try:
        _rows(folder, _stamp(folder / OVERRIDES_FILE))
    except CorpusError as error:
        return str(error)
    return ""


def _look(
    folder: Path,
    found: Listed | Failure,
    indexed: Mapping[str, Report],
    failed: Mapping[str, Failure],
    catalogue: Catalogue,
    *,
    has_rows: bool,
) -> Entry:
    if isinstance(found, Failure):
        return Entry(found.source, State.UNREADABLE, None, found.reason)
    report = indexed.get(found.source)
    if report is not None and _sha256(found.path, _stamp(found.path)) == report.sha256:
        row = _rows(folder, _stamp(folder / OVERRIDES_FILE)).get(report.report_id, {}) if has_rows else {}
        if not has_rows or row == _overridden(report):
            return _entry(report, State.INDEXED, catalogue)
    state = State.CHANGED if report is not None else State.ADDED
    try:
        fresh = _read(folder, found.source, found.path, _stamp(found.path), _stamp(folder / OVERRIDES_FILE))
    except CorpusError as error:
        was_known = found.source in failed
        return Entry(found.source, State.UNREADABLE if was_known or report is None else state, None, error.reason)
    is_edited = report is not None and fresh.sha256 == report.sha256
    return _entry(fresh, State.INDEXED if is_edited else state, catalogue, is_edited=is_edited)


def _entry(report: Report, state: State, catalogue: Catalogue, *, is_edited: bool = False) -> Entry:
    n_sections = len(catalogue.outlines.get(report.report_id, ())) if state is not State.ADDED else 0
    n_masks = count_masks(report.text)
    return Entry(
        report.source, state, report, "", n_sections, n_masks, tuple(_cautions(report, n_masks)), is_edited=is_edited
    )


def _cautions(report: Report, n_masks: int) -> Iterator[Caution]:
    if n_masks:
        yield Caution.MASKED
    if report.place.is_inferred:
        yield Caution.INFERRED
    if not report.place.name and report.place.level is Level.UNKNOWN:
        yield Caution.NO_PLACE
    if report.period.year is None:
        yield Caution.NO_YEAR


@lru_cache(maxsize=4096)
def count_masks(text: str) -> int:
    """How many stretches of a text hide something."""
    return len(find_masks(text))


def _overridden(report: Report) -> dict[str, str]:
    """The cells of ``reports.csv`` that a report of the index was built with."""
    return {clue.field: clue.value for clue in report.clues if clue.how == OVERRIDES_FILE}


# What has not changed on the disk is not read again: the stamp is part of the key.
Stamp = tuple[int, int]


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=8192)
def _sha256(path: Path, stamp: Stamp) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@lru_cache(maxsize=512)
def _read(folder: Path, source: str, path: Path, stamp: Stamp, rows: Stamp) -> Report:
    return read_report(folder, Listed(path, source))


@lru_cache(maxsize=4)
def _rows(folder: Path, stamp: Stamp) -> Mapping[str, Mapping[str, str]]:
    """The cells of ``reports.csv`` by report, those that empty a value as empty."""
    overrides = read_overrides(folder).values()
    return {
        one.report_id: {column: "" if value == NOTHING else value for column, value in one.cells} for one in overrides
    }
