"""A condition on figures as a reader states it, in no language: ``most``, ``> 5000``, ``>= 80%``, ``40 .. 60``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from answers.conditions import Condition, read_condition
from answers.wording import say
from errors import FilterError
from language import detect_language, fold_text, read_number, to_traditional
from records import Language

SIGNS: Mapping[str, str] = MappingProxyType(
    {"most": "most", "least": "least", "over": ">", "at_least": ">=", "under": "<", "at_most": "<=", "about": "~",
     "between": ".."}
)  # fmt: skip
"""How every relation of a condition is written; that of two numbers stands between them."""

_RELATIONS = {sign: relation for relation, sign in SIGNS.items()}
_NUMBER = r"(\d[\d,]*(?:\.\d+)?[十百千万亿]*|[一二两三四五六七八九十百千万亿]+)"
_BOUND = re.compile(rf"(>=|<=|[><~])\s*{_NUMBER}\s*([^\W\d_]{{0,8}}|%)")
_RANGE = re.compile(rf"{_NUMBER}\s*(?:%|[^\W\d_]{{0,8}}?)\s*(?:\.\.|[-–—~至到])\s*{_NUMBER}\s*([^\W\d_]{{0,8}}|%)")
_EXPECTED = "most, least, a number behind one of > >= < <= ~, or two numbers with .. between them"


def state_condition(condition: Condition) -> str:
    """Write a condition in no language; ``read_stated`` reads it again.

    Example:
        >>> state_condition(read_condition("哪些报告的普惠率超过80%", Language.HANS))
        '> 80%'
    """
    if condition.is_ranking:
        return SIGNS[condition.relation]
    if condition.relation == "between":
        return f"{condition.low:.12g} .. {condition.high:.12g}{condition.unit}"
    return f"{SIGNS[condition.relation]} {condition.low:.12g}{condition.unit}"


def show_bound(condition: Condition) -> str:
    """The number of a condition with its unit, as a reader writes it; empty for the most and the least.

    Example:
        >>> show_bound(read_stated("> 5000元")), show_bound(read_stated("40 .. 60%"))
        ('5,000元', '40–60%')
    """
    if condition.is_ranking:
        return ""
    low, high = (f"{value:,.12g}" for value in (condition.low, condition.high))
    return f"{low if condition.relation != 'between' else f'{low}–{high}'}{condition.unit}"


def read_stated(text: str) -> Condition:
    """Read a condition that stands alone: stated, or in the words of a question.

    Args:
        text: ``Understanding.condition``.

    Returns:
        The condition; its ``rest`` is empty.

    Raises:
        FilterError: it says none.

    Example:
        >>> found = read_stated(">= 1.5万人")
        >>> found.relation, found.low, found.unit
        ('at_least', 15000.0, '人')
    """
    folded = fold_text(text).strip()
    found = _read_signs(folded) or read_condition(folded, detect_language(folded), compares_places=True)
    if found is None:
        raise FilterError("condition", text[:80], _EXPECTED)
    return replace(found, words=folded, rest="")


def say_condition(condition: Condition, language: Language) -> str:
    """A condition in words.

    Example:
        >>> say_condition(read_stated("> 40处"), Language.HANT)
        '超過40處'
    """
    said = say(f"condition_{condition.relation}", language, bound=show_bound(condition))
    return to_traditional(said) if language is Language.HANT else said


def _read_signs(folded: str) -> Condition | None:
    if folded in ("most", "least"):
        return Condition(folded, 0.0, 0.0, "", folded, "")
    if match := _BOUND.fullmatch(folded):
        value = _value(match[2])
        return None if value is None else Condition(_RELATIONS[match[1]], value, value, match[3], folded, "")
    if match := _RANGE.fullmatch(folded):
        values = [value for number in match.groups()[:2] if (value := _value(number)) is not None]
        return None if len(values) < 2 else Condition("between", min(values), max(values), match[3], folded, "")
    return None


def _value(number: str) -> float | None:
    read = read_number(number)
    return None if read is None else read[0]
