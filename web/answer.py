"""An answer as HTML: what it says, the findings, the silent reports and those put aside, what was looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from answers import group_asides, name_aside, name_stance
from language import key_text
from records import Answer, Aside, Coverage, Finding, Level, Span, Stance
from web.catalogue import Catalogue
from web.chips import render_taken_up
from web.feedback_form import render_judge
from web.findings import Proof, number_proofs, render_findings, render_nearest
from web.labels import opening, render_sign, render_silent_sign, report_label
from web.passages import render_passages
from web.quotes import render_text
from web.wording import Words
from web.written import render_marks

MOST_HEADLINE = 60
_MARK = re.compile(r"\[(\d{1,4})\]")


def render_answer(
    answer: Answer,
    catalogue: Catalogue,
    words: Words,
    *,
    has_json: bool = True,
    is_written: bool = False,
    mark: str = "",
) -> str:
    """Show a whole answer; the labels in the page's language, the answer's text in its own.

    Args:
        answer: the answer; nothing in it is trusted.
        catalogue: the reports of its hits.
        words: the page's words.
        has_json: whether it can be saved as JSON, for which an index is needed.
        is_written: whether a language model will write it too; its place is kept free.
        mark: by which a reader judges it (``web.feedback_mark.mark_of``); empty where it cannot be judged.
    """
    proofs = number_proofs(answer)
    missed = [finding for finding in answer.findings if not finding.is_supported]
    return "".join(
        [
            f'<article class="answer" data-question="{escape(answer.question)}" aria-label="{words.html("answer")}">',
            render_taken_up(answer.understood, answer.question, words),
            _render_statement(answer, proofs, words),
            _render_place_to_write(words) if is_written and not answer.is_abstained else "",
            _render_meta(answer, words, has_json=has_json),
            render_findings(proofs, words),
            render_nearest(missed, words) if answer.is_abstained else "",
            _render_silent([finding for finding in missed if finding.aside is Aside.NONE], words),
            *(_render_aside(why, members, words) for why, members in _asides(answer, words)),
            _render_unreadable(answer.coverage, words),
            render_passages(
                answer.hits,
                catalogue,
                words,
                is_open=answer.is_abstained,
                terms=answer.understood.terms if answer.understood else (),
            ),
            render_judge(mark, words) if mark else "",
            "</article>",
        ]
    )


def statement_lines(answer: Answer, proofs: Sequence[Proof]) -> list[str]:
    """The lines of the answer's text that the findings below it do not show again.

    A line that gives one citation's quote, or says that it is one given before, is left out, for the
    finding's card shows the same quote with its place, year and figures; so is a line without a
    citation behind it, which only closes that list. Where no report says so, the card of the nearest
    one tells all but the first line.

    Args:
        answer: the answer.
        proofs: its numbered citations.

    Returns:
        Lines with their marks; none where the text is such a list alone.
    """
    lines = [line for line in answer.text.split("\n") if line.strip()]
    if answer.is_abstained:
        return lines[:1]
    quotes = {str(proof.number): key_text(proof.citation.quote) for proof in proofs}
    kept: list[str] = []
    given: set[str] = set()
    for line in lines:
        numbers = _MARK.findall(line)
        quote = quotes.get(numbers[0], "") if len(numbers) == 1 else ""
        if quote and (quote in key_text(line) or quote in given):
            given.add(quote)
        elif numbers or not given:
            kept.append(line)
    return kept


def _render_statement(answer: Answer, proofs: Sequence[Proof], words: Words) -> str:
    """What the answer says, its first line as the headline, its marks as buttons."""
    total = sum(finding.aside is not Aside.LEVEL for finding in answer.findings)
    counted = words.say("answered_by_sole" if total == 1 else "answered_by", n=answer.coverage.supporting, total=total)
    by_number = {str(proof.number): proof for proof in proofs}
    lines = statement_lines(answer, proofs)
    language = answer.language if lines else words.language
    head, *rest = (render_marks(line, by_number, words) for line in lines or [counted])
    body = "".join(f"<p>{line}</p>" for line in rest)
    hint = f'<p class="hint">{words.html("nothing_found_do")}</p>' if answer.is_abstained else ""
    state = "abstained" if answer.is_abstained else "found"
    size = ' class="long"' if lines and len(lines[0]) > MOST_HEADLINE else ""
    return (
        f'<section class="statement {state}"><div lang="{language}"><h1{size}>{head}</h1>{body}</div>{hint}</section>'
    )


def _render_silent(findings: Sequence[Finding], words: Words) -> str:
    """The reports that do not say so, folded, each with what comes nearest."""
    if not findings:
        return ""
    items = "".join(_render_miss(finding, words) for finding in findings)
    said = words.html("silent_reports", n=len(findings))
    return f'<details class="silent"><summary>{said}</summary><ul>{items}</ul></details>'


def _asides(answer: Answer, words: Words) -> list[tuple[str, list[Finding]]]:
    """The reports that neither say so nor are silent, by why, in words."""
    level = answer.understood.level if answer.understood else Level.UNKNOWN
    groups = group_asides(answer.findings)
    return [(name_aside(reason, level, words.language), members) for reason, members in groups]


def _render_aside(why: str, findings: Sequence[Finding], words: Words) -> str:
    """The reports put aside for one reason, folded, each with its sentence."""
    items = "".join(_render_miss(finding, words) for finding in findings)
    said = words.html("put_aside", n=len(findings), why=why[:1].upper() + why[1:])
    return f'<details class="silent aside"><summary>{said}</summary><ul>{items}</ul></details>'


def _render_miss(finding: Finding, words: Words) -> str:
    """What comes nearest; of a report put aside that speaks of it, what it says."""
    report = finding.report
    stance = finding.stance if finding.aside_speaks else Stance.NONE
    label = report_label(report, stance, words)
    head = f"{render_sign(stance) if finding.aside_speaks else render_silent_sign()}<b>{escape(label)}</b>"
    if not finding.citations:
        return f'<li>{head}<span class="nearest">{words.html("nothing_near")}</span></li>'
    nearest = finding.citations[0]
    span = Span(nearest.start, nearest.end)
    quote = render_text(report.text, span, words=words)
    near = name_stance(stance, words.language) if finding.aside_speaks else words.say("nearest")
    return (
        f'<li>{head}<span class="nearest">{escape(near)}</span>'
        f'<button type="button" class="miss" {opening(report.report_id, span)} '
        f'title="{words.html("open_source", where=label)}"><q lang="{report.language}">{quote}</q></button></li>'
    )


def _render_place_to_write(words: Words) -> str:
    """Where the written answer will stand; as high as one mostly is, so that nothing moves when it comes."""
    label = words.html("written")
    said = words.html("writing")
    return f'<section id="written" aria-label="{label}" aria-busy="true"><p class="by">{said}</p></section>'


def _render_meta(answer: Answer, words: Words, *, has_json: bool) -> str:
    """What was looked at, in one line, and the ways to take the answer along."""
    coverage = answer.coverage
    parts = [
        words.html("looked_at", n=coverage.reports),
        words.html("say_so", n=coverage.supporting),
        words.html("keep_silent", n=coverage.silent),
        *(words.html("keep_aside", n=len(members), why=why) for why, members in _asides(answer, words)),
    ]
    line = "".join(f"<li>{part}</li>" for part in parts)
    formats = ("csv", "json") if has_json else ("csv",)
    saves = "".join(_render_tool("save", one, one.upper(), f"save_{one}", words) for one in formats)
    return (
        f'<div class="meta"><ul class="coverage">{line}</ul>'
        f'<div class="tools" role="group" aria-label="{words.html("take_along")}">'
        f"{_render_tool('take', 'markdown', words.say('copy_answer'), 'copy_answer_more', words)}"
        f"{_render_tool('take', 'link', words.say('copy_link'), 'copy_link_more', words)}{saves}</div></div>"
    )


def _render_tool(act: str, what: str, said: str, more: str, words: Words) -> str:
    return f'<button type="button" class="tool" data-{act}="{what}" title="{words.html(more)}">{escape(said)}</button>'


def _render_unreadable(coverage: Coverage, words: Words) -> str:
    """The files that could not be read, by name."""
    if not coverage.unreadable:
        return ""
    items = "".join(
        f"<li><code>{escape(failure.source)}</code> {escape(failure.reason)}</li>" for failure in coverage.unreadable
    )
    unread = words.html("unreadable", n=len(coverage.unreadable))
    return f'<details class="unreadable"><summary>{unread}</summary><ul>{items}</ul></details>'
