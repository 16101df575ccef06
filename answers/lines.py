"""The lines of an answer that quote: one a citation, with whose it is and what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from answers.saying import quoted, say_figure
from answers.wording import name_place, name_stance, name_year, say
from language import find_masks, key_text
from records import Citation, Finding, Language

_LINES_SHOWN = 12
_COMPARED_FIGURES = 4


def citation_numbers(findings: Sequence[Finding]) -> dict[tuple[str, int], int]:
    """The number of each citation, keyed by report id and place in its finding.

    Only supported findings are numbered, from 1, in their order.
    """
    keys = [(f.report.report_id, place) for f in findings if f.is_supported for place in range(len(f.citations))]
    return {key: number for number, key in enumerate(keys, start=1)}


def list_blocks(supported: Sequence[Finding], language: Language) -> list[list[str]]:
    """The quotes of every finding, and behind one that lists things its items, which go together.

    Args:
        supported: the findings that say so, in their order.
        language: to write in.
    """
    numbers = citation_numbers(supported)
    blocks: list[list[str]] = []
    for finding in supported:
        outer, items = finding.citations[0], list[str]()
        for place, citation in enumerate(finding.citations):
            number = numbers[finding.report.report_id, place]
            if place and outer.start <= citation.start and citation.end <= outer.end:
                blocks += [] if items else [items]
                items.append(say("item", language, quote=quoted(citation.quote, language), number=number))
                continue
            outer, items = citation, []
            if place:
                blocks.append([say("quote", language, quote=quoted(citation.quote, language), number=number)])
            else:
                blocks.append([_line(finding, citation, number, language, is_said=False, has_figures=False)])
    return blocks


def report_lines(
    supported: Sequence[Finding], language: Language, *, quotes: int, has_figures: bool = False
) -> list[str]:
    """A line for each of the first ``quotes`` citations of every finding; the same words are quoted once.

    Args:
        supported: the findings that say so, in their order; the first twelve are quoted, the others counted.
        language: to write in.
        quotes: the most quotes of a finding.
        has_figures: name the figures before the quote.
    """
    numbers = citation_numbers(supported)
    lines = []
    said: set[str] = set()
    for finding in supported[:_LINES_SHOWN]:
        for place, citation in enumerate(finding.citations[:quotes]):
            number = numbers[finding.report.report_id, place]
            key = key_text(citation.quote)
            if place and key not in said:
                lines.append(say("quote", language, quote=quoted(citation.quote, language), number=number))
            elif not place:
                lines.append(_line(finding, citation, number, language, is_said=key in said, has_figures=has_figures))
            said.add(key)
    if len(supported) > _LINES_SHOWN:
        more = len(supported) - _LINES_SHOWN
        lines.append(say("more_one" if more == 1 else "more_many", language, count=more))
    return lines


def _line(
    finding: Finding, citation: Citation, number: int, language: Language, *, is_said: bool, has_figures: bool
) -> str:
    held = [one for one in finding.figure_details if citation.start <= one.span.start and one.span.end <= citation.end]
    figures = [say_figure(one, language) for one in held if not (one.is_masked or one.is_ordinal)][:_COMPARED_FIGURES]
    parts = {
        "place": name_place(finding.report.place, language),
        "year": name_year(finding.report, finding.stance, language),
        "stance": name_stance(finding.stance, language),
        "quote": quoted(citation.quote, language),
        "number": number,
        "figures": say("list_separator", language).join(figures),
    }
    key = "same_words" if is_said else "figures_line" if has_figures and figures else "line"
    line = say(key, language, **parts).replace(" ·  · ", " · ")
    masked = say("masked_note", language) if find_masks(citation.quote) and not is_said else ""
    return f"{line} {masked}".rstrip()
