"""The finding of one report: which of its sentences prove it, with what stance and which figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answers.asked import Wanted, clause_of, fit, read_wanted, wants_number
from answers.composing import SHORT_ANSWER_CHARS
from answers.enumerating import find_items
from answers.evidence import Candidate, Evidence
from answers.figures import find_figures, find_masked
from answers.quoting import behind_heading, cite, clauses, is_bare_heading, opens_list, with_list
from language import bigram_tokens, fold_text, key_text, stance_of
from records import Aside, Citation, Figure, Finding, Kind, QuestionKind, Report, Section, Span, Stance, Understanding
from search import Searcher

# A second or third quote is kept while it is nearly as good as the first.
_MAX_CITATIONS = 3
# Of a list whose items have headings of their own, each is quoted by its beginning.
_MAX_ITEMS = 5
_ITEM_CHARS = 60
_CITATION_MARGIN = 1.2
_MATCH_SHARE = 0.6
# Where a number is asked for, a sentence with a fitting one may lie farther behind, and gains by it.
_NUMBER_MARGIN = 3.0
_FIT_SHARE = 0.8
_NEIGHBOUR_COST = 0.8
_QUOTE_CHARS = SHORT_ANSWER_CHARS - 80
_LISTING = (QuestionKind.LIST, QuestionKind.FACT, QuestionKind.SUMMARY)
STANCE_BY_KIND = {
    Kind.PLAN: Stance.PLANNED,
    Kind.SUMMARY: Stance.DONE,
    Kind.BOTH: Stance.BOTH,
    Kind.UNKNOWN: Stance.NONE,
}


def prove(
    understood: Understanding,
    offered: Evidence,
    searcher: Searcher,
    *,
    says_so: bool,
    confidence: float,
    compared: Wanted | None = None,
) -> Finding:
    """Quote the proof, or the nearest miss of a report that does not say so.

    A heading is not quoted where a sentence follows it, and no sentence twice. Where a number is
    asked for, the sentence whose figure fits best comes first, and the figure that fits best.

    Args:
        understood: what was understood of the question.
        offered: what the report offers.
        searcher: over the index the report lies in.
        says_so: what was decided.
        confidence: 0..1 that the report says so.
        compared: the figure wanted where figures are compared, whatever else the question asks for.
    """
    is_supported = says_so and bool(offered.candidates)
    wanted = compared or read_wanted(understood)
    has_figures = compared is not None or _wants_figures(understood, wanted)
    chosen = _choose(understood, offered, searcher, wanted, has_figures=has_figures)[
        : _MAX_CITATIONS if is_supported else 1
    ]
    if is_supported and understood.kind in _LISTING:
        chosen = _with_items(offered.report, chosen, searcher)
    citations = tuple(_cite(offered.report, quote, wanted) for quote in chosen)
    figures = _figures(offered.report, citations, [quote.section for quote in chosen])
    if is_supported and understood.kind is QuestionKind.LIST:
        citations = _with_list_items(offered.report, citations)
    if has_figures:
        figures = sorted(figures, key=lambda figure: -fit(figure, wanted, around=clause_of(offered.report, figure)))
    return Finding(
        report=offered.report,
        is_supported=is_supported,
        stance=_stance(
            offered.report, chosen, figures[0] if figures and (compared or wants_number(understood)) else None
        ),
        confidence=round(confidence, 4),
        figures=_texts(figures),
        citations=citations,
        figure_details=_once(figures),
    )


def state(report: Report, quotes: Sequence[tuple[Citation, Section]], stance: Stance) -> Finding:
    """A supported finding of quotes that were chosen otherwise, each with its section."""
    citations = tuple(citation for citation, _ in quotes)
    figures = _figures(report, citations, [section for _, section in quotes])
    return Finding(report, True, stance, 1.0, _texts(figures), citations, _once(figures))


def unsupport(finding: Finding, aside: Aside = Aside.NONE, *, speaks: bool = False) -> Finding:
    """The same finding as a nearest miss, with its first quote only.

    Args:
        finding: of a report; one that is put aside stays so.
        aside: why it is put aside now, if it is.
        speaks: whether it speaks of the topic all the same.
    """
    nearest = finding.citations[:1]
    details = tuple(
        figure
        for figure in finding.figure_details
        if nearest and nearest[0].start <= figure.span.start and figure.span.end <= nearest[0].end
    )
    figures = tuple(dict.fromkeys(figure.text for figure in details if not figure.is_masked))
    missed = replace(finding, is_supported=False, figures=figures, citations=nearest, figure_details=details)
    return missed if aside is Aside.NONE else replace(missed, aside=aside, aside_speaks=speaks)


@dataclass(frozen=True, slots=True)
class _Quote:
    """A sentence to quote, from a candidate; its span may hold more than the candidate's or what follows it."""

    candidate: Candidate
    section: Section
    span: Span
    score: float
    figure: Span | None = None
    max_chars: int = _QUOTE_CHARS


def _choose(
    understood: Understanding, offered: Evidence, searcher: Searcher, wanted: Wanted, *, has_figures: bool
) -> list[_Quote]:
    """The best sentences, each once."""
    if not offered.candidates:
        return []
    best = offered.candidates[0]
    margin = _NUMBER_MARGIN if has_figures else _CITATION_MARGIN
    near = [
        candidate
        for candidate in offered.candidates
        if candidate.score >= best.score - margin and candidate.match >= _MATCH_SHARE * best.match
    ]
    text = offered.report.text
    quotes = [_widen(understood, text, candidate, searcher) for candidate in near]
    if has_figures:
        quotes += [quote for first in quotes[:2] for quote in _neighbours(text, first)]
        quotes = [_weigh_figures(offered.report, quote, wanted) for quote in quotes]
        quotes.sort(key=lambda quote: (-quote.score, quote.span))
        quotes = [quote for quote in quotes if quote.score >= quotes[0].score - _CITATION_MARGIN]
    return _apart(text, quotes)


def _wants_figures(understood: Understanding, wanted: Wanted) -> bool:
    """Whether figures are asked for: outright, or by a comparison of some."""
    return wants_number(understood) or (understood.kind is QuestionKind.COMPARE and bool(wanted.measures))


def _widen(understood: Understanding, text: str, candidate: Candidate, searcher: Searcher) -> _Quote:
    """What a candidate is quoted as: not a bare heading; with the rest of its list where one is asked for."""
    section = searcher.index.section_of(candidate.passage)
    span = behind_heading(text, candidate.span, candidate.passage, section)
    if understood.kind in _LISTING:
        span = with_list(text, span, candidate.passage, max_chars=_QUOTE_CHARS)
    return _Quote(candidate, section, span, candidate.score)


def _with_list_items(report: Report, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Behind a quote that lists things each of them, with its own offsets; of the first quote that does."""
    for place, citation in enumerate(citations):
        if items := find_items(report.text, Span(citation.start, citation.end)):
            told = tuple(
                replace(citation, start=item.start, end=item.end, quote=item.of(report.text)) for item in items
            )
            return (*citations[: place + 1], *told, *citations[place + 1 :])
    return citations


def _with_items(report: Report, quotes: list[_Quote], searcher: Searcher) -> list[_Quote]:
    """Behind a quote that announces a list (以下工作：) the beginnings of its items, where they are sections."""
    announcing = next((quote for quote in quotes if opens_list(quote.span.of(report.text))), None)
    if announcing is None:
        return quotes
    path = announcing.section.heading_path
    items = []
    for row in range(*searcher.rows_of(report.report_id)):
        passage = searcher.index.passages[row]
        section = searcher.index.section_of(passage)
        if passage.start < announcing.candidate.passage.end or passage.start != section.start:
            continue
        if section.heading_path[:-1] != path:
            break
        span = behind_heading(report.text, passage.sentences[0], passage, section)
        candidate = Candidate(passage, span, announcing.candidate.score, announcing.candidate.match)
        items.append(_Quote(candidate, section, span, announcing.score, Span(span.start, span.start), _ITEM_CHARS))
    return [announcing, *items][:_MAX_ITEMS] if items else quotes


def _neighbours(text: str, quote: _Quote) -> Iterator[_Quote]:
    """The sentences right before and behind: a number often stands beside the words that name its matter."""
    for span in quote.candidate.passage.sentences:
        if is_bare_heading(text, span, quote.section):
            continue
        is_behind = span.start >= quote.span.end and not text[quote.span.end : span.start].strip()
        is_before = span.end <= quote.span.start and not text[span.end : quote.span.start].strip()
        if is_behind or is_before:
            yield replace(quote, span=span, score=quote.score - _NEIGHBOUR_COST)


def _weigh_figures(report: Report, quote: _Quote, wanted: Wanted) -> _Quote:
    """Add to a quote's score how well its best figure fits, and remember where it stands."""
    found = _figures_in(report, quote.span, quote.section)
    fits = [(fit(figure, wanted, around=clause_of(report, figure)), figure) for figure in found]
    gain, figure = max(fits, key=lambda pair: pair[0], default=(0.0, None))
    if figure is None or gain == 0.0:
        return quote
    return replace(quote, score=quote.score + _FIT_SHARE * gain, figure=figure.span)


def _apart(text: str, quotes: Sequence[_Quote]) -> list[_Quote]:
    """Each sentence once: none that overlaps an earlier one or says the same."""
    kept: list[_Quote] = []
    said: set[str] = set()
    for quote in quotes:
        key = key_text(quote.span.of(text))
        if key in said or any(quote.span.start < one.span.end and one.span.start < quote.span.end for one in kept):
            continue
        said.add(key)
        kept.append(quote)
    return kept


def _cite(report: Report, quote: _Quote, wanted: Wanted) -> Citation:
    focus = _focus(report.text, quote.span, wanted) if quote.figure is None else quote.figure
    return cite(report, quote.candidate.passage, quote.section, quote.span, max_chars=quote.max_chars, focus=focus)


def _focus(text: str, span: Span, wanted: Wanted) -> Span:
    """The clause that holds most of the topic; the first among equals."""
    parts = clauses(text, span)
    held = [
        sum(wanted.weights.get(pair, 0.0) for pair in set(bigram_tokens(fold_text(part.of(text))))) for part in parts
    ]
    return parts[held.index(max(held))]


def _stance(report: Report, chosen: Sequence[_Quote], figure: Figure | None) -> Stance:
    """Of the first quote: by its words, else its section, else what the report as a whole is.

    Where it tells of both, the clause of the figure that is asked for decides.
    """
    if not chosen:
        return Stance.NONE
    stance = stance_of(chosen[0].span.of(report.text), inherited=chosen[0].section.stance)
    if stance is Stance.BOTH and figure is not None and not figure.is_masked:
        return Stance.PLANNED if figure.is_target else Stance.DONE
    return STANCE_BY_KIND[report.kind] if stance is Stance.NONE else stance


def _figures(report: Report, citations: Sequence[Citation], sections: Sequence[Section]) -> list[Figure]:
    """The figures of all quotes in their order, the masked ones behind them."""
    found = [
        figure
        for citation, section in zip(citations, sections, strict=True)
        for figure in _figures_in(report, Span(citation.start, citation.end), section)
    ]
    return sorted(found, key=lambda figure: figure.is_masked)


def _figures_in(report: Report, span: Span, section: Section) -> list[Figure]:
    text = span.of(report.text)
    found = [*find_figures(text, inherited=section.stance), *find_masked(text)]
    return [replace(one, span=Span(span.start + one.span.start, span.start + one.span.end)) for one in found]


def _texts(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.text for figure in figures if not figure.is_masked))


def _once(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Each text once, as ``Finding.figures`` has it, the masked ones behind."""
    first: dict[str, Figure] = {}
    for figure in figures:
        first.setdefault(figure.text, figure)
    return tuple(sorted(first.values(), key=lambda figure: figure.is_masked))
