"""Which files of a folder are to be read, in an order that is the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.encodings import decode_text
from errors import CorpusError
from language import normalise
from records import Failure

OVERRIDES_FILE = "reports.csv"
# What file managers and Office leave behind: nobody put it there as a report.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", OVERRIDES_FILE})
_LITTER_MARKS = (".", "~$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file to read.

    Attributes:
        path: as the operating system knows it.
        source: relative to the corpus folder, with forward slashes, always writable in UTF-8.
    """

    path: Path
    source: str

    @property
    def report_id(self) -> str:
        """The id of the report in it: the stem of its name, in NFC.

        Example:
            >>> Listed(Path("a"), "2022/淄博市教育局.docx").report_id
            '淄博市教育局'
        """
        return normalise(PurePosixPath(self.source).stem)


def list_files(folder: Path) -> Iterator[Listed | Failure]:
    """List the files of a folder and its subfolders, by name, files of a folder before its subfolders.

    Hidden files, Office lock files, ``Thumbs.db`` and ``reports.csv`` are passed over. Links to
    folders are followed, but no folder is read twice.

    Args:
        folder: an existing folder.

    Yields:
        A file to read, or the failure of a subfolder that cannot be.
    """
    yield from _walk(folder, "", {folder.resolve(): folder.name or "."})


def _walk(folder: Path, prefix: str, visited: dict[Path, str]) -> Iterator[Listed | Failure]:
    try:
        entries = sorted(path for path in folder.iterdir() if not _is_litter(path.name))
    except OSError as error:
        yield Failure(
            prefix.rstrip("/") or ".", f"the folder cannot be opened ({error.strerror}): check its permissions"
        )
        return
    is_folder = {path: path.is_dir() for path in entries}
    yield from (Listed(path, prefix + readable_name(path.name)) for path in entries if not is_folder[path])
    for path in filter(is_folder.get, entries):
        source = prefix + readable_name(path.name)
        first = visited.setdefault(path.resolve(), source)
        if first != source:
            yield Failure(source, f"it is a link to the folder {first}, which is read already: remove the link")
        else:
            yield from _walk(path, source + "/", visited)


def readable_name(name: str) -> str:
    """A file name as text, even where an archive wrote it in GB18030 or Big5.

    Args:
        name: as Python reads it from the operating system; bytes that are not UTF-8 are lone
            surrogates in it.

    Example:
        >>> readable_name(os.fsdecode("工作总结.txt".encode("gb18030")))
        '工作总结.txt'
    """
    data = os.fsencode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return decode_text(data).text
        except CorpusError:
            return data.decode("utf-8", "backslashreplace")


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER_MARKS) or name.lower() in _LITTER
