"""What the Compare tab's endpoints do; without Gradio."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from answers import (
    MOST_TOPICS,
    Answerer,
    Matrix,
    Row,
    as_understood,
    compare,
    matrix_to_csv,
    matrix_to_json,
    read_topics,
    series_of,
    suggest_topics,
)
from errors import YaodianError
from records import Filters, Report, Stance
from search import passing_reports
from web.asked import read_asked, understanding_to_json
from web.compare_cells import name_topic, render_cell, render_evidence, render_report_head, render_topic_head
from web.compare_picture import draw_matrix
from web.compare_plot import render_plot
from web.desk import Desk, Holdings
from web.filters import FIELDS
from web.labels import report_label
from web.notices import render_notice
from web.wording import Words, page_language

FORMS = ("csv", "json", "svg")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A matrix as the page asks for it.

    Attributes:
        topics: as typed.
        filters: what the reader narrows the reports to.
    """

    topics: tuple[str, ...]
    filters: Filters = field(default_factory=Filters)


def read_wanted(text: str) -> Wanted:
    """Read what the browser sent; nothing in it is trusted.

    Args:
        text: a JSON object with ``question``, the topics as typed, and, if given, ``filters``.

    Raises:
        ValueError: it is none, or has a value of the wrong kind or size.
    """
    asked = read_asked(text)
    return Wanted(read_topics(asked.question), asked.filters)


def show_matrix(desk: Desk, sent: str, language: str) -> Iterator[dict[str, Any]]:
    """Compare topic by topic; whatever goes wrong becomes a notice.

    Args:
        desk: who answers.
        sent: see ``read_wanted``.
        language: the page's language code, from the browser.

    Yields:
        First ``reports`` and ``topics`` with their heads; then, for every topic, ``at`` (its number)
        and ``row``: cells and evidence as HTML in the order of the reports, and plots. Or ``notice``.
    """
    words, holdings = Words(page_language(language)), desk.holdings
    try:
        wanted = read_wanted(sent)
        if not wanted.topics:
            yield _say(words.say("compare_no_topic"), words.say("compare_no_topic_do"))
            return
        reports = choose_reports(holdings, wanted.filters)
        yield _frame(wanted, reports, words)
        rows = compare(holdings.ask, wanted.topics, reports, filters=wanted.filters)
        for number, row in enumerate(rows):
            yield {"at": number, "row": _show_row(row, reports, wanted.filters, words)}
    except ValueError as error:
        yield _say(words.say("bad_link"), words.say("bad_link_do", reason=error))
    except YaodianError as error:
        yield _say(words.say("broken"), str(error), is_fault=True)
    except Exception:
        log.exception("reports could not be compared")
        yield _say(words.say("broken"), words.say("broken_do"), is_fault=True)


def suggest(desk: Desk, sent: str, language: str) -> list[str]:
    """Topics on which the reports that pass the filters differ, in the script of the page; none without an index."""
    words, holdings = Words(page_language(language)), desk.holdings
    try:
        reports = choose_reports(holdings, read_wanted(sent).filters)
    except (ValueError, YaodianError):
        log.exception("no topics could be suggested")
        return []
    if holdings.answerer is None or not reports:
        return []
    topics = _suggested(holdings.answerer, tuple(report.report_id for report in reports))
    return [name_topic(topic, words) for topic in topics]


def save_matrix(desk: Desk, sent: str, form: str, language: str) -> str:
    """The same matrix as the text of a file; empty where it cannot be asked again.

    Args:
        desk: who answers.
        sent: see ``read_wanted``.
        form: one of ``FORMS``.
        language: the page's language code.
    """
    words, holdings = Words(page_language(language)), desk.holdings
    try:
        matrix = ask_matrix(holdings, read_wanted(sent))
    except (ValueError, YaodianError):
        log.exception("a matrix could not be saved as %r", form)
        return ""
    if form == "csv":
        return matrix_to_csv(matrix, words.language)
    if form == "json":
        return json.dumps(matrix_to_json(matrix), ensure_ascii=False, indent=2) + "\n"
    return draw_matrix(matrix, words) if form == "svg" else ""


def ask_matrix(holdings: Holdings, wanted: Wanted) -> Matrix:
    """The whole matrix at once.

    Raises:
        FilterError: the filters name a place or report that there is not.
    """
    reports = choose_reports(holdings, wanted.filters)
    return Matrix(reports, tuple(compare(holdings.ask, wanted.topics, reports, filters=wanted.filters)))


def choose_reports(holdings: Holdings, filters: Filters) -> tuple[Report, ...]:
    """The reports that pass, in the order of the index.

    Raises:
        FilterError: the filters name a place or report that there is not.
    """
    reports = tuple(holdings.catalogue.reports.values())
    passing = set(passing_reports(filters, reports))
    return tuple(report for report in reports if report.report_id in passing)


@lru_cache(maxsize=64)
def _suggested(answerer: Answerer, report_ids: tuple[str, ...]) -> tuple[str, ...]:
    return suggest_topics(answerer.searcher, report_ids)


def _frame(wanted: Wanted, reports: tuple[Report, ...], words: Words) -> dict[str, Any]:
    return {
        "reports": [
            {
                "head": render_report_head(report, words),
                "label": report_label(report, Stance.NONE, words),
                "year": report.period.year or report.period.plan_year or 0,
            }
            for report in reports
        ],
        "topics": [{"name": topic, "head": render_topic_head(topic, words)} for topic in wanted.topics],
        "most": len(wanted.topics) == MOST_TOPICS,
    }


def _show_row(row: Row, reports: tuple[Report, ...], filters: Filters, words: Words) -> dict[str, Any]:
    pairs = list(zip(reports, row.cells, strict=True))
    link = link_to_ask(row.topic, filters, words)
    return {
        "cells": [render_cell(cell, report, row.topic, words) for report, cell in pairs],
        "evidence": [render_evidence(cell, report, row, link, words) for report, cell in pairs],
        "says": [cell.says_so for cell in row.cells],
        "plots": [render_plot(series, words) for series in series_of(row, reports)],
    }


def link_to_ask(topic: str, filters: Filters, words: Words) -> str:
    """The address of the Ask tab with a topic as its question, understood as the matrix understands it."""
    understood = json.dumps(understanding_to_json(as_understood(topic)), ensure_ascii=False)
    narrowed = [(FIELDS[name], str(value)) for name, values in _given(filters) for value in values]
    query = [("q", topic), *narrowed, ("as", understood), ("lang", str(words.language))]
    return f"?{urlencode(query)}"


def _given(filters: Filters) -> list[tuple[str, Any]]:
    held: Mapping[str, Any] = asdict(filters)
    return [(name, held[name]) for name in FIELDS if held[name]]


def _say(what: str, do: str, *, is_fault: bool = False) -> dict[str, Any]:
    return {"notice": render_notice(what, do, is_fault=is_fault)}
