"""Word files: paragraphs and table rows in document order, with the numbers Word only draws."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.extract import Extract
from corpus.formats.numbering import Numbering
from errors import CorpusError

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_TEXT, _BOX = f"{_W}t", f"{_W}txbxContent"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OTHER_PACKAGES = {"xl": "an Excel workbook", "ppt": "a PowerPoint presentation", "META-INF": "an OpenDocument file"}
_SAVE_AGAIN = "open it in Word or WPS and save it again as .docx"
_SKIPPED = frozenset({_FALLBACK, f"{_W}pPr", f"{_W}del", f"{_W}moveFrom"})


def read_docx(data: bytes, *, source: str) -> Extract:
    """Read the body of a .docx file.

    Text of hyperlinks, content controls, smart tags, inserted changes and text boxes counts;
    deleted changes, headers, footers and notes do not. The number of an automatically
    numbered heading ("一、") stands in no text of the file: it is counted out anew.

    Args:
        data: the bytes of the file.
        source: its name, for the error.

    Raises:
        CorpusError: the file is truncated, is no Word file, or unpacks to more than 200 MB.
    """
    _require_sound_package(data, source=source)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        lines = list(_block_lines(document.element.body, Numbering.of(document.part)))
        title = _title(document)
    except Exception as error:  # what damage makes zlib, zipfile, lxml and python-docx raise has no common base
        raise CorpusError(source, f"its Word package is damaged ({_first_line(error)}): {_SAVE_AGAIN}") from error
    return Extract("\n".join(lines), title=title if title and title in "\n".join(lines[:10]) else "")


def _title(document: Document) -> str:
    """The title in the file's properties; a part of properties that declares no type of its own has none."""
    try:
        return (document.core_properties.title or "").strip()
    except AttributeError:  # python-docx reads such a part as bytes
        return ""


def _require_sound_package(data: bytes, *, source: str) -> None:
    """Refuse what is no zip, no Word file, or unpacks to more than any report holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            folders = {entry.filename.split("/")[0] for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise CorpusError(source, f"its Word package is cut off or damaged ({error}): {_SAVE_AGAIN}") from error
    if "word" not in folders or "[Content_Types].xml" not in folders:
        found = next((what for folder, what in _OTHER_PACKAGES.items() if folder in folders), "a zip archive")
        raise CorpusError(source, f"its suffix says docx, but it is {found}: save its text as .docx or .txt")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_UNPACKED_BYTES:
        raise CorpusError(
            source,
            f"it unpacks to {unpacked:,} bytes, at most {_MAX_UNPACKED_BYTES:,} are read: "
            "remove its pictures or split it",
        )


def _block_lines(block: _Element, numbering: Numbering) -> Iterator[str]:
    """Paragraphs and rows in order; blocks inside content controls and the like count as well."""
    for child in block:
        if child.tag == _PARAGRAPH:
            yield from _paragraph_lines(child, numbering)
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):
                yield from _row_line(row, numbering)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _block_lines(child, numbering)


def _row_line(row: _Element, numbering: Numbering) -> Iterator[str]:
    """A row as one line, its cells parted by tabs; paragraphs of a cell by spaces."""
    cells = [" ".join(" ".join(_block_lines(cell, numbering)).split()) for cell in row.iterfind(f".//{_CELL}")]
    if any(cells):
        yield "\t".join(cells).strip("\t")


def _paragraph_lines(paragraph: _Element, numbering: Numbering) -> Iterator[str]:
    """A paragraph as the lines it draws, and the text boxes anchored in it after it."""
    boxes: list[_Element] = []
    text = "".join(_run_text(paragraph, boxes))
    number = numbering.next_number(paragraph) if text.strip() else ""
    yield number + text
    for box in boxes:
        yield from _block_lines(box, numbering)


def _run_text(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _SKIPPED:
            yield from _run_text(child, boxes)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
