"""The provinces, prefectures and counties of China: what they are called, where they lie, where a text names them."""

from __future__ import annotations

import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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


_OFFICE_HEADS = ("教育", "教体", "教科", "教委", "人民政府", "政府")
_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text, with all the divisions it may be.

    Attributes:
        start: offset of its first character, that of a province or city before it included.
        end: half-open end.
        divisions: candidates, at least one; more than one where the name alone does not decide.
        is_full: the name carries its level word, or the province before it makes it clear.
    """

    start: int
    end: int
    divisions: tuple[Division, ...]
    is_full: bool

    @property
    def division(self) -> Division | None:
        """The division, where only one is possible."""
        return self.divisions[0] if len(self.divisions) == 1 else None


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
    return _forms().get(name, ())


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


def find_mentions(text: str) -> Iterator[Mention]:
    """Find the places named in a folded text, a chain such as 山东省青岛市市南区 as one mention.

    The longest name wins. A chain narrows what its last part may be: 鼓楼区 alone has four
    candidates, 徐州市鼓楼区 has one.

    Args:
        text: folded text.

    Yields:
        Mentions in order, without overlap.

    Example:
        >>> [(m.start, m.end, [d.name for d in m.divisions]) for m in find_mentions("学习青岛市南区和徐州市鼓楼区")]
        [(2, 7, ['市南区']), (8, 14, ['鼓楼区'])]
    """
    position = 0
    while position < len(text):
        mention = _mention_at(text, position)
        if mention is None:
            position += 1
            continue
        yield (mention := _follow_chain(text, mention))
        position = mention.end


def narrow(candidates: Iterable[Division], outer: Iterable[Division]) -> tuple[Division, ...]:
    """The candidates that lie in one of ``outer``."""
    outers = tuple(outer)
    return tuple(inner for inner in candidates if any(inner.is_within(other) and inner != other for other in outers))


def _follow_chain(text: str, mention: Mention) -> Mention:
    while True:
        part = _inner_part(text, mention)
        if part is None:
            return mention
        mention = Mention(mention.start, part.end, part.divisions, part.is_full)


def _inner_part(text: str, mention: Mention) -> Mention | None:
    """The division named right behind a mention and lying in it; 青岛市南区 is 青岛 and 市南区."""
    starts = [mention.end]
    if mention.is_full and text[mention.end - 1] == "市":
        starts.append(mention.end - 1)
    for start in starts:
        part = _mention_at(text, start)
        inner = narrow(_called(text[part.start : part.end]), mention.divisions) if part else ()
        if part and inner and (part.is_full or _is_clear(inner, text[part.end :])):
            return Mention(start, part.end, inner, is_full=True)
    return None


def _called(name: str) -> tuple[Division, ...]:
    """Everything of this name, also what the short name alone would not mean: 北京朝阳 is 朝阳区."""
    return _forms()[name] + tuple(division for division in _stems().get(name, ()) if division not in _forms()[name])


def _is_clear(inner: tuple[Division, ...], behind: str) -> bool:
    """江苏省苏州 is the city; a county's short name (青岛市崂山) means a hill, unless an office follows."""
    return len(inner) == 1 and (inner[0].level is Level.CITY or behind.startswith(_OFFICE_HEADS))


def _mention_at(text: str, start: int) -> Mention | None:
    for length in _lengths().get(text[start : start + 2], ()):
        name = text[start : start + length]
        if found := _forms().get(name):
            return Mention(start, start + length, found, _is_full(name, found))
    return None


def _is_full(name: str, found: tuple[Division, ...]) -> bool:
    return all(name != division.stem or name == division.name for division in found)


@cache
def _by_code() -> Mapping[str, Division]:
    by_code: dict[str, Division] = {}
    for division in divisions():
        by_code.setdefault(division.code, division)  # the current one stands before the former of the same code
    return by_code


@cache
def _forms() -> Mapping[str, tuple[Division, ...]]:
    """Every written form of every name; a short name stands for the highest place that holds the others."""
    full: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        for form in _full_forms(division):
            full[form].append(division)
    forms = {form: tuple(found) for form, found in full.items()}
    for stem, bearers in _stems().items():
        forms.setdefault(stem, _outermost(bearers))
    return forms


@cache
def _stems() -> Mapping[str, list[Division]]:
    stems: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        if division.stem != division.name:
            stems[division.stem].append(division)
    return stems


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


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths of the names that begin with two given characters, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in _forms():
        lengths[form[:2]].add(len(form))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


_ZONE = re.compile(
    r"(?:国家)?(?:级)?(?P<kind>高新技术产业开发区|高新技术开发区|经济技术开发区|高新技术产业园区|经济开发区|高新区|经开区|开发区|"
    r"工业园区|保税港?区|旅游度假区|度假区|综合试验区|示范区|新区|管理区|风景区)"
)
_ZONE_ENGLISH = (("高新", "High-tech Zone"), ("经", "Economic Development Zone"), ("工业园", "Industrial Park"))


def find_zone(text: str, mention: Mention) -> tuple[str, str, int] | None:
    """The development zone named right behind a place, which has its own bureau but no code.

    Args:
        text: folded text.
        mention: a place in it.

    Returns:
        Chinese name, English name and the zone's end in ``text``; None where no zone follows.

    Example:
        >>> text = "淄博高新区教育局"
        >>> find_zone(text, next(find_mentions(text)))
        ('淄博高新区', 'Zibo High-tech Zone', 5)
    """
    found = _ZONE.match(text, mention.end)
    if not found or not mention.division or mention.division.level is Level.COUNTY:
        return None
    kind = next((english for word, english in _ZONE_ENGLISH if word in found["kind"]), "Development Zone")
    return mention.division.stem + found["kind"], f"{mention.division.name_en} {kind}", found.end()
