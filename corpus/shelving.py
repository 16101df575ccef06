"""Putting files into a corpus folder and taking them out again, so that it can be undone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.listing import Listed, list_files
from corpus.names import check_name
from corpus.overriding import read_row, write_row
from corpus.reading import SUFFIXES, read_document
from errors import CorpusError, NameTakenError

# Hidden, so that no build reads it; in the corpus folder, so that a move is one rename on one disk.
HIDDEN = ".yaodian"
_INCOMING, _TRASH, _LOCK, _ENTRY = "incoming", "trash", "lock", "entry.json"
_WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file taken out of a corpus.

    Attributes:
        trash_id: names it for ``restore_file``.
        source: where it was, relative to the corpus folder.
        removed: UTC, ISO 8601.
    """

    trash_id: str
    source: str
    removed: str


def find_file(folder: Path, source: str) -> Listed:
    """The file of a corpus that is called ``source``; the name is looked for and never made a path.

    Args:
        folder: the corpus folder.
        source: relative to it, with forward slashes.

    Raises:
        CorpusError: there is none, or it is a link to somewhere outside of the folder.
    """
    found = next((one for one in list_files(folder) if isinstance(one, Listed) and one.source == source), None)
    if found is None:
        raise CorpusError(source, "there is no such file in the folder of reports: look at the list again")
    if not found.path.resolve().is_relative_to(folder.resolve()):
        raise CorpusError(source, "it is a link to a file outside of the folder of reports: put the file itself there")
    return found


def incoming_folder(folder: Path) -> Path:
    """Where a file is written before ``add_file`` takes it; on the disk of the corpus, and hidden."""
    return _hidden(folder, _INCOMING)


def add_file(folder: Path, name: str, staged: Path, *, replace: bool = False) -> str:
    """Move a file that was handed in into a corpus.

    Args:
        folder: the corpus folder; the file comes to lie directly in it.
        name: as the other machine says; see ``check_name``.
        staged: a file in ``incoming_folder``; gone afterwards if it was taken.
        replace: move a file of the same name to the trash; its line in ``reports.csv`` stays.

    Returns:
        The file's place relative to the folder.

    Raises:
        NameTakenError: a report of this name is there.
        CorpusError: the name is refused, or the file is none that can be read; says what to do.
    """
    kept = check_name(name, SUFFIXES)
    try:
        read_document(staged)
    except CorpusError as error:
        raise CorpusError(kept, error.reason) from error
    with _changing(folder):
        for one in _same_report(folder, kept):
            if not replace or one.source != kept:
                raise NameTakenError(kept, one.source)
            _to_trash(folder, one, {})
        staged.replace(folder / kept)
    return kept


def remove_file(folder: Path, source: str) -> Trashed:
    """Move a file of a corpus, and its line in ``reports.csv``, to the trash inside the folder.

    Raises:
        CorpusError: there is no such file, it lies outside of the folder, or it cannot be moved.
    """
    with _changing(folder):
        listed = find_file(folder, source)
        row: dict[str, str] = {}
        if len(_same_report(folder, Path(source).name)) == 1:
            row = read_row(folder, listed.report_id)
            write_row(folder, listed.report_id, {})
        return _to_trash(folder, listed, row)


def restore_file(folder: Path, trash_id: str) -> str:
    """Put a file from the trash back where it was, with its line in ``reports.csv``.

    Returns:
        Its place relative to the folder.

    Raises:
        NameTakenError: another report has its name by now.
        CorpusError: the trash holds no such file.
    """
    with _changing(folder):
        entry = next((one for one in list_trash(folder) if one.trash_id == trash_id), None)
        if entry is None:
            raise CorpusError("trash", f"it holds nothing called {trash_id[:40]!r}: look at the list again")
        if taken := _same_report(folder, Path(entry.source).name):
            raise NameTakenError(entry.source, taken[0].source)
        held = _hidden(folder, _TRASH) / entry.trash_id
        kept = _read_entry(_entry_file(held))
        target = folder / kept.path
        target.parent.mkdir(parents=True, exist_ok=True)
        (held / target.name).rename(target)
        if kept.row:
            write_row(folder, Listed(target, entry.source).report_id, kept.row)
        _entry_file(held).unlink()
        held.rmdir()
    return entry.source


def list_trash(folder: Path) -> tuple[Trashed, ...]:
    """What was taken out of a corpus, the last one first; never fails for a trash that is damaged."""
    trash = folder / HIDDEN / _TRASH
    found = []
    for path in sorted(trash.glob("*.json"), reverse=True):
        try:
            entry = _read_entry(path)
        except (OSError, ValueError, TypeError):
            continue
        found.append(Trashed(path.stem, entry.source, entry.removed))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is written beside a file in the trash: ``path`` may hold bytes that are no text, ``source`` none."""

    source: str
    path: str
    removed: str
    row: dict[str, str]


def _entry_file(held: Path) -> Path:
    return held.with_name(f"{held.name}.json")


def _read_entry(path: Path) -> _Entry:
    return _Entry(**json.loads(path.read_text(encoding="utf-8")))


def _same_report(folder: Path, name: str) -> list[Listed]:
    """The files whose report would have the id of a file called ``name``, as Windows and macOS see names."""
    wanted = Listed(Path(name), name).report_id.casefold()
    return [one for one in list_files(folder) if isinstance(one, Listed) and one.report_id.casefold() == wanted]


def _to_trash(folder: Path, listed: Listed, row: dict[str, str]) -> Trashed:
    now = datetime.now(UTC)
    trash = _hidden(folder, _TRASH)
    number = 0
    while (held := trash / f"{now:%Y%m%dT%H%M%S}-{number:03d}").exists():
        number += 1
    held.mkdir()
    path = listed.path.relative_to(folder).as_posix()
    entry = _Entry(listed.source, path, now.isoformat(timespec="seconds"), dict(row))
    _entry_file(held).write_text(json.dumps(asdict(entry)) + "\n", encoding="utf-8")
    listed.path.rename(held / listed.path.name)
    return Trashed(held.name, entry.source, entry.removed)


def _hidden(folder: Path, name: str) -> Path:
    """A folder inside the hidden one; links there are refused, for they would lead out of the corpus."""
    path = folder / HIDDEN / name
    for one in (path.parent, path):
        if one.is_symlink():
            raise CorpusError(f"{HIDDEN}/{name}", "it is a link, expected a folder: remove the link")
        one.mkdir(exist_ok=True)
    return path


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """One change at a time, over all programs that look after the folder."""
    try:
        (folder / HIDDEN).mkdir(exist_ok=True)
        with FileLock(folder / HIDDEN / _LOCK, timeout=_WAIT_S):
            yield
    except Timeout as error:
        reason = "somebody else is changing it: try again in a moment"
        raise CorpusError(str(folder), reason) from error
    except OSError as error:
        name = os.path.basename(error.filename or "") or str(folder)  # noqa: PTH119 - may be bytes of no path
        reason = f"it cannot be changed ({error.strerror or error}): check the permissions of the folder of reports"
        raise CorpusError(name, reason) from error
