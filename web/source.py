"""A whole report as HTML, with one stretch marked: the proof behind a citation."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from records import Report, Section, Span, Stance
from web.catalogue import Catalogue
from web.labels import render_path, render_title, report_label
from web.notices import render_notice
from web.quotes import render_text, split_lines
from web.wording import Words

MOST_DEPTH = 3


def render_source(
    catalogue: Catalogue, report_id: str, cited: Span, words: Words, *, version: str = "", original: str = ""
) -> str:
    """Show a report with ``cited`` marked; ids and offsets come from the browser and are not trusted.

    Args:
        catalogue: the reports.
        report_id: the report; a notice is shown where the index no longer holds it.
        cited: the stretch to mark; what lies behind the text's end is ignored.
        words: the page's words.
        version: which of ``original`` and ``repaired`` is shown; empty where there is nothing to switch to.
        original: HTML that stands in place of the repaired text.
    """
    report = catalogue.reports.get(report_id)
    if report is None:
        return render_notice(words.say("no_report"), words.say("no_report_do"))
    path = catalogue.heading_path(report_id, cited.start)
    return (
        f'<article class="report"><header><h2 lang="{report.language}">{render_title(report, words)}</h2>'
        f'<p class="where">{escape(report_label(report, Stance.NONE, words))}</p>'
        f"{render_path(path, report, words)}{_render_tools(report, cited, path, version, words)}</header>"
        f'<div class="body" lang="{report.language}" tabindex="0" role="region" aria-label="{words.html("source")}">'
        f"{original or _render_body(report, catalogue.outlines.get(report_id, ()), cited, words)}"
        f"{_render_about(report, words)}</div></article>"
    )


def _render_tools(report: Report, cited: Span, path: Sequence[str], version: str, words: Words) -> str:
    """The switch between the original and the repaired text, and the button that copies the quote."""
    choices = "".join(
        f'<button type="button" data-version="{one}" aria-pressed="{"true" if one == version else "false"}">'
        f"{words.html(one)}</button>"
        for one in ("original", "repaired")
    )
    label = words.html("versions")
    switch = f'<div class="versions" role="group" aria-label="{label}">{choices}</div>' if version else ""
    tools = f"{switch}{_render_copy(report, cited, path, words)}"
    return f'<div class="source-tools">{tools}</div>' if tools else ""


def _render_copy(report: Report, cited: Span, path: Sequence[str], words: Words) -> str:
    """The button that copies the quote as the report writes it, and where it stands."""
    quote = cited.of(report.text).strip()
    if not quote:
        return ""
    where = " / ".join((report.title or report.report_id, *path))
    copied = escape(f"{quote}\n—— {where}")
    said = words.html("copy_quote")
    return f'<button type="button" class="copy quiet" data-copy="{copied}">{said}</button>'


def _render_body(report: Report, outline: Sequence[Section], cited: Span, words: Words) -> str:
    """The text line by line; a heading is set off as deep as its section lies."""
    depths = {section.start: _heading(section, report) for section in outline}
    lines = split_lines(report.text)
    return "".join(_render_line(report, line, depths.get(line.start), cited, words) for line in lines)


def _heading(section: Section, report: Report) -> tuple[int, int]:
    """A section's depth and the end of its heading in the text; the heading may open a longer line."""
    title = section.heading_path[-1] if section.heading_path else ""
    end = section.start + len(title) if report.text.startswith(title, section.start) else section.start
    return min(len(section.heading_path), MOST_DEPTH), end


def _render_line(report: Report, line: Span, heading: tuple[int, int] | None, cited: Span, words: Words) -> str:
    depth, heading_end = heading or (0, line.start)
    split = min(max(heading_end, line.start), line.end)
    title = render_text(report.text, Span(line.start, split), words=words, marked=[cited])
    rest = render_text(report.text, Span(split, line.end), words=words, marked=[cited])
    if not title:
        return f"<p>{rest}</p>"
    if not rest.strip():
        return f'<p class="heading depth-{depth}">{title}</p>'
    return f'<p class="depth-{depth}"><b>{title}</b>{rest}</p>'


def _render_about(report: Report, words: Words) -> str:
    """Where the report comes from and what was repaired in reading it."""
    repairs = "; ".join(words.say("repair", kind=repair.kind, n=repair.count) for repair in report.repairs)
    facts = {
        "bureau": escape(report.bureau),
        "kind": words.html(f"kind_{report.kind}"),
        "published": escape(report.published),
        "published_at": _render_link(report.link),
        "file": f"<code>{escape(report.source)}</code>",
        "repairs": escape(repairs),
    }
    rows = "".join(f"<dt>{words.html(key)}</dt><dd>{value}</dd>" for key, value in facts.items() if value)
    return f'<details class="about"><summary>{words.html("about_report")}</summary><dl>{rows}</dl></details>'


def _render_link(link: str) -> str:
    """A web address as a link; any other scheme (``javascript:``) only as text."""
    if not link.startswith(("http://", "https://")):
        return escape(link)
    return f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{escape(link)}</a>'
