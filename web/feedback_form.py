"""The judging of an answer as HTML: two buttons under it, and the form behind the second."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from answers import name_stance
from eval import Blame
from records import Answer, Citation, Finding, Report, Span, Stance
from web.catalogue import Catalogue
from web.feedback_gold import STANCES, TEXT_KINDS, gold_kind
from web.feedback_sent import MOST_BECAUSE, MOST_PASTED, MOST_SHOWN
from web.labels import report_label
from web.quotes import render_text
from web.wording import Words

MOST_OTHERS = 300
BLAMES: Mapping[Blame, str] = MappingProxyType(
    {
        Blame.WRONG_REPORT: "blame_wrong_report",
        Blame.MISSED_REPORT: "blame_missed_report",
        Blame.WRONG_STANCE: "blame_wrong_stance",
        Blame.WRONG_FIGURE: "blame_wrong_figure",
        Blame.SHOULD_SAY_NOTHING: "blame_say_nothing",
        Blame.OTHER: "blame_other",
    }
)


def render_judge(mark: str, words: Words) -> str:
    """What stands under an answer.

    Args:
        mark: of the answer (``web.feedback_mark.mark_of``).
        words: the page's words.
    """
    return (
        f'<section class="judge" data-mark="{escape(mark)}" aria-label="{words.html("judge")}">'
        f'<div class="verdict"><p>{words.html("is_it_right")}</p>'
        f'<button type="button" class="quiet" data-judge="right">{words.html("verdict_right")}</button>'
        f'<button type="button" class="quiet" data-judge="wrong" aria-expanded="false">'
        f'{words.html("verdict_wrong")}</button></div><div class="judge-room"></div>'
        f'<p class="judge-said" role="status"></p></section>'
    )


def render_form(answer: Answer, catalogue: Catalogue, words: Words) -> str:
    """What is wrong, which reports really say so, which quotes prove it, and why.

    Args:
        answer: nothing in it is trusted.
        catalogue: the reports; those the answer did not look at can be ticked too.
        words: the page's words.
    """
    found = [one for one in answer.findings if one.is_supported]
    silent = [one for one in answer.findings if not one.is_supported]
    looked_at = {one.report.report_id for one in answer.findings}
    others = [report for report in catalogue.reports.values() if report.report_id not in looked_at][:MOST_OTHERS]
    return (
        f'<form class="judge-form" onsubmit="return false">{_render_blames(answer, words)}'
        f'<fieldset class="says-so"><legend>{words.html("judge_reports")}</legend>'
        f'<p class="hint">{words.html("judge_reports_more")}</p>'
        f"<ul>{''.join(_render_finding(one, words) for one in found)}</ul>"
        f"{_render_more(silent, others, words, is_open=not found)}</fieldset>"
        f"{_render_shown(answer, words)}"
        f'<label class="because"><span>{words.html("judge_because")}</span>'
        f'<textarea name="because" rows="2" maxlength="{MOST_BECAUSE}"></textarea></label>'
        f'<div class="act"><button type="button" class="primary" data-judge-save>{words.html("judge_save")}</button>'
        f'<button type="button" class="quiet" data-judge-cancel>{words.html("judge_cancel")}</button></div></form>'
    )


def _render_blames(answer: Answer, words: Words) -> str:
    offered = {Blame.MISSED_REPORT, Blame.OTHER} if answer.is_abstained else set(BLAMES)
    boxes = "".join(
        f'<label><input type="checkbox" name="blame" value="{blame}"> {words.html(key)}</label>'
        for blame, key in BLAMES.items()
        if blame in offered
    )
    return f'<fieldset class="blames"><legend>{words.html("judge_what")}</legend>{boxes}</fieldset>'


def _render_finding(finding: Finding, words: Words) -> str:
    quotes = "".join(_render_quote(finding, one, words) for one in finding.citations)
    listed = f'<ul class="quotes">{quotes}</ul>' if quotes else ""
    tick = _render_tick(finding.report, finding.stance, words, is_ticked=finding.is_supported)
    return f"<li>{tick}{listed}{'' if finding.is_supported else _render_paste(finding.report, words)}</li>"


def _render_quote(finding: Finding, citation: Citation, words: Words) -> str:
    report = finding.report
    text = render_text(report.text, Span(citation.start, citation.end), words=words)
    checked = " checked" if finding.is_supported else ""
    return (
        f'<li><label><input type="checkbox" name="quote" data-of="{escape(citation.report_id)}" '
        f'data-from="{citation.start}" data-to="{citation.end}"{checked}> '
        f'<q lang="{report.language}">{text}</q></label></li>'
    )


def _render_tick(report: Report, stance: Stance, words: Words, *, is_ticked: bool) -> str:
    label = escape(report_label(report, stance, words))
    choices = "".join(
        f'<option value="{one}"{" selected" if one is stance else ""}>{said}</option>'
        for one in STANCES
        if (said := escape(name_stance(one, words.language)))
    )
    none = "" if stance in STANCES else " selected"
    return (
        f'<div class="tick"><label><input type="checkbox" name="report" value="{escape(report.report_id)}"'
        f"{' checked' if is_ticked else ''}> <b>{label}</b></label>"
        f'<select name="stance" aria-label="{words.html("judge_stance", where=report_label(report, stance, words))}">'
        f'{choices}<option value=""{none}>{words.html("judge_no_stance")}</option></select></div>'
    )


def _render_paste(report: Report, words: Words) -> str:
    said = words.html("judge_paste", where=report_label(report, Stance.NONE, words))
    return (
        f'<input class="paste" name="pasted" data-of="{escape(report.report_id)}" maxlength="{MOST_PASTED}" '
        f'placeholder="{words.html("judge_paste_hint")}" aria-label="{said}" autocomplete="off">'
    )


def _render_more(silent: list[Finding], others: list[Report], words: Words, *, is_open: bool) -> str:
    """The reports that the answer did not name, folded: one of them may say so all the same."""
    if not silent and not others:
        return ""
    rows = "".join(_render_finding(one, words) for one in silent)
    rows += "".join(
        f"<li>{_render_tick(report, Stance.NONE, words, is_ticked=False)}{_render_paste(report, words)}</li>"
        for report in others
    )
    said = words.html("judge_others", n=len(silent) + len(others))
    return f"<details{' open' if is_open else ''}><summary>{said}</summary><ul>{rows}</ul></details>"


def _render_shown(answer: Answer, words: Words) -> str:
    """What an answer must show, where its text is measured."""
    if gold_kind(answer) not in TEXT_KINDS:
        return ""
    return (
        f'<label class="shows"><span>{words.html("judge_shows")}</span>'
        f'<input name="shows" maxlength="{MOST_SHOWN * 3}" placeholder="{words.html("judge_shows_hint")}" '
        f'autocomplete="off"></label>'
    )
