"""One numeric topic across reports: values in one unit, what they stand for, and who gives none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answers.belonging import Told
from answers.matrix import Cell, Row
from records import Citation, Report

LEAST_REPORTS = 2
"""Fewer reports with a value in one unit cannot be compared."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one report.

    Attributes:
        report: who gives it.
        told: the figure and what ties it to the topic.
        citation: the quote it stands in.
    """

    report: Report
    told: Told
    citation: Citation

    @property
    def value(self) -> float:
        """The value, 万 and 亿 multiplied out, the least of a range; a share in percent."""
        return self.told.figure.value or 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a topic in one unit.

    Attributes:
        topic: the topic.
        unit: simplified, without 万 and 亿; empty where there is none.
        per: of what every value is a ratio, or empty.
        points: of every report at most one result and one target, in the order of the reports.
        masked: reports that hide a figure on the topic and give none in this unit.
        other: reports that speak of the topic without a value in this unit.
        silent: reports that do not speak of it.
    """

    topic: str
    unit: str
    per: str
    points: tuple[Point, ...]
    masked: tuple[Report, ...]
    other: tuple[Report, ...]
    silent: tuple[Report, ...]

    @property
    def n_reports(self) -> int:
        """How many reports give a value."""
        return len({point.report.report_id for point in self.points})


def series_of(row: Row, reports: Sequence[Report]) -> tuple[Series, ...]:
    """The comparisons that a topic's figures allow, one for every unit that several reports give.

    Values of different units, and ratios and amounts, are never in one series. Of a report's results
    the one surest to belong to the topic is taken, and likewise of its targets.

    Args:
        row: of the matrix.
        reports: its columns.

    Returns:
        Those with the most reports first; none where no unit is surely given by ``LEAST_REPORTS``.
        A value that merely stands in a quote on the topic comes along, and says that it is not sure.
    """
    pairs = list(zip(reports, row.cells, strict=True))
    kinds = dict.fromkeys(_kind_of(told) for _, cell in pairs for told in _readable(cell.told))
    found = [_series(row.topic, unit, per, pairs) for unit, per in kinds]
    several = [one for one in found if _n_sure(one) >= LEAST_REPORTS]
    return tuple(sorted(several, key=lambda one: (-_n_sure(one), -one.n_reports, one.unit, one.per)))


def _n_sure(series: Series) -> int:
    return len({point.report.report_id for point in series.points if point.told.is_sure})


def _kind_of(told: Told) -> tuple[str, str]:
    return told.figure.unit, told.per


def _readable(told: Iterable[Told]) -> list[Told]:
    return [one for one in told if one.figure.value is not None and not one.figure.is_masked]


def _series(topic: str, unit: str, per: str, pairs: Sequence[tuple[Report, Cell]]) -> Series:
    points = tuple(point for report, cell in pairs for point in _points(report, cell, unit, per))
    given = {point.report.report_id for point in points}
    rest = [(report, cell) for report, cell in pairs if report.report_id not in given]
    return Series(
        topic=topic,
        unit=unit,
        per=per,
        points=points,
        masked=tuple(report for report, cell in rest if cell.is_masked),
        other=tuple(report for report, cell in rest if (cell.says_so or cell.is_aside) and not cell.is_masked),
        silent=tuple(report for report, cell in rest if not cell.says_so and not cell.is_aside),
    )


def _points(report: Report, cell: Cell, unit: str, per: str) -> list[Point]:
    """The result and the target that are surest to belong to the topic, where the report gives them."""
    fitting = [told for told in _readable(cell.told) if _kind_of(told) == (unit, per)]
    found = []
    for is_target in (False, True):
        best = next((told for told in fitting if told.figure.is_target is is_target), None)
        citation = _citation_of(cell, best) if best else None
        if best and citation:
            found.append(Point(report, best, citation))
    return found


def _citation_of(cell: Cell, told: Told) -> Citation | None:
    span = told.figure.span
    citations = cell.finding.citations if cell.finding else ()
    return next((one for one in citations if one.start <= span.start and span.end <= one.end), None)
