"""The Reports tab: what the answers come from - read, compared with its original, put right, added to, rebuilt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import check_cells, find_file, list_trash, read_document, read_row, remove_file, restore_file, write_row
from errors import BrokenIndexError, CorpusError, YaodianError
from records import Language
from web.blocks import offer, show_html
from web.desk import Desk, Holdings
from web.guard import USER
from web.inventory import Entry, Inventory, State, take_inventory
from web.notices import render_notice
from web.rebuilding import Rebuilder, corpus_folder
from web.reports_build import render_build
from web.reports_form import render_facts
from web.reports_list import render_list
from web.reports_view import VIEWS, render_comparison, render_dossier, render_reading
from web.trust import is_trusted
from web.wording import Words, page_language

# What the browser gets: HTML for a place of the page, and whether what was asked for was done.
Told = dict[str, Any]

log = logging.getLogger(__name__)


def show_list(desk: Desk, language: str, *, is_trusted: bool, user: str = "") -> Told:
    """The list of reports.

    Args:
        desk: whose reports.
        language: the page's language code, from the browser.
        is_trusted: whether who asks may change reports.
        user: who is signed in, or nobody.
    """
    words = Words(page_language(language))
    inventory = take_inventory(desk)
    can_change = is_trusted and inventory.has_folder
    html = render_list(inventory, words, may_change=can_change, hint=_hint(desk, words), user=user)
    return {"html": html, "mayChange": can_change}


def show_report(desk: Desk, source: str, view: str, language: str, *, is_trusted: bool) -> Told:
    """One report in one of its views; a notice where it is not there any more.

    Args:
        desk: whose reports.
        source: the report's file as the list names it; from the browser, and only looked up.
        view: one of ``VIEWS``, the first for any other.
        language: the page's language code.
        is_trusted: whether who asks may change reports.
    """
    words = Words(page_language(language))
    inventory = take_inventory(desk)
    entry = next((one for one in inventory.entries if one.source == source), None)
    if entry is None or entry.report is None:
        return {"html": render_notice(words.say("no_report"), entry.reason if entry else words.say("no_report_do"))}
    chosen = view if view in VIEWS else VIEWS[0]
    try:
        body = _render_view(desk, inventory, entry, chosen, words, is_trusted=is_trusted)
    except CorpusError as error:
        body = render_notice(words.say("not_done"), str(error), is_fault=True)
    return {"html": render_dossier(entry, entry.report, chosen, body, words), "view": chosen}


def _render_view(desk: Desk, inventory: Inventory, entry: Entry, view: str, words: Words, *, is_trusted: bool) -> str:
    report = entry.report
    if report is None:
        raise ValueError("only a report that was read has views")
    folder = corpus_folder(desk)
    if view == "facts":
        can_change = is_trusted and folder is not None and entry.state is not State.GONE and not inventory.problem
        row = read_row(folder, report.report_id) if can_change and folder is not None else {}
        return render_facts(report, row, words, may_change=can_change)
    if view == "compare":
        if folder is None:
            return render_notice(words.say("no_folder"), "")
        return render_comparison(read_document(find_file(folder, entry.source).path).text, report, words)
    is_indexed = entry.state in {State.INDEXED, State.GONE}
    outline = desk.holdings.catalogue.outlines.get(report.report_id, ()) if is_indexed else ()
    return render_reading(report, outline, words, is_indexed=is_indexed)


def save_facts(desk: Desk, source: str, cells: object, language: str, *, is_trusted: bool) -> Told:
    """Write what was typed into ``reports.csv``, or give the form back with what is wrong.

    Args:
        desk: whose reports.
        source: the report's file.
        cells: column and value; from the browser.
        language: the page's language code.
        is_trusted: whether who asks may change reports.
    """
    words = Words(page_language(language))

    def save() -> Told:
        folder = _folder(desk, words)
        listed = find_file(folder, source)
        typed = {str(key): str(value) for key, value in cells.items()} if isinstance(cells, Mapping) else {}
        good, wrong = check_cells(typed)
        if wrong:
            entry = next(one for one in take_inventory(desk).entries if one.source == source)
            if entry.report is None:
                raise CorpusError(source, entry.reason)
            form = render_facts(entry.report, typed, words, may_change=True, errors=wrong)
            return {"ok": False, "form": form, "said": words.say("not_saved")}
        write_row(folder, listed.report_id, good)
        return {"ok": True, "said": words.say("saved")}

    return _do(save, words, is_trusted=is_trusted)


def remove_report(desk: Desk, source: str, language: str, *, is_trusted: bool) -> Told:
    """Move a file of the list to the trash; the answer holds what takes it back."""
    words = Words(page_language(language))

    def remove() -> Told:
        removed = remove_file(_folder(desk, words), source)
        return {"ok": True, "said": words.say("removed", source=removed.source), "undo": removed.trash_id}

    return _do(remove, words, is_trusted=is_trusted)


def restore_report(desk: Desk, trash_id: str, language: str, *, is_trusted: bool) -> Told:
    """Put a file from the trash back."""
    words = Words(page_language(language))

    def restore() -> Told:
        folder = _folder(desk, words)
        if trash_id not in {one.trash_id for one in list_trash(folder)}:
            raise CorpusError("trash", words.say("no_report"))
        return {"ok": True, "said": words.say("restored", source=restore_file(folder, trash_id))}

    return _do(restore, words, is_trusted=is_trusted)


def start_rebuild(rebuilder: Rebuilder, language: str, *, is_trusted: bool) -> Told:
    """Begin a rebuild; a build that runs already, here or elsewhere, is said."""
    words = Words(page_language(language))

    def start() -> Told:
        try:
            rebuilder.start()
        except BrokenIndexError:
            if not rebuilder.state.is_running:
                raise
            return show_build(rebuilder, language) | {"said": words.say("build_busy")}
        return show_build(rebuilder, language)

    return _do(start, words, is_trusted=is_trusted)


def show_build(rebuilder: Rebuilder, language: str) -> Told:
    """How far a rebuild is, or how the last one ended."""
    state = rebuilder.state
    html = render_build(state, Words(page_language(language)))
    return {"ok": True, "running": state.is_running, "number": state.number, "html": html}


def _folder(desk: Desk, words: Words) -> Path:
    folder = corpus_folder(desk)
    if folder is None:
        raise CorpusError("reports", words.say("no_folder"))
    return folder


def _do(change: Callable[[], Told], words: Words, *, is_trusted: bool) -> Told:
    """A change by somebody who may; whatever goes wrong is a sentence."""
    if not is_trusted:
        return {"ok": False, "said": words.say("edit_refused")}
    try:
        return change()
    except YaodianError as error:
        return {"ok": False, "said": f"{words.say('not_done')} {error}"}
    except Exception:
        log.exception("a change of the reports failed")
        return {"ok": False, "said": f"{words.say('not_done')} {words.say('broken_do')}"}


def _hint(desk: Desk, words: Words) -> str:
    page = desk.page
    return words.say("drop_files", types=" ".join(page.upload_types), n=page.upload_mb)


def build_reports_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and offer its endpoints."""
    words = Words(Language.EN)
    show_html(
        f'<div id="reports-said" role="status"></div><div id="reports-build" role="status"></div>'
        f'<div id="reports-room"><p class="hint">{words.html("reports_waiting")}</p></div>'
        f'<input type="file" id="reports-files" multiple hidden>'
        f'<div id="reports-drop" aria-hidden="true"><p>{words.html("drop_here")}</p></div>',
        elem_id="reports-block",
        wrapper_id="reports-desk",
    )
    rebuilder = Rebuilder(desk)
    page = desk.page

    def reports_list(language: str, request: gr.Request) -> Told:
        user = request.request.scope.get(USER, "") if request.request else ""
        return show_list(desk, language, is_trusted=is_trusted(request, page), user=user)

    def reports_open(source: str, view: str, language: str, request: gr.Request) -> Told:
        return show_report(desk, source, view, language, is_trusted=is_trusted(request, page))

    def reports_save(source: str, cells: dict[str, str], language: str, request: gr.Request) -> Told:
        return save_facts(desk, source, cells, language, is_trusted=is_trusted(request, page))

    def reports_remove(source: str, language: str, request: gr.Request) -> Told:
        return remove_report(desk, source, language, is_trusted=is_trusted(request, page))

    def reports_restore(trash_id: str, language: str, request: gr.Request) -> Told:
        return restore_report(desk, trash_id, language, is_trusted=is_trusted(request, page))

    def reports_rebuild(language: str, request: gr.Request) -> Told:
        return start_rebuild(rebuilder, language, is_trusted=is_trusted(request, page))

    def reports_building(language: str) -> Told:
        return show_build(rebuilder, language)

    for handler in (
        reports_list, reports_open, reports_save, reports_remove, reports_restore, reports_rebuild, reports_building,
    ):  # fmt: skip
        offer(handler, name=handler.__name__)


def render_reports_parts(words: Words, holdings: Holdings) -> Mapping[str, str]:
    """What differs by language before the server is asked."""
    return {
        "reports_waiting": f'<p class="hint">{words.html("reports_waiting")}</p>',
        "drop_here": f"<p>{words.html('drop_here')}</p>",
    }
