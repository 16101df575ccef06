"""A rebuild as HTML: how far it is, what came of it, what could not be read."""

from __future__ import annotations

from html import escape

from indexer import BuildSummary
from web.notices import render_notice
from web.rebuilding import BuildState
from web.wording import Words

_STAGES = {
    "": "stage_begin",
    "Reading": "stage_reading",
    "Outlining": "stage_outlining",
    "Folding": "stage_folding",
    "Embedding": "stage_embedding",
    "Verifying": "stage_verifying",
    "Opening": "stage_opening",
}


def render_build(state: BuildState, words: Words) -> str:
    """The state of a rebuild; nothing before the first.

    Args:
        state: from ``Rebuilder.state``.
        words: the page's words.
    """
    if state.is_running:
        return _render_running(state, words)
    if state.error:
        return _closable(render_notice(words.say("build_failed"), state.error, is_fault=True), words)
    return _closable(_render_summary(state.summary, state.seconds, words), words) if state.summary else ""


def _render_running(state: BuildState, words: Words) -> str:
    stage = words.say(_STAGES.get(state.stage.split(" ")[0], "stage_other"))
    if state.total:
        stage = words.say("build_stage", stage=stage, done=f"{state.done:,}", total=f"{state.total:,}")
    known = f' value="{state.done}" max="{state.total}"' if state.total else ""
    return (
        f'<div class="building"><p>{escape(stage)}</p><progress{known} aria-label="{escape(stage)}"></progress>'
        f'<p class="hint">{words.html("build_more")}</p></div>'
    )


def _render_summary(summary: BuildSummary, seconds: float, words: Words) -> str:
    counts = summary.counts
    more = words.html(
        "built_more",
        sections=f"{counts.sections:,}",
        passages=f"{counts.passages:,}",
        seconds=f"{seconds:.1f}",
        new=f"{summary.new_vectors:,}",
        reused=f"{summary.reused_vectors:,}",
    )
    failures = "".join(
        f"<li><code>{escape(failure.source)}</code> {escape(failure.reason)}</li>" for failure in summary.failures
    )
    failed = f"<p>{words.html('built_failures', n=len(summary.failures))}</p><ul>{failures}</ul>" if failures else ""
    return (
        f'<div class="built"><h2>{words.html("built", n=counts.reports)}</h2><p class="hint">{more}</p>{failed}</div>'
    )


def _closable(html: str, words: Words) -> str:
    button = f'<button type="button" class="quiet" data-dismiss>{words.html("dismiss")}</button>'
    return f'<div class="ended">{html}{button}</div>'
