"""How a report, its place, its time and a stance are called and signed on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from answers import name_place, name_stance, name_year
from records import Report, Span, Stance
from web.quotes import render_text
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


def report_label(report: Report, stance: Stance, words: Words) -> str:
    """Place and time in one line, plain text, in the words that answers use.

    Args:
        report: the report.
        stance: of what is spoken of; a planned thing belongs to the year of the plan.
        words: the page's words.
    """
    place = name_place(report.place, words.language)
    when = name_year(report, stance, words.language)
    return " · ".join(filter(None, (place[:1].upper() + place[1:], when)))


def render_place(report: Report, words: Words) -> str:
    """The place's name; a small tag says where it is inferred, and from which words."""
    name = name_place(replace(report.place, is_inferred=False), words.language)
    html = escape(name[:1].upper() + name[1:])
    if not report.place.is_inferred:
        return html
    evidence = "、".join(clue.evidence for clue in report.clues if clue.field == "place")
    return f'{html} <small title="{words.html("inferred_more", evidence=evidence)}">{words.html("inferred")}</small>'


def render_time(report: Report, stance: Stance, words: Words) -> str:
    """The year (and half); nothing where the report does not say."""
    return f'<span class="when">{escape(name_year(report, stance, words.language))}</span>'


def render_stance(stance: Stance, words: Words) -> str:
    """Planned, done, both - in a word."""
    return f'<span class="stance">{escape(name_stance(stance, words.language))}</span>'


def render_sign(stance: Stance) -> str:
    """The shape of a stance; the word beside it speaks to those who do not see it."""
    return f'<span class="sign {stance}" aria-hidden="true">{SIGNS[stance]}</span>'


def render_silent_sign() -> str:
    """The shape of a report that does not say so."""
    return f'<span class="sign silent" aria-hidden="true">{SILENT_SIGN}</span>'


def render_title(report: Report, words: Words) -> str:
    """The report's own title, its masks shown as masks."""
    return _render_words(report.title or report.report_id, words)


def render_path(heading_path: Sequence[str], report: Report, words: Words) -> str:
    """The headings from the outermost inwards, or nothing where there is none."""
    if not heading_path:
        return ""
    steps = "".join(f"<li>{_render_words(heading, words)}</li>" for heading in heading_path)
    return f'<ol class="path" lang="{report.language}">{steps}</ol>'


def _render_words(text: str, words: Words) -> str:
    return render_text(text, Span(0, len(text)), words=words)


def opening(report_id: str, span: Span) -> str:
    """The attributes by which page.js opens a stretch of a report."""
    return f'data-report="{escape(report_id)}" data-start="{span.start}" data-end="{span.end}"'
