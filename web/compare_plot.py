"""One numeric topic across reports as a plot and as a table, drawn by the server without a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from answers import Point, Series
from records import Report, Span, Stance
from web.compare_drawing import BODY, INK, LINE, PAPER, QUIET, SMALL, Drawing, fit_text, width_of
from web.labels import opening, report_label
from web.quotes import render_text
from web.wording import Words

_RESULT = "var(--done, #0b6654)"
_TARGET = "var(--planned, #8a5300)"
_BAR, _FOOT = 12, 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a drawing in pixels.

    Attributes:
        width: of the whole.
        row: height of a report's row.
        top: height of title and key.
        label_most: widest name before a bar; 0 where the name stands above it.
        figure_room: kept free behind the longest bar.
    """

    width: int
    row: int
    top: int
    label_most: int
    figure_room: int


WIDE, NARROW = Sheet(760, 34, 44, 200, 120), Sheet(328, 50, 62, 0, 104)


def render_plot(series: Series, words: Words) -> dict[str, str]:
    """A series as the page shows it.

    Args:
        series: the values of a topic in one unit.
        words: the page's words.

    Returns:
        ``unit`` in words, ``svg`` (a drawing that stands for itself: its colours follow the page where
        it is shown in it), ``narrow``, the same for a narrow screen, and ``table``, the same for those who do
        not see it, with the quotes.
    """
    return {
        "unit": unit_label(series, words),
        "svg": draw_series(series, words),
        "narrow": draw_series(series, words, sheet=NARROW),
        "table": _render_table(series, words),
    }


def unit_label(series: Series, words: Words) -> str:
    """The unit in words: 个, %, 个 (每千人口)."""
    unit = series.unit or words.say("compare_no_unit")
    return words.say("compare_per", unit=unit, per=series.per) if series.per else unit


def draw_series(series: Series, words: Words, *, sheet: Sheet = WIDE) -> str:
    """The values as bars (results) and diamonds on a dashed line (targets), the greatest at the top.

    A value whose sentence speaks of the topic but not its clause is drawn hollow, with a question mark.
    """
    scale = _Scale.of(series, words, sheet)
    rows = _rows(series)
    drawing = Drawing(sheet.width, sheet.top + len(rows) * sheet.row + _FOOT)
    title = words.say("compare_plot_of", topic=series.topic, unit=unit_label(series, words))
    drawing.text(0, 16, fit_text(title, sheet.width, BODY), weight=600)
    _draw_key(drawing, words, sheet)
    drawing.line(scale.left, sheet.top - 6, scale.left, sheet.top + len(rows) * sheet.row, LINE)
    for number, (report, points) in enumerate(rows):
        middle = _draw_label(drawing, report_label(report, Stance.NONE, words), scale, sheet, number)
        for point in points:
            _draw_point(drawing, point, scale, middle + (_offset(point) if len(points) > 1 else 0))
    told = words.say("compare_plot_alt", topic=series.topic, unit=unit_label(series, words), n=series.n_reports)
    return drawing.finish(told)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where values lie: from ``left`` on, ``per_value`` pixels each."""

    left: float
    per_value: float

    @classmethod
    def of(cls, series: Series, words: Words, sheet: Sheet) -> _Scale:
        """From nothing to the greatest value, with room for the names before and the figures behind."""
        labels = [report_label(point.report, Stance.NONE, words) for point in series.points]
        longest = max(width_of(label, SMALL) for label in labels)
        left = min(longest, sheet.label_most) + 12 if sheet.label_most else 1.0
        greatest = max(point.told.figure.upper or point.value for point in series.points)
        return cls(left, (sheet.width - left - sheet.figure_room) / greatest if greatest > 0 else 0.0)

    def at(self, value: float) -> float:
        """The place of a value; one below nothing stands at nothing."""
        return self.left + max(value, 0.0) * self.per_value


def _rows(series: Series) -> list[tuple[Report, list[Point]]]:
    """The points by report, the report with the greatest value first."""
    held: dict[str, list[Point]] = {}
    for point in series.points:
        held.setdefault(point.report.report_id, []).append(point)
    rows = [(points[0].report, points) for points in held.values()]
    return sorted(rows, key=lambda row: (-max(point.value for point in row[1]), row[0].report_id))


def _offset(point: Point) -> float:
    """A report's result stands above its target."""
    return WIDE.row * (0.22 if point.told.figure.is_target else -0.22)


def _draw_label(drawing: Drawing, label: str, scale: _Scale, sheet: Sheet, number: int) -> float:
    """The name of a row's report, before its bar or above it; gives the middle of the bar."""
    top = sheet.top + number * sheet.row
    if not sheet.label_most:
        drawing.text(scale.left + 6, top + 12, fit_text(label, sheet.width - 6, SMALL), size=SMALL, fill=INK)
        return top + 18 + WIDE.row / 2 - 2
    middle = top + sheet.row / 2
    fitted = fit_text(label, scale.left - 10, SMALL)
    drawing.text(scale.left - 10, middle + 4, fitted, size=SMALL, anchor="end", fill=INK)
    return middle


def _draw_point(drawing: Drawing, point: Point, scale: _Scale, middle: float) -> None:
    figure = point.told.figure
    colour = _TARGET if figure.is_target else _RESULT
    end, upper = scale.at(point.value), scale.at(figure.upper) if figure.upper else 0.0
    inside = colour if point.told.is_sure else PAPER
    if figure.is_target:
        drawing.line(scale.left, middle, end, middle, colour, dash="3 4")
        drawing.diamond(end, middle, 6, inside, colour)
    else:
        drawing.box(scale.left, middle - _BAR / 2, max(end - scale.left, 1.5), _BAR, inside, colour)
    if upper > end:
        drawing.line(end, middle, upper, middle, colour, width=3)
    mark = "" if point.told.is_sure else " ?"
    drawing.text(max(end, upper) + 11, middle + 4, f"{figure.text}{mark}", size=SMALL, fill=INK, weight=600)


def _draw_key(drawing: Drawing, words: Words, sheet: Sheet) -> None:
    """What the shapes mean, under the title; on a narrow sheet the last of them a line below the others."""
    at = 0.0
    drawing.box(at, 25, 14, 9, _RESULT, _RESULT)
    drawing.text(at + 20, 34, words.say("compare_result"), size=SMALL, fill=QUIET)
    at += 36 + width_of(words.say("compare_result"), SMALL)
    drawing.diamond(at + 6, 30, 6, _TARGET, _TARGET)
    drawing.text(at + 18, 34, words.say("compare_target"), size=SMALL, fill=QUIET)
    at += 34 + width_of(words.say("compare_target"), SMALL)
    below = (at, 34) if sheet.label_most else (0.0, 52)
    drawing.text(*below, f"? {words.say('compare_uncertain')}", size=SMALL, fill=QUIET)


def _render_table(series: Series, words: Words) -> str:
    """The same values as a table, each with its quote, and the reports that give none."""
    rows = "".join(_render_row(point, words) for _, points in _rows(series) for point in points)
    columns = ("column_place", "compare_value", "compare_kind", "compare_counted", "source")
    heads = "".join(f'<th scope="col">{words.html(key)}</th>' for key in columns)
    caption = words.html("compare_plot_of", topic=series.topic, unit=unit_label(series, words))
    rest = "".join(
        _render_rest(key, reports, words)
        for key, reports in (
            ("compare_rest_masked", series.masked),
            ("compare_rest_other", series.other),
            ("compare_rest_silent", series.silent),
        )
        if reports
    )
    return (
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{caption}"><table class="values">'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<dl class="rest">{rest}</dl>'
    )


def _render_row(point: Point, words: Words) -> str:
    figure, report, citation = point.told.figure, point.report, point.citation
    kind = words.html("compare_target" if figure.is_target else "compare_result")
    unsure = "" if point.told.is_sure else f" <small>({words.html('compare_uncertain')})</small>"
    span = Span(citation.start, citation.end)
    quote = render_text(report.text, span, words=words, figures=[figure.text])
    stance = Stance.PLANNED if figure.is_target else Stance.DONE
    return (
        f'<tr><th scope="row">{escape(report_label(report, stance, words))}</th>'
        f'<td class="value">{escape(figure.text)}{unsure}</td><td>{kind}</td>'
        f'<td lang="{report.language}">{escape(figure.counted)}</td>'
        f'<td><button type="button" class="quote" {opening(report.report_id, span)}>'
        f'<q lang="{report.language}">{quote}</q></button></td></tr>'
    )


def _render_rest(key: str, reports: Sequence[Report], words: Words) -> str:
    names = "".join(f"<li>{escape(report_label(report, Stance.NONE, words))}</li>" for report in reports)
    return f"<dt>{words.html(key, n=len(reports))}</dt><dd><ul>{names}</ul></dd>"
