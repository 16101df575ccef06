"""Which figures of a finding belong to its topic, and how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answers.asked import clause_of
from answers.measures import Measure, measure_of
from language import bigram_tokens, fold_text
from records import Figure, Finding

# Of the topic's pairs of characters, so many must stand where a figure is to belong to it.
_LEAST_HELD = 0.5
# A topic in English is looked for by the corpus's terms that are nearest to it.
_TERMS_READ = 4
# 每千人口托位5.5个 and 新增托位5.5万个 are both counted in 个, and are no more alike than % and 元.
_PER = re.compile(
    r"每[十百千万亿\d]*(?:名|个|位)?(?:常住|户籍)?(?:人口|人|学生|教师|户|校|县|村|园|班|生|年|天|周|月)"
    r"|(?:人|生|户|师|校|班|年|日)均"
)
_CLAUSE_END = re.compile(r"[，,；;。！!？?\n]")
_NEAR_CHARS = 40


class Bond(StrEnum):
    """What ties a figure to a topic, the surest first."""

    COUNTED = "counted"
    CLAUSE = "clause"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a report gives on a topic.

    Attributes:
        figure: as the report writes it, masked or not.
        bond: the topic is what it counts, stands in its clause, or only in the quoted sentence.
        per: of what it is a ratio (``每千人口``, ``生均``), folded; empty for an amount.
    """

    figure: Figure
    bond: Bond
    per: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the topic stands beside the figure, not merely in its sentence."""
        return self.bond is not Bond.SENTENCE


def told_figures(finding: Finding, topic: str, terms: Sequence[str] = ()) -> tuple[Told, ...]:
    """The figures of a finding that speak of its topic, the surest first, in the finding's order among equals.

    Editions and ages are left out: 第三届 and 3岁以下 name something and measure nothing.

    Args:
        finding: what a report says of the topic; of an unsupported one no figure belongs.
        topic: the words looked for.
        terms: the corpus's terms looked for, nearest first; they stand for a topic in English.
    """
    if not finding.is_supported:
        return ()
    words = [pairs for word in (topic, *terms[:_TERMS_READ]) if (pairs := set(bigram_tokens(fold_text(word))))]
    amounts = [figure for figure in finding.figure_details if _is_amount(figure)]
    told = [Told(figure, _bond(finding, figure, words), _per(finding.report.text, figure)) for figure in amounts]
    return tuple(sorted(told, key=lambda one: list(Bond).index(one.bond)))


def _is_amount(figure: Figure) -> bool:
    return not figure.is_ordinal and (figure.is_masked or measure_of(figure.unit) is not Measure.AGE)


def _bond(finding: Finding, figure: Figure, words: Sequence[set[str]]) -> Bond:
    if _holds(figure.counted, words):
        return Bond.COUNTED
    return Bond.CLAUSE if _holds(clause_of(finding.report, figure), words) else Bond.SENTENCE


def _holds(text: str, words: Sequence[set[str]]) -> bool:
    held = set(bigram_tokens(fold_text(text)))
    return any(len(pairs & held) >= _LEAST_HELD * len(pairs) for pairs in words)


def _per(text: str, figure: Figure) -> str:
    """The ratio that the figure's clause announces before it; a share or a rate of growth is none of it."""
    if not figure.is_masked and measure_of(figure.unit) in (Measure.SHARE, Measure.POINTS):
        return ""
    before = fold_text(text[max(figure.span.start - _NEAR_CHARS, 0) : figure.span.start])
    clause = _CLAUSE_END.split(before)[-1]
    found = _PER.findall(clause)
    return found[-1] if found else ""
