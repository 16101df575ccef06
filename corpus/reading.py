"""One file becomes one document: its format is found, its text taken out and tidied."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.formats.docx import read_docx
from corpus.formats.extract import Extract
from corpus.formats.html import read_html
from corpus.formats.markdown import read_markdown
from corpus.formats.pdf import read_pdf
from corpus.formats.plain import read_plain
from corpus.listing import readable_name
from corpus.tidy import tidy_text
from errors import CorpusError

MAX_FILE_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    r"""The text of one file, before any repair.

    Attributes:
        text: NFC, ``\n`` line ends, at least one visible character.
        format: what the file holds: ``txt``, ``md``, ``html``, ``docx`` or ``pdf``; a .txt full
            of tags is ``html``.
        encoding: decided for a text format, e.g. ``"gb18030"``; empty for docx and pdf.
        title: one line that the file itself names as its title, or empty.
        published: ISO date that the file itself names, or empty.
        link: address that the file itself names, or empty.
        sha256: of the file's bytes, 64 hexadecimal digits.
    """

    text: str
    format: str
    encoding: str
    title: str
    published: str
    link: str
    sha256: str


_READERS: Mapping[str, tuple[str, Callable[..., Extract]]] = {
    ".txt": ("txt", read_plain),
    ".md": ("md", read_markdown),
    ".markdown": ("md", read_markdown),
    ".html": ("html", read_html),
    ".htm": ("html", read_html),
    ".docx": ("docx", read_docx),
    ".pdf": ("pdf", read_pdf),
}

# Of the files that are read.
SUFFIXES = tuple(_READERS)

# What a file really is, by its first bytes, and the format whose reader can take it.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Office file", "docx"),
    (b"%PDF-", "a PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .ppt, or a locked .docx)", ""),
    (b"{\\rtf", "an RTF file", ""),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"II*\0", "a TIFF picture", ""),
    (b"MM\0*", "a TIFF picture", ""),
    (b"Rar!", "a RAR archive", ""),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ""),
    (b"\x1f\x8b\x08", "a gzip archive", ""),
    (b"\x7fELF", "a program", ""),
)


def read_document(path: Path) -> Document:
    """Read one file of any supported format.

    Args:
        path: a .txt, .md, .markdown, .html, .htm, .docx or .pdf file.

    Raises:
        CorpusError: the file cannot be opened, is empty, larger than 100 MB, of another format
            than its suffix says, damaged, locked, in no readable encoding, or holds no text;
            the reason says what to do.
    """
    source = readable_name(path.name)
    if path.suffix.lower() not in _READERS:
        raise CorpusError(source, unsupported_reason(path))
    data = _read_bytes(path)
    name, reader = _READERS[path.suffix.lower()]
    _require_format(data, name, source=source)
    extract = reader(data, source=source)
    text = tidy_text(extract.text)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise CorpusError(source, "it holds no text: remove it or fetch it again")
    return Document(
        text=text,
        format="html" if extract.is_html else name,
        encoding=extract.encoding,
        title=" ".join(tidy_text(extract.title).split()),
        published=extract.published,
        link=extract.link,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def unsupported_reason(path: Path) -> str:
    """Why a file is not read because of its suffix, and what to do."""
    suffix = path.suffix.lower()
    known = "expected .txt, .md, .html, .docx or .pdf"
    advice = {
        ".doc": "save it as .docx",
        ".wps": "save it as .docx",
        ".rtf": "save it as .docx",
        ".odt": "save it as .docx",
        ".xls": "save it as .pdf, or its text as .docx",
        ".xlsx": "save it as .pdf, or its text as .docx",
        ".mht": "save the page as .html",
        ".mhtml": "save the page as .html",
    }.get(suffix, "convert it or move it out of the corpus folder")
    return f"{suffix or 'a file without suffix'} is not read, {known}: {advice}"


def _read_bytes(path: Path) -> bytes:
    source = readable_name(path.name)
    try:
        if not path.is_file():
            raise CorpusError(source, "it is no regular file (a broken link or a device): remove it")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise CorpusError(source, f"it has {size:,} bytes, at most {MAX_FILE_BYTES:,} are read: split it")
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(source, f"it cannot be opened ({error.strerror}): check its permissions") from error
    if not data:
        raise CorpusError(source, "it is empty (0 bytes): remove it or fetch it again")
    return data


def _require_format(data: bytes, name: str, *, source: str) -> None:
    """Refuse a file whose first bytes say that it is something else."""
    found = next(((what, fits) for mark, what, fits in _SIGNATURES if data.startswith(mark)), None)
    if found is not None and found[1] != name:
        rename = f"rename it to .{found[1]}" if found[1] else "save its text as .docx or .txt"
        raise CorpusError(source, f"its suffix says {name}, but it is {found[0]}: {rename}")
    if name == "docx" and found is None:
        raise CorpusError(source, "its suffix says docx, but it is no Word file: rename it or save it as .docx")
    if name == "pdf" and found is None and b"%PDF-" not in data[:1024]:
        raise CorpusError(source, "its suffix says pdf, but it is no PDF: rename it or print it to PDF again")
