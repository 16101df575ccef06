"""The finding of one report: which of its sentences prove it, with what stance and which figures."""

from __future__ import annotations

from collections.abc import Sequence

from answers.composing import SHORT_ANSWER_CHARS
from answers.evidence import Candidate, Evidence
from answers.figures import find_figures
from answers.quoting import cite
from language import stance_of
from records import Citation, Finding, Kind, QuestionKind, Report, Stance, Understanding
from search import Searcher

# A second or third quote is kept while it is nearly as good as the first.
_MAX_CITATIONS = 3
_CITATION_MARGIN = 1.2
_MATCH_SHARE = 0.6
_QUOTE_CHARS = SHORT_ANSWER_CHARS - 80
_BY_KIND = {Kind.PLAN: Stance.PLANNED, Kind.SUMMARY: Stance.DONE, Kind.BOTH: Stance.BOTH, Kind.UNKNOWN: Stance.NONE}


def prove(
    request: Understanding, offered: Evidence, searcher: Searcher, *, says_so: bool, confidence: float
) -> Finding:
    """Quote the proof, or the nearest miss of a report that does not say so.

    Args:
        request: what was understood of the question.
        offered: what the report offers.
        searcher: over the index the report lies in.
        says_so: what was decided.
        confidence: 0..1 that the report says so.
    """
    is_supported = says_so and bool(offered.candidates)
    chosen = _choose(request, offered, only_one=not is_supported)
    citations = tuple(_cite(offered.report, candidate, searcher) for candidate in chosen)
    return Finding(
        report=offered.report,
        is_supported=is_supported,
        stance=_stance(offered.report, chosen, searcher),
        confidence=round(confidence, 4),
        figures=_figures(citations),
        citations=citations,
    )


def unsupport(finding: Finding) -> Finding:
    """The same finding as a nearest miss, with its first quote only."""
    nearest = finding.citations[:1]
    return Finding(finding.report, False, finding.stance, finding.confidence, _figures(nearest), nearest)


def _cite(report: Report, candidate: Candidate, searcher: Searcher) -> Citation:
    section = searcher.index.section_of(candidate.passage)
    return cite(report, candidate.passage, section, candidate.span, max_chars=_QUOTE_CHARS)


def _stance(report: Report, chosen: Sequence[Candidate], searcher: Searcher) -> Stance:
    """Of the first quote: by its words, else its section, else what the report as a whole is."""
    if not chosen:
        return Stance.NONE
    section = searcher.index.section_of(chosen[0].passage)
    stance = stance_of(chosen[0].span.of(report.text), inherited=section.stance)
    return _BY_KIND[report.kind] if stance is Stance.NONE else stance


def _choose(request: Understanding, offered: Evidence, *, only_one: bool) -> tuple[Candidate, ...]:
    """The best sentences; one of the asked stance, or with a number where one is asked for, first."""
    if not offered.candidates:
        return ()
    best = offered.candidates[0]
    near = [
        candidate
        for candidate in offered.candidates
        if candidate.score >= best.score - _CITATION_MARGIN and candidate.match >= _MATCH_SHARE * best.match
    ]
    if request.kind is QuestionKind.NUMBER:
        near.sort(key=lambda candidate: not find_figures(candidate.span.of(offered.report.text)))
    return tuple(near[: 1 if only_one else _MAX_CITATIONS])


def _figures(citations: Sequence[Citation]) -> tuple[str, ...]:
    """The figures of all quotes, in their order, each once."""
    found = (figure.text for citation in citations for figure in find_figures(citation.quote))
    return tuple(dict.fromkeys(found))
