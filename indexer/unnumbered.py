"""Headings without a number: short lines of their own, run-in headings, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.headings import Mark, Style, skip_prefix
from indexer.items import is_item
from records import Span

_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。！？!?；;…，,、：:](?:[”’」』）)】》])?$")
_SHORT_CHARS = (4, 40)
_BODY_CHARS = 30

# A line that names a part of a report: 2020年工作重点安排：
_NAMES_A_PART = re.compile(
    r"(?:安排|打算|[计計][划劃]|要[点點]|思路|情[况況]|[总總][结結]|回[顾顧]|成效|成[绩績]|[问問][题題]|不足|措施|目[标標]|任[务務]|亮[点點]"
    r"|做法|建[议議]|(?:主要|重[点點])工作|展望)[：:]?$"
)
_LEADS_IN = re.compile(r"以下|如下|下列|方面|各位|同志|[尊敬][敬]?的")
# Lines of the page around the report, signatures, dates.
_CHROME = re.compile(
    r"^(?:来源|來源|作者|[记記]者|[编編][辑輯]|[发發]布|[责責]任|附件|抄送|主送|[联聯]系|[电電][话話]|打印|[关關][闭閉]|字[号號]|索引|文[号號]|[标標][题題]"
    r"|上一篇|下一篇|分享|首[页頁]|[当當]前位置|[图圖]|表\d)|[局委厅廳府会會]$|年\d{1,2}月\d{1,2}日|https?:|^[-•·|]"
)
_LABEL = re.compile(
    r"(?:[总總][体體](?:要求|思路|目[标標])|指[导導]思想|工作(?:思路|目[标標]|要求)|[发發]展目[标標]|主要目[标標]|年度目[标標]|基本原[则則])[：:。](?=.)"
)
_RUN_IN = re.compile(r"(?P<words>[^。！？；：:!?;\n]{4,34})(?P<end>[。：:])|【(?P<boxed>[^】\n]{2,30})】")
# How a sentence begins that tells instead of naming what follows; a figure in it tells too.
_TELLS = re.compile(
    r"^(?:我[们們市省县縣区區]|今年|去年|[过過]去|一年|[几幾]年|同[时時]|在|[当當]前|各位|[这這]|截[至止]|上半年|下半年|目前|其中|此外|[为為]此|[总總]之|[记記]者|但|要"
    r"|[现現]在|以上|上述)|[0-9\uff10-\uff19%％]|[们們]|(?:如下|以下.*|[是为為有])$|是[今一我]"
)


def find_short_lines(text: str, lines: tuple[Span, ...], numbered: Iterable[Mark]) -> tuple[Mark, ...]:
    r"""Find headings that stand unnumbered on their own short line.

    Such a line ends without punctuation (or names a part of the report and ends with a colon),
    follows the end of a sentence or another heading, and a clearly longer body or another
    heading follows. Before the first sentence of the text there is only the title block.

    Args:
        text: the report's text, either script.
        lines: ``split_lines(text)``.
        numbered: the numbered marks; their lines are headings already.

    Returns:
        Marks in text order.

    Example:
        >>> text = "標題\n" + "今年很好。" * 9 + "\n聚焦辦好每所學校 推動倍增\n" + "積極建校。" * 9
        >>> [mark.start for mark in find_short_lines(text, (Span(0, 2), Span(3, 48), Span(49, 62), Span(63, 108)), ())]
        [49]
    """
    taken = {mark.start for mark in numbered if mark.is_line_start}
    marks: list[Mark] = []
    has_body = False
    for index, line in enumerate(lines):
        if line.start in taken:
            has_body = True
            continue
        words = text[skip_prefix(text, line.start, line.end) : line.end].rstrip("*")
        is_marked = text[line.start] == "#"
        if (is_marked or has_body or _NAMES_A_PART.search(words)) and index > 0 and _is_heading(words, is_marked):
            above, below = lines[index - 1], lines[index + 1 : index + 2]
            if is_marked or (_ends(text, above, taken, marks) and _has_body(text, line, below, taken)):
                marks.append(Mark(Style.SHORT, 0, line.start, line.end - len(words), is_line_start=True))
        has_body = has_body or bool(marks) or bool(re.search("[。！？；]", words))
    return tuple(marks)


def find_run_ins(text: str, lines: tuple[Span, ...], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Find paragraphs that begin with a short phrase as their heading: 精准聚焦补短板。 + body.

    One such paragraph proves nothing; two or more beside each other between the same two
    headings, making up at least half of the paragraphs there, do.

    Args:
        text: the report's text, either script.
        lines: ``split_lines(text)``.
        marks: all marks found so far; they part the groups.

    Returns:
        Marks in text order, 总体要求： and the like among them.
    """
    taken = {mark.start for mark in marks if mark.is_line_start}
    found: list[Mark] = []
    group: list[tuple[Mark | None, str]] = []
    for index, line in enumerate(lines):
        if line.start in taken or index == 0:
            found.extend(_run_ins_of(group))
            group = []
        elif label := _LABEL.match(text, line.start, line.end):
            found.append(Mark(Style.LABEL, 0, line.start, label.start(), is_line_start=True))
        else:
            group.append(_read_run_in(text, line))
    found.extend(_run_ins_of(group))
    return tuple(sorted(found, key=lambda mark: mark.start))


def _is_heading(words: str, is_marked: bool) -> bool:
    least, most = _SHORT_CHARS
    if is_marked:
        return bool(words)
    if not least <= len(words) <= most or _CHROME.search(words) or _LEADS_IN.search(words):
        return False
    if _SENTENCE_END.search(words):
        return words[-1] in "：:" and bool(_NAMES_A_PART.search(words)) and len(words) <= 24
    return 2 * len(_HAN.findall(words)) > len(words)


def _ends(text: str, line: Span, taken: set[int], marks: list[Mark]) -> bool:
    """Whether the line above is over: a heading, or the end of a sentence."""
    is_heading = line.start in taken or any(mark.start == line.start for mark in marks[-1:])
    return is_heading or bool(re.search("[。！？!?；;：:…”）)】]$", text[line.start : line.end]))


def _has_body(text: str, line: Span, below: tuple[Span, ...], taken: set[int]) -> bool:
    if not below:
        return False
    body = below[0]
    is_longer = len(body) >= max(_BODY_CHARS, 1.5 * len(line))
    return is_longer or body.start in taken or bool(_NAMES_A_PART.search(text[line.start : line.end]))


def _read_run_in(text: str, line: Span) -> tuple[Mark | None, str]:
    """The run-in heading of a paragraph with its way of ending, or None."""
    start = skip_prefix(text, line.start, line.end)
    match = None if is_item(text, start) else _RUN_IN.match(text, start, line.end)
    if not match or line.end - match.end() < max(30, len(match.group())):
        return None, ""
    words = match["words"] or match["boxed"]
    commas = len(re.findall("[，,]", words))
    if commas > 1 or _TELLS.search(words) or _CHROME.search(words) or len(words) > 24 + 10 * commas:
        return None, ""
    return Mark(Style.RUN_IN, 0, line.start, start, is_line_start=True), match["end"] or "】"


def _run_ins_of(group: list[tuple[Mark | None, str]]) -> list[Mark]:
    """The run-in headings of the paragraphs between two headings, if they are a series."""
    best: list[Mark] = []
    for ending in ("。", "：", ":", "】"):
        places = [index for index, (mark, end) in enumerate(group) if mark and end == ending]
        if len(places) >= 2 and 2 * len(places) > places[-1] - places[0] and len(places) > len(best):
            best = [mark for index in places if (mark := group[index][0])]
    return best
