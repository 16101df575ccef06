"""Text and tables of the evaluation on a screen, at most 100 characters wide where nothing else is known."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

NOTHING = "-"
"""Stands where nothing was to be measured."""

_PLAIN_WIDTH = 100


def print_parts(parts: Sequence[RenderableType | None], width: int | None) -> str:
    """Parts under each other; None is left out.

    Args:
        parts: texts and tables.
        width: of a terminal, in characters: lines and colours of rich. None gives plain text of at
            most 100 characters, without control characters.

    Returns:
        Text without a line end behind it.
    """
    console = Console(
        file=io.StringIO(), width=width or _PLAIN_WIDTH, force_terminal=width is not None, legacy_windows=False
    )
    with console.capture() as capture:
        for part in parts:
            if part is not None:
                console.print(part, highlight=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")


def empty_table(first: str, *rest: str) -> Table:
    """A table with words on the left and figures on the right."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold")
    for name in rest:
        table.add_column(name, justify="right", min_width=max(map(len, name.split())))
    return table


def show_number(value: float | None) -> str:
    """Three digits behind the point.

    Example:
        >>> show_number(0.5), show_number(None)
        ('0.500', '-')
    """
    return NOTHING if value is None else f"{value:.3f}"


def show_change(value: float | None) -> str:
    """A difference with its sign.

    Example:
        >>> show_change(0.5), show_change(-0.25), show_change(0)
        ('+0.500', '-0.250', '+0.000')
    """
    return NOTHING if value is None else f"{value:+.3f}"


def show_interval(low: float | None, high: float | None) -> str:
    """Both ends.

    Example:
        >>> show_interval(-0.25, 0.5)
        '-0.250 to 0.500'
    """
    return NOTHING if low is None or high is None else f"{low:.3f} to {high:.3f}"


def show_p(value: float | None) -> str:
    """A p value; one below a thousandth is only said to be that.

    Example:
        >>> show_p(0.0312), show_p(0.0001)
        ('0.031', '<0.001')
    """
    if value is None:
        return NOTHING
    return f"{value:.3f}" if value >= 0.001 else "<0.001"


def show_brief(value: float | None, low: float | None, high: float | None) -> str:
    """A share with its interval in a dozen characters, for a table of many.

    Example:
        >>> show_brief(0.864, 0.75, 1.0), show_brief(None, None, None)
        ('0.864 .75–1.0', '-')
    """
    if value is None or low is None or high is None:
        return NOTHING
    return f"{value:.3f} {_end(low)}–{_end(high)}"


def show_ranks(ranks: Sequence[int | None]) -> str:
    """Ranks of right passages or of quotes, a dash for one that was not found.

    Example:
        >>> show_ranks((1, None, 7))
        '1 - 7'
    """
    return " ".join(NOTHING if rank is None else str(rank) for rank in ranks)


def _end(value: float) -> str:
    return "1.0" if round(value, 2) == 1 else f"{value:.2f}".lstrip("0")
