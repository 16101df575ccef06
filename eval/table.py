"""Results as tables on the screen."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.compare import Comparison, Difference
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
    return _print(parts, width)


def show_comparison(comparison: Comparison, *, width: int | None = None) -> str:
    """Two runs for people: every measure of both, and the questions that changed most.

    Args:
        comparison: of two runs.
        width: as for ``show_result``.
    """
    table = _empty_table("measure", "before", "after", "change", "95 % interval")
    for one in comparison.differences:
        table.add_row(one.measure, _number(one.before), _number(one.after), _signed(one.change), _interval(one))
    heading = Text(f"questions that changed by {comparison.measure}: {comparison.n_changed}")
    questions = _empty_table("question", "before", "after", "ranks before", "ranks after")
    questions.add_column("asked", overflow="fold")
    for changed in comparison.changed:
        ranks = (_ranks(changed.ranks_before), _ranks(changed.ranks_after))
        cells = (_number(changed.before), _number(changed.after), *ranks, changed.question)
        questions.add_row(changed.question_id, *cells)
    return _print([table, heading, questions if comparison.changed else None], width)


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
    of_all: tuple[str, ...] = ("all", "95 % interval") if has_all else ()
    table = _empty_table(f"by {by}", *of_all, *(one.name for one in slices))
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


def _empty_table(first: str, *rest: str) -> Table:
    """Words on the left, figures on the right."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first)
    for name in rest:
        table.add_column(name, justify="right")
    return table


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return NOTHING if value is None else f"{value:+.3f}"


def _interval(found: Figure | Difference) -> str:
    return NOTHING if found.low is None or found.high is None else f"{found.low:.3f} to {found.high:.3f}"


def _ranks(ranks: Sequence[int | None]) -> str:
    return " ".join(NOTHING if rank is None else str(rank) for rank in ranks)


def _footing(result: RunResult) -> Text:
    speeds = ", ".join(f"{stage} {one.p50:.0f} / {one.p95:.0f}" for stage, one in result.latency.items())
    return Text(
        f"ms        {speeds} (half of the questions / 95 %)\n"
        f"seconds   {result.seconds:.1f}\n"
        "In brackets: how many questions, or for status, quotes and citations how many of these. Intervals are\n"
        "bootstrapped over questions."
    )


def _print(parts: Sequence[Text | Table | None], width: int | None) -> str:
    console = Console(
        file=io.StringIO(), width=width or _PLAIN_WIDTH, force_terminal=width is not None, legacy_windows=False
    )
    with console.capture() as capture:
        for part in parts:
            if part is not None:
                console.print(part)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")
