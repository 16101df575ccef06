"""Results as tables on the screen."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.results import RunResult, Slice
from eval.shares import Figure

NOTHING = "-"

_PLAIN_WIDTH = 400


def show_result(result: RunResult, *, width: int | None = None) -> str:
    """A run for people: what was asked, its measures over all and by slice, its speed.

    Args:
        result: of a run.
        width: of a terminal, in characters: lines and colours of rich. None gives plain text of any
            width, without control characters.

    Returns:
        Text without a line end behind it.
    """
    parts = [_heading(result), _table(result, "language"), _table(result, "kind"), _footing(result)]
    console = Console(
        file=io.StringIO(), width=width or _PLAIN_WIDTH, force_terminal=width is not None, legacy_windows=False
    )
    with console.capture() as capture:
        for part in parts:
            if part is not None:
                console.print(part)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def show_figure(figure: Figure) -> str:
    """A value and over how many; a dash where nothing was to be measured.

    Example:
        >>> show_figure(Figure("recall@1", 0.5, 4)), show_figure(Figure("set F1", None, 0))
        ('0.500 (4)', '-')
    """
    return NOTHING if figure.value is None else f"{figure.value:.3f} ({figure.count})"


def _heading(result: RunResult) -> Text:
    index = result.index
    counts = ", ".join(f"{count} {name}" for name, count in index.counts.items())
    return Text(
        f"suite     {result.suite}: {len(result.questions)} questions\n"
        f"index     {index.folder}: {counts}\n"
        f"encoder   {index.encoder}, fingerprint {index.fingerprint}"
    )


def _table(result: RunResult, by: str) -> Table | None:
    """Measures down, slices across; none where there is no such slice. The one by language has all questions too."""
    slices = [one for one in result.slices if one.by == by]
    if not slices:
        return None
    has_all = by == "language"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"by {by}")
    for name in (*(("all", "95 % interval") if has_all else ()), *(one.name for one in slices)):
        table.add_column(name, justify="right")
    for figure in result.slices[0].figures:
        of_all = (show_figure(figure), _interval(figure)) if has_all else ()
        cells = _cells(figure.measure, slices)
        if has_all or any(cell != NOTHING for cell in cells):
            table.add_row(figure.measure, *of_all, *cells)
    return table


def _cells(measure: str, slices: Sequence[Slice]) -> list[str]:
    return [
        next((show_figure(figure) for figure in one.figures if figure.measure == measure), NOTHING) for one in slices
    ]


def _interval(figure: Figure) -> str:
    return NOTHING if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"


def _footing(result: RunResult) -> Text:
    speeds = ", ".join(f"{stage} {one.p50:.0f} / {one.p95:.0f}" for stage, one in result.latency.items())
    return Text(
        f"ms        {speeds} (half of the questions / 95 %)\n"
        f"seconds   {result.seconds:.1f}\n"
        "In brackets: how many questions, or for status, quotes and citations how many of these. Intervals are\n"
        "bootstrapped over questions."
    )
