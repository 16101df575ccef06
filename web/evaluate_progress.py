"""A run as HTML while it lasts, and how it ended."""

from __future__ import annotations

from html import escape

from web.evaluate_running import ASKING, RunState
from web.notices import render_notice
from web.wording import Words

_STAGES = {
    "Loading": "stage_encoder",
    "Reading": "stage_reading",
    "Folding": "stage_folding",
    "Embedding": "stage_embedding",
    "Verifying": "stage_verifying",
}


def render_progress(state: RunState, words: Words, *, may_run: bool) -> str:
    """The state of a run; nothing before the first and after one that a reader has seen end.

    Args:
        state: from ``Evaluator.state``.
        words: the page's words.
        may_run: whether the reader may stop it.
    """
    if state.is_running:
        return _render_running(state, words, may_run=may_run)
    if state.error:
        return f'<div class="ended">{render_notice(words.say("run_failed"), state.error, is_fault=True)}</div>'
    return f'<p class="note">{words.html("run_cancelled")}</p>' if state.is_cancelled else ""


def _render_running(state: RunState, words: Words, *, may_run: bool) -> str:
    said = escape(_say_stage(state, words))
    known = f' value="{state.done}" max="{state.total}"' if state.total else ""
    said_stop = words.html("cancel_run")
    cancel = f'<button type="button" class="quiet" data-cancel-run>{said_stop}</button>' if may_run else ""
    return (
        f'<div class="building"><p>{said}</p><progress{known} aria-label="{said}"></progress>'
        f'<p class="hint">{words.html("run_more")}</p>{cancel}</div>'
    )


def _say_stage(state: RunState, words: Words) -> str:
    if state.stage == ASKING and state.total and state.done >= state.total:
        return words.say("stage_measuring")
    if state.stage == ASKING and state.total:
        asked = words.say("stage_asking", done=state.done + 1, total=state.total)
        return asked if state.left_s is None else f"{asked} · {_say_left(state.left_s, words)}"
    stage = words.say(_STAGES.get(state.stage.split(" ")[0], "stage_begin"))
    return (
        words.say("build_stage", stage=stage, done=f"{state.done:,}", total=f"{state.total:,}")
        if state.total
        else stage
    )


def _say_left(seconds: float, words: Words) -> str:
    """Seconds up to a minute and a half, by tens; then minutes."""
    if seconds >= 90:
        return words.say("minutes_left", n=round(seconds / 60))
    return words.say("seconds_left", n=round(seconds / 10) * 10 if seconds >= 10 else max(1, round(seconds)))
