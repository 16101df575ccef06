"""What the page offers to other programs: the JSON of the command line, as named endpoints and as MCP tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api

from answers import Answerer, Matrix, answer_to_json, compare, matrix_to_json, read_topics, suggest_topics
from errors import YaodianError
from indexer import report_to_json
from records import Filters, Kind, Level, Stance
from search import find_to_json, has_words, passing_reports
from web.asking import MOST_QUESTION_CHARS
from web.blocks import N_AT_ONCE
from web.desk import Desk, Holdings
from web.turnstile import ProgramError, Turnstile

MOST_HITS = 1000
# An object, or the same as text for an MCP client.
Json = dict[str, Any] | str

Choice = TypeVar("Choice", bound=StrEnum)


def ask_program(desk: Desk, question: str, filters: Filters = Filters()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Answer a question from the reports that pass; the object of ``python -m answers ask --json``."""
    answerer = _answerer(desk.holdings)
    return answer_to_json(answerer.ask(_require_question(question), filters=filters), answerer.searcher)


def find_program(desk: Desk, question: str, top: int, filters: Filters = Filters()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Rank passages for a question; the object of ``python -m search find --json``."""
    asked, answerer = _require_question(question), _answerer(desk.holdings)
    if not 1 <= top <= MOST_HITS:
        raise ProgramError(f"found top {top}, expected 1 to {MOST_HITS}")
    searcher = answerer.searcher
    ranking = searcher.rank(asked, filters=filters) if has_words(asked) else None
    hits = searcher.hits(ranking, top=top) if ranking else ()
    return find_to_json(asked, hits, searcher.index, ranking=ranking)


def reports_program(desk: Desk, filters: Filters = Filters()) -> dict[str, Any]:  # noqa: B008 - frozen
    """The reports that pass: ``python -m indexer status --json`` without what it tells of this machine."""
    holdings = desk.holdings
    outlines, index = holdings.catalogue.outlines, _answerer(holdings).index
    passages = Counter(passage.report_id for passage in index.passages)
    passing = set(passing_reports(filters, index.reports))
    return {
        "generation": index.manifest.generation,
        "created": index.manifest.created,
        "failures": [{"source": one.source, "reason": one.reason} for one in index.failures],
        "reports": [
            report_to_json(report, len(outlines.get(report.report_id, ())), passages[report.report_id])
            for report in index.reports
            if report.report_id in passing
        ],
    }


def section_program(desk: Desk, report_id: str, at: int) -> dict[str, Any]:
    """The section of a report at a character, as hits and citations give it, with the report's outline.

    Raises:
        ProgramError: there is no such report, or its text ends before that character.
    """
    catalogue = desk.holdings.catalogue
    report = catalogue.reports.get(report_id)
    if report is None:
        raise ProgramError(f"found no report {report_id[:80]!r}, expected a report_id that `reports` gives")
    outline = catalogue.outlines.get(report_id, ())
    section = next((one for one in outline if one.start <= at < one.end), None)
    if section is None:
        raise ProgramError(f"found no section at {at}, expected 0 to {len(report.text) - 1}")
    return {
        "report_id": report_id,
        "title": report.title,
        "section_id": section.section_id,
        "heading_path": list(section.heading_path),
        "stance": str(section.stance),
        "start": section.start,
        "end": section.end,
        "text": report.text[section.start : section.end],
        "outline": [{"start": one.start, "heading_path": list(one.heading_path)} for one in outline],
    }


def compare_program(desk: Desk, topics: str, filters: Filters = Filters()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Topics by reports; the object of ``python -m answers compare --json``.

    Raises:
        ProgramError: topics are given, but none has a letter in it.
    """
    answerer = _answerer(desk.holdings)
    asked = read_topics(topics)
    if topics.strip() and not asked:
        raise ProgramError("found no topic with a letter in it, expected some, with commas between them")
    chosen = passing_reports(filters, answerer.index.reports)
    reports = tuple(answerer.index.report(report_id) for report_id in chosen)
    asked = asked or suggest_topics(answerer.searcher, chosen)
    rows = compare(desk.holdings.ask, asked, reports, filters=filters)
    return matrix_to_json(Matrix(reports, tuple(rows)))


def read_filters(*, places: str = "", years: str = "", levels: str = "", kinds: str = "", stances: str = "") -> Filters:
    """Filters from values with commas between them, as programs write them.

    Raises:
        ProgramError: a value is none of its field.

    Example:
        >>> read_filters(places="淄博市, Shandong", years="2021，2022", stances="planned").years
        (2021, 2022)
    """
    wrong = [year for year in _split(years) if not (year.isascii() and year.isdecimal())]
    if wrong:
        raise ProgramError(f"found the year {wrong[0][:20]!r}, expected years such as 2021,2022")
    return Filters(
        places=_split(places),
        years=tuple(int(year) for year in _split(years)),
        levels=_choose(Level, levels),
        kinds=_choose(Kind, kinds),
        stances=_choose(Stance, stances),
    )


def _split(values: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in values.replace("，", ",").replace("、", ",").split(",") if part.strip())


def _choose(choices: type[Choice], values: str) -> tuple[Choice, ...]:
    known = {str(choice): choice for choice in choices}
    for value in _split(values):
        if value not in known:
            raise ProgramError(f"found {value[:20]!r}, expected some of {', '.join(known)}")
    return tuple(known[value] for value in _split(values))


def _answerer(holdings: Holdings) -> Answerer:
    answerer = holdings.answerer
    if answerer is None:
        raise ValueError("programs need an index behind the page, found answers made by hand")
    return answerer


def _require_question(question: str) -> str:
    asked = question.strip()
    if not 1 <= len(asked) <= MOST_QUESTION_CHARS:
        raise ProgramError(f"found a question of {len(asked)} characters, expected 1 to {MOST_QUESTION_CHARS}")
    return asked


def offer_programs(desk: Desk) -> None:
    """Add the endpoints to the present Blocks: for gradio_client, for plain HTTP and as MCP tools.

    They pass by Gradio's queue, for which an MCP tool would have to call this server anew, and have
    a turnstile instead. Their docstrings are what an MCP client shows.
    """
    if desk.holdings.answerer is None:
        return
    turnstile = Turnstile(N_AT_ONCE)

    def ask(
        question: str,
        places: str = "",
        years: str = "",
        levels: str = "",
        kinds: str = "",
        stances: str = "",
        _request: gr.Request | None = None,
    ) -> Json:
        """Answer a question from work summaries and yearly plans of Chinese education bureaus.

        Looks at every report: which of them say so, planned or done, with figures, and quotes that stand word
        for word in the report.

        Args:
            question: in Chinese or English, e.g. "which cities plan principal rank reform".
            places: only reports of these places, with commas between them; a province stands for its cities.
            years: only reports of or planning for these years, with commas between them.
            levels: only province, city or county reports.
            kinds: only reports of the kind summary, plan or both.
            stances: only what is planned or done.
        """
        filters = read_filters(places=places, years=years, levels=levels, kinds=kinds, stances=stances)
        return _told(lambda: ask_program(desk, question, filters), turnstile, _request)

    def find(
        question: str,
        top: int = 10,
        places: str = "",
        years: str = "",
        levels: str = "",
        kinds: str = "",
        stances: str = "",
        _request: gr.Request | None = None,
    ) -> Json:
        """Find the passages of the reports that are nearest to a question or a topic, best first.

        Args:
            question: a question or a topic, in Chinese or English.
            top: how many passages, 1 to 1000.
            places: only reports of these places, with commas between them; a province stands for its cities.
            years: only reports of or planning for these years, with commas between them.
            levels: only province, city or county reports.
            kinds: only reports of the kind summary, plan or both.
            stances: only sections on what is planned or done.
        """
        filters = read_filters(places=places, years=years, levels=levels, kinds=kinds, stances=stances)
        return _told(lambda: find_program(desk, question, top, filters), turnstile, _request)

    def compare(
        topics: str = "",
        places: str = "",
        years: str = "",
        levels: str = "",
        kinds: str = "",
        stances: str = "",
        _request: gr.Request | None = None,
    ) -> Json:
        """Compare reports by topics: which of them plan, have done or do not mention each, with which figures.

        Every cell holds the quotes that prove it; "series" holds the figures of a topic that can be compared, those
        in one unit.

        Args:
            topics: topics in Chinese or English, with commas between them; without any, those on which the reports
                differ, in their own terms.
            places: only reports of these places, with commas between them; a province stands for its cities.
            years: only reports of or planning for these years, with commas between them.
            levels: only province, city or county reports.
            kinds: only reports of the kind summary, plan or both.
            stances: only what is planned or done.
        """
        filters = read_filters(places=places, years=years, levels=levels, kinds=kinds, stances=stances)
        return _told(lambda: compare_program(desk, topics, filters), turnstile, _request)

    def reports(
        places: str = "", years: str = "", levels: str = "", kinds: str = "", _request: gr.Request | None = None
    ) -> Json:
        """List the reports that can be asked, with place, year, kind and title.

        Args:
            places: only reports of these places, with commas between them; a province stands for its cities.
            years: only reports of or planning for these years, with commas between them.
            levels: only province, city or county reports.
            kinds: only reports of the kind summary, plan or both.
        """
        filters = read_filters(places=places, years=years, levels=levels, kinds=kinds)
        return _told(lambda: reports_program(desk, filters), turnstile, _request)

    def section(report_id: str, at: int = 0, _request: gr.Request | None = None) -> Json:
        """Read one section of a report in full, with the outline of the whole report.

        Args:
            report_id: as the other tools give it.
            at: a character of the report's text; the "start" of a hit, a citation or an outline's entry.
        """
        return _told(lambda: section_program(desk, report_id, at), turnstile, _request)

    for offered in (ask, find, compare, reports, section):
        api(offered, api_name=offered.__name__, queue=False)


def _told(act: Callable[[], dict[str, Any]], turnstile: Turnstile, request: gr.Request | None) -> Json:
    """What a program asked for; an error that a user can put right is told to the program too."""
    with turnstile.turn():
        try:
            told = act()
        except YaodianError as error:
            raise ProgramError(str(error)) from error
    return json.dumps(told, ensure_ascii=False) if _is_tool(request) else told


def _is_tool(request: gr.Request | None) -> bool:
    """Whether an MCP client asks: its answers are texts, and Gradio would write a dictionary as Python does."""
    asked = getattr(request, "request", None) or request
    return asked is not None and "/mcp" in asked.url.path
