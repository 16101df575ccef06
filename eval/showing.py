"""Comparisons and lists of failures on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from eval.compare import ChangedQuestion, Comparison, Difference, SliceComparison
from eval.failures import Failure, count_faults
from eval.listing import show_changed, show_failure
from eval.screen import empty_table, print_parts, show_change, show_interval, show_number, show_p

_RARE = 0.05
_MOST_RARE = 15


def show_comparison(comparison: Comparison, *, width: int | None = None) -> str:
    """Two runs for people: every measure of both, the slices, and the questions that changed most.

    Args:
        comparison: of two runs.
        width: as for ``show_result``.
    """
    parts: list[RenderableType | None] = [
        _differences_table("all questions", [(one.measure, one) for one in comparison.differences]),
        _slices_table(comparison),
        _rare_table(comparison),
        Text("Intervals of 95 % are of the paired bootstrap, p of the paired randomisation test;"),
        Text("of twenty p values one lies below 0.05 by chance alone."),
        *_changed_parts("lost", comparison.measure, comparison.n_worse, comparison.worse),
        *_changed_parts("gained", comparison.measure, comparison.n_better, comparison.better),
    ]
    return print_parts(parts, width)


def show_failures(
    failures: Sequence[Failure], *, questions: int, worst: int | None = None, width: int | None = None
) -> str:
    """The questions that went wrong, for people: how many by fault, then each.

    Args:
        failures: the worst first.
        questions: how many were looked at.
        worst: the most to list; None for all. All are counted.
        width: as for ``show_result``.
    """
    heading = Text(f"{len(failures)} of {questions} questions went wrong")
    table = empty_table("fault", "questions")
    for fault, count in count_faults(failures).items():
        table.add_row(fault, str(count))
    listed = failures[:worst]
    return print_parts([heading, table if failures else None, *map(show_failure, listed)], width)


def _differences_table(first: str, rows: Sequence[tuple[str, Difference]]) -> Table:
    table = empty_table(first, "before", "after", "change", "95 % interval", "p")
    for name, one in rows:
        values = (show_number(one.before), show_number(one.after), show_change(one.change))
        table.add_row(name, *values, show_interval(one.low, one.high), show_p(one.p))
    return table


def _slices_table(comparison: Comparison) -> Table | None:
    rows = [
        (_name(one), difference)
        for one in comparison.slices[1:]
        for difference in one.differences
        if difference.measure == comparison.measure and difference.change is not None
    ]
    return _differences_table(f"{comparison.measure} by slice", rows) if rows else None


def _rare_table(comparison: Comparison) -> Table | None:
    """What else changed by more than chance explains easily, in any slice: the least likely first."""
    rows = [
        (difference.p, f"{_name(one)}: {difference.measure}", difference)
        for one in comparison.slices[1:]
        for difference in one.differences
        if difference.measure != comparison.measure and difference.p is not None and difference.p < _RARE
    ]
    rows.sort(key=lambda row: row[0])
    if not rows:
        return None
    table = _differences_table("other measures with p < 0.05", [row[1:] for row in rows[:_MOST_RARE]])
    if len(rows) > _MOST_RARE:
        table.caption = f"{len(rows) - _MOST_RARE} more are in --json"
    return table


def _name(one: SliceComparison) -> str:
    return f"{one.name} ({one.questions})"


def _changed_parts(
    how: str, measure: str, count: int, changed: Sequence[ChangedQuestion]
) -> list[RenderableType | None]:
    listed = f", the first {len(changed)} below" if 0 < len(changed) < count else ""
    return [Text(f"\nquestions that {how} by {measure}: {count}{listed}"), *map(show_changed, changed)]
