"""Lists of other news that a site put behind a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(
    r"[\s【\[>»•·#*-]*(?:相关|推荐|延伸|猜你|你可能|您可能|热门|热点|最新|更多|精彩|为您|为你|大家|网友)(?:的|还)?"
    r"(?:新闻|阅读|链接|文章|推荐|内容|信息|资讯|报道|喜欢|感兴趣|感兴趣的文章|喜欢的文章|文档|资料|专题|动态|范文|都在看|在看)[\s】\]:：>»…]*"
)
_BULLET = re.compile(r"^(?:[-•·●■◆▪►▶*]|\[\d+\]|>)\s+")
_ENDS_SENTENCE = re.compile(r"[。！？!?][”’」』）)\"]*$")
_ENDS_ITEM = re.compile(r"[。；;：:,，、]$")
_HEADLINE = re.compile(
    r"[!！?？“”「」《》|丨]|\S[ \u3000]+\S|——|"
    r"[\[（(]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\]）)]?$|[\[（(]\d{1,2}-\d{1,2}[\]）)]$"
)
_MIN_HEADLINES = 3
_MIN_MEAN_CHARS = 10
_MAX_HEADLINE_CHARS = 70


def find_news(keys: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Find the list of other news at the end of a report.

    Either a line says 相关新闻 or the like and only short lines without a sentence follow it, or
    the report ends a sentence and at least three bulleted headlines follow to the end: none
    ends like a list item, at least half have a headline's marks (！ “” a space between clauses),
    and the report itself has no bulleted lines.

    Args:
        keys: all lines, simplified and stripped.
        numbers: the numbers of those that are looked at, rising: visible and not yet removed.

    Returns:
        The numbers of the list's lines, rising; empty where there is none.

    Example:
        >>> find_news(["一、总结。", "相关新闻", "某校开学", "某校放假"], range(4))
        [1, 2, 3]
    """
    tail = _take_tail(keys, numbers)
    headed = next((index for index, number in enumerate(tail) if _HEADER.fullmatch(keys[number])), None)
    if headed is not None:
        return list(tail[headed:])
    bulleted = [number for number in tail if _BULLET.match(keys[number])]
    body = numbers[: len(numbers) - len(tail)]
    if bulleted != list(tail) or not body or any(_BULLET.match(keys[number]) for number in body):
        return []
    return bulleted if _ENDS_SENTENCE.search(keys[body[-1]]) and _are_headlines([keys[n] for n in bulleted]) else []


def _take_tail(keys: Sequence[str], numbers: Sequence[int]) -> Sequence[int]:
    """The last lines that could be headlines."""
    size = 0
    for number in reversed(numbers):
        key = keys[number]
        is_header = bool(_HEADER.fullmatch(key))
        if not is_header and (not key or len(key) > _MAX_HEADLINE_CHARS or _ENDS_ITEM.search(key)):
            break
        if not is_header and not _BULLET.match(key) and _ENDS_SENTENCE.search(key):
            break
        size += 1
    return numbers[len(numbers) - size :]


def _are_headlines(lines: Sequence[str]) -> bool:
    bare = [_BULLET.sub("", line) for line in lines]
    marked = sum(bool(_HEADLINE.search(line)) for line in bare)
    is_long = sum(map(len, bare)) >= _MIN_MEAN_CHARS * len(bare)
    return len(bare) >= _MIN_HEADLINES and marked * 2 >= len(bare) and is_long
