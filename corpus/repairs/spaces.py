"""Spaces and blank lines that carry no meaning."""

from __future__ import annotations

import re

import rjieba

from corpus.repairs.change import Change, substitute
from corpus.repairs.han import HAN

_SPACE = " \t\u3000"
_SPACED_OUT = re.compile(rf"(?<![{HAN}])[{HAN}](?:[{_SPACE}]+[{HAN}]){{2,}}(?![{HAN}])")
_SPACED_PAIR = re.compile(rf"^[{_SPACE}]*([{HAN}])[{_SPACE}]+([{HAN}])[{_SPACE}]*$", re.MULTILINE)
_EDGE = re.compile(rf"^[{_SPACE}]+|[{_SPACE}]+$", re.MULTILINE)
_BLANKS = re.compile(r"\A\n+|\n{3,}|\n+\Z")


def join_spaced_words(text: str) -> Change:
    r"""Close up words that a PDF or a typesetter spaced out: 教 育 局.

    Only single characters are closed up, three or more in a row or two that fill a line
    (目　录), and only where the dictionary finds a word in them: 聚焦质量 推动公平 keeps the
    space between its clauses, and 张 王 李 stays a list.

    Example:
        >>> join_spaced_words("市 教 育 局\n目　录\n聚焦质量 推动公平").text
        '市教育局\n目录\n聚焦质量 推动公平'
    """
    change = substitute(_SPACED_OUT, _close_up, text)
    pairs = substitute(_SPACED_PAIR, _close_up, change.text)
    return Change(pairs.text, change.count + pairs.count, (change.examples + pairs.examples)[:3])


def strip_edges(text: str) -> Change:
    r"""Remove indents and spaces at line ends.

    Example:
        >>> strip_edges("　　一、总体要求  \n\t正文").text
        '一、总体要求\n正文'
    """
    return substitute(_EDGE, lambda match: "", text)


def squeeze_blank_lines(text: str) -> Change:
    r"""Leave at most one blank line in a row, none at the ends.

    Example:
        >>> squeeze_blank_lines("\n标题\n\n\n\n正文\n").text
        '标题\n\n正文'
    """
    return substitute(_BLANKS, lambda match: "" if match.start() == 0 or match.end() == len(text) else "\n\n", text)


def _close_up(match: re.Match[str]) -> str:
    joined = re.sub(rf"[{_SPACE}]+", "", match.group())
    has_word = any(len(word) > 1 for word in rjieba.cut(joined, False))
    return joined if has_word else match.group()
