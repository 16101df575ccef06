"""The provinces, prefectures and counties of China: what they are called and where they lie."""

from __future__ import annotations

import importlib.resources
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from records import Level, Place

_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division.

    Attributes:
        code: six digits, two each for province, prefecture and county.
        name: simplified, with its level word.
        stem: the name without level word and nationalities.
        name_en: English name.
        is_plain: the stem alone is seldom anything else than this place (平度, but not 富裕).
        is_former: abolished or renamed since 2008; older reports still speak for it.
    """

    code: str
    name: str
    stem: str
    name_en: str
    is_plain: bool = False
    is_former: bool = False

    @property
    def level(self) -> Level:
        """Province, city (prefecture) or county; a municipality is a province."""
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.COUNTY

    def is_within(self, other: Division) -> bool:
        """Whether this division lies in ``other``, which may be itself.

        Example:
            >>> is_in = lambda inner, outer: named(inner)[0].is_within(named(outer)[0])
            >>> is_in("平度市", "青岛市"), is_in("平度市", "淄博市"), is_in("淄博市", "山东省")
            (True, False, True)
        """
        return self.code.startswith(other.code[: _DIGITS[other.level]])


_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions in the order of their codes; read once."""
    table = (importlib.resources.files(__package__) / "data" / "places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return tuple(
        Division(code, name, stem, en, plain == "1", former == "1") for code, name, stem, en, plain, former in rows
    )


def named(name: str) -> tuple[Division, ...]:
    """The divisions of this full or short name; none where there is no such place.

    Example:
        >>> [division.code for division in named("平度")], named("不存在市")
        (['370283'], ())
    """
    return forms().get(name, ())


def division_of_code(code: str) -> Division | None:
    """The division of a six-digit code.

    Example:
        >>> division_of_code("370300").name
        '淄博市'
    """
    return _by_code().get(code)


def province_of(division: Division) -> Division:
    """The province a division lies in; a province lies in itself.

    Example:
        >>> province_of(named("平度市")[0]).name
        '山东省'
    """
    return _by_code()[division.code[:2] + "0000"]


def prefecture_of(division: Division) -> Division | None:
    """The city a county belongs to, the municipality included; None for a county under its province.

    Example:
        >>> prefecture_of(named("平度市")[0]).name, prefecture_of(named("浦东新区")[0]).name
        ('青岛市', '上海市')
        >>> prefecture_of(named("仙桃市")[0])
    """
    if division.code[:2] in _MUNICIPALITIES:
        return province_of(division)
    return _by_code().get(division.code[:4] + "00") if division.level is not Level.PROVINCE else None


def place_of(division: Division, *, is_inferred: bool = False) -> Place:
    """A division as the place a report speaks for.

    Example:
        >>> place = place_of(named("恩施州")[0])
        >>> place.name, place.name_en, place.level.value, place.province
        ('恩施土家族苗族自治州', 'Enshi', 'city', '湖北省')
    """
    return Place(division.name, division.name_en, division.level, province_of(division).name, is_inferred)


@cache
def _by_code() -> Mapping[str, Division]:
    by_code: dict[str, Division] = {}
    for division in divisions():
        by_code.setdefault(division.code, division)  # the current one stands before the former of the same code
    return by_code


@cache
def forms() -> Mapping[str, tuple[Division, ...]]:
    """Every written form of every name; a short name stands for the highest place that holds the others."""
    full: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        for form in _full_forms(division):
            full[form].append(division)
    found_by_form = {form: tuple(found) for form, found in full.items()}
    for stem, bearers in stems().items():
        found_by_form.setdefault(stem, _outermost(bearers))
    return found_by_form


@cache
def stems() -> Mapping[str, list[Division]]:
    """The divisions by their short name, where that differs from the full one."""
    bearers: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        if division.stem != division.name:
            bearers[division.stem].append(division)
    return bearers


def _full_forms(division: Division) -> Iterator[str]:
    yield division.name
    for word, short in _AUTONOMOUS.items():
        if division.name.endswith(word):
            yield division.stem + short
            yield division.stem + word


def _outermost(found: list[Division]) -> tuple[Division, ...]:
    """恩施 is the prefecture, 海南 the province, 西安 no district elsewhere; 朝阳 may be in Beijing or a city."""
    provinces = [division for division in found if division.level is Level.PROVINCE]
    if provinces:
        return tuple(provinces)
    current = [division for division in found if not division.is_former] or found
    cities = [division for division in current if division.level is Level.CITY]
    if cities and not any(division.code[:2] in _MUNICIPALITIES for division in current):
        current = cities
    return tuple(
        division for division in current if not any(division.is_within(o) and division.code != o.code for o in current)
    )
