"""How a report, its place, its time and a stance are called on the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from language import to_traditional
from records import Language, Period, Place, Report, Span, Stance
from web.wording import Words

# A state has a colour and a shape, the same everywhere; the word is always beside them.
SIGNS = {
    Stance.PLANNED: "◐",
    Stance.DONE: "●",
    Stance.BOTH: "●◐",
    Stance.PROBLEM: "▲",
    Stance.NONE: "◌",
}
SILENT_SIGN = "○"


def place_label(place: Place, words: Words) -> str:
    """The place in the page's language, plain text; says so where it is inferred.

    Example:
        >>> place_label(Place("淄博市", "Zibo", is_inferred=True), Words(Language.HANS))
        '淄博市（推断）'
    """
    name = place_name(place, words)
    return words.say("inferred_place", place=name) if place.is_inferred else name


def place_name(place: Place, words: Words) -> str:
    """The place's name in the page's language, plain text; says so where it is unknown."""
    if not place.name:
        return words.say("place_unknown")
    if words.language is Language.EN:
        return place.name_en or place.name
    return to_traditional(place.name) if words.language is Language.HANT else place.name


def time_label(period: Period, stance: Stance, words: Words) -> str:
    """The year (and half) that a planned or done thing belongs to, plain text."""
    year = period.year_for(stance)
    if year is None:
        return words.say("year_masked" if period.is_masked else "year_unknown")
    is_half_meant = period.half and year == period.year
    return words.say(f"half_{period.half}" if is_half_meant else "year", year=year)


def report_label(report: Report, stance: Stance, words: Words) -> str:
    """Place and time in one line, plain text."""
    return f"{place_label(report.place, words)} · {time_label(report.period, stance, words)}"


def render_path(heading_path: Sequence[str], report: Report) -> str:
    """The headings from the outermost inwards, or nothing where there is none."""
    if not heading_path:
        return ""
    steps = "".join(f"<li>{escape(heading)}</li>" for heading in heading_path)
    return f'<ol class="path" lang="{report.language}">{steps}</ol>'


def render_sign(stance: Stance) -> str:
    """The shape of a stance; the word beside it speaks to those who do not see it."""
    return f'<span class="sign {stance}" aria-hidden="true">{SIGNS[stance]}</span>'


def opening(report_id: str, span: Span) -> str:
    """The attributes by which page.js opens a stretch of a report."""
    return f'data-report="{escape(report_id)}" data-start="{span.start}" data-end="{span.end}"'
