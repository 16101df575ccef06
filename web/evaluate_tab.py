"""The Evaluate tab: a suite is run, its figures are read, compared with those of an earlier run and taken along."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

from errors import EvaluationError, YaodianError
from eval import RunResult, compare_runs, to_json, write_page
from records import Language, Span
from web.blocks import offer, show_html
from web.desk import Desk, Holdings
from web.evaluate_compare import render_changes
from web.evaluate_failures import render_failures
from web.evaluate_list import render_room, render_runs, render_start
from web.evaluate_plots import plots_of
from web.evaluate_progress import render_progress
from web.evaluate_proof import Proofs
from web.evaluate_running import Evaluator
from web.evaluate_runs import Result, find_run, list_runs, read_run
from web.evaluate_suites import list_suites
from web.evaluate_view import render_figures, render_plots, render_result, render_systems
from web.evaluate_wanted import legs_of, read_wanted
from web.feedback import feedback_file
from web.feedback_list import show_judged
from web.notices import render_notice
from web.source import render_source
from web.trust import is_trusted
from web.wording import Words, page_language

Told = dict[str, Any]

log = logging.getLogger(__name__)


def show_room(desk: Desk, language: str, *, is_trusted: bool) -> Told:
    """What can be run and what was.

    Args:
        desk: whose suites and results.
        language: the page's language code, from the browser.
        is_trusted: whether who asks may run suites, and so see what readers said of answers.
    """
    words = Words(page_language(language))
    answerer = desk.holdings.answerer
    form = judged = ""
    if is_trusted and answerer is not None:
        searcher = answerer.searcher
        form = render_start(list_suites(desk), legs_of(searcher), searcher.options, words)
        judged = show_judged(desk, words)
    runs = render_runs(list_runs(desk), words, feedback=_feedback(desk))
    return {"html": render_room(form, runs + judged, words)}


def show_run(desk: Desk, name: str, against: str, language: str, *, is_trusted: bool) -> Told:
    """One result; beside another where one is named.

    Args:
        desk: whose results.
        name: of the result's file; from the browser, and only looked up.
        against: of the one it is compared with, or empty; likewise.
        language: the page's language code.
        is_trusted: whether who asks may have the JSON.
    """
    words = Words(page_language(language))

    def show() -> Told:
        stored = find_run(desk, name)
        result = read_run(stored)
        entries = list_runs(desk)
        mine = next(one for one in entries if one.name == name)
        others = [
            one
            for one in entries
            if one.name != name and not (one.fault or one.is_ablation or mine.is_ablation)
            and (one.suite, one.n_questions) == (mine.suite, mine.n_questions)
        ]  # fmt: skip
        parts = _render_parts(desk, result, against, words)
        plots = render_plots(plots_of(stored, words), words)
        parts.insert(-1 if isinstance(result, RunResult) else len(parts), plots)
        shown = render_result(
            name, result, parts, others, words, against=against, feedback=_feedback(desk), may_save=is_trusted
        )
        return {"ok": True, "html": shown}

    return _do(show, words)


def _feedback(desk: Desk) -> str:
    return feedback_file(desk.settings).name if desk.settings else ""


def _render_parts(desk: Desk, result: Result, against: str, words: Words) -> list[str]:
    """Figures, changes and failures of a run; the searches of an ablation."""
    if not isinstance(result, RunResult):
        return [render_systems(result, words)]
    proofs = Proofs.of(desk.holdings, words)
    changes = []
    if against:
        before = read_run(find_run(desk, against))
        if not isinstance(before, RunResult):
            raise EvaluationError(f"run {against[:80]}", "is of several searches; choose a run of one")
        changes.append(render_changes(compare_runs(before, result), proofs, words))
    return [*changes, render_figures(result, words), render_failures(result, proofs, words)]


def save_run(desk: Desk, name: str, form: str, language: str, *, is_trusted: bool) -> Told:
    """A result as the text of a file: ``json`` for those who may, ``html`` for all.

    The JSON names folders of this machine; the page of a report does not.
    """
    words = Words(page_language(language))

    def save() -> Told:
        if form == "json" and not is_trusted:
            return {"ok": False, "said": words.say("run_refused")}
        result, stem = read_run(find_run(desk, name)), name.removesuffix(".json")
        if isinstance(result, RunResult):
            return {"ok": True, "text": _to_text(to_json(result)) if form == "json" else write_page({stem: result})}
        return {"ok": True, "text": _to_text(result.to_json()) if form == "json" else write_page({}, {stem: result})}

    return _do(save, words)


def show_passage(desk: Desk, report_id: str, start: int, end: int, language: str) -> str:
    """A report with a passage of a result marked; all arguments come from the browser."""
    words = Words(page_language(language))
    try:
        marked = Span(int(start), int(end))
    except (TypeError, ValueError, OverflowError):
        marked = Span(0, 0)
    return render_source(desk.holdings.catalogue, str(report_id), marked, words)


def _to_text(held: Mapping[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1)


def start_run(evaluator: Evaluator, wanted: str, language: str, *, is_trusted: bool) -> Told:
    """Begin a run.

    Args:
        evaluator: that runs.
        wanted: as the browser's JSON (see ``web.evaluate_wanted``).
        language: the page's language code.
        is_trusted: whether who asks may.
    """
    words = Words(page_language(language))

    def start() -> Told:
        if not is_trusted:
            return {"ok": False, "said": words.say("run_refused")}
        if evaluator.state.is_running:
            return show_progress(evaluator, language, is_trusted=is_trusted) | {"said": words.say("run_busy")}
        evaluator.start(read_wanted(wanted))
        return show_progress(evaluator, language, is_trusted=is_trusted)

    return _do(start, words)


def cancel_run(evaluator: Evaluator, language: str, *, is_trusted: bool) -> Told:
    """Stop the run at its next question."""
    words = Words(page_language(language))
    if not is_trusted:
        return {"ok": False, "said": words.say("run_refused")}
    evaluator.cancel()
    return show_progress(evaluator, language, is_trusted=is_trusted)


def show_progress(evaluator: Evaluator, language: str, *, is_trusted: bool) -> Told:
    """How far a run is, or how the last one ended."""
    state = evaluator.state
    html = render_progress(state, Words(page_language(language)), may_run=is_trusted)
    return {"ok": True, "running": state.is_running, "number": state.number, "result": state.result, "html": html}


def _do(act: Callable[[], Told], words: Words) -> Told:
    """Whatever goes wrong is a sentence."""
    try:
        return act()
    except (YaodianError, ValueError) as error:
        said = str(error)
    except Exception:
        log.exception("a result could not be shown or a suite not be run")
        said = words.say("broken_do")
    return {"ok": False, "said": said, "html": render_notice(words.say("not_done"), said, is_fault=True)}


def build_evaluate_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and offer its endpoints."""
    words = Words(Language.EN)
    show_html(
        f'<div id="evaluate-said" role="status"></div><div id="evaluate-progress" role="status"></div>'
        f'<div id="evaluate-room"><p class="hint">{words.html("evaluate_waiting")}</p></div>'
        f'<dialog id="evaluate-proof"><button type="button" class="quiet" data-close-proof></button>'
        f'<div class="proof-room"></div></dialog>',
        elem_id="evaluate-block",
        wrapper_id="evaluate-desk",
    )
    evaluator = Evaluator(desk)
    page = desk.page

    def evaluate_list(language: str, request: gr.Request) -> Told:
        return show_room(desk, language, is_trusted=is_trusted(request, page))

    def evaluate_open(name: str, against: str, language: str, request: gr.Request) -> Told:
        return show_run(desk, name, against, language, is_trusted=is_trusted(request, page))

    def evaluate_save(name: str, form: str, language: str, request: gr.Request) -> Told:
        return save_run(desk, name, form, language, is_trusted=is_trusted(request, page))

    def evaluate_start(wanted: str, language: str, request: gr.Request) -> Told:
        return start_run(evaluator, wanted, language, is_trusted=is_trusted(request, page))

    def evaluate_cancel(language: str, request: gr.Request) -> Told:
        return cancel_run(evaluator, language, is_trusted=is_trusted(request, page))

    def evaluate_progress(language: str, request: gr.Request) -> Told:
        return show_progress(evaluator, language, is_trusted=is_trusted(request, page))

    def evaluate_passage(report_id: str, start: int, end: int, language: str) -> str:
        return show_passage(desk, report_id, start, end, language)

    offer(evaluate_list, name="evaluate_list")
    offer(evaluate_passage, name="evaluate_passage")
    offer(evaluate_start, name="evaluate_start")
    offer(evaluate_cancel, name="evaluate_cancel")
    offer(evaluate_progress, name="evaluate_progress")
    # A large result takes seconds to draw and to compare: in a queue of its own, and counted as a question.
    offer(evaluate_open, name="evaluate_open", is_queued=True, lane="evaluation")
    offer(evaluate_save, name="evaluate_save", is_queued=True, lane="evaluation")


def render_evaluate_parts(words: Words, holdings: Holdings) -> Mapping[str, str]:
    """What differs by language before the server is asked."""
    return {"evaluate_waiting": f'<p class="hint">{words.html("evaluate_waiting")}</p>'}
