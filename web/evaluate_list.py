"""The first page of the Evaluate tab as HTML: what can be run, and what was."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from search import SearchOptions
from web.evaluate_runs import Entry
from web.evaluate_suites import WITH_SECOND, Offered, Sort
from web.evaluate_tables import render_headline
from web.evaluate_wanted import MOST_RERANKED, MOST_SAMPLE
from web.evaluate_words import SORTS, list_options, name_trial, render_day
from web.passages import leg_label
from web.wording import Words


def render_room(form: str, runs: str, words: Words) -> str:
    """The whole page.

    Args:
        form: of ``render_start``; empty for those who may not run suites.
        runs: of ``render_runs``.
        words: the page's words.
    """
    refused = "" if form else f'<p class="note">{words.html("run_refused")}</p>'
    return (
        f'<section class="trials"><header><h1>{words.html("evaluate_head")}</h1>'
        f'<p class="hint">{words.html("evaluate_lead")}</p></header>{form}{refused}{runs}</section>'
    )


def render_start(offered: Sequence[Offered], legs: Sequence[str], options: SearchOptions, words: Words) -> str:
    """The form that a run is started by.

    Args:
        offered: the suites.
        legs: that can be left out.
        options: of the search in use; the form begins with these.
        words: the page's words.
    """
    return (
        f'<form class="start" onsubmit="return false"><div class="choice">'
        f'<label><span>{words.html("choose_suite")}</span><select name="suite">{render_suites(offered, words)}'
        f"</select></label>{_render_seconds(offered, words)}"
        f'<label class="short"><span>{words.html("choose_sample")}</span><input type="number" name="sample" min="1" '
        f'max="{MOST_SAMPLE}" inputmode="numeric" placeholder="{words.html("all_questions")}"></label></div>'
        f'<p class="hint about"></p><details><summary>{words.html("choose_search")}</summary>'
        f"{_render_legs(legs, options, words)}{_render_steps(options, words)}</details>"
        f'<label class="check"><input type="checkbox" name="ablation"> <span>{words.html("choose_ablation")}'
        f"<small>{words.html('choose_ablation_more')}</small></span></label>"
        f'<div class="act"><button type="button" class="primary" data-run>{words.html("run_suite")}</button></div>'
        f"</form>"
    )


def render_suites(offered: Sequence[Offered], words: Words) -> str:
    """The choices of suites, grouped by their sort.

    Args:
        offered: the suites; one that cannot be run is shown and cannot be chosen.
        words: the page's words.
    """
    groups = []
    for sort, key in SORTS.items():
        members = "".join(_render_suite(one, words) for one in offered if one.sort is sort)
        if members:
            groups.append(f'<optgroup label="{words.html(key)}">{members}</optgroup>')
    return "".join(groups)


def _render_suite(one: Offered, words: Words) -> str:
    named = words.say("suite_demo") if one.sort is Sort.DEMO else one.name
    named = words.say("suite_feedback") if one.sort is Sort.FEEDBACK else named
    counted = "" if one.n_questions is None else f" · {words.say('n_questions', n=one.n_questions)}"
    why = words.say("suite_missing", n=one.n_missing) if one.n_missing else one.fault and words.say("suite_fault")
    state = "" if one.can_run else " disabled"
    told = f" · {why}" if why else ""
    said = escape(named + counted + told)
    return f'<option value="{escape(one.suite_id)}" data-sort="{one.sort}"{state}>{said}</option>'


def _render_seconds(offered: Sequence[Offered], words: Words) -> str:
    """The second file of the suites that have one; shown by the script beside such a suite."""
    rendered = []
    for sort, is_needed in WITH_SECOND.items():
        files = [one for one in offered if one.sort is sort]
        if not files:
            continue
        none = "" if is_needed else f'<option value="">{words.html("second_none")}</option>'
        choices = "".join(f'<option value="{escape(one.suite_id)}">{escape(one.name)}</option>' for one in files)
        said = words.html("second_needed" if is_needed else "second_questions")
        rendered.append(
            f'<label class="second" data-for="{sort}" hidden><span>{said}</span>'
            f'<select name="second-{sort}">{none}{choices}</select></label>'
        )
    return "".join(rendered)


def _render_legs(legs: Sequence[str], options: SearchOptions, words: Words) -> str:
    boxes = "".join(
        f'<label class="check"><input type="checkbox" name="leg" value="{escape(leg)}"'
        f"{' checked' if not options.legs or leg in options.legs else ''}> "
        f"<span>{escape(leg_label(leg, words))}</span></label>"
        for leg in legs
    )
    return f'<fieldset class="boxes"><legend>{words.html("choose_legs")}</legend>{boxes}</fieldset>'


def _render_steps(options: SearchOptions, words: Words) -> str:
    steps = (
        ("late", "step_late", options.has_late_interaction),
        ("centred", "step_centred", options.is_centred),
        ("scope", "step_scope", options.reads_scope),
        ("collapse", "step_collapse", options.collapses),
    )
    boxes = "".join(
        f'<label class="check"><input type="checkbox" name="{name}"{" checked" if is_on else ""}> '
        f"<span>{words.html(key)}</span></label>"
        for name, key, is_on in steps
    )
    return (
        f'<fieldset class="boxes"><legend>{words.html("choose_steps")}</legend>{boxes}'
        f'<label class="short"><span>{words.html("choose_reranked")}</span>'
        f'<input type="number" name="reranked" min="1" max="{MOST_RERANKED}" '
        f'value="{options.n_reranked}" inputmode="numeric"></label></fieldset>'
    )


def render_runs(entries: Sequence[Entry], words: Words, *, feedback: str = "") -> str:
    """The results that lie in the folder, the newest first.

    Args:
        entries: the results.
        words: the page's words.
        feedback: the name of the file of judged answers.
    """
    read = [one for one in entries if not one.fault]
    unread = [one for one in entries if one.fault]
    heads = "".join(
        f'<th scope="col" class="{name}">{words.html(key)}</th>'
        for name, key in (
            ("when", "run_when"), ("suite", "run_suite_name"), ("used", "run_used"), ("count", "run_questions"),
            ("main", "run_main"),
        )
    )  # fmt: skip
    rows = "".join(_render_run(one, words, feedback) for one in read)
    table = (
        f'<div class="scroll"><table class="runs"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        if read
        else f'<p class="hint">{words.html("no_runs")}</p>'
    )
    why = words.html("unread_run")
    faults = "".join(
        f'<li><code>{escape(one.name)}</code> {why} <small lang="en">{escape(one.fault)}</small></li>' for one in unread
    )
    said = words.html("unread_runs", n=len(unread))
    folded = f'<details class="unread"><summary>{said}</summary><ul>{faults}</ul></details>' if unread else ""
    return f"<h2>{words.html('earlier_runs')}</h2>{table}{folded}"


def _render_run(one: Entry, words: Words, feedback: str) -> str:
    used = [words.say("run_ablation")] if one.is_ablation else list_options(one.options, one.encoder, words)
    used += [words.say("run_sample")] if one.sample else []
    link = f'<a href="?run={quote(one.name)}#evaluate" data-result="{escape(one.name)}">{render_day(one.started)}</a>'
    named = escape(name_trial(one.suite, words, feedback=feedback))
    told = escape(" · ".join([one.encoder, *used]))
    return (
        f'<tr><th scope="row" class="when">{link}</th><td class="suite">{named}</td>'
        f'<td class="used">{told}</td>'
        f'<td class="count" data-label="{words.html("run_questions")}">{one.n_questions:,}</td>'
        f'<td class="main">{render_headline(one.headline, words)}</td></tr>'
    )
