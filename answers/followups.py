"""Questions that take up the one before: "and Qingdao?", "planned only", 那齐齐哈尔呢."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from answers.rephrasing import join_names, load_family, name_in, rephrase
from answers.rewording import add_names, rename, swap_topic, with_turn, with_year
from answers.rules import PLACE_MARK, load_rules
from answers.understanding import level_asked, mark_names
from answers.years import turned_to
from language import detect_language, fold_text
from records import Language, Level, Place, QuestionKind, Report, Stance, Understanding
from search import read_scope

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?")
_EDGES = re.compile(r"^(?:[\W_]|的)+|(?:[\W_]|\b(?:in|of|for|at|from)\b)+$")
_JOINING = re.compile(r"(?:and|or|in|of|for|the|和|与|跟|及|的|[\W_])+")
_ASKS = re.compile(r"[?？]\W*$|呢\W*$")
_MAX_TOPIC_CHARS = {Language.EN: 48, Language.HANS: 16, Language.HANT: 16}
_OF_STANCE = {"planned": Stance.PLANNED, "done": Stance.DONE, "problem": Stance.PROBLEM}
_OF_LEVEL = {"province": Level.PROVINCE, "city": Level.CITY, "county": Level.COUNTY}
_WITH_STANCE = (QuestionKind.WHICH_REPORTS, QuestionKind.YES_NO, QuestionKind.SUMMARY)


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A short question taken apart.

    Attributes:
        rest: its words without lead, tail, places and years; folded.
        has_lead: it begins as one that goes on: and, what about, 那.
        asks: it ends with a question mark or 呢.
        places: named in it.
        years: named in it.
    """

    rest: str
    has_lead: bool
    asks: bool
    places: tuple[Place, ...]
    years: tuple[int, ...]


def take_up(question: str, previous: Understanding, reports: Sequence[Report]) -> str | None:
    """The whole question that a short one means behind the one before.

    A question is taken for a follow-up only where it cannot stand alone: a place or year with
    "and", 那 or a question mark; a fragment such as "planned only", "how many?", 为什么; a new topic
    behind "what about" or before 呢; a pronoun behind a question about a place.

    Args:
        question: as asked.
        previous: what the question before was understood to be.
        reports: all reports of the index, for the names of places.

    Returns:
        A question that stands alone, in the language of the one before; None where ``question``
        itself does.
    """
    language = language_of(question, previous)
    fragment = _take_apart(question, language, reports)
    written_in = _written_in(language, previous)
    kind = _kind_of(fragment, language)
    if kind == "place":
        return _move(previous, fragment, written_in, reports)
    if kind:
        return _change(kind, previous, fragment, written_in, reports)
    if _is_topic(fragment, language):
        return _turn_to(previous, fragment, written_in, reports)
    return _fill_pronoun(question, previous, fragment, language, reports)


def language_of(question: str, previous: Understanding | None) -> Language:
    """The language of a question; of one without letters (2020?) that of the one before."""
    if previous is None or any(character.isalpha() for character in question):
        return detect_language(question)
    return detect_language(previous.question)


def _take_apart(question: str, language: Language, reports: Sequence[Report]) -> _Fragment:
    patterns = _patterns(language)
    folded = fold_text(question).strip()
    lead = patterns.lead.match(folded)
    rest = patterns.tail.sub("", folded[lead.end() :] if lead else folded)
    years = tuple(int(year) for year in _YEAR.findall(rest))
    scope = read_scope(rest, reports)
    marked = _YEAR.sub(" ", mark_names(rest, scope)).replace(PLACE_MARK, " ")
    places = tuple(dict.fromkeys((*scope.places, *scope.held, *scope.missing)))
    rest = "" if _JOINING.fullmatch(marked) else _EDGES.sub("", " ".join(marked.split()))
    return _Fragment(rest, bool(lead), bool(_ASKS.search(folded)), places, years)


def _kind_of(fragment: _Fragment, language: Language) -> str:
    """``place``, the name of a fragment in the rules, or nothing."""
    names = bool(fragment.places or fragment.years)
    if names and not fragment.rest:
        return ("place" if fragment.places else "year") if fragment.has_lead or fragment.asks else ""
    found = next((name for name, pattern in _patterns(language).fragments if pattern.fullmatch(fragment.rest)), "")
    if found in ("year", "same"):
        return found.replace("same", "place") if names else ""
    return found if fragment.rest else ""


def _move(previous: Understanding, fragment: _Fragment, language: Language, reports: Sequence[Report]) -> str:
    """The same question about other places: its own words with other names, where it has names."""
    asked = replace(previous, years=fragment.years or previous.years, is_negated=False, level=Level.UNKNOWN)
    places = fragment.places
    if previous.kind is QuestionKind.COMPARE:
        places = tuple(dict.fromkeys((*_places(previous.places, reports), *places)))
    elif len(places) > 1:
        asked = replace(asked, kind=QuestionKind.COMPARE)
    elif previous.places and not fragment.years and (text := rename(previous, places, language, reports)):
        return text
    elif previous.kind is QuestionKind.WHICH_REPORTS:
        asked = replace(asked, kind=QuestionKind.YES_NO)
    elif previous.kind not in _WITH_STANCE and not previous.places:
        return add_names(previous.question, join_names([name_in(place, language) for place in places], language))
    return rephrase(asked, language, places=places)


def _change(
    kind: str, previous: Understanding, fragment: _Fragment, language: Language, reports: Sequence[Report]
) -> str:
    """The same question with one thing changed."""
    asked = replace(previous, years=fragment.years or previous.years)
    places = fragment.places or _places(previous.places, reports)
    if fragment.places and previous.kind is QuestionKind.WHICH_REPORTS:
        asked = replace(asked, kind=QuestionKind.YES_NO)
    if kind == "turn":
        if previous.kind not in _WITH_STANCE:
            return with_turn(previous, fragment.rest, language)
        asked, kind = replace(asked, stance=turned_to(fragment.rest, language), years=()), ""
    elif kind in _OF_STANCE:
        asked = replace(_settled(asked), stance=_OF_STANCE[kind], is_negated=False)
    elif kind in _OF_LEVEL:
        asked, places = replace(asked, kind=QuestionKind.WHICH_REPORTS, level=_OF_LEVEL[kind]), ()
    elif kind in ("which", "silent"):
        asked = replace(asked, kind=QuestionKind.WHICH_REPORTS, is_negated=kind == "silent" or asked.is_negated)
        named = level_asked(fragment.rest, load_rules(detect_language(fragment.rest)))
        asked = asked if named is Level.UNKNOWN else replace(asked, level=named)
        places = ()
    elif kind == "count" and asked.kind is not QuestionKind.WHICH_REPORTS:
        asked = replace(asked, kind=QuestionKind.NUMBER)
    elif kind in ("why", "when", "who", "where"):
        asked = replace(asked, kind=QuestionKind.FACT)
    elif kind == "year" and asked.kind in (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST):
        return with_year(previous, fragment.years, language)
    return rephrase(asked, language, places=places, form=kind)


def _turn_to(previous: Understanding, fragment: _Fragment, language: Language, reports: Sequence[Report]) -> str:
    """The same question about another thing."""
    if not (fragment.places or fragment.years) and (text := swap_topic(previous, fragment.rest, language)):
        return text
    asked = replace(_settled(previous), topic=fragment.rest, years=fragment.years or previous.years)
    if fragment.places and asked.kind is QuestionKind.WHICH_REPORTS:
        asked = replace(asked, kind=QuestionKind.YES_NO)
    return rephrase(asked, language, places=fragment.places or _places(previous.places, reports))


def _settled(asked: Understanding) -> Understanding:
    """Of a kind that has words for every stance and topic."""
    if asked.kind in _WITH_STANCE or asked.kind is QuestionKind.COMPARE:
        return asked
    return replace(asked, kind=QuestionKind.SUMMARY if asked.places else QuestionKind.WHICH_REPORTS)


def _is_topic(fragment: _Fragment, language: Language) -> bool:
    """A new topic behind "what about" or before 呢; with a word of asking it stands alone."""
    return (
        fragment.has_lead
        and fragment.asks
        and 1 < len(fragment.rest) <= _MAX_TOPIC_CHARS[language]
        and not load_rules(language).asking.search(fragment.rest)
        and not any(pattern.search(fragment.rest) for _, pattern in load_rules(language).kinds)
    )


def _fill_pronoun(
    question: str, previous: Understanding, fragment: _Fragment, language: Language, reports: Sequence[Report]
) -> str | None:
    """The question with the places of the one before for its "it" or 该市."""
    pronoun = _patterns(language).pronouns.search(fold_text(question))
    if not pronoun or not previous.places or fragment.places or len(fold_text(question)) != len(question):
        return None
    names = join_names([name_in(place, language) for place in _places(previous.places, reports)], language)
    if pronoun.group() == "there":
        names = f"in {names}"
    return question[: pronoun.start()] + names + question[pronoun.end() :]


def _places(names: Sequence[str], reports: Sequence[Report]) -> tuple[Place, ...]:
    """Places by their full names."""
    found = []
    for name in names:
        scope = read_scope(name, reports)
        found.append(
            next((place for place in (*scope.places, *scope.held, *scope.missing) if place.name == name), Place(name))
        )
    return tuple(found)


def _written_in(language: Language, previous: Understanding) -> Language:
    """In the language of the question before, for its topic is; in the script of this one."""
    before = detect_language(previous.question)
    return language if Language.EN not in (language, before) else before


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    pronouns: re.Pattern[str]
    fragments: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns(language: Language) -> _Patterns:
    family = load_family(language)
    return _Patterns(
        re.compile(family["lead"]),
        re.compile(family["tail"]),
        re.compile(family["pronouns"]),
        tuple((name, re.compile(pattern)) for name, pattern in family["fragments"]),
    )
