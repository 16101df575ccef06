"""Which place hides behind a masked report: its counties, its by-names and its abbreviation give it away."""

from __future__ import annotations

import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from places import Division, Mention, find_mentions, named, prefecture_of, province_of
from records import Level

SELF_WORDS = {"省": ("我省", "全省"), "市": ("我市", "全市", "本市"), "区": ("我区", "全区"), "县": ("我县", "全县")}
_ABBREVIATION = re.compile(
    r"[来在留驻入](?P<char>[\u4e00-\u9fff])(?=办学|就业|创业|从教|任教|工作|高校|院校|企业|投资|发展|求学|就读|学生|师生|学子|人才|大学生)"
)
_OWN_NAME_TIMES = 3
_LEAST_SCORE = 1.5
_LEAST_CITIES = 3
_MARGIN = 3.0
# A university, a street or a paper bears a place's name without being its own; of another city one learns.
_NOT_HERE = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:大学|学院)|路|街|大道|日报")
# A short name without its level word counts where places stand: in a list, behind 在 or 对 (惠民项目 is none).
_BARE_BEFORE = re.compile(r"(?:^|[、，,。；;：:（(“\s\"在对向到赴于和与及如以好有持导动])$")
_DIRECTION = re.compile("[东西南北中上下前后城市区路桥河江湖海关铁新山港]{2,}")
_BARE_BEHIND = re.compile(r"[、，,。；;）)”\s\"和与及等x×*]|教|两|三|$")
_LEARNT_FROM = re.compile(r"市?(?:经验|模式|样板)")


@dataclass(frozen=True, slots=True)
class Vote:
    """One clue for one place.

    Attributes:
        division: the prefecture or province it speaks for.
        words: what the text says, folded.
        start: offset of the first occurrence in the folded text.
        weight: 1 for a clue that can stand for a place, 0.5 for one that only supports.
    """

    division: Division
    words: str
    start: int
    weight: float


@dataclass(frozen=True, slots=True)
class Inference:
    """The place that the clues agree on, with the votes for it, the weightiest first."""

    division: Division
    votes: tuple[Vote, ...]


def own_level_word(text: str) -> str:
    """The level a folded report speaks from by its own words: ``省``, ``市``, ``区``, ``县`` or empty.

    Example:
        >>> own_level_word("全市学校……我市教育……全省第一"), own_level_word("教育")
        ('市', '')
    """
    counts = {word: sum(text.count(form) for form in forms) for word, forms in SELF_WORDS.items()}
    if "自治区" in text:
        counts["区"] = 0  # in an autonomous region 全区 may be the region
    word = max(counts, key=lambda key: counts[key])
    rest = sorted(counts.values())[-2]
    return word if counts[word] > max(rest, 1) else ""


def infer_city(text: str) -> Inference | None:
    """Infer the city a masked report speaks for.

    Counties named in the text vote for the city they belong to; by-names (岛城) and a name that
    returns again and again do too; ambiguous counties and abbreviations (来青) only support.

    Args:
        text: folded body of a report that speaks from a city.

    Returns:
        The city with at least two different clues and three times the score of the next, or None.

    Example:
        >>> found = infer_city("加大对平度、xx教育的扶持，举办“岛城教育家”论坛，引进高校来青办学")
        >>> found.division.name, [vote.words for vote in found.votes]
        ('青岛市', ['平度', '岛城', '来青'])
        >>> infer_city("学习杭州经验，全市教育发展")
    """
    votes = [*_county_votes(text), *_nickname_votes(text), *_own_name_votes(text)]
    votes += _supporting_votes(text, {vote.division for vote in votes})
    return _decide(votes)


def infer_province(text: str) -> Inference | None:
    """Infer the province from at least three of its cities, twice as many as of any other."""
    seen: dict[Division, Vote] = {}
    for mention in find_mentions(text):
        division = mention.division
        if division and division.level is Level.CITY and not _NOT_HERE.match(text, mention.end):
            words = text[mention.start : mention.end]
            seen.setdefault(division, Vote(province_of(division), words, mention.start, 1.0))
    found = _decide(list(seen.values()))
    return found if found and len(found.votes) >= _LEAST_CITIES else None


def _decide(votes: list[Vote]) -> Inference | None:
    scores: defaultdict[Division, float] = defaultdict(float)
    for vote in votes:
        scores[vote.division] += vote.weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0].code))
    if not ranked:
        return None
    winner, score = ranked[0]
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    chosen = [vote for vote in votes if vote.division == winner]
    if score < _LEAST_SCORE or score < _MARGIN * runner_up or len({vote.words for vote in chosen}) < 2:
        return None
    return Inference(winner, tuple(sorted(chosen, key=lambda vote: (-vote.weight, vote.start))))


def _county_votes(text: str) -> Iterator[Vote]:
    """Each county once, by its short name only where that can be nothing else."""
    seen: set[Division] = set()
    for mention in find_mentions(text):
        county = mention.division
        if county is None or county.level is not Level.COUNTY or county in seen:
            continue
        city = prefecture_of(county)
        if (
            city
            and not _NOT_HERE.match(text, mention.end)
            and (mention.is_full or _stands_alone(text, mention, county))
        ):
            seen.add(county)
            yield Vote(city, text[mention.start : mention.end], mention.start, 1.0)


def _stands_alone(text: str, mention: Mention, county: Division) -> bool:
    """A short name (平度) that no word and no point of the compass is, where places stand in a sentence."""
    if not county.is_plain or _DIRECTION.fullmatch(county.stem):
        return False
    before = text[max(0, mention.start - 2) : mention.start]
    return bool(_BARE_BEHIND.match(text, mention.end) and _BARE_BEFORE.search(before))


def _nickname_votes(text: str) -> Iterator[Vote]:
    for nickname, cities in _nicknames().items():
        start = text.find(nickname)
        if start >= 0:
            for city in cities:
                yield Vote(city, nickname, start, 1.0 if len(cities) == 1 else 0.5)


def _own_name_votes(text: str) -> Iterator[Vote]:
    """A city that the report names again and again, far more often than any other."""
    starts: dict[Division, list[Mention]] = defaultdict(list)
    for mention in find_mentions(text):
        division = mention.division
        is_city = division is not None and (division.level is Level.CITY or prefecture_of(division) == division)
        is_other = _NOT_HERE.match(text, mention.end) or _LEARNT_FROM.match(text, mention.end)
        if division and is_city and not is_other:
            starts[division].append(mention)
    counts = sorted(((len(found), division.code) for division, found in starts.items()), reverse=True)
    if counts and counts[0][0] >= _OWN_NAME_TIMES and (len(counts) == 1 or counts[0][0] >= 3 * counts[1][0]):
        division = next(division for division in starts if division.code == counts[0][1])
        first = starts[division][0]
        yield Vote(division, text[first.start : first.end], first.start, 1.0)


def _supporting_votes(text: str, divisions: set[Division]) -> Iterator[Vote]:
    """What cannot name a place but fits one that something else names."""
    seen: set[str] = set()
    for match in _ABBREVIATION.finditer(text):
        if match.group() in seen:
            continue
        seen.add(match.group())
        for division in sorted(divisions, key=lambda division: division.code):
            if match["char"] in (division.stem[0], division.stem[-1]):
                yield Vote(division, match.group(), match.start(), 0.5)
    for mention in find_mentions(text):
        words = text[mention.start : mention.end]
        if mention.is_full and len(mention.divisions) > 1 and words not in seen:
            seen.add(words)
            cities = {prefecture_of(county) for county in mention.divisions}
            for division in divisions & cities:
                yield Vote(division, words, mention.start, 0.5)


@cache
def _nicknames() -> Mapping[str, tuple[Division, ...]]:
    table = (importlib.resources.files(__package__) / "data" / "nicknames.tsv").read_text(encoding="utf-8")
    found: dict[str, list[Division]] = defaultdict(list)
    for line in table.splitlines()[1:]:
        nickname, name = line.split("\t")
        found[nickname].extend(named(name))
    return {nickname: tuple(cities) for nickname, cities in found.items()}
