"""Tables, figures and intervals as the pages of the Evaluate tab show them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval import Figure
from web.evaluate_words import name_measure
from web.wording import Words


def render_table(label: str, heads: Sequence[str], rows: str, *, sort: str = "", wide: int | None = None) -> str:
    """A table that scrolls by itself where it is wider than the page, also by keyboard.

    On a narrow screen the first cell of a row takes a line of its own and the others share the next one.

    Args:
        label: of the table, plain text.
        heads: of its columns, plain text.
        rows: HTML; the cells of the wide column have the class ``interval``.
        sort: what its style is chosen by.
        wide: the place of a column that needs more room than the others.
    """
    columns = "".join(
        f'<th scope="col"{" class=wide" if place == wide else ""}>{escape(head)}</th>'
        for place, head in enumerate(heads)
    )
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        f'<table class="{sort}"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def show_p(p: float | None) -> str:
    """A p value; one below a thousandth is only said to be that.

    Example:
        >>> show_p(0.0312), show_p(0.0001), show_p(None)
        ('0.031', '<0.001', '–')
    """
    if p is None:
        return "–"
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


def render_headline(figure: Figure | None, words: Words) -> str:
    """A figure with its name and its interval as a bar."""
    if figure is None or figure.value is None:
        return ""
    return (
        f'<span class="figure-of"><b>{figure.value:.3f}</b> {render_range(figure, words)}'
        f"<small>{escape(name_measure(figure.measure, words))}</small></span>"
    )


def render_range(figure: Figure, words: Words) -> str:
    """An interval as a bar on the scale from 0 to 1; in words for those who do not see it.

    A difference, which may lie below 0, has none.
    """
    if figure.value is None or figure.low is None or figure.high is None or figure.low < 0:
        return ""
    said = words.html("interval_said", low=f"{figure.low:.3f}", high=f"{figure.high:.3f}")
    return (
        f'<span class="range" role="img" aria-label="{said}" title="{said}" style="--low: {figure.low:.4f}; '
        f'--high: {figure.high:.4f}; --value: {figure.value:.4f}"></span>'
    )
