"""A question read: what is asked for, and every passage scored for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answers.followups import language_of, take_up
from answers.joining import read_join
from answers.rephrasing import rephrase
from answers.understanding import named_places, understand
from language import detect_language
from records import Combination, Filters, Language, QuestionKind, Stance, Understanding
from search import Ranking, Searcher

_JOINED_KINDS = (QuestionKind.WHICH_REPORTS, QuestionKind.YES_NO)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read.

    Attributes:
        language: of the question; the answer is written in it.
        understood: what is asked for.
        ranking: every passage scored for it.
        sides: of a question for two topics, that for the first and that for the second; else none.
    """

    language: Language
    understood: Understanding
    ranking: Ranking
    sides: tuple[Reading, ...] = ()


def read(question: str, searcher: Searcher, *, filters: Filters, previous: Understanding | None = None) -> Reading:
    """Read a question, together with the one before where it follows that up.

    Args:
        question: with at least one letter or digit.
        searcher: over the index.
        filters: what a reader narrows it to.
        previous: what the question before was understood to be.

    Raises:
        FilterError: the filters name a place or report that there is not.
    """
    language = language_of(question, previous)
    if previous is not None:
        question = take_up(question, previous, searcher.index.reports) or question
    whole = _read_one(question, searcher, filters, language)
    join = read_join(question, whole.ranking.language)
    if join is None or whole.understood.kind not in _JOINED_KINDS or whole.ranking.scope.missing:
        return whole
    second = join.second
    if join.combination is Combination.BUT_NOT:
        asked = Understanding("", QuestionKind.WHICH_REPORTS, second, level=whole.understood.level)
        second = rephrase(asked, whole.ranking.language)
    return _join(whole, join.combination, (join.first, second), searcher)


def _read_one(question: str, searcher: Searcher, filters: Filters, language: Language) -> Reading:
    """Read a question as one for a single topic."""
    ranking = searcher.rank(question, filters=filters)
    understood = understand(
        question,
        ranking.language,
        scope=ranking.scope,
        topic=ranking.topic,
        terms=tuple(near.term for near in ranking.translation.near),
    )
    return Reading(language, understood, ranking)


def _join(whole: Reading, combination: Combination, questions: tuple[str, str], searcher: Searcher) -> Reading:
    """A question for two topics with what is asked of each, in the reports that the whole one means."""
    filters = replace(whole.ranking.filters, report_ids=whole.ranking.report_ids)
    asked = whole.understood
    sides = []
    for place, question in enumerate(questions):
        side = _read_one(question, searcher, filters, whole.language)
        is_plain = combination is Combination.BUT_NOT and place == 1
        stance = side.understood.stance if is_plain else asked.stance
        understood = replace(
            side.understood, kind=QuestionKind.WHICH_REPORTS, stance=stance, level=asked.level, is_negated=False
        )
        sides.append(replace(side, understood=understood))
    first, second = sides
    joined = replace(
        asked,
        is_negated=False,
        combination=combination,
        topic=first.understood.topic,
        other_topic=second.understood.topic,
        terms=tuple(dict.fromkeys((*first.understood.terms, *second.understood.terms))),
    )
    return replace(whole, understood=joined, sides=tuple(sides))


def reread(corrected: Understanding, searcher: Searcher, *, filters: Filters) -> Reading:
    """Take a reader's correction instead of reading the question.

    As long as topic, places and years are those of the question, its own words are looked for;
    else the topic is, in the reports of the places and years of the correction.

    Args:
        corrected: what is asked for.
        searcher: over the index.
        filters: what a reader narrows it to; they win over the places and years of the correction.

    Raises:
        FilterError: the filters or the correction name a place or report that there is not.
    """
    language = detect_language(corrected.question)
    if corrected.combination is not Combination.NONE and corrected.topic and corrected.other_topic:
        return _reread_joined(corrected, searcher, filters, language)
    corrected = replace(corrected, combination=Combination.NONE, other_topic="")
    ranking = searcher.rank(corrected.question, filters=filters)
    scope = ranking.scope
    is_same_scope = (named_places(scope), scope.years) == (corrected.places, corrected.years)
    read_as = understand(corrected.question, ranking.language, scope=scope, topic=ranking.topic)
    if is_same_scope and corrected.topic in (read_as.topic, ranking.topic):
        return Reading(language, corrected, ranking)
    if is_same_scope:
        narrowed = replace(filters, report_ids=filters.report_ids or scope.report_ids)
    else:
        narrowed = replace(filters, places=filters.places or corrected.places, years=filters.years or corrected.years)
    ranking = searcher.rank(corrected.topic or corrected.question, filters=narrowed)
    terms = tuple(near.term for near in ranking.translation.near)
    return Reading(language, replace(corrected, terms=terms), ranking)


def _reread_joined(corrected: Understanding, searcher: Searcher, filters: Filters, language: Language) -> Reading:
    narrowed = replace(filters, places=filters.places or corrected.places, years=filters.years or corrected.years)
    plain = replace(corrected, kind=QuestionKind.WHICH_REPORTS, is_negated=False, places=(), years=())
    whole = replace(_read_one(corrected.question, searcher, narrowed, language), understood=corrected)
    written_in = whole.ranking.language
    questions = (
        rephrase(plain, written_in),
        rephrase(replace(plain, topic=corrected.other_topic, stance=Stance.NONE), written_in),
    )
    return _join(whole, corrected.combination, questions, searcher)
