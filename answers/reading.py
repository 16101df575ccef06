"""A question read: what is asked for, and every passage scored for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answers.followups import language_of, take_up
from answers.understanding import named_places, understand
from language import detect_language
from records import Filters, Language, Understanding
from search import Ranking, Searcher


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read.

    Attributes:
        language: of the question; the answer is written in it.
        understood: what is asked for.
        ranking: every passage scored for it.
    """

    language: Language
    understood: Understanding
    ranking: Ranking


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
    ranking = searcher.rank(question, filters=filters)
    understood = understand(
        question,
        ranking.language,
        scope=ranking.scope,
        topic=ranking.topic,
        terms=tuple(near.term for near in ranking.translation.near),
    )
    return Reading(language, understood, ranking)


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
