"""One report as HTML: its outline beside its text, the original beside the repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from answers import name_place, name_year
from corpus import Stretch, compare_texts
from records import Report, Section, Span, Stance
from web.inventory import Entry, State
from web.labels import render_title
from web.quotes import render_text, split_lines
from web.reports_list import render_notes
from web.wording import Words

VIEWS = ("text", "compare", "facts")
_REPAIRS = {
    "characters": "repair_characters",
    "gbk out of step": "repair_gbk",
    "pinyin": "repair_pinyin",
    "comments": "repair_comments",
    "repeated lines": "repair_repeated",
    "site chrome": "repair_chrome",
    "spaced words": "repair_spaced",
    "wrapped lines": "repair_wrapped",
    "edges": "repair_edges",
    "blank lines": "repair_blank",
}


def render_dossier(entry: Entry, report: Report, view: str, body: str, words: Words) -> str:
    """The frame around one report: its title, what to know, its views.

    Args:
        entry: the report's file and its state.
        report: the report.
        view: which of ``VIEWS`` is open.
        body: that view's HTML.
        words: the page's words.
    """
    place = name_place(report.place, words.language)
    where = (place[:1].upper() + place[1:], name_year(report, Stance.NONE, words.language))
    facts = " · ".join(filter(None, (*where, words.say(f"kind_{report.kind}"))))
    tabs = "".join(
        f'<button type="button" data-view="{name}" aria-pressed="{"true" if name == view else "false"}">'
        f"{words.html(f'view_{name}')}</button>"
        for name in VIEWS
    )
    said = f'<p class="note">{words.html("text_changed")}</p>' if entry.state is State.CHANGED else ""
    return (
        f'<article class="dossier" data-source="{escape(entry.source)}">'
        f'<a class="back" href="?#reports" data-dossier="">← {words.html("all_reports")}</a>'
        f'<header><h1 lang="{report.language}">{render_title(report, words)}</h1><p class="where">{escape(facts)}</p>'
        f"{render_notes(entry, words)}</header>{said}"
        f'<div class="views" role="group">{tabs}</div><div class="view view-{view}">{body}</div></article>'
    )


def render_reading(report: Report, outline: Sequence[Section], words: Words, *, is_indexed: bool) -> str:
    """The text with its outline at the side; an item of the outline leads to its heading.

    Args:
        report: the report.
        outline: its sections in text order.
        words: the page's words.
        is_indexed: whether the outline is known at all.
    """
    headed = [section for section in outline if section.heading_path]
    items = "".join(
        f'<li class="depth-{min(len(section.heading_path), 4)}"><a href="#" data-section="{number}">'
        f"{render_text(section.heading_path[-1], Span(0, len(section.heading_path[-1])), words=words)}</a></li>"
        for number, section in enumerate(headed)
    )
    empty = words.html("no_outline" if is_indexed else "not_indexed")
    listed = f'<ol lang="{report.language}">{items}</ol>' if items else f'<p class="hint">{empty}</p>'
    starts = {section.start: number for number, section in enumerate(headed)}
    lines = "".join(_render_line(report, span, starts, headed, words) for span in split_lines(report.text))
    return (
        f'<nav class="outline" aria-label="{words.html("outline")}"><h2>{words.html("outline")}</h2>{listed}</nav>'
        f'<div class="text" lang="{report.language}">{lines}</div>'
    )


def _render_line(report: Report, line: Span, starts: dict[int, int], headed: Sequence[Section], words: Words) -> str:
    """A line of the text; headings in it are set off and can be led to."""
    cuts = [at for at in range(line.start, line.end) if at in starts]
    html, at = "", line.start
    for start in cuts:
        section = headed[starts[start]]
        title = section.heading_path[-1]
        end = min(start + len(title), line.end) if report.text.startswith(title, start) else start
        html += render_text(report.text, Span(at, start), words=words)
        inner = render_text(report.text, Span(start, end), words=words)
        html += f'<b class="head depth-{min(len(section.heading_path), 4)}" data-at="{starts[start]}">{inner}</b>'
        at = max(end, at)
    html += render_text(report.text, Span(at, line.end), words=words)
    is_heading = bool(cuts) and at == line.end and cuts[0] == line.start
    return f'<p class="{"heading" if is_heading else "line"}">{html}</p>'


@lru_cache(maxsize=16)
def compare(before: str, after: str) -> tuple[Stretch, ...]:
    """``compare_texts``, remembered: a reader switches between the views of one report."""
    return compare_texts(before, after)


def render_comparison(before: str, report: Report, words: Words) -> str:
    """The original and the repaired text side by side, paragraph by paragraph, with what was changed marked.

    Args:
        before: the file's text before any repair.
        report: the repaired report.
        words: the page's words.
    """
    stretches = compare(before, report.text)
    n_changes = sum(not stretch.is_kept for stretch in stretches)
    rows = "".join(_render_pair(*pair) for pair in _pairs(before, report.text, stretches))
    count = words.html("changes", n=n_changes) if n_changes else words.html("no_changes")
    only = f'<button type="button" class="quiet" data-only aria-pressed="false">{words.html("only_changes")}</button>'
    return (
        f'<div class="repairs"><p>{count}</p>{render_repairs(report, words)}{only if n_changes else ""}</div>'
        f'<div class="pairs" lang="{report.language}"><div class="pair heads" lang="{words.language}">'
        f"<h2>{words.html('original')}</h2><h2>{words.html('repaired')}</h2></div>{rows}</div>"
    )


def render_repairs(report: Report, words: Words) -> str:
    """The kinds of repair with their counts and an example each."""
    items = "".join(
        f'<li title="{escape("; ".join(repair.examples))}">'
        f"{words.html(_REPAIRS[repair.kind]) if repair.kind in _REPAIRS else escape(repair.kind)} "
        f"<b>{repair.count:,}</b></li>"
        for repair in report.repairs
    )
    return f"<ul>{items}</ul>" if items else ""


def _pairs(before: str, after: str, stretches: Sequence[Stretch]) -> Iterator[tuple[str, str, bool]]:
    """Paragraph by paragraph: the HTML on the left, on the right, and whether they differ.

    A line end that was kept ends the paragraph on both sides, so the sides stay level.
    """
    left, right, differs = "", "", False
    for stretch in stretches:
        was, now = stretch.before.of(before), stretch.after.of(after)
        if not stretch.is_kept:
            left += f"<del>{_shown(was)}</del>" if was else ""
            right += f"<ins>{_shown(now)}</ins>" if now else '<i class="gap"></i>'
            differs = True
            continue
        *ended, rest = was.split("\n")
        for line in ended:
            yield left + escape(line), right + escape(line), differs
            left, right, differs = "", "", False
        left, right = left + escape(rest), right + escape(rest)
    yield left, right, differs


def _shown(text: str) -> str:
    """Changed text; line ends and blanks that are nothing else are made visible."""
    if not text.strip():
        return escape(text.replace("\n", "⏎\n").replace("\u3000", "□").replace(" ", "·").replace("\t", "→"))
    return escape(text)


def _render_pair(left: str, right: str, differs: bool) -> str:
    if not left.strip() and not right.strip():
        return ""
    kind = "pair differs" if differs else "pair"
    return f'<div class="{kind}"><p class="was">{left}</p><p class="now">{right}</p></div>'
