"""A matrix as text for a terminal, as CSV for a spreadsheet, as JSON for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from answers.asides import group_asides, name_aside
from answers.belonging import Told
from answers.matrix import Cell, Matrix, Row
from answers.present import citation_to_json, figure_to_json, finding_to_json, understanding_to_json
from answers.printing import guard_cell
from answers.series import Series, series_of
from answers.wording import name_place, name_stance, name_year, say
from records import Language, Level, Report, Stance

MASK_SIGN = "▒▒"
_FIGURES_SHOWN = 3


def matrix_to_csv(matrix: Matrix, language: Language) -> str:
    """Write a matrix as CSV: one row a report, with a pair of columns for every topic.

    The first columns are the report's id, place, year and title. Of a topic the first column says
    planned, done, silent and so on, and the second the figures that belong to it; a hidden one is
    ``▒▒``.

    Args:
        matrix: the matrix.
        language: of the words in the cells.

    Returns:
        Lines that end in a line feed. A text that a spreadsheet would run as a formula begins with an
        apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    figures = say("column_figures", language)
    topics = [head for row in matrix.rows for head in (row.topic, f"{row.topic} ({figures})")]
    writer.writerow(map(guard_cell, ("report_id", "place", "year", "title", *topics)))
    for place, report in enumerate(matrix.reports):
        cells = [row.cells[place] for row in matrix.rows]
        told = [text for cell in cells for text in (name_state(cell, language), figures_text(cell.told, language))]
        year = name_year(report, Stance.NONE, language)
        head = (report.report_id, name_place(report.place, language), year, report.title)
        writer.writerow(map(guard_cell, (*head, *told)))
    return stream.getvalue()


def matrix_to_text(matrix: Matrix, language: Language) -> str:
    """Lay a matrix out for a terminal: topic by topic, the reports that speak of it with their figures."""
    blocks = []
    for row in matrix.rows:
        head = f"{row.topic}: {row.supporting}/{len(row.cells)}"
        lines = [
            f"  {_label(report, cell, language)}  {name_state(cell, language)}"
            f"  {figures_text(cell.told, language)}".rstrip()
            for report, cell in zip(matrix.reports, row.cells, strict=True)
            if cell.says_so
        ]
        blocks.append("\n".join([head, *lines]))
    return "\n\n".join(blocks)


def matrix_to_json(matrix: Matrix) -> dict[str, Any]:
    """The JSON of ``compare``: the reports, and for every topic a cell for each of them, in their order."""
    return {
        "reports": [
            {
                "report_id": report.report_id,
                "place": report.place.name or None,
                "place_en": report.place.name_en or None,
                "year": report.period.year,
                "plan_year": report.period.plan_year,
                "review_year": report.period.review_year,
                "kind": str(report.kind),
                "title": report.title,
            }
            for report in matrix.reports
        ],
        "topics": [row_to_json(row, matrix.reports) for row in matrix.rows],
    }


def row_to_json(row: Row, reports: Sequence[Report]) -> dict[str, Any]:
    """One topic of the JSON: its cells, and the figures that can be compared."""
    return {
        "topic": row.topic,
        "supporting": row.supporting,
        "understood": understanding_to_json(row.understood) if row.understood else None,
        "cells": [_cell_to_json(cell) for cell in row.cells],
        "series": [_series_to_json(one) for one in series_of(row, reports)],
    }


def name_state(cell: Cell, language: Language) -> str:
    """Planned, done, both, silent, only planned - in words; a dash where the topic names other places or years."""
    if cell.finding is None:
        return "–"
    for reason, _ in group_asides([cell.finding]):
        return name_aside(reason, Level.UNKNOWN, language)
    return name_stance(cell.stance, language) if cell.stance is not None else say("state_silent", language)


def figures_text(told: Sequence[Told], language: Language, *, most: int = _FIGURES_SHOWN) -> str:
    """The figures that surely belong, in words; hidden ones as ``▒▒``."""
    sure = [one.figure for one in told if one.is_sure]
    texts = [MASK_SIGN if figure.is_masked else figure.text for figure in sure[:most]]
    return say("list_separator", language).join(dict.fromkeys(texts))


def _label(report: Report, cell: Cell, language: Language) -> str:
    year = name_year(report, cell.stance or Stance.NONE, language)
    return " ".join(filter(None, (name_place(report.place, language), year)))


def _cell_to_json(cell: Cell) -> dict[str, Any]:
    """The state is that of the finding, ``silent``, ``aside``, or None where the report was not looked at."""
    if cell.finding is None:
        return {"state": None, "masked": False, "figures": [], "finding": None}
    return {
        "state": str(cell.stance) if cell.stance is not None else "aside" if cell.is_aside else "silent",
        "masked": cell.is_masked,
        "figures": [_told_to_json(one) for one in cell.told],
        "finding": finding_to_json(cell.finding),
    }


def _told_to_json(told: Told) -> dict[str, Any]:
    return figure_to_json(told.figure) | {"bond": str(told.bond), "per": told.per}


def _series_to_json(series: Series) -> dict[str, Any]:
    return {
        "unit": series.unit,
        "per": series.per,
        "points": [
            _told_to_json(point.told)
            | {"report_id": point.report.report_id, "citation": citation_to_json(point.citation)}
            for point in series.points
        ],
        "masked": [report.report_id for report in series.masked],
        "other": [report.report_id for report in series.other],
        "silent": [report.report_id for report in series.silent],
    }
