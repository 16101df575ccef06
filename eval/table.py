"""A run as tables on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from eval.headlines import choose_measures
from eval.results import RunResult, Slice
from eval.screen import NOTHING, empty_table, print_parts, show_brief, show_interval, show_number

_MOST_SLICES = 12


def show_result(result: RunResult, *, width: int | None = None) -> str:
    """A run for people: what was asked, its measures over all and the chief ones by slice, its speed.

    Args:
        result: of a run.
        width: of a terminal, in characters: lines and colours of rich. None gives plain text of at
            most 100 characters, without control characters.

    Returns:
        Text without a line end behind it.
    """
    groups = dict.fromkeys(one.by for one in result.slices[1:])
    tables = [_slices_table(result, by) for by in groups]
    return print_parts([_heading(result), _all_table(result), *tables, _latency_table(result), _footing(result)], width)


def lowest_slices(result: RunResult, by: str, *, most: int = _MOST_SLICES) -> tuple[Slice, ...]:
    """The slices of one sort in their order; of more than ``most`` those with the lowest headline."""
    slices = [one for one in result.slices if one.by == by]
    if len(slices) <= most:
        return tuple(slices)
    lowest = sorted(slices, key=lambda one: (_headline_of(one, result), one.name))[:most]
    return tuple(one for one in slices if one in lowest)


def _headline_of(one: Slice, result: RunResult) -> float:
    value = one.figure(result.headline).value
    return 2.0 if value is None else value


def _heading(result: RunResult) -> Text:
    index = result.index
    counts = ", ".join(f"{count} {name}" for name, count in index.counts.items())
    return Text(
        f"suite     {result.suite}: {len(result.questions)} questions\n"
        f"index     {index.folder}: {counts}\n"
        f"encoder   {index.encoder}, fingerprint {index.fingerprint}"
    )


def _all_table(result: RunResult) -> Table:
    table = empty_table("all questions", "value", "95 % interval", "n")
    for one in result.slices[0].figures:
        table.add_row(one.measure, show_number(one.value), show_interval(one.low, one.high), str(one.count))
    return table


def _slices_table(result: RunResult, by: str) -> Table:
    """Slices down, the chief measures across."""
    slices = lowest_slices(result, by)
    measures = [one for one in choose_measures(result) if any(cell != NOTHING for cell in _column(slices, one))]
    table = empty_table(f"by {by}", "n", *measures)
    for one in slices:
        table.add_row(one.name, str(one.questions), *_cells(one, measures))
    left_out = sum(one.by == by for one in result.slices) - len(slices)
    if left_out:
        table.caption = f"{left_out} more, with a higher {result.headline}, are in the file"
    return table


def _column(slices: Sequence[Slice], measure: str) -> list[str]:
    return [cell for one in slices for cell in _cells(one, [measure])]


def _cells(one: Slice, measures: Sequence[str]) -> list[str]:
    figures = {figure.measure: figure for figure in one.figures}
    found = (figures.get(measure) for measure in measures)
    return [NOTHING if figure is None else show_brief(figure.value, figure.low, figure.high) for figure in found]


def _latency_table(result: RunResult) -> Table:
    table = empty_table("milliseconds", "half of the questions", "95 %")
    for stage, one in result.latency.items():
        table.add_row(stage, f"{one.p50:.1f}", f"{one.p95:.1f}")
    return table


def _footing(result: RunResult) -> Text:
    return Text(
        f"seconds   {result.seconds:.1f}\n"
        "n counts questions, for status, quotes and citations these. Intervals of 95 % are bootstrapped over\n"
        "questions."
    )
