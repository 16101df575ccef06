"""A report's outline: its sections, each under the path of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from indexer.headings import NUMBERED, Mark, Style, find_marks, skip_prefix, split_lines
from indexer.items import find_items
from indexer.lists import drop_lists
from indexer.nesting import nest
from indexer.stance import assign_stances
from indexer.unbroken import find_parallels
from indexer.unnumbered import find_run_ins, find_short_lines
from records import Report, Section, Span, Stance

_MAX_HEADING = 60
_MAX_LINE = 80
# 一是 … 二是 … are sections of their own where the items are statements, not an enumeration inside one.
_MIN_ITEMS_CHARS = 120
_MIN_ITEM_CHARS = 40
# What follows such a paragraph up to the next heading falls to its last item; more than a closing line must not.
_MAX_AFTER_ITEMS = 100

_FINAL = "。！？!?；;：:，,、.．* \t\r\u3000\xa0"
_SENTENCE_STOP = re.compile(r"[。！？!?；;]|：|(?<!\d):|:(?!\d)")
# 二、存在问题和下半年工作打算上半年…: a heading whose line break is lost, before its body.
_PART_NAME = re.compile(
    r"[^，。：\s]{0,16}?(?:工作|存在|主要)[^，。：\s]{0,9}(?:情[况況]|回[顾顧]|成效|[问問][题題]|打算|[计計][划劃]|安排|思路|要[点點])(?![的和与與及、得])(?=.{4})"
)
_COMMA = re.compile("[，,]")
_GAP = re.compile(r"[ \t\u3000\xa0]+")


def outline(report: Report) -> tuple[Section, ...]:
    """Cut a report into sections along its headings.

    Numbered headings of all usual styles, short lines, run-in headings and 一是 … 二是 … are
    found, also where line breaks were lost; they nest in the usual order of the styles unless the
    report's own counting shows another.

    Args:
        report: its ``text`` and ``kind`` are used, its ``period`` for headings that name a year.

    Returns:
        Sections in text order, without overlap, holding every visible character. Each begins with
        its own heading, the last of ``heading_path``; text before the first heading stands under
        its title line or under an empty path.
    """
    text = report.text
    lines = split_lines(text)
    if not lines:
        return ()
    marks = find_headings(text, lines)
    paths = nest(marks)
    headings = [_heading_span(text, mark, end) for mark, end in zip(marks, _ends(marks, text), strict=True)]
    words = [span.of(text) for span in headings]
    pieces = _preamble(text, lines, marks)
    for index, (mark, end) in enumerate(zip(marks, _ends(marks, text), strict=True)):
        pieces.append((Span(mark.start, end), tuple(words[step] for step in paths[index])))
    return assign_stances(report, tuple(_sections(report, pieces)))


def find_headings(text: str, lines: tuple[Span, ...]) -> tuple[Mark, ...]:
    """All headings of a text in order, numbered or not, lists dropped.

    Args:
        text: the report's text.
        lines: ``split_lines(text)``.
    """
    numbered = drop_lists(text, find_marks(text, lines))
    short = find_short_lines(text, lines, numbered)
    upper = _merge(numbered, short)
    marks = _merge(upper, find_run_ins(text, lines, upper), find_parallels(text, lines, upper))
    marks = _merge(marks, _split_items(text, marks, at_line_starts=True))
    return _merge(marks, _split_items(text, marks, at_line_starts=False))


def _merge(*groups: Iterable[Mark]) -> tuple[Mark, ...]:
    """In text order; of marks that begin at one place the one of the first group."""
    at: dict[int, Mark] = {}
    for mark in (mark for group in groups for mark in group):
        at.setdefault(mark.start, mark)
    return tuple(at[start] for start in sorted(at))


def _ends(marks: Sequence[Mark], text: str) -> list[int]:
    """Where each mark's section ends: before the next one, white space left out."""
    starts = [mark.start for mark in marks[1:]] + [len(text)]
    return [
        mark.start + len(text[mark.start : end].rstrip()) for mark, end in zip(marks, starts[: len(marks)], strict=True)
    ]


def _preamble(text: str, lines: tuple[Span, ...], marks: Sequence[Mark]) -> list[tuple[Span, tuple[str, ...]]]:
    """The text before the first heading, under the title line if it begins with one."""
    start = lines[0].start
    end = start + len(text[start : marks[0].start if marks else len(text)].rstrip())
    if end <= start:
        return []
    title = text[skip_prefix(text, start, lines[0].end) : lines[0].end]
    is_title = 0 < len(title) <= _MAX_HEADING and not re.search(r"[。；;，,：:]$", title)
    return [(Span(start, end), (title,) if is_title else ())]


def _sections(report: Report, pieces: list[tuple[Span, tuple[str, ...]]]) -> Iterable[Section]:
    for number, (span, path) in enumerate(pieces):
        section_id = f"{report.report_id}/{number}"
        yield Section(section_id, report.report_id, path, span.start, span.end, Stance.NONE)


def _heading_span(text: str, mark: Mark, end: int) -> Span:
    """The heading's words: up to the line's end, the first stop, a gap, or the first clause."""
    line_end = text.find("\n", mark.start, end)
    stop = end if line_end < 0 else line_end
    start = mark.start + _prefix_length(text, mark)
    runs = find_items(text, mark.number_end, stop)
    limit = min(stop, start + _MAX_HEADING, *(run[0].start for run in runs[:1] if run[0].start > mark.number_end))
    cut = _first_stop(text, mark.number_end, limit)
    if cut is None and limit < min(stop, start + _MAX_HEADING):
        cut = limit
    if cut is None and stop - start <= _MAX_LINE and mark.style is not Style.ITEM:
        cut = stop
    body = _find_glued_body(text, mark, limit if cut is None else cut)
    return _trim(text, start, body or cut or _clause_end(text, mark, limit))


def _find_glued_body(text: str, mark: Mark, end: int) -> int | None:
    """Where the body begins that a lost line break put right behind the heading, or a space.

    Only words with a comma in them are a body; 强化引领 努力提升 is a heading of two halves.
    """
    if mark.style not in NUMBERED:
        return None
    first = _GAP.match(text, mark.number_end, end)
    start = first.end() if first else mark.number_end
    comma = _COMMA.search(text, start, end)
    if comma is None:
        return None
    part = _PART_NAME.match(text, start, comma.start())
    gap = _GAP.search(text, start, comma.start())
    if part or gap is None:
        return part.end() if part else None
    return gap.start() if 2 <= gap.start() - start <= _MAX_HEADING // 2 else None


def _prefix_length(text: str, mark: Mark) -> int:
    match = re.match(r"[#*◆◇■□●○★☆▲△▪►▶➢ \t\u3000]+", text[mark.start : mark.number_end])
    return match.end() if match else 0


def _first_stop(text: str, start: int, limit: int) -> int | None:
    if text[start : start + 1] == "【" and (box := text.find("】", start, limit)) > 0:
        return box + 1
    match = _SENTENCE_STOP.search(text, start, limit)
    return match.start() if match and match.start() > start else None


def _clause_end(text: str, mark: Mark, limit: int) -> int:
    """Where a heading ends that no stop ends in time: at a gap, a comma, or at the limit."""
    gap = _GAP.search(text, mark.number_end + 4, limit)
    comma = _COMMA.search(text, mark.number_end + 4, limit)
    if gap and (not comma or gap.start() < comma.start()):
        return gap.start()
    return comma.start() if comma else min(limit, mark.number_end + _MAX_HEADING // 2)


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    kept = words.rstrip(_FINAL)
    return Span(start + left, start + max(len(kept), left + 1)) if words.strip() else Span(start, max(end, start + 1))


def _split_items(text: str, marks: Sequence[Mark], *, at_line_starts: bool) -> Iterable[Mark]:
    """一是 … 二是 … that are statements of their own, not an enumeration in one sentence.

    Items inside a paragraph are split only if hardly any text follows it before the next heading.
    """
    for start, end in pairwise((0, *(mark.start for mark in marks), len(text))):
        for run in find_items(text, start, end, at_line_starts=at_line_starts):
            line_end = text.find("\n", run[-1].start, end)
            last = end if line_end < 0 else line_end
            is_long = last - run[0].start >= max(_MIN_ITEMS_CHARS, _MIN_ITEM_CHARS * len(run))
            if is_long and (at_line_starts or len(text[last:end].strip()) <= _MAX_AFTER_ITEMS):
                yield from (item for item in run if item.start != start)
