"""One result as HTML: its figures with their intervals, by slices, its plots, how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval import AblationResult, Figure, RunResult, Slice, SystemResult, choose_measures
from web.evaluate_runs import Entry, Result, headline_of
from web.evaluate_tables import render_headline, render_range, render_table, show_p
from web.evaluate_words import (
    MEANINGS,
    SLICES,
    list_options,
    measure_family,
    name_count,
    name_language,
    name_measure,
    name_slice,
    name_system,
    name_trial,
    render_day,
)
from web.wording import Words

MOST_ROWS = 40
_OPEN = ("language", "kind")
_WITH_CUT = frozenset({"evidence recall", "recall"})
_PLOTS = {
    "recall": "plot_recall",
    "latency": "plot_latency",
    "reliability 1": "plot_reliability_first",
    "without": "plot_without",
    "alone": "plot_alone",
}


def render_result(
    name: str,
    result: Result,
    parts: Sequence[str],
    others: Sequence[Entry],
    words: Words,
    *,
    against: str = "",
    feedback: str = "",
    may_save: bool = False,
) -> str:
    """A whole result.

    Args:
        name: of its file.
        result: what it holds.
        parts: HTML of its figures, plots, changes and failures, in their order.
        others: results it can be compared with.
        words: the page's words.
        against: the name of the one it is compared with, or empty.
        feedback: the name of the file of judged answers.
        may_save: whether the reader may have the JSON, which names folders of this machine.
    """
    is_run = isinstance(result, RunResult)
    n = len(result.questions) if isinstance(result, RunResult) else len(result.question_ids)
    options = result.options if isinstance(result, RunResult) else result.systems[0].options
    named = escape(name_trial(result.suite, words, feedback=feedback))
    told = [
        render_day(result.started),
        words.html("n_questions", n=n) + (f" ({words.html('run_sample')})" if result.sample else ""),
        words.html("took_seconds", n=f"{result.seconds:,.0f}"),
        escape(result.index.encoder),
        *([] if is_run else [words.html("run_ablation")]),
        *map(escape, list_options(options, result.index.encoder, words)),
    ]
    return (
        f'<article class="trial" data-result="{escape(name)}"><a class="back" href="?#evaluate" data-results>'
        f"← {words.html('all_runs')}</a><header><h1>{named}</h1>"
        f'<p class="where">{" · ".join(told)}</p>{_render_tools(others, against, words, may_save=may_save)}</header>'
        f"{''.join(parts)}{_render_facts(result, words)}</article>"
    )


def _render_tools(others: Sequence[Entry], against: str, words: Words, *, may_save: bool) -> str:
    json = f'<button type="button" class="quiet" data-take-result="json">{words.html("take_json")}</button>'
    choices = "".join(_render_other(one, words, is_chosen=one.name == against) for one in others)
    compare = (
        f'<label class="against"><span>{words.html("compare_with")}</span><select name="against">'
        f'<option value="">{words.html("compare_none")}</option>{choices}</select></label>'
        if others
        else ""
    )
    return (
        f'<div class="tools">{compare}{json if may_save else ""}'
        f'<button type="button" class="quiet" data-take-result="html">{words.html("take_html")}</button></div>'
    )


def _render_other(one: Entry, words: Words, *, is_chosen: bool) -> str:
    """A run to choose; the page's script says its moment in the reader's own time, as the list does."""
    value = [] if one.headline is None or one.headline.value is None else [f"{one.headline.value:.3f}"]
    rest = escape("".join(f" · {part}" for part in (*value, *list_options(one.options, one.encoder, words))))
    return (
        f'<option value="{escape(one.name)}" data-moment="{escape(one.started)}" data-rest="{rest}"'
        f"{' selected' if is_chosen else ''}>{escape(one.started[:16].replace('T', ' '))}{rest}</option>"
    )


def render_figures(result: RunResult, words: Words) -> str:
    """The few figures that tell most, then all of them, then by slices."""
    overall = result.slices[0]
    chief = "".join(f"<li>{render_headline(overall.figure(one), words)}</li>" for one in choose_measures(result))
    rows = "".join(_render_figure(one, words) for one in overall.figures if one.value is not None)
    families = dict.fromkeys(measure_family(one.measure) for one in overall.figures if one.value is not None)
    meanings = "".join(_render_meaning(one, words) for one in families if one in MEANINGS)
    keys = ("measure", "figure_value", "figure_interval", "figure_count")
    table = render_table(words.say("all_figures"), [words.say(key) for key in keys], rows, sort="figures", wide=2)
    return (
        f'<ul class="chief">{chief}</ul><section><h2>{words.html("all_figures")}</h2>{table}'
        f'<details class="meanings"><summary>{words.html("what_measures_mean")}</summary><dl>{meanings}</dl>'
        f'<p class="hint">{words.html("interval_note")}</p></details>{_render_slices(result, words)}</section>'
    )


def _render_meaning(family: str, words: Words) -> str:
    named = name_measure(f"{family}@k" if family in _WITH_CUT else family, words)
    return f"<dt>{escape(named)}</dt><dd>{words.html(MEANINGS[family])}</dd>"


def _render_figure(one: Figure, words: Words) -> str:
    low, high = one.low or 0.0, one.high or 0.0
    return (
        f'<tr><th scope="row">{escape(name_measure(one.measure, words))}</th><td><b>{one.value or 0.0:.3f}</b></td>'
        f'<td class="interval">{render_range(one, words)} <span>{low:.3f} – {high:.3f}</span></td>'
        f"<td>{one.count:,}</td></tr>"
    )


def _render_slices(result: RunResult, words: Words) -> str:
    groups: dict[str, list[Slice]] = {}
    for one in result.slices[1:]:
        groups.setdefault(one.by, []).append(one)
    return "".join(_render_group(by, members, choose_measures(result), words) for by, members in groups.items())


def _render_group(by: str, members: Sequence[Slice], measures: Sequence[str], words: Words) -> str:
    rows = "".join(_render_slice(one, measures, words) for one in members[:MOST_ROWS])
    rest = len(members) - MOST_ROWS
    more = f'<p class="hint">{words.html("more_rows", n=rest)}</p>' if rest > 0 else ""
    said = words.say(SLICES[by]) if by in SLICES else by
    heads = [said, words.say("run_questions"), *(name_measure(one, words) for one in measures)]
    return (
        f'<details class="slices"{" open" if by in _OPEN else ""}><summary>{escape(said)}</summary>'
        f"{render_table(said, heads, rows)}{more}</details>"
    )


def _render_slice(one: Slice, measures: Sequence[str], words: Words) -> str:
    figures = {figure.measure: figure for figure in one.figures}
    cells = "".join(_render_cell(figures.get(measure), words) for measure in measures)
    return (
        f'<tr><th scope="row">{escape(name_slice(one.by, one.name, words))}</th><td>{one.questions:,}</td>{cells}</tr>'
    )


def _render_cell(figure: Figure | None, words: Words) -> str:
    if figure is None or figure.value is None:
        return "<td>–</td>"
    return f"<td>{figure.value:.3f} {render_range(figure, words)}</td>"


def render_plots(plots: Mapping[str, str], words: Words) -> str:
    """The plots of a result beside each other.

    Args:
        plots: SVG of ``eval.plot_run`` or ``eval.plot_ablation``; every text in it is escaped.
        words: the page's words.
    """
    named = {what: words.html(_PLOTS.get(what, "plot_reliability_ten")) for what in plots}
    figures = "".join(
        f'<figure tabindex="0"><figcaption>{named[what]}</figcaption>{svg}</figure>' for what, svg in plots.items()
    )
    return f'<section><h2>{words.html("plots")}</h2><div class="plots">{figures}</div></section>' if figures else ""


def render_systems(result: AblationResult, words: Words) -> str:
    """The searches of an ablation under each other, with what each differs from the full one by."""
    languages = sorted(set(result.languages)) if len(set(result.languages)) > 1 else []
    keys = ("system", "figure_value", "figure_change", "figure_interval", "figure_p")
    heads = [*(words.say(key) for key in keys), *(name_language(one, words) for one in languages)]
    rows = "".join(_render_system(one, result.headline, languages, words) for one in result.systems)
    table = render_table(words.say("systems"), heads, rows, sort="systems", wide=3)
    return (
        f'<ul class="chief"><li>{render_headline(headline_of(result), words)}</li></ul><section>'
        f"<h2>{words.html('systems')}</h2>{table}"
        f'<p class="hint">{words.html("chance_note")}</p></section>'
    )


def _render_system(one: SystemResult, headline: str, languages: Sequence[str], words: Words) -> str:
    value = one.figure(headline).value
    change = one.change
    cells = "<td></td>" * (3 + len(languages))
    clear = ""
    if change is not None and change.value is not None and change.low is not None and change.high is not None:
        by_language = {str(language): found.value for language, found in one.by_language.items()}
        told = [show_p(change.p)]
        told += ["" if (of := by_language.get(name)) is None else f"{of:+.3f}" for name in languages]
        cells = f'<td>{change.value:+.3f}</td><td class="interval">{change.low:+.3f} … {change.high:+.3f}</td>'
        cells += "".join(f"<td>{escape(cell)}</td>" for cell in told)
        clear = ' class="clear"' if change.p < 0.05 else ""
    return (
        f'<tr{clear}><th scope="row">{escape(name_system(one.name, words))}</th>'
        f"<td>{'–' if value is None else f'{value:.3f}'}</td>{cells}</tr>"
    )


def _render_facts(result: Result, words: Words) -> str:
    """How it was made: enough to make it again."""
    where, index = result.surroundings, result.index
    commit = where.commit[:12] + (f" ({words.say('fact_changed')})" if where.is_changed else "")
    rows = (
        ("fact_commit", commit),
        ("fact_encoder", f"{index.encoder} {index.fingerprint}"),
        ("fact_index", " · ".join(f"{count:,} {name_count(what, words)}" for what, count in index.counts.items())),
        ("fact_machine", f"{where.processor}, {where.cores}, {where.system}"),
        ("fact_versions", ", ".join(f"{what} {version}" for what, version in where.versions.items())),
    )
    listed = "".join(f"<dt>{words.html(key)}</dt><dd>{escape(value)}</dd>" for key, value in rows)
    return f'<details class="made"><summary>{words.html("how_made")}</summary><dl>{listed}</dl></details>'
