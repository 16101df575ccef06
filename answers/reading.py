"""A question read: what is asked for, and every passage scored for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from answers.actions import read_action
from answers.conditions import Condition, read_condition
from answers.followups import language_of, take_up
from answers.joining import read_join
from answers.rephrasing import rephrase
from answers.stated import read_stated, say_condition
from answers.understanding import named_places, understand
from language import detect_language
from records import Combination, Filters, Language, QuestionKind, Stance, Understanding
from search import Ranking, Searcher

_COMPARED_KINDS = (QuestionKind.WHICH_REPORTS, QuestionKind.COMPARE, QuestionKind.YES_NO)
_JOINED_KINDS = (QuestionKind.WHICH_REPORTS, QuestionKind.YES_NO)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read.

    Attributes:
        language: of the question; the answer is written in it.
        understood: what is asked for.
        ranking: every passage scored for it.
        sides: of a question for two topics, that for the first and that for the second; else none.
        condition: on the figures; what is ranked is the question without it.
    """

    language: Language
    understood: Understanding
    ranking: Ranking
    sides: tuple[Reading, ...] = ()
    condition: Condition | None = None


def read(
    question: str,
    searcher: Searcher,
    *,
    filters: Filters,
    previous: Understanding | None = None,
    guess: Callable[[str], QuestionKind] | None = None,
) -> Reading:
    """Read a question, together with the one before where it follows that up.

    Args:
        question: with at least one letter or digit.
        searcher: over the index.
        filters: what a reader narrows it to.
        previous: what the question before was understood to be.
        guess: tells the kind of a question that no rule fits.

    Raises:
        FilterError: the filters name a place or report that there is not.
    """
    language = language_of(question, previous)
    if previous is not None and (previous.topic or previous.places):
        question = take_up(question, previous, searcher.index.reports) or question
    whole = _read_one(question, searcher, filters, language, guess)
    join = read_join(question, whole.ranking.language)
    if join is None or whole.understood.kind not in _JOINED_KINDS or whole.ranking.scope.missing:
        return _with_condition(whole, searcher)
    second = join.second
    if join.combination is Combination.BUT_NOT:
        asked = Understanding("", QuestionKind.WHICH_REPORTS, second, level=whole.understood.level)
        second = rephrase(asked, whole.ranking.language)
    return _join(whole, join.combination, (join.first, second), searcher)


def _read_one(
    question: str,
    searcher: Searcher,
    filters: Filters,
    language: Language,
    guess: Callable[[str], QuestionKind] | None = None,
) -> Reading:
    """Read a question as one for a single topic."""
    ranking = searcher.rank(question, filters=filters)
    understood = understand(
        question,
        ranking.language,
        scope=ranking.scope,
        topic=ranking.topic,
        terms=_terms_of(ranking),
        guess=guess,
    )
    action = read_action(question, ranking.language)
    return Reading(language, replace(understood, action=action.word if action else ""), ranking)


def _with_condition(whole: Reading, searcher: Searcher) -> Reading:
    """The question read without its condition on figures, which would only draw other numbers forward."""
    asked = whole.understood
    language = whole.ranking.language
    condition = read_condition(asked.question, language, compares_places=asked.kind is QuestionKind.COMPARE)
    if condition is None or asked.kind not in _COMPARED_KINDS or asked.is_negated:
        return whole
    if asked.kind is QuestionKind.YES_NO and condition.is_ranking:
        return whole
    plain = _read_one(condition.rest, searcher, whole.ranking.filters, whole.language)
    understood = replace(plain.understood, question=asked.question, kind=asked.kind, condition=condition.words)
    return replace(plain, understood=understood, condition=condition)


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
        FilterError: the filters or the correction name a place or report that there is not, or the
            condition of the correction is none.
    """
    language = detect_language(corrected.question)
    if corrected.combination is not Combination.NONE and corrected.topic and corrected.other_topic:
        return _reread_joined(corrected, searcher, filters, language)
    corrected = replace(corrected, combination=Combination.NONE, other_topic="")
    if corrected.condition:
        return _reread_condition(corrected, searcher, filters, language)
    ranking = searcher.rank(corrected.question, filters=filters)
    scope = ranking.scope
    is_same_scope = (named_places(scope), scope.years) == (corrected.places, corrected.years)
    read_as = understand(corrected.question, ranking.language, scope=scope, topic=ranking.topic)
    if is_same_scope and corrected.topic in (read_as.topic, ranking.topic):
        return Reading(language, replace(corrected, terms=_terms_of(ranking)), ranking)
    if is_same_scope:
        narrowed = replace(filters, report_ids=filters.report_ids or scope.report_ids)
    else:
        narrowed = replace(filters, places=filters.places or corrected.places, years=filters.years or corrected.years)
    ranking = searcher.rank(corrected.topic or corrected.question, filters=narrowed)
    return Reading(language, replace(corrected, terms=_terms_of(ranking)), ranking)


def _terms_of(ranking: Ranking) -> tuple[str, ...]:
    return tuple(near.term for near in ranking.translation.near)


def _reread_joined(corrected: Understanding, searcher: Searcher, filters: Filters, language: Language) -> Reading:
    narrowed = replace(filters, places=filters.places or corrected.places, years=filters.years or corrected.years)
    plain = replace(corrected, kind=QuestionKind.WHICH_REPORTS, is_negated=False, places=(), years=())
    whole = replace(_read_one(corrected.question, searcher, narrowed, language), understood=corrected)
    written_in = whole.ranking.language
    questions = (
        rephrase(plain, written_in),
        rephrase(replace(plain, topic=corrected.other_topic, stance=Stance.NONE), written_in),
    )
    joined = _join(whole, corrected.combination, questions, searcher)
    if corrected.action:
        return joined
    sides = tuple(replace(side, understood=replace(side.understood, action="")) for side in joined.sides)
    return replace(joined, sides=sides)


def _reread_condition(corrected: Understanding, searcher: Searcher, filters: Filters, language: Language) -> Reading:
    plain = reread(replace(corrected, condition=""), searcher, filters=filters)
    of_places = corrected.kind is QuestionKind.COMPARE
    asked = read_condition(corrected.question, plain.ranking.language, compares_places=of_places)
    if asked is None or asked.words != corrected.condition:
        stated = read_stated(corrected.condition)
        asked = replace(stated, words=say_condition(stated, plain.ranking.language))
    read_again = _with_condition(Reading(language, corrected, plain.ranking), searcher)
    if read_again.condition is not None and read_again.understood.topic == corrected.topic:
        return replace(read_again, understood=corrected, condition=asked)
    return replace(plain, understood=corrected, condition=asked)
