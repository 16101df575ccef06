"""Hits as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer import Index
from records import Hit
from search.ranking import Ranking


def hits_to_text(
    hits: Sequence[Hit], index: Index, ranking: Ranking | None, *, explains: bool = False, by_report: bool = False
) -> str:
    """What was understood of a question, and its hits.

    Args:
        hits: best first.
        index: they come from.
        ranking: they come from; None where the question has no words.
        explains: say of each hit what every leg, term and token said.
        by_report: put the hits of a report together under its name.

    Returns:
        Lines without a line feed at the end.
    """
    lines = list(_understood(ranking)) if ranking else []
    if not hits:
        return "\n".join([*lines, "nothing found"])
    groups = _by_report(hits) if by_report else [(None, list(hits))]
    for report_id, group in groups:
        if report_id is not None:
            lines.append(f"{report_id}  {index.report(report_id).title}")
        for hit in group:
            lines += _hit(hit, index, is_grouped=by_report)
            lines += _explanation(hit) if explains else []
    return "\n".join(lines)


def _understood(ranking: Ranking) -> Iterator[str]:
    for reading in ranking.readings:
        yield f"read {reading.asked} as {reading.read_as}"
    if ranking.unread_chars:
        yield f"read the first {len(ranking.question)} characters; {ranking.unread_chars} more were not read"
    scope = ranking.scope
    for name in (*(place.name for place in scope.missing), *map(str, scope.missing_years)):
        yield f"no report of {name} is in the index"
    if ranking.translation.near:
        yield f"looked for: {', '.join(near.term for near in ranking.translation.near)}"


def _by_report(hits: Sequence[Hit]) -> list[tuple[str | None, list[Hit]]]:
    """The hits of each report, the report of the best hit first."""
    groups: dict[str | None, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.passage.report_id, []).append(hit)
    return list(groups.items())


def _hit(hit: Hit, index: Index, *, is_grouped: bool) -> Iterator[str]:
    report = index.report(hit.passage.report_id)
    path = " > ".join(index.section_of(hit.passage).heading_path)
    name = "" if is_grouped else f"{report.report_id}  "
    yield f"{hit.rank:>3}. {name}{path}  ({hit.score:.2f})"
    yield f"     {hit.best_sentence.of(report.text) if hit.best_sentence else ''}"
    if hit.duplicates:
        yield f"     nearly the same: {', '.join(hit.duplicates)}"


def _explanation(hit: Hit) -> Iterator[str]:
    yield "       " + ", ".join(f"{leg.name} {leg.score:.3f} (rank {leg.rank})" for leg in hit.legs)
    if hit.terms:
        yield f"       terms: {', '.join(hit.terms)}"
    if hit.tokens:
        matches = (f"{match.asked} - {match.found} {match.similarity:.2f}" for match in hit.tokens)
        yield f"       tokens: {', '.join(matches)}"
    if hit.probability is not None:
        yield f"       probability that it answers: {hit.probability:.2f}"
