"""Which year a sentence of a report belongs to, where the report sums one up and plans the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from answers.evidence import Candidate, Evidence
from answers.rules import load_rules
from language import fold_text, stance_of
from records import Language, Report, Stance
from search import Searcher

# How far a sentence of the year may lie behind the best of any: farther off it speaks of something else. With 2 one
# that says the same in other words (新增 for 增加) is lost; without a bound who only plans canteens has "built" them.
_MARGIN = 3.0


def turned_to(question: str, language: Language) -> Stance:
    """What a question for "last year" or "next year" wants of every report: what it did, or what it plans.

    Readers of reports mean the year that a report looks back on, or the one it plans for.

    Args:
        question: as asked.
        language: of the question.

    Returns:
        Done or planned; none where neither year is named, or both are.

    Example:
        >>> turned_to("Which cities built canteens last year?", Language.EN)
        <Stance.DONE: 'done'>
    """
    found = [stance for stance, pattern in load_rules(language).turns if pattern.search(fold_text(question))]
    return found[0] if len(found) == 1 else Stance.NONE


def keep_years(
    offered: Evidence, years: Collection[int], searcher: Searcher, *, turn: Stance = Stance.NONE
) -> Evidence:
    """The sentences of the years asked about: what is planned belongs to the plan's year, what is done to the other.

    Args:
        offered: what one report offers.
        years: asked about; none for any.
        searcher: over the index the report lies in.
        turn: from ``turned_to``.

    Returns:
        The same evidence, with fewer candidates where the report speaks for two years and only one is asked about.
    """
    stances = _stances(offered.report, years, turn)
    if len(stances) != 1:
        return offered
    wanted = (*stances, Stance.BOTH)
    kept = tuple(
        one
        for one in offered.candidates
        if one.score >= offered.candidates[0].score - _MARGIN and _stance(offered.report, one, searcher) in wanted
    )
    return replace(offered, candidates=kept)


def _stances(report: Report, years: Collection[int], turn: Stance) -> set[Stance]:
    """Planned, done or both: those whose year is asked about; none where the report has one year only."""
    period = report.period
    if period.year_for(Stance.DONE) == period.year_for(Stance.PLANNED):
        return set()
    return {one for one in (Stance.DONE, Stance.PLANNED) if one is turn or period.year_for(one) in years}


def _stance(report: Report, candidate: Candidate, searcher: Searcher) -> Stance:
    section = searcher.index.section_of(candidate.passage)
    stance = stance_of(candidate.span.of(report.text), inherited=section.stance)
    return Stance.BOTH if stance in (Stance.NONE, Stance.PROBLEM) else stance
