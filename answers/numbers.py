"""The answer to a number question: the number, whose it is, and the quote that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answers.asked import Wanted, asked_figures
from answers.saying import quoted, say_figure
from answers.wording import name_place, name_stance, name_year, say
from records import Figure, Finding, Language, Stance


def number_blocks(
    wanted: Wanted, supported: Sequence[Finding], numbers: Mapping[tuple[str, int], int], language: Language
) -> list[list[str]]:
    """Two lines for each report that has a fitting figure: the figure, and its quote.

    Args:
        wanted: the figure asked for.
        supported: the findings that say so, in their order.
        numbers: of their citations, by report id and place.
        language: to write in.

    Returns:
        Masked figures, which are said to be masked, behind the others; where several figures are asked
        for, then the other quotes of those reports. None where no report has a figure that fits.
    """
    told: list[list[str]] = []
    masked: list[list[str]] = []
    more: list[list[str]] = []
    for finding in supported:
        figures = asked_figures(finding, wanted)
        if figures:
            place = _place_of(finding, figures[0])
            number = numbers[finding.report.report_id, place]
            block = [_figure_line(finding, figures, number, language), _quote(finding, place, numbers, language)]
            (masked if figures[0].is_masked else told).append(block)
            if wanted.n_asked > 1:
                more += [
                    [_quote(finding, other, numbers, language)]
                    for other in range(len(finding.citations))
                    if other != place
                ]
    return told + masked + more


def _quote(finding: Finding, place: int, numbers: Mapping[tuple[str, int], int], language: Language) -> str:
    number = numbers[finding.report.report_id, place]
    return say("quote", language, quote=quoted(finding.citations[place].quote, language), number=number)


def _place_of(finding: Finding, figure: Figure) -> int:
    """Which of the citations holds a figure."""
    holds = (one.start <= figure.span.start and figure.span.end <= one.end for one in finding.citations)
    return list(holds).index(True)


def _figure_line(finding: Finding, figures: Sequence[Figure], number: int, language: Language) -> str:
    """42 (Zibo, 2022, planned) [1]."""
    stance = _stance_of(finding, figures[0])
    where = (
        _unbracketed(name_place(finding.report.place, language), language),
        name_year(finding.report, stance, language),
        name_stance(stance, language),
    )
    line = say(
        "figure_masked" if figures[0].is_masked else "figure",
        language,
        figures=say("list_separator", language).join(dict.fromkeys(say_figure(one, language) for one in figures)),
        where=say("clause_separator", language).join(filter(None, where)),
        number=number,
    )
    return line[:1].upper() + line[1:]


def _stance_of(finding: Finding, figure: Figure) -> Stance:
    """Of a sentence that tells of both, the figure's own clause decides."""
    if finding.stance is not Stance.BOTH or figure.is_masked:
        return finding.stance
    return Stance.PLANNED if figure.is_target else Stance.DONE


def _unbracketed(name: str, language: Language) -> str:
    """A name with a remark in brackets, for use inside brackets: Qingdao, inferred."""
    comma = say("clause_separator", language)
    return name.replace(" (", comma).replace("（", comma).rstrip(")）")
