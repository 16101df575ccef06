"""Markdown: its signs off, its words untouched - asterisks that hide a name stay."""

from __future__ import annotations

import re

from corpus.encodings import decode_text
from corpus.formats.extract import Extract
from corpus.formats.html import extract_html, is_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|date|published|link|url)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,}|\*{3,}|_{3,}|`{3,}\w*|~{3,}\w*)[ \t]*$\n?", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?)?[ \t]*$\n?", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_BREAK = re.compile(r"<br\s*/?>|\\$", re.MULTILINE | re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")

_STRONG = re.compile(r"\*\*(?![\s*])([^*\n]*[^\s*])\*\*(?!\*)(?=(.?))")
# Where a mask stands for a name or a number, the word for its level or its measure follows: **县 and **镇, **个 and
# **% on one line are two hidden things, not one stressed passage.
_AFTER_MASKS = frozenset("省市县縣区區镇鎮乡鄉村街州盟旗校园園局个個所名人项項处處次年月日元万萬亿億余餘多%％‰")
# A single asterisk is a mask far more often than emphasis: it must stand free on both sides.
_EMPHASIS = re.compile(r"(?<![\w*])(\*|__?)(?![\s*_])([^*_\n]*[^\s*_])\1(?![\w*])")


def _unstress(found: re.Match[str]) -> str:
    is_mask = found.group(1)[0] in _AFTER_MASKS and found.group(2) in _AFTER_MASKS
    return found.group() if is_mask else found.group(1)


def _cells(found: re.Match[str]) -> str:
    return "\t".join(cell.strip() for cell in found.group(1).split("|"))


_STEPS = (
    (_COMMENT, ""),
    (_BREAK, "\n"),
    (_IMAGE, ""),
    (_LINK, r"\1"),
    (_HEADING, r"\2"),
    (_TABLE_RULE, ""),
    (_TABLE_ROW, _cells),
    (_UNDERLINE, ""),
    (_QUOTE, ""),
    (_STRONG, _unstress),
    (_EMPHASIS, r"\2"),
)


def read_markdown(data: bytes, *, source: str) -> Extract:
    r"""Read a .md file; its front matter may name title, date and link.

    Raises:
        CorpusError: no encoding makes it readable.

    Example:
        >>> read_markdown("# 工作要点\n\n**重点**：推进。".encode(), source="a.md").text
        '工作要点\n\n重点：推进。'
    """
    decoded = decode_text(data, source=source)
    if is_html(decoded.text):
        return extract_html(decoded.text, encoding=decoded.encoding)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    fields = {name.lower(): value for name, value in _FIELD.findall(front.group(1))} if front else {}
    body = text[front.end() :] if front else text
    first = _HEADING.search(body)
    title = fields.get("title") or (strip_markdown(first.group(2)).strip() if first else "")
    date = _ISO_DATE.match(fields.get("date") or fields.get("published") or "")
    link = fields.get("link") or fields.get("url") or ""
    return Extract(strip_markdown(body), decoded.encoding, title, date.group() if date else "", link)


def strip_markdown(text: str) -> str:
    """Take the signs of Markdown off; every other character stays.

    Headings, quotes, stress, links, rules and comments lose their signs, table rows become
    cells parted by tabs. List signs stay: they part the points. An asterisk that hides a name
    stays, as the word for its level follows it.

    Example:
        >>> strip_markdown("推进**县管校聘**改革，**县和**镇先行，*教育局")
        '推进县管校聘改革，**县和**镇先行，*教育局'
    """
    escaped: list[str] = []

    def keep(found: re.Match[str]) -> str:
        escaped.append(found.group(1))
        return "\0"

    text = _ESCAPE.sub(keep, text.replace("\0", ""))
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    kept = iter(escaped)
    return re.sub("\0", lambda _: next(kept), text)
