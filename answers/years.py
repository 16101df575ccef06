"""Which year a sentence of a report belongs to, where the report sums one up and plans the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from answers.evidence import Candidate, Evidence
from language import stance_of
from records import Report, Stance
from search import Searcher


def keep_years(offered: Evidence, years: Collection[int], searcher: Searcher) -> Evidence:
    """The sentences of the years asked about: what is planned belongs to the plan's year, what is done to the other.

    Args:
        offered: what one report offers.
        years: asked about; none for any.
        searcher: over the index the report lies in.

    Returns:
        The same evidence, with fewer candidates where the report speaks for two years and only one is asked about.
    """
    if len(_stances(offered.report, years)) != 1:
        return offered
    (wanted,) = _stances(offered.report, years)
    kept = tuple(one for one in offered.candidates if _stance(offered.report, one, searcher) in (wanted, Stance.BOTH))
    return replace(offered, candidates=kept)


def _stances(report: Report, years: Collection[int]) -> set[Stance]:
    """Planned, done or both: those whose year is asked about; none where the report has one year only."""
    period = report.period
    if period.plan_year is None or period.year is None or period.plan_year == period.year:
        return set()
    return {stance for stance in (Stance.DONE, Stance.PLANNED) if period.year_for(stance) in years}


def _stance(report: Report, candidate: Candidate, searcher: Searcher) -> Stance:
    section = searcher.index.section_of(candidate.passage)
    stance = stance_of(candidate.span.of(report.text), inherited=section.stance)
    return Stance.BOTH if stance in (Stance.NONE, Stance.PROBLEM) else stance
