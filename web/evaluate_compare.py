"""Two runs of one suite beside each other as HTML: what changed, and in which questions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval import ChangedQuestion, Comparison, Difference
from web.evaluate_failures import render_ask, render_passage
from web.evaluate_proof import Proofs
from web.evaluate_tables import render_table, show_p
from web.evaluate_words import name_kind, name_language, name_measure, name_slice
from web.wording import Words

CLEAR = 0.05


def render_changes(comparison: Comparison, proofs: Proofs, words: Words) -> str:
    """Every measure of both runs, the slices, and the questions that changed most.

    Args:
        comparison: of two runs.
        proofs: what of them can be opened.
        words: the page's words.
    """
    measure = name_measure(comparison.measure, words)
    slices = [
        (f"{name_slice(one.by, one.name, words)} ({one.questions})", difference)
        for one in comparison.slices[1:]
        for difference in one.differences
        if difference.measure == comparison.measure and _has_moved(difference)
    ]
    moved = [one for one in comparison.differences if _has_moved(one)]
    rows = [(name_measure(one.measure, words), one) for one in moved]
    n_same = sum(one.change is not None for one in comparison.differences) - len(moved)
    same = f'<p class="hint">{words.html("same_figures", n=n_same)}</p>' if n_same else ""
    note = f'<p class="hint">{words.html("chance_note")}</p>' if rows else ""
    by_slice = (
        f'<details class="slices"><summary>{words.html("changes_by_slice", measure=measure)}</summary>'
        f"{_render_table(slices, words)}</details>"
        if slices
        else ""
    )
    return (
        f'<section class="changes"><h2>{words.html("run_changes")}</h2><p class="hint">{words.html("changes_note")}</p>'
        f"{_render_table(rows, words) if rows else ''}{same}{note}{by_slice}"
        f"{_render_changed('questions_lost', comparison.n_worse, comparison.worse, proofs, words)}"
        f"{_render_changed('questions_gained', comparison.n_better, comparison.better, proofs, words)}</section>"
    )


def _has_moved(one: Difference) -> bool:
    """Whether some question gave another figure, even where gains and losses weigh each other out."""
    return one.change is not None and any((one.change, one.low, one.high))


def _render_table(rows: Sequence[tuple[str, Difference]], words: Words) -> str:
    keys = ("measure", "figure_before", "figure_after", "figure_change", "figure_interval", "figure_p")
    body = "".join(_render_row(name, one) for name, one in rows)
    return render_table(words.say("run_changes"), [words.say(key) for key in keys], body, sort="changed", wide=4)


def _render_row(name: str, one: Difference) -> str:
    clear = ' class="clear"' if one.p is not None and one.p < CLEAR else ""
    cells = "".join(f"<td>{cell}</td>" for cell in (_share(one.before), _share(one.after), _change(one.change)))
    return (
        f'<tr{clear}><th scope="row">{escape(name)}</th>{cells}<td class="interval">{_interval(one)}</td>'
        f"<td>{escape(show_p(one.p))}</td></tr>"
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _change(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"


def _interval(one: Difference) -> str:
    return "–" if one.low is None or one.high is None else f"{one.low:+.3f} … {one.high:+.3f}"


def _render_changed(key: str, count: int, changed: Sequence[ChangedQuestion], proofs: Proofs, words: Words) -> str:
    if not count:
        return ""
    items = "".join(_render_question(one, proofs, words) for one in changed)
    rest = count - len(changed)
    more = f'<p class="hint">{words.html("more_changed", n=rest)}</p>' if rest else ""
    return f"<h3>{words.html(key, n=count)}</h3>{items}{more}"


def _render_question(one: ChangedQuestion, proofs: Proofs, words: Words) -> str:
    kind = [name_kind(one.kind, words)] if one.kind else []
    told = " · ".join([name_language(one.language, words), *kind])
    figures = f"{one.before.value:.2f} → {one.after.value:.2f} ({one.change:+.2f})"
    return (
        f'<details class="failure"><summary><span class="asked" lang="{one.language}">{escape(one.question)}</span>'
        f'<span class="told">{escape(told)}</span><span class="step">{figures}</span></summary>'
        f'{render_ask(one.question, words)}<div class="sides">'
        f"<div><h3>{words.html('figure_before')}</h3>{_render_returned(one, proofs, words, is_after=False)}</div>"
        f"<div><h3>{words.html('figure_after')}</h3>{_render_returned(one, proofs, words, is_after=True)}</div></div>"
        f"</details>"
    )


def _render_returned(one: ChangedQuestion, proofs: Proofs, words: Words, *, is_after: bool) -> str:
    returned = one.after if is_after else one.before
    ranks = ", ".join(str(rank) if rank else "–" for rank in returned.ranks)
    ranked = f"<p>{words.html('ranks_were', ranks=ranks)}</p>" if ranks else ""
    said = ""
    if returned.given is not None:
        reports = ", ".join(
            proofs.name_report(report_id, stance) for report_id, stance in returned.given.status.items()
        )
        said = f'<p><b>{escape(reports)}</b></p><p class="said" lang="{one.language}">{escape(returned.given.text)}</p>'
    first = "".join(render_passage(passage, proofs, words) for passage in returned.found[:1])
    return f'{ranked}{said}<ol class="first">{first}</ol>'
