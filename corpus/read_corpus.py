"""A folder of files becomes the reports of a corpus; what cannot be read is named with its reason."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.describe import Description, describe
from corpus.listing import Listed, list_files
from corpus.overrides import Override, apply_override, read_overrides
from corpus.reading import Document, read_document
from corpus.repair import Repaired, repair
from errors import CorpusError
from language import detect_script
from records import Failure, Report

_PUT_FILES = "put .txt, .md, .html, .docx or .pdf files into it, or name another folder"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a folder holds.

    Attributes:
        reports: in the order they were read; every ``report_id`` stands once.
        failures: the files and subfolders that gave no report, in the same order.
    """

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]


def read_corpus(folder: Path, *, on_file: Callable[[str], None] | None = None) -> Corpus:
    """Read every report of a folder and its subfolders.

    Hidden files and files that Office and file managers leave behind are passed over. One file
    that fails never stops the others. Of two files with the same stem the second fails, as the
    stem is the report's id.

    Args:
        folder: holds the files, and may hold a ``reports.csv`` that overrides metadata.
        on_file: called with each file's path, relative to ``folder``, before it is read.

    Returns:
        The reports and the failures; there may be failures only.

    Raises:
        CorpusError: the folder is missing, is no folder, holds no file to read, or its
            ``reports.csv`` is not valid.
    """
    _require_folder(folder)
    overrides = read_overrides(folder)
    reports: dict[str, Report] = {}
    failures: list[Failure] = []
    for entry in list_files(folder):
        if isinstance(entry, Failure):
            failures.append(entry)
            continue
        if on_file is not None:
            on_file(entry.source)
        try:
            report = _read_report(entry, reports, overrides)
        except CorpusError as error:
            failures.append(Failure(entry.source, error.reason))
        else:
            reports[report.report_id] = report
    if not reports and not failures:
        raise CorpusError(str(folder), f"it holds no file to read: {_PUT_FILES}")
    return Corpus(tuple(reports.values()), tuple(failures))


def read_report(folder: Path, listed: Listed) -> Report:
    """Read one report of a folder as ``read_corpus`` would, as far as it depends on this file alone.

    Args:
        folder: the corpus folder, for its ``reports.csv``.
        listed: one of its files.

    Raises:
        CorpusError: the file cannot be read, or ``reports.csv`` is not valid.
    """
    return _read_report(listed, {}, read_overrides(folder))


def _require_folder(folder: Path) -> None:
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError as error:
        raise CorpusError(str(folder), f"there is no such folder: create it, {_PUT_FILES}") from error
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror}): check the path and its permissions"
        raise CorpusError(str(folder), reason) from error
    if not stat.S_ISDIR(mode):
        raise CorpusError(str(folder), "it is a file, expected a folder: name the folder that holds the file")


def _read_report(listed: Listed, reports: Mapping[str, Report], overrides: Mapping[str, Override]) -> Report:
    """Read, repair and describe one file.

    Raises:
        CorpusError: it cannot be read, its stem is taken, or no word is left after the repairs.
    """
    report_id = listed.report_id
    if report_id in reports:
        taken = f"{reports[report_id].source} has the same name without its suffix"
        raise CorpusError(listed.source, f"{taken}, which is the report's id: rename one of the two")
    document = read_document(listed.path)
    repaired = repair(document.text)
    if not any(character.isalnum() for character in repaired.text):
        raise CorpusError(listed.source, "it holds site chrome or signs only, no words: fetch it again")
    description = _describe(document, repaired, listed.source)
    if report_id in overrides:
        description = apply_override(description, overrides[report_id])
    return Report(
        report_id=report_id,
        title=description.title,
        bureau=description.bureau,
        place=description.place,
        period=description.period,
        kind=description.kind,
        published=description.published,
        source=listed.source,
        sha256=document.sha256,
        language=detect_script(repaired.text),
        text=repaired.text,
        repairs=repaired.repairs,
        clues=description.clues,
        link=description.link,
    )


def _describe(document: Document, repaired: Repaired, source: str) -> Description:
    """Describe the repaired text; the lines that were taken out of it still tell dates and places."""
    description = describe(
        repaired.text,
        file_name=source,
        title=document.title,
        published=document.published,
        header_lines=repaired.removed,
    )
    return replace(description, link=description.link or document.link)
