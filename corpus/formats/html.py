"""HTML: the main content of a page, every heading, paragraph, list item and table row on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.encodings import decode_text
from corpus.formats.extract import Extract

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Every text format ends up here to ask is_html; lxml and trafilatura (0.4 s) are imported only for real HTML.
_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|br|h[1-6]|ul|ol|li|table|tr|td|a|meta|article|section)\b[^<>]*>", re.I
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OPENING_TAGS = 2
_LOOK_AHEAD = 2000

_LINES = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head iframe object embed svg canvas button select option input textarea nav "
        "footer audio video map",
    )
)
_CONTAINERS = ("div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td")
_CELLS = frozenset({"td", "th"})
_GAP_IN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
_CELL_EDGE = re.compile(r" *\t *")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST = 0.9
_LINKS_IN_A_LIST = 3
_LONGEST_CELL = 200
_DATE = r"((?:19|20)\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])\s*[-月./]\s*(3[01]|[12]\d|0?[1-9])(?!\d)"
_ISO_DATE = re.compile(_DATE)
_PUBLISHED = re.compile(r"(?:发布|發布|發佈|发文|發文|发表|發表|公开|公開)(?:日期|时间|時間)\s*[:：]\s*" + _DATE)


def read_html(data: bytes, *, source: str) -> Extract:
    """Read an .html file.

    Raises:
        CorpusError: no encoding makes it readable.
    """
    decoded = decode_text(data, source=source)
    return extract_html(decoded.text, encoding=decoded.encoding)


def is_html(text: str) -> bool:
    """Whether a text is HTML: two tags or more, the first of them at its very beginning.

    Example:
        >>> is_html("[<div class='text'><h4>各位代表：</h4></div>]")
        True
        >>> is_html("完成率<90%，其中<p>表示学生数")
        False
    """
    head = text[:_LOOK_AHEAD].lstrip("\ufeff \t\r\n[")
    is_first = head[:9].lower() in {"<!doctype", "<!--"} or head[:5].lower() in {"<?xml", "<html"}
    return (is_first or _TAG.match(head) is not None) and len(_TAG.findall(head)) >= _OPENING_TAGS


def extract_html(markup: str, *, encoding: str = "") -> Extract:
    r"""Take the main content out of HTML.

    trafilatura says which lines are content. They are kept, and so is every other line of the
    smallest block that holds nine tenths of them, because trafilatura drops headings (four in
    each of three State Council reports tried). Lists that consist of links only are left out.

    Args:
        markup: a page or a fragment.
        encoding: handed through.

    Example:
        >>> extract_html("<div><h2>一、总体要求</h2><ul><li>坚持</li><li>推进</li></ul></div>").text
        '一、总体要求\n坚持\n推进'
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    markup = _DECLARATION.sub("", markup.replace("\0", "")).strip().removeprefix("[").removesuffix("]")
    try:
        page = document_fromstring(markup, parser=HTMLParser(huge_tree=True))
    except ParserError:  # nothing at all, or nothing but comments
        return Extract("", encoding, is_html=True)
    lines = _content_lines(page, _main_text(markup))
    title = _title(page)
    if title and title not in "\n".join(lines[:10]):
        lines.insert(0, title)
    return Extract("\n".join(lines), encoding, title, _published(page), _link(page), is_html=True)


def _main_text(markup: str) -> str:
    """What trafilatura takes for the content; empty where it finds none."""
    from trafilatura import bare_extraction

    if "<html" not in markup[:_LOOK_AHEAD].lower():  # it refuses fragments
        markup = f"<html><body>{markup}</body></html>"
    found = bare_extraction(markup, favor_recall=True, include_comments=False)
    return str(getattr(found, "text", None) or "")


def _content_lines(page: HtmlElement, main_text: str) -> list[str]:
    """All lines of the main block, and those outside of it that trafilatura kept: a date, a signature."""
    kept = {_key(line) for line in main_text.splitlines()} - {""}
    body = found if (found := page.find("body")) is not None else page
    every, main = list(_lines(body)), list(_lines(_main_block(body, kept)))
    starts = (at for at in range(len(every) - len(main) + 1) if every[at : at + len(main)] == main)
    first = next(starts, 0)
    before, after = every[:first], every[first + len(main) :]
    return [*(line for line in before if _key(line) in kept), *main, *(line for line in after if _key(line) in kept)]


def _main_block(body: HtmlElement, kept: set[str]) -> HtmlElement:
    """Descend for as long as one inner block holds nine tenths of what the whole body holds."""
    block, total = body, _kept_chars(body, kept)
    while total:
        inner = (child for child in block.iterchildren(*_CONTAINERS) if _kept_chars(child, kept) >= _MOST * total)
        if (found := next(inner, None)) is None:
            break
        block = found
    return block


def _kept_chars(element: HtmlElement, kept: set[str]) -> int:
    return sum(len(key) for line in _lines(element) if (key := _key(line)) in kept)


def _key(line: str) -> str:
    return "".join(line.split())


def _lines(element: HtmlElement) -> Iterator[str]:
    """The visible lines of an element, as a browser would break them; cells of a row part by a tab."""
    for line in "".join(_pieces(element)).split("\n"):
        if stripped := _CELL_EDGE.sub("\t", line).strip():
            yield stripped


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Text in document order with a line end around every block; iterative, as pages can nest deeply."""
    from lxml.etree import iterwalk

    cell: HtmlElement | None = None
    walk = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        is_block = isinstance(node.tag, str) and node.tag in _LINES
        edge = ("\n" if cell is None else " ") if is_block else ""
        if event == "start":
            if cell is None and _is_data_cell(node):
                cell, edge = node, "\t"
            is_seen = node.tag not in _UNSEEN and not _is_link_list(node)
            yield edge + _collapse(node.text) if is_seen else edge
            if not is_seen:
                walk.skip_subtree()
        else:
            if node is cell:
                cell, edge = None, ""
            yield edge + _collapse(node.tail) if node is not element else edge


def _is_data_cell(node: HtmlElement) -> bool:
    """Whether a table cell holds a value; old sites lay out whole articles in a cell, which is then a block."""
    if node.tag not in _CELLS or node.getparent() is None:
        return False
    n_cells = sum(cell.tag in _CELLS for cell in node.getparent())
    return n_cells > 1 and len(_key(node.text_content())) <= _LONGEST_CELL


def _collapse(text: str | None) -> str:
    """Collapse white space as a browser does; a line end between Chinese characters leaves no blank."""
    return _SPACES.sub(" ", _GAP_IN_CHINESE.sub("", text)) if text else ""


def _is_link_list(node: HtmlElement) -> bool:
    """Whether a list holds nothing but links: navigation or related news."""
    if node.tag not in {"ul", "ol", "dl"}:
        return False
    links = list(node.iter("a"))
    linked = sum(len(_key(link.text_content())) for link in links)
    return len(links) >= _LINKS_IN_A_LIST and linked >= _MOST * len(_key(node.text_content()))


def _title(page: HtmlElement) -> str:
    """The title by the meta tag of Chinese government sites, else the page's only main heading, else its title."""
    meta = _meta(page, "articletitle")
    headings = [_one_line(heading.text_content()) for heading in page.iter("h1")]
    if meta or len(headings) == 1:
        return meta or headings[0]
    title = page.find(".//title")
    return _one_line(title.text_content()) if title is not None else ""


def _published(page: HtmlElement) -> str:
    """The date of the meta tag, else the first line that names a publication date."""
    for name in ("pubdate", "article:published_time", "publishdate", "date"):
        if found := _ISO_DATE.match(_meta(page, name)):
            return _iso_date(found)
    labelled = _PUBLISHED.search("\n".join(_lines(page)))
    return _iso_date(labelled) if labelled else ""


def _iso_date(found: re.Match[str]) -> str:
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _link(page: HtmlElement) -> str:
    """The address by the canonical link or the Open Graph tag."""
    canonical = [str(link.get("href", "")) for link in page.iter("link") if link.get("rel") == "canonical"]
    address = (canonical or [_meta(page, "og:url")])[0]
    return address if address.startswith(("http://", "https://")) else ""


def _meta(page: HtmlElement, name: str) -> str:
    """The content of a meta tag by its name or property, in any case; empty where there is none."""
    for tag in page.iter("meta"):
        if (tag.get("name") or tag.get("property") or "").lower() == name:
            return _one_line(tag.get("content") or "")
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
