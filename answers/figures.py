"""Figures of a text: numbers with unit, noun and qualifier, and whether they are planned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answers.amounts import Amount, find_amounts
from answers.counted import counted_span
from answers.measures import unit_pattern
from answers.respectively import paired_nouns
from language import Folded, find_masks, fold, stance_of
from records import Figure, Span, Stance

_CLAUSE = re.compile(r"[^，,；;。！!？?\n]+")
# Behind a mask these name a place (**区, xx镇), not a number.
_MASKED_UNIT = re.compile(rf"\s?[十百千万亿]*[余多]?(?!(?:[市县区镇村园校科]|年|班|部[门分]))(?:{unit_pattern()})")


def find_figures(text: str, *, inherited: Stance = Stance.NONE) -> tuple[Figure, ...]:
    """Find the amounts and editions in a text; years, dates, names and list numbers are none.

    Args:
        text: a sentence or a passage, in its own script.
        inherited: the stance of the section it stands in, for clauses that do not say.

    Returns:
        Figures in text order, without overlap. Masked numbers (``xx所``) are no figures; see
        ``find_masked``.

    Example:
        >>> found = find_figures("1.扩优。2022年将新建幼儿园42处，提供学位约8.07万个，占比55%以上")
        >>> [(figure.text, figure.counted, figure.is_target) for figure in found]
        [('42处', '幼儿园', True), ('8.07万个', '学位', True), ('55%以上', '', True)]
    """
    folded = fold(text)
    planned = _planned(folded.text, inherited)
    masked = list(find_masks(text))
    amounts = find_amounts(folded.text)
    paired = paired_nouns(folded.text, amounts)
    figures = (_figure(text, folded, amount, planned, paired.get(amount.start)) for amount in amounts)
    return tuple(figure for figure in figures if not _touches(figure.span, masked))


def find_masked(text: str) -> tuple[Figure, ...]:
    """Find the numbers that a report hides: masks with a unit behind them (``xx所``, ``*万元``).

    Args:
        text: a sentence or a passage, in its own script.

    Example:
        >>> [figure.text for figure in find_masked("建成xx所，近x/x的学生，*教育，**区")]
        ['xx所', 'x/x']
    """
    return tuple(_masked(text))


def _figure(
    text: str, folded: Folded, amount: Amount, planned: tuple[Span, ...], noun: tuple[int, int] | None
) -> Figure:
    span = folded.original(amount.start, amount.end)
    first, last = noun or counted_span(folded.text, amount)
    return Figure(
        text=span.of(text).strip(),
        span=span,
        value=amount.value,
        upper=amount.upper,
        unit=amount.unit,
        counted=folded.original(first, last).of(text).strip(),
        qualifier=amount.qualifier,
        is_target=any(clause.start <= amount.start < clause.end for clause in planned),
        is_ordinal=amount.is_ordinal,
    )


def _planned(folded: str, inherited: Stance) -> tuple[Span, ...]:
    """The clauses that plan, as spans of the folded text; a clause that does not say goes with the one before."""
    stance = inherited
    planned = []
    for clause in _CLAUSE.finditer(folded):
        said = stance_of(clause.group(), inherited=stance)
        stance = said if said in (Stance.PLANNED, Stance.DONE) else stance
        if stance is Stance.PLANNED:
            planned.append(Span(clause.start(), clause.end()))
    return tuple(planned)


def _masked(text: str) -> Iterator[Figure]:
    folded = fold(text)
    for mask in find_masks(folded.text):
        unit = _MASKED_UNIT.match(folded.text, mask.end)
        is_fraction = "/" in mask.of(folded.text)
        if unit or is_fraction:
            end = unit.end() if unit else mask.end
            span = folded.original(mask.start, end)
            first, last = counted_span(folded.text, Amount(mask.start, end, 0.0))
            counted = folded.original(first, last).of(text).strip()
            yield Figure(
                text=span.of(text).strip(), span=span, unit="%" if is_fraction else "", counted=counted, is_masked=True
            )


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
