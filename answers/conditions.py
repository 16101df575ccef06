"""Conditions on figures in a question: the most, more than 5000, around 5%, 超过80%."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from language import fold_text, read_number
from records import Figure, Language

_RULES = Path(__file__).with_name("condition_rules.json")
_NUMBERED = ("number", "scale", "unit")
# 超80% says more than it names.
_OVER = frozenset({"超", "超过", "逾", "突破", "余", "多", "高于", "多于", "上"})
_UNDER = frozenset({"近", "将近", "接近", "不到", "不足", "低于", "少于"})
# "around 5%" is met by 4.5 to 5.5.
_ABOUT = 0.1
_UNITS = {"percent": "%", "per cent": "%", "rmb": "元", "yuan": "元", "百分点": "个百分点"}
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question wants figures to be.

    Attributes:
        relation: ``most``, ``least``, ``over``, ``at_least``, ``under``, ``at_most``, ``between``, ``about``.
        low: the number named, 万 and percent read; the lower of two; 0 for ``most`` and ``least``.
        high: the upper of two, else ``low``.
        unit: simplified, empty where the question names none.
        words: the question's own words for it, folded.
        rest: the folded question without it.
    """

    relation: str
    low: float
    high: float
    unit: str
    words: str
    rest: str

    @property
    def is_ranking(self) -> bool:
        """Whether figures are ordered, not held against a number."""
        return self.relation in ("most", "least")

    def is_met_by(self, figure: Figure) -> bool:
        """Whether a figure is what the question wants; of one that is ordered any is.

        Example:
            >>> condition = read_condition("哪些省的普惠率超过80%", Language.HANS)
            >>> from records import Span
            >>> met = [("85%", 85.0, ""), ("80%", 80.0, ""), ("超80%", 80.0, "超")]
            >>> [condition.is_met_by(Figure(text, Span(0, 1), value, qualifier=how)) for text, value, how in met]
            [True, False, True]
        """
        if figure.value is None:
            return False
        step = (figure.qualifier in _OVER) - (figure.qualifier in _UNDER)
        least, greatest = figure.value, figure.value if figure.upper is None else figure.upper
        return {
            "most": True,
            "least": True,
            "over": (least, step) > (self.low, 0),
            "at_least": (least, step) >= (self.low, 0),
            "under": (greatest, step) < (self.low, 0),
            "at_most": (greatest, step) <= (self.low, 0),
            "between": self.low <= least and greatest <= self.high,
            "about": least <= self.low * (1 + _ABOUT) and greatest >= self.low * (1 - _ABOUT),
        }[self.relation]


def read_condition(question: str, language: Language, *, compares_places: bool = False) -> Condition | None:
    """Read a condition on figures off a question, by the patterns of ``condition_rules.json``.

    Ages, years, hours and the like are no conditions on what a report counts.

    Args:
        question: as asked, in any script.
        language: of the question.
        compares_places: it names several places, so that "more" asks which has the most.

    Returns:
        The first bound, else a superlative; None where there is neither.

    Example:
        >>> found = read_condition("which cities built more than 40 kindergartens", Language.EN)
        >>> found.relation, found.low, found.rest
        ('over', 40.0, 'which cities built kindergartens')
        >>> read_condition("哪个城市的幼儿园最多", Language.HANS).relation
        'most'
    """
    folded, rules = fold_text(question), _rules()["en" if language is Language.EN else "zh"]
    for relation, pattern in rules.bounds:
        for match in pattern.finditer(folded):
            if condition := _bound(relation, match, folded, rules):
                return condition
    orders = (*rules.superlatives, *(rules.comparatives if compares_places else ()))
    for relation, pattern in orders:
        if named := pattern.search(folded):
            return Condition(relation, 0.0, 0.0, "", named.group().strip(), _without(folded, named))
    return None


def _bound(relation: str, match: re.Match[str], folded: str, rules: _Rules) -> Condition | None:
    numbers = [_read(match, suffix, rules.scales) for suffix in ("", "_2", "_3")]
    known = [number for number in numbers if number is not None]
    if not known or rules.not_behind.match(folded, match.end()):
        return None
    unit = next((unit for _, unit in reversed(known) if unit), "")
    values = sorted(value for value, _ in known)
    if not unit and values[0] in _YEARS:
        return None
    return Condition(relation, values[0], values[-1], unit, match.group().strip(), _without(folded, match))


def _read(match: re.Match[str], suffix: str, scales: Mapping[str, int]) -> tuple[float, str] | None:
    named = match.groupdict()
    written = named.get(f"number{suffix}")
    if not written:
        return None
    unit = (named.get(f"unit{suffix}") or "").strip()
    unit = "个百分点" if "point" in unit else _UNITS.get(unit, "%" if unit.startswith("per") else unit)
    if written.startswith("百分之"):
        written, unit = written.removeprefix("百分之"), "%"
    value = {"a": 1.0, "one": 1.0, "half a": 0.5}.get(written)
    if value is None:
        read = read_number(written)
        if read is None:
            return None
        value = read[0]
    return value * scales.get(named.get(f"scale{suffix}") or "", 1), unit


def _without(folded: str, match: re.Match[str]) -> str:
    """The question without the condition; its unit goes with it."""
    rest = f"{folded[: match.start()]} {folded[match.end() :]}"
    return (
        re.sub(r"(?<![a-z0-9]) +| +(?![a-z0-9])", "", " ".join(rest.split()))
        if not rest.isascii()
        else " ".join(rest.split())
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    superlatives: tuple[tuple[str, re.Pattern[str]], ...]
    comparatives: tuple[tuple[str, re.Pattern[str]], ...]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    not_behind: re.Pattern[str]
    scales: Mapping[str, int]


@cache
def _rules() -> dict[str, _Rules]:
    data: dict[str, dict[str, Any]] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {family: _compile(rules) for family, rules in data.items()}


def _compile(rules: dict[str, Any]) -> _Rules:
    def compiled(pairs: list[list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((relation, re.compile(_fill(pattern, rules["number"]))) for relation, pattern in pairs)

    return _Rules(
        superlatives=compiled(rules["superlatives"]),
        comparatives=compiled(rules["comparatives"]),
        bounds=compiled(rules["bounds"]),
        not_behind=re.compile(rules["not_behind"]),
        scales=rules["scales"],
    )


def _fill(pattern: str, number: str) -> str:
    """Put the pattern of numbers in, each time with names of its own."""
    for suffix in ("", "_2", "_3"):
        named = number
        for name in _NUMBERED:
            named = named.replace(f"(?P<{name}>", f"(?P<{name}{suffix}>")
        pattern = pattern.replace("@number", named, 1)
    return pattern
