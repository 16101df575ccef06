"""PDF files: the text of their pages without page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.extract import Extract
from corpus.readability import measure_readability
from errors import CorpusError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–―·.]*\s*\d{1,4}\s*[-—–―·.]*|第\s*\d{1,4}\s*[页頁].{0,12})\s*")
_ENCRYPTED = 4  # FPDF_ERR_PASSWORD
_JUDGED_CHARS = 20_000


def read_pdf(data: bytes, *, source: str) -> Extract:
    """Read the text layer of a .pdf file.

    Lines end where the page's lines end. The number at the foot or the head of a page is left
    out. The title in the file's properties counts only where the text begins with it.

    Args:
        data: the bytes of the file.
        source: its name, for the error.

    Raises:
        CorpusError: the file is damaged, locked by a password, a scan without text, or its
            fonts do not say which characters they draw.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as document:
            pages = ["\n".join(_page_lines(text)) for text in _page_texts(document)]
            title = str(document.get_metadata_dict().get("Title") or "").strip()
    except PdfiumError as error:
        reason = (
            "it is locked by a password: save a copy without one"
            if error.err_code == _ENCRYPTED
            else "it is no sound PDF (cut off or damaged): fetch or print it to PDF again"
        )
        raise CorpusError(source, reason) from error
    text = "\n".join(page for page in pages if page)
    _require_text(text, n_pages=len(pages), source=source)
    return Extract(text, title=title if title and title in text[:500] else "")


def _page_texts(document: PdfDocument) -> Iterator[str]:
    for page in document:
        text_page = page.get_textpage()
        yield str(text_page.get_text_bounded())
        text_page.close()
        page.close()


def _page_lines(text: str) -> list[str]:
    """The lines of a page without a page number at its head or foot."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    for edge in (-1, 0):
        if lines and _PAGE_NUMBER.fullmatch(lines[edge]):
            lines.pop(edge)
    return lines


def _require_text(text: str, *, n_pages: int, source: str) -> None:
    if not text.strip():
        raise CorpusError(
            source,
            f"no page of {n_pages} holds text, it is probably a scan: run text recognition (OCR) over it",
        )
    if not measure_readability(text[:_JUDGED_CHARS]).is_readable:
        raise CorpusError(
            source, "its fonts do not say which characters they draw, the text is unreadable: run OCR over it"
        )
