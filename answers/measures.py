"""The units that reports count in, and what each of them measures."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("measures.json")


class Measure(StrEnum):
    """What a figure measures: the kind of its unit."""

    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    PEOPLE = "people"
    PLACES = "places"
    THINGS = "things"
    EVENTS = "events"
    TIME = "time"
    AGE = "age"
    GRADE = "grade"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    POWER = "power"
    TIMES = "times"
    RANK = "rank"
    BARE = "bare"


COUNTS = frozenset({Measure.PEOPLE, Measure.PLACES, Measure.THINGS, Measure.EVENTS, Measure.BARE})
"""Measures that answer "how many", and what has no unit at all (学位3240)."""


def measure_of(unit: str) -> Measure:
    """What a unit measures; ``BARE`` for none.

    Args:
        unit: folded; of 元/平方米 the part before the stroke decides.

    Raises:
        KeyError: no report is known to count in it.

    Example:
        >>> measure_of("所"), measure_of("元/年"), measure_of("")
        (<Measure.PLACES: 'places'>, <Measure.MONEY: 'money'>, <Measure.BARE: 'bare'>)
    """
    head = unit.partition("/")[0]
    return _measures()[head] if head else Measure.BARE


@cache
def unit_pattern() -> str:
    """A pattern for every unit, the longest first, as in 元 and 元/平方米."""
    units = "|".join(re.escape(unit) for unit in sorted(_measures(), key=lambda unit: (-len(unit), unit)))
    per = r"(?:/(?:人|年|月|天|日|生|户|班|亩|学期|学年|小时|课时|平方米|吨|间|套|校|辆|次))*"
    return f"(?:{units}){per}"


@cache
def _measures() -> dict[str, Measure]:
    table: dict[str, list[str]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return {unit: Measure(measure) for measure, units in table.items() for unit in units}
