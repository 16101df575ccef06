"""Numbers with their units, as a sentence writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language import fold
from records import Span

_MEASURES = (
    "个百分点|个月|个小时|周年|平方公里|平方千米|平方米|立方米|人次|课时|学时|公里|千米|小时|分钟|学分|学年|学期|"
    "所|个|名|人|次|条|处|间|台|项|元|亩|套|场|期|篇|块|枚|班|座|家|门|节|岁|天|级|类|批|支|位|对|件|本|册|户|"
    "吨|辆|分|倍|米|讲|届|校|园|县|区|市|镇|村|组|轮|步|株|幅|部|科|种|片|段|点|张|只|颗|路|站|辆次|人天|"
    "元人民币"
)
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z+第])\d+(?:[,，]\d{3})*(?:\.\d+)?(?:[-~—至到]\d+(?:\.\d+)?)?"
    rf"(?P<unit>\s?[%‰]|[十百千万亿]*[余多]?[十百千万亿]*(?:{_MEASURES})?)(?:以上|以下|左右|以内|以外)?"
)
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[届次批轮期]")
_AFTER_DATE = re.compile(r"\s*(?:年|月|日|号)")
_CLASS_OF_YEAR = re.compile(r"(?:19|20)\d\d(?:[-~—至到](?:(?:19|20)\d\d|\d\d))?(?:级|届|学年)")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*(\d{1,3})(?:[.．、]|\s*[)）])(?!\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the report writes it.

    Attributes:
        text: number and unit, e.g. ``"8.07万个"``, ``"70%"``, ``"第十三届"``.
        span: where it stands in the text it was found in.
        is_ordinal: it counts an edition (``第十三届``), not an amount.
    """

    text: str
    span: Span
    is_ordinal: bool = False


def find_figures(text: str) -> tuple[Figure, ...]:
    """Find the amounts and editions in a text; years, dates and list numbers are none.

    Args:
        text: a sentence or a passage, in its own script.

    Returns:
        Figures in text order, without overlap. Masked numbers (``xx所``) are no figures.

    Example:
        >>> [figure.text for figure in find_figures("1.扩优。2022年新建42处，提供学位约8.07万个，占比55%以上")]
        ['42处', '8.07万个', '55%以上']
    """
    folded = fold(text)
    listed = {match.start(1) for match in _LIST_NUMBER.finditer(folded.text)}
    matches = [
        (match, False)
        for match in _NUMBER.finditer(folded.text)
        if match.start() not in listed and _is_amount(folded.text, match)
    ] + [(match, True) for match in _ORDINAL.finditer(folded.text)]
    spans = [(folded.original(match.start(), match.end()), is_ordinal) for match, is_ordinal in matches]
    return tuple(Figure(span.of(text).strip(), span, is_ordinal) for span, is_ordinal in sorted(spans))


def _is_amount(folded: str, match: re.Match[str]) -> bool:
    """A number with a unit, or a bare one right before a noun; no date, no class of a year, no formula such as 3+2."""
    if _CLASS_OF_YEAR.fullmatch(match.group()):
        return False
    if match.group("unit"):
        return True
    following = folded[match.end() : match.end() + 1]
    return not _AFTER_DATE.match(folded, match.end()) and "一" <= following <= "鿿" and len(match.group()) <= 6
