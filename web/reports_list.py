"""The list of reports as HTML: what each is, what to know of it, and what a rebuild would change."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from answers import name_place, name_year
from records import Report, Stance
from web.inventory import Caution, Entry, Inventory, State
from web.labels import render_title
from web.notices import render_notice
from web.wording import Words

_COLUMNS = ("col_place", "col_year", "col_kind", "col_title", "col_sections", "col_chars", "col_repairs", "col_notes")
_NUMBERS = {"col_year", "col_sections", "col_chars", "col_repairs"}
_STATES = {
    State.ADDED: "state_added",
    State.CHANGED: "state_changed",
    State.GONE: "state_gone",
    State.UNREADABLE: "state_unreadable",
}
_CAUTIONS = {
    Caution.MASKED: "caution_masked",
    Caution.INFERRED: "caution_inferred",
    Caution.NO_PLACE: "caution_no_place",
    Caution.NO_YEAR: "caution_no_year",
}


def render_list(inventory: Inventory, words: Words, *, may_change: bool, hint: str = "", user: str = "") -> str:
    """The whole list with what can be done to it.

    Args:
        inventory: the folder and the index as they are now.
        words: the page's words.
        may_change: whether the reader may add, remove and rebuild.
        hint: what files may be added, plain text.
        user: who is signed in, or nobody.
    """
    n_reports = sum(entry.report is not None for entry in inventory.entries)
    rows = "".join(_render_row(entry, words, may_change=may_change) for entry in inventory.entries)
    heads = "".join(
        f'<th scope="col"{" data-number" if key in _NUMBERS else ""}>'
        f'<button type="button" class="sort">{words.html(key)}</button></th>'
        for key in _COLUMNS
    )
    return (
        f'<section class="shelves"><header><h1>{words.html("reports_count", n=n_reports)}</h1>'
        f'<p class="hint">{words.html("reports_lead")}</p></header>'
        f"{_render_problem(inventory, words)}{_render_tools(words, hint, user, may_change=may_change)}"
        f"{_render_pending(inventory, words, may_change=may_change)}"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f'<p class="hint none" hidden>{words.html("reports_none")}</p>'
        f"{_render_trash(inventory, words) if may_change else ''}</section>"
    )


def _render_problem(inventory: Inventory, words: Words) -> str:
    if not inventory.has_folder:
        return f'<p class="note">{words.html("no_folder")}</p>'
    return render_notice(words.say("bad_rows"), inventory.problem, is_fault=True) if inventory.problem else ""


def _render_tools(words: Words, hint: str, user: str, *, may_change: bool) -> str:
    said = words.html("reports_filter")
    find = f'<input type="search" class="filter" placeholder="{said}" aria-label="{said}">'
    leave = (
        f'<form method="post" action="logout" class="leave"><button type="submit" class="quiet">'
        f"{words.html('sign_out', user=user)}</button></form>"
        if user
        else ""
    )
    if not may_change:
        return f'<div class="shelf-tools">{find}{leave}</div>'
    return (
        f'<div class="shelf-tools">{find}'
        f'<button type="button" class="quiet" data-add>{words.html("add_files")}</button>'
        f'<button type="button" class="quiet" data-rebuild>{words.html("rebuild")}</button>{leave}'
        f'<p class="hint">{escape(hint)}</p></div>'
    )


def _render_pending(inventory: Inventory, words: Words, *, may_change: bool) -> str:
    if not inventory.n_pending:
        return ""
    do = f"<p>{words.html('pending_do')}</p>" if may_change else ""
    return f'<div class="pending"><p>{words.html("pending", n=inventory.n_pending)}</p>{do}</div>'


def _render_row(entry: Entry, words: Words, *, may_change: bool) -> str:
    report = entry.report
    remove = ""
    if may_change and entry.state is not State.GONE:
        remove = (
            f'<button type="button" class="quiet" data-remove="{escape(entry.source)}" '
            f'aria-label="{words.html("remove")} {escape(entry.source)}">{words.html("remove")}</button>'
        )
    if report is None:
        return (
            f'<tr class="unread"><td colspan="7"><code>{escape(entry.source)}</code> {escape(entry.reason)}</td>'
            f'<td class="notes">{render_notes(entry, words)}{remove}</td></tr>'
        )
    place = name_place(report.place, words.language)
    repairs = sum(repair.count for repair in report.repairs)
    numbers = (entry.n_sections, len(report.text), repairs)
    cells = "".join(
        f'<td class="number" data-label="{words.html(key)}">{number:,}</td>'
        for key, number in zip(("col_sections", "col_chars", "col_repairs"), numbers, strict=True)
    )
    return (
        f'<tr><td class="place">{escape(place[:1].upper() + place[1:])}</td>'
        f'<td class="number year">{escape(name_year(report, Stance.NONE, words.language))}</td>'
        f'<td class="kind">{words.html(f"kind_{report.kind}")}</td>'
        f'<td class="title"><a href="{_address(report)}" data-dossier="{escape(report.source)}" '
        f'lang="{report.language}">{render_title(report, words)}</a></td>'
        f'{cells}<td class="notes">{render_notes(entry, words)}{remove}</td></tr>'
    )


def _address(report: Report) -> str:
    """Where the script leads; a plain link, so that it can be opened beside."""
    return escape(f"?report={quote(report.source, safe='')}#reports")


def render_notes(entry: Entry, words: Words) -> str:
    """What to know of a report, as a list of short words; nothing where there is nothing."""
    notes = [_STATES[entry.state]] if entry.state in _STATES else []
    notes += ["state_edited"] if entry.is_edited else []
    items = "".join(f'<li class="state">{words.html(key)}</li>' for key in notes)
    items += "".join(
        f'<li class="{caution.value}">{words.html(_CAUTIONS[caution], n=entry.n_masks)}</li>'
        for caution in entry.cautions
    )
    return f'<ul class="notes">{items}</ul>' if items else ""


def _render_trash(inventory: Inventory, words: Words) -> str:
    if not inventory.trash:
        return ""
    items = "".join(
        f"<li><code>{escape(one.source)}</code> <time>{escape(one.removed[:16].replace('T', ' '))}</time>"
        f'<button type="button" class="quiet" data-restore="{escape(one.trash_id)}">'
        f"{words.html('put_back')}</button></li>"
        for one in inventory.trash
    )
    said = words.html("trash", n=len(inventory.trash))
    return f'<details class="trash"><summary>{said}</summary><ul>{items}</ul></details>'
