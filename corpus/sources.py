"""Where metadata can be read: the title, header fields, opening, signature, file name and body of one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from language import Folded, fold, fold_text

_PUBLISHER = re.compile(
    r"(?:发布机构|发文机关|发布单位|发文单位|发文机构|制作机构|制发机关|主办单位|责任部门|公开机构|公开主体|信息来源单位|单位名称|编制单位)\s*[:：]\s*"
    r"(?P<value>[^\s:：|]+)"
)
_CHROME_LINE = re.compile(r"^\W*(?:来源|信息来源|作者|字号|打印|浏览|点击|当前位置|首页|记者)")
# Who speaks says so at the head of a line; further on a line speaks of others.
_LINE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Source:
    """One text that tells something, with its folded form.

    Attributes:
        how: the name a Clue gives it: ``title``, ``header``, ``file name`` or ``body``.
        written: as the report writes it.
        matched: its folded form with the map back.
    """

    how: str
    written: str
    matched: Folded

    @property
    def folded(self) -> str:
        """The folded text that is searched."""
        return self.matched.text

    def quote(self, start: int, end: int) -> str:
        """The written words of the folded range ``[start, end)``, in one line."""
        return re.sub(r"\s+", " ", self.matched.original(start, end).of(self.written)).strip()


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of one report, the title empty where the report has none of its own."""

    title: Source
    publishers: tuple[Source, ...]
    header: Source
    opening: Source
    signature: Source
    file_name: Source
    body: Source


def collect_sources(title: str, header_lines: tuple[str, ...], text: str, file_name: str) -> Sources:
    """Lay out what can be read of a report.

    Args:
        title: the report's own title, or empty.
        header_lines: lines that the repair took out of the text.
        text: the repaired text.
        file_name: its file name, with or without folders.
    """
    body_lines = [line for line in opening_lines(text, 8) if line != title]
    head = "\n".join([*header_lines, *(line for line in body_lines if len(line) <= 120)])
    opening = "\n".join(line[:_LINE_CHARS] for line in body_lines if not _CHROME_LINE.match(fold_text(line)))
    signature = "\n".join(line for line in closing_lines(text, 4) if len(line) <= 40)
    return Sources(
        title=_source("title", title),
        publishers=tuple(_source("header", match["value"]) for match in _PUBLISHER.finditer(fold_text(head))),
        header=_source("header", head),
        opening=_source("body", opening),
        signature=_source("body", signature),
        file_name=_source("file name", stem_of_file(file_name)),
        body=_source("body", text),
    )


def stem_of_file(file_name: str) -> str:
    """The file's name without folders and ending.

    Example:
        >>> stem_of_file("2022/淄博市教育局2022年工作要点.docx")
        '淄博市教育局2022年工作要点'
    """
    return PurePosixPath(file_name.replace("\\", "/")).stem


def opening_lines(text: str, count: int) -> list[str]:
    """The first lines that hold something, stripped."""
    return _first(text.split("\n"), count)


def closing_lines(text: str, count: int) -> list[str]:
    """The last lines that hold something, stripped, in text order."""
    return _first(reversed(text.rstrip().rsplit("\n", count * 3)[-count * 3 :]), count)[::-1]


def _first(lines: Iterator[str] | list[str], count: int) -> list[str]:
    found: list[str] = []
    for line in lines:
        if len(found) == count:
            break
        if stripped := line.strip():
            found.append(stripped)
    return found


def _source(how: str, written: str) -> Source:
    return Source(how, written, fold(written))
