"""What a format's reader hands back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file as its format holds it, not yet tidied.

    Attributes:
        text: paragraphs, list items and table rows on a line each, cells separated by a tab.
        encoding: the decided encoding of a text format; empty for .docx and .pdf.
        title: the title the file itself names, or empty.
        published: ISO date ``YYYY-MM-DD`` the file itself names, or empty.
        link: the address the file itself names, or empty.
        is_html: the text came out of HTML tags, whatever the file's suffix.
    """

    text: str
    encoding: str = ""
    title: str = ""
    published: str = ""
    link: str = ""
    is_html: bool = False
