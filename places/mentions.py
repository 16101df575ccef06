"""Where a text names places, in Chinese or in English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from places.divisions import Division, divisions, forms, stems
from records import Level

_OFFICE_HEADS = ("教育", "教体", "教科", "教委", "人民政府", "政府")
_ENGLISH_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_ENGLISH_MAX_WORDS = 3
# Names of places that are English words as well.
_ENGLISH_WORDS = frozenset({"he", "she", "an", "wu", "long", "yi", "fang", "song", "gong", "chang", "ya", "da", "min"})


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
    return forms()[name] + tuple(division for division in stems().get(name, ()) if division not in forms()[name])


def _is_clear(inner: tuple[Division, ...], behind: str) -> bool:
    """江苏省苏州 is the city; a county's short name (青岛市崂山) means a hill, unless an office follows."""
    return len(inner) == 1 and (inner[0].level is Level.CITY or behind.startswith(_OFFICE_HEADS))


def _mention_at(text: str, start: int) -> Mention | None:
    for length in _lengths().get(text[start : start + 2], ()):
        name = text[start : start + length]
        if found := forms().get(name):
            return Mention(start, start + len(name), found, _is_full(name, found))  # a name may end the text
    return None


def _is_full(name: str, found: tuple[Division, ...]) -> bool:
    return all(name != division.stem or name == division.name for division in found)


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths of the names that begin with two given characters, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in forms():
        lengths[form[:2]].add(len(form))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def find_english(text: str) -> Iterator[Mention]:
    """Find the provinces and prefectures that a folded English text names: zibo, inner mongolia, xi'an.

    Counties are left out: hundreds of them share their English names with others and with words.

    Yields:
        Mentions in order, without overlap, the longest name first.

    Example:
        >>> text = "does beijing plan it, or inner mongolia?"
        >>> [(text[m.start : m.end], m.divisions[0].name) for m in find_english(text)]
        [('beijing', '北京市'), ('inner mongolia', '内蒙古自治区')]
    """
    words = list(_ENGLISH_WORD.finditer(text))
    place = 0
    while place < len(words):
        for count in range(min(_ENGLISH_MAX_WORDS, len(words) - place), 0, -1):
            first, last = words[place], words[place + count - 1]
            name = text[first.start() : last.end()].replace("’", "'")
            if found := _english().get(name):
                yield Mention(first.start(), last.end(), found, is_full=True)
                place += count
                break
        else:
            place += 1


@cache
def _english() -> Mapping[str, tuple[Division, ...]]:
    """Divisions above the county by their English name, in lower case; the current ones where there are any."""
    found: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        name = division.name_en.lower()
        if division.level is not Level.COUNTY and name not in _ENGLISH_WORDS:
            found[name].append(division)
    return {name: tuple(d for d in ds if not d.is_former) or tuple(ds) for name, ds in found.items()}
