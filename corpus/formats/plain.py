"""Plain text: decode it, and read it as HTML where it holds HTML."""

from __future__ import annotations

from corpus.encodings import decode_text
from corpus.formats.extract import Extract
from corpus.formats.html import extract_html, is_html


def read_plain(data: bytes, *, source: str) -> Extract:
    r"""Read a .txt file; scrapes often save raw HTML under that name.

    Raises:
        CorpusError: no encoding makes it readable.

    Example:
        >>> read_plain("一、工作回顾".encode("gb18030"), source="a.txt").text
        '一、工作回顾'
        >>> read_plain(b"<div><p>one</p><p>two</p></div>", source="b.txt").text
        'one\ntwo'
    """
    decoded = decode_text(data, source=source)
    if is_html(decoded.text):
        return extract_html(decoded.text, encoding=decoded.encoding)
    return Extract(decoded.text, decoded.encoding)
