"""A whole matrix as one drawing, to be taken along."""

from __future__ import annotations

from answers import Cell, Matrix, figures_text, name_stance
from records import Stance
from web.compare_drawing import INK, LINE, PAPER, QUIET, SMALL, Drawing, fit_text, width_of
from web.labels import report_label
from web.wording import Words

_COLOURS = {
    Stance.PLANNED: "var(--planned, #8a5300)",
    Stance.DONE: "var(--done, #0b6654)",
    Stance.BOTH: "var(--both, #0b6654)",
    Stance.PROBLEM: "var(--problem, #7a3b86)",
    Stance.NONE: "var(--silent, #716a62)",
}
_SILENT = "var(--silent, #716a62)"
_ROW, _COLUMN, _MARGIN, _HEAD, _SIGN = 30, 124, 16, 64, 6
_LABEL_MOST = 240


def draw_matrix(matrix: Matrix, words: Words) -> str:
    """Reports down, topics across: a sign and the first figures in every cell, the signs explained below.

    Args:
        matrix: the matrix.
        words: the page's words.
    """
    labels = [report_label(report, Stance.NONE, words) for report in matrix.reports]
    left = _MARGIN + min(max((width_of(label, SMALL) for label in labels), default=0.0), _LABEL_MOST) + 16
    width = max(left + len(matrix.rows) * _COLUMN + _MARGIN, 640)
    drawing = Drawing(width, _HEAD + len(labels) * _ROW + 56)
    for number, row in enumerate(matrix.rows):
        for line, text in enumerate(_lines(row.topic, _COLUMN - 12)):
            drawing.text(left + number * _COLUMN, 24 + 17 * line, text, size=SMALL, weight=600)
    for place, label in enumerate(labels):
        middle = _HEAD + place * _ROW + _ROW / 2
        drawing.line(_MARGIN, middle - _ROW / 2, width - _MARGIN, middle - _ROW / 2, LINE, width=1)
        drawing.text(_MARGIN, middle + 5, fit_text(label, left - _MARGIN - 12, SMALL), size=SMALL)
        for number, row in enumerate(matrix.rows):
            _draw_cell(drawing, row.cells[place], left + number * _COLUMN, middle, words)
    _draw_legend(drawing, _HEAD + len(labels) * _ROW + 30, words)
    return drawing.finish(words.say("compare_picture", topics=len(matrix.rows), n=len(labels)))


def _lines(topic: str, width: float) -> list[str]:
    """A topic in at most two lines."""
    first = topic
    while first and width_of(first, SMALL) > width:
        first = first[:-1]
    rest = topic[len(first) :].strip()
    return [first, fit_text(rest, width, SMALL)] if rest else [first]


def _draw_cell(drawing: Drawing, cell: Cell, x: float, middle: float, words: Words) -> None:
    if cell.finding is None:
        drawing.text(x, middle + 5, "–", size=SMALL, fill=QUIET)
        return
    end = _draw_sign(drawing, cell.spoken, x + _SIGN, middle)
    figures = fit_text(figures_text(cell.told, words.language, most=2), x + _COLUMN - end - 10, SMALL)
    drawing.text(end + 6, middle + 5, figures, size=SMALL, fill=INK)


def _draw_sign(drawing: Drawing, stance: Stance | None, x: float, y: float) -> float:
    """The shape of a state around a point; gives back where it ends."""
    if stance is None:
        drawing.circle(x, y, _SIGN, PAPER, _SILENT)
        return x + _SIGN
    colour = _COLOURS[stance]
    if stance is Stance.PROBLEM:
        drawing.path(f"M{x},{y - _SIGN} L{x + _SIGN},{y + _SIGN} L{x - _SIGN},{y + _SIGN} Z", colour)
        return x + _SIGN
    if stance is Stance.BOTH:
        drawing.circle(x, y, _SIGN, colour, colour)
        return _draw_sign(drawing, Stance.PLANNED, x + 2 * _SIGN + 3, y)
    inside = colour if stance is Stance.DONE else PAPER
    drawing.circle(x, y, _SIGN, inside, colour, dash="2 2" if stance is Stance.NONE else "none")
    if stance is Stance.PLANNED:
        drawing.path(f"M{x},{y - _SIGN} A{_SIGN},{_SIGN} 0 0 0 {x},{y + _SIGN} Z", colour)
    return x + _SIGN


def _draw_legend(drawing: Drawing, y: float, words: Words) -> None:
    x = float(_MARGIN + _SIGN)
    for stance in (Stance.DONE, Stance.PLANNED, Stance.BOTH, Stance.PROBLEM, Stance.NONE, None):
        said = words.say("silent") if stance is None else name_stance(stance, words.language)
        end = _draw_sign(drawing, stance, x, y)
        drawing.text(end + 6, y + 5, said, size=SMALL, fill=QUIET)
        x = end + 6 + width_of(said, SMALL) + 22
