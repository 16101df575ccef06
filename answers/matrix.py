"""Topics by reports: what every report says of every topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from answers.actions import read_action
from answers.belonging import Told, told_figures
from language import detect_language
from records import Answer, Aside, Filters, Finding, QuestionKind, Report, Stance, Understanding


class Asks(Protocol):
    """Answers a question as ``Answerer.ask`` does."""

    def __call__(self, question: str, *, filters: Filters = ..., understood: Understanding | None = ...) -> Answer:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one topic.

    Attributes:
        finding: the finding of the answer about the topic; None where the topic names other places or
            years, so that this report was not looked at.
        told: the figures that belong to the topic, the surest first.
    """

    finding: Finding | None
    told: tuple[Told, ...] = ()

    @property
    def says_so(self) -> bool:
        """Whether the report speaks of the topic."""
        return self.finding is not None and self.finding.is_supported

    @property
    def stance(self) -> Stance | None:
        """Planned, done and so on; None where the report is silent, put aside or was not looked at."""
        return self.finding.stance if self.finding is not None and self.finding.is_supported else None

    @property
    def spoken(self) -> Stance | None:
        """The same of every report that speaks of it, one that is put aside as well."""
        return self.finding.stance if self.finding is not None and (self.says_so or self.is_aside) else None

    @property
    def is_aside(self) -> bool:
        """Whether the report speaks of it, but in a stance that the reader filters out."""
        return self.finding is not None and self.finding.aside is not Aside.NONE

    @property
    def is_masked(self) -> bool:
        """Whether the report hides a figure that belongs to the topic."""
        return any(one.figure.is_masked for one in self.told)


@dataclass(frozen=True, slots=True)
class Row:
    """One topic.

    Attributes:
        topic: as it was typed.
        understood: how the answer read it; None where there was nothing to read.
        cells: one for every report of the matrix, in its order.
    """

    topic: str
    understood: Understanding | None
    cells: tuple[Cell, ...]

    @property
    def supporting(self) -> int:
        """How many reports speak of it."""
        return sum(cell.says_so for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by reports.

    Attributes:
        reports: the columns.
        rows: one a topic, in the order they were asked for.
    """

    reports: tuple[Report, ...]
    rows: tuple[Row, ...]


def as_understood(topic: str) -> Understanding:
    """What a topic of a matrix asks: which reports speak of it, planned or done.

    Example:
        >>> as_understood("校车").kind
        <QuestionKind.WHICH_REPORTS: 'which_reports'>
    """
    action = read_action(topic, detect_language(topic))
    word = action.word if action else ""
    return Understanding(question=topic, kind=QuestionKind.WHICH_REPORTS, topic=topic, action=word)


def compare(ask: Asks, topics: Sequence[str], reports: Sequence[Report], *, filters: Filters) -> Iterator[Row]:
    """Ask every report about every topic, one topic after the other.

    The cells are the findings of the same answer that the topic gets as a question, so the two never
    disagree.

    Args:
        ask: answers questions about ``reports`` and perhaps others.
        topics: in Chinese or English.
        reports: the columns.
        filters: those that ``reports`` passed.

    Yields:
        A row a topic, in order.

    Raises:
        FilterError: the filters name a place or report that there is not.
    """
    for topic in topics:
        answer = ask(topic, filters=filters, understood=as_understood(topic))
        by_report = {finding.report.report_id: finding for finding in answer.findings}
        terms = answer.understood.terms if answer.understood else ()
        cells = tuple(_cell(by_report.get(report.report_id), topic, terms) for report in reports)
        yield Row(topic, answer.understood, cells)


def _cell(finding: Finding | None, topic: str, terms: Sequence[str]) -> Cell:
    return Cell(finding, told_figures(finding, topic, terms)) if finding is not None else Cell(None)
