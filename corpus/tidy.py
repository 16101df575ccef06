r"""Tidying: the one form in which any file's text goes on - NFC, ``\n`` line ends, writable in UTF-8."""

from __future__ import annotations

import re
import unicodedata

from language import normalise

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# What UTF-8 or a terminal cannot carry; zero-width characters and other controls are left to the counted repairs.
_UNWRITABLE = re.compile("[\0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# PDF and copied text write 文 as the radical ⽂ (U+2F42): the same sign to the eye, another to the search.
_RADICALS = re.compile("[\u2e80-\u2fd5]")


def tidy_text(text: str) -> str:
    r"""Bring a text into the form in which documents are handed on.

    NFC (never NFKC, which would turn 10³ into 103), line ends ``\n``, no lone surrogates,
    noncharacters or NULs, Kangxi radicals as the characters they show. Applying it twice is the
    same as once.

    Args:
        text: any string; it may hold lone surrogates.

    Returns:
        A text that can be written in UTF-8.

    Example:
        >>> tidy_text("一、工作\r\n10³ ⽂件\ud800")
        '一、工作\n10³ 文件'
    """
    text = _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return normalise(text)
