"""A matrix's heads, cells and evidence as HTML; the script lays them out as a table or as cards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from answers import Cell, Row, Told, figures_text, name_state
from language import detect_language, to_traditional
from records import Citation, Language, Report, Span, Stance
from web.labels import (
    opening,
    render_path,
    render_place,
    render_sign,
    render_silent_sign,
    render_stance,
    render_time,
    report_label,
)
from web.quotes import MASK_SIGN, render_text
from web.wording import Words

N_FIGURES = 2


def render_report_head(report: Report, words: Words) -> str:
    """Place and year of one report, for the head of its row or column."""
    title = escape(report.title or report.report_id)
    return (
        f'<span class="place" title="{title}">{render_place(report, words)}</span>'
        f"{render_time(report, Stance.NONE, words)}"
    )


def render_topic_head(topic: str, words: Words) -> str:
    """A topic as typed; on an English page a Chinese one is quoted, since it is the reports' own word."""
    language = detect_language(topic)
    is_foreign = words.language is Language.EN and language is not Language.EN
    named = f'<span lang="{language}">{escape(topic)}</span>'
    return f'<span class="topic">“{named}”</span>' if is_foreign else f'<span class="topic">{named}</span>'


def name_topic(topic: str, words: Words) -> str:
    """A suggested topic in the script of the page; on an English page as the reports have it."""
    return to_traditional(topic) if words.language is Language.HANT else topic


def render_cell(cell: Cell, report: Report, topic: str, words: Words) -> str:
    """The button of one cell: a sign, the figures that surely belong, and for those who do not see them, words."""
    label = report_label(report, cell.stance or Stance.NONE, words)
    said = _describe(cell, words)
    opens = _opens(cell)
    closed = "" if opens else ' aria-disabled="true"'
    return (
        f'<button type="button" class="cell {_state(cell)}" {opens}{closed} '
        f'aria-label="{escape(topic)} · {escape(label)}: {escape(said)}" title="{escape(said)}">'
        f"{_sign(cell)}{_render_figures(cell.told)}</button>"
        f'<span class="of" aria-hidden="true">{escape(label)}</span>'
    )


def render_evidence(cell: Cell, report: Report, row: Row, link: str, words: Words) -> str:
    """What the source panel says above a report that was opened from a cell: the state, the quotes, the way to Ask.

    Args:
        cell: the cell.
        report: its report.
        row: its topic.
        link: address of the topic as a question, with the same filters.
        words: the page's words.
    """
    stance = f"{_sign(cell)}<b>{escape(name_state(cell, words.language))}</b>"
    quotes = "".join(_render_quote(cell, citation, report, words) for citation in _citations(cell))
    nearest = "" if cell.says_so or not quotes else f'<p class="hint">{words.html("compare_nearest")}</p>'
    unsure = f'<p class="hint">{words.html("compare_unsure")}</p>' if any(not one.is_sure for one in cell.told) else ""
    return (
        f'<div class="evidence"><p class="told">{render_topic_head(row.topic, words)}<span class="dot">·</span>'
        f"<span>{escape(report_label(report, cell.stance or Stance.NONE, words))}</span>"
        f'<span class="state">{stance}</span></p>{nearest}<ul>{quotes}</ul>{unsure}'
        f'<a class="to-ask" href="{escape(link)}" data-to-ask>{words.html("compare_to_ask")}</a></div>'
    )


def _render_quote(cell: Cell, citation: Citation, report: Report, words: Words) -> str:
    span = Span(citation.start, citation.end)
    figures = [one.figure.text for one in cell.told if not one.figure.is_masked]
    text = render_text(report.text, span, words=words, figures=figures)
    return (
        f'<li><button type="button" class="quote" {opening(report.report_id, span)}>'
        f'<q lang="{report.language}">{text}</q></button>{render_path(citation.heading_path, report, words)}</li>'
    )


def _citations(cell: Cell) -> Sequence[Citation]:
    return cell.finding.citations if cell.finding is not None else ()


def _opens(cell: Cell) -> str:
    """The attributes that open the first quote, or the nearest miss."""
    first = next(iter(_citations(cell)), None)
    return opening(first.report_id, Span(first.start, first.end)) if first else ""


def _state(cell: Cell) -> str:
    if cell.finding is None:
        return "outside"
    masked = " masked" if cell.is_masked else ""
    return f"{cell.stance}{masked}" if cell.stance is not None else "unsaid"


def _sign(cell: Cell) -> str:
    if cell.finding is None:
        return '<span class="sign-none" aria-hidden="true">–</span>'
    return render_sign(cell.spoken) if cell.spoken is not None else render_silent_sign()


def _describe(cell: Cell, words: Words) -> str:
    """State and figures in words."""
    if cell.finding is None:
        return words.say("compare_outside")
    said = [name_state(cell, words.language)]
    if figures := figures_text([one for one in cell.told if not one.figure.is_masked], words.language):
        said.append(figures)
    if cell.is_masked:
        said.append(words.say("masked"))
    return words.say("list_pair", one=said[0], other=" · ".join(said[1:])) if said[1:] else said[0]


def _render_figures(told: Sequence[Told]) -> str:
    """The first figures that surely belong, how many follow, and a sign where one is hidden."""
    sure = [one.figure for one in told if one.is_sure]
    texts = list(dict.fromkeys(figure.text for figure in sure if not figure.is_masked))
    shown = [f"<span>{escape(text)}</span>" for text in texts[:N_FIGURES]]
    if len(texts) > N_FIGURES:
        shown.append(f"<small>+{len(texts) - N_FIGURES}</small>")
    if any(figure.is_masked for figure in sure):
        shown.append(f'<span class="mask">{MASK_SIGN}</span>')
    return f'<span class="numbers">{"".join(shown)}</span>' if shown else ""


def render_legend(words: Words) -> str:
    """The signs with their words, in one line."""
    stances = (Stance.DONE, Stance.PLANNED, Stance.BOTH, Stance.PROBLEM, Stance.NONE)
    signs = "".join(f'<li class="{one}">{render_sign(one)}{render_stance(one, words)}</li>' for one in stances)
    signs += f"<li>{render_silent_sign()}<span>{words.html('silent')}</span></li>"
    signs += f'<li><span class="mask" aria-hidden="true">{MASK_SIGN}</span><span>{words.html("masked")}</span></li>'
    return f'<ul class="legend" aria-label="{words.html("signs")}">{signs}</ul>'
