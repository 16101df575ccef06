"""The tables of README.md that come from summaries: what was measured, what each part brings, how fast it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from errors import EvaluationError
from eval.plan import Entry
from eval.screen import NOTHING, show_change, show_interval, show_number
from eval.shares import Figure
from eval.summaries import AblationSummary, RunSummary, Summary, SystemSummary, read_summary
from records import Language

Measured = Sequence[tuple[Entry, Summary | None]]

_BLOCK = "(<!-- measured {name}: [^>]*-->\n).*?(<!-- /measured {name} -->)"
_NOT_MEASURED = "not measured"
_LANGUAGES = {Language.EN: "English", Language.HANS: "simplified", Language.HANT: "traditional"}
_STAGES = ("find", "ask")
_FEWEST = 5
"""A figure of fewer questions in a language says nothing of the language."""


def read_measured(plan: Sequence[Entry]) -> Measured:
    """The summaries of a plan; None for an entry that was not measured yet.

    Raises:
        EvaluationError: a summary is damaged or has another layout.
    """
    return [(entry, read_summary(entry.summary) if entry.summary.exists() else None) for entry in plan]


def fill_page(page: str, measured: Measured, *, source: str) -> str:
    """Put every table into its place in a page.

    Args:
        page: Markdown with a pair of comments for each table, ``<!-- measured NAME: … -->`` and
            ``<!-- /measured NAME -->``.
        measured: what the tables are made of.
        source: the page's file, for the message.

    Raises:
        EvaluationError: the page has no place for a table, or several.
    """
    for name, make in _TABLES.items():
        parts = re.split(_BLOCK.format(name=name), page, flags=re.DOTALL)
        places = len(parts) // 3  # two of them and what lies before each, with the end of the page over
        if places != 1:
            found = f"has {places} places for the table {name}"
            expected = f"expected one: <!-- measured {name}: … --> to <!-- /measured {name} -->"
            raise EvaluationError(source, f"{found}, {expected}")
        before, start, end, behind = parts
        page = before + start + "\n" + "\n".join(make(measured)) + "\n\n" + end + behind
    return page


def _figures_table(measured: Measured) -> list[str]:
    """A row a measure of every run."""
    rows: list[Sequence[str]] = []
    for entry, summary in measured:
        if isinstance(summary, RunSummary):
            found = [_figure_cells(measure, summary) for measure in entry.measures]
            commands = [f"`eval run {summary.origin.suite}`", *["the same"] * len(found)]
            rows += [(entry.what, *cells, command) for cells, command in zip(found, commands, strict=False)]
        elif entry.measures:
            rows.append((entry.what, "", _NOT_MEASURED, "", ""))
    return _to_table(("what", "n", "figure, 95 % interval", "by language of the question", "command"), rows)


def _figure_cells(measure: str, summary: RunSummary) -> tuple[str, str, str]:
    """How many it counts, its value over all, and by language."""
    figures = {
        (one.by, one.name): figure for one in summary.slices for figure in one.figures if figure.measure == measure
    }
    whole = figures.get(("all", ""))
    if whole is None:
        return "0", f"{measure} {NOTHING}", ""
    languages = [
        f"{words} {show_number(figure.value)}"
        for language, words in _LANGUAGES.items()
        if (figure := figures.get(("language", language))) and figure.count >= _FEWEST
    ]
    by_language = ", ".join(languages) if len(languages) > 1 else ""
    return f"{whole.count:,}", f"{measure} {_with_interval(whole)}", by_language


def _with_interval(figure: Figure) -> str:
    return f"{show_number(figure.value)} ({show_interval(figure.low, figure.high)})"


def _parts_table(measured: Measured) -> list[str]:
    """A row a system, a column an ablation: the change of its headline."""
    ablations = [(entry, one) for entry, one in measured if isinstance(one, AblationSummary)]
    if not ablations:
        return _to_table(("system", "change"), [("", _NOT_MEASURED)])
    names = dict.fromkeys(system.name for _, one in ablations for system in one.systems)
    by_name = [{system.name: system for system in one.systems} for _, one in ablations]
    rows = [(name, *(_show_system(systems.get(name)) for systems in by_name)) for name in names]
    heads = [f"{entry.what}: {one.headline}, n {one.n_questions:,}" for entry, one in ablations]
    return _to_table(("system", *heads), rows)


def _show_system(system: SystemSummary | None) -> str:
    if system is None:
        return ""
    change = system.change
    if change is None:
        return _with_interval(system.figure)
    shown = f"{show_change(change.value)} ({show_interval(change.low, change.high)})"
    return f"**{shown}**" if change.p < 0.05 else shown


def _speed_table(measured: Measured) -> list[str]:
    """Milliseconds of a search and of an answer, with what was searched."""
    rows = [
        (entry.what, f"{summary.origin.counts['passages']:,}", *(_milliseconds(summary, stage) for stage in _STAGES))
        for entry, summary in measured
        if isinstance(summary, RunSummary)
    ]
    heads = ("what", "passages", "search, ms: half of the questions / 95 %", "answer, ms")
    return _to_table(heads, rows or [(_NOT_MEASURED, "", "", "")])


def _milliseconds(summary: RunSummary, stage: str) -> str:
    one = summary.latency.get(stage)
    return "" if one is None else f"{one.p50:.0f} / {one.p95:.0f}"


def _reliability_table(measured: Measured) -> list[str]:
    """Whether the probability of a hit keeps its word."""
    rows = [
        (entry.what, _hits(one.depth), f"{one.count:,}", *map(show_number, (one.brier, one.brier_of_base, one.error)))
        for entry, summary in measured
        if isinstance(summary, RunSummary)
        for one in summary.reliability
    ]
    heads = ("what", "hits", "n", "Brier score", "of saying always the same", "mean error")
    return _to_table(heads, rows or [(_NOT_MEASURED, *[""] * 5)])


def _hits(depth: int) -> str:
    return "the first" if depth == 1 else f"the first {depth}"


def _to_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]


_TABLES: Mapping[str, Callable[[Measured], list[str]]] = {
    "figures": _figures_table,
    "parts": _parts_table,
    "probabilities": _reliability_table,
    "speed": _speed_table,
}
