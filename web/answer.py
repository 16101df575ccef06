"""An answer as HTML: what it says, the findings, the silent reports, what was looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from answers import citation_numbers
from records import Answer, Citation, Coverage, Finding, Span, Stance
from web.catalogue import Catalogue
from web.labels import (
    opening,
    render_path,
    render_place,
    render_sign,
    render_silent_sign,
    render_stance,
    render_time,
    report_label,
)
from web.passages import render_passages
from web.quotes import render_text
from web.wording import Words

_MARK = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True, slots=True)
class Proof:
    """A citation of a supported finding with the number that the answer's text gives it."""

    number: int
    finding: Finding
    citation: Citation


def number_proofs(answer: Answer) -> tuple[Proof, ...]:
    """The citations of the supported findings in order, numbered as the answer's text numbers them."""
    numbers = citation_numbers(answer.findings)
    return tuple(
        Proof(numbers[finding.report.report_id, place], finding, citation)
        for finding in answer.findings
        if finding.is_supported
        for place, citation in enumerate(finding.citations)
    )


def render_answer(answer: Answer, catalogue: Catalogue, words: Words) -> str:
    """Show a whole answer; the labels in the page's language, the answer's text in its own.

    Args:
        answer: the answer; nothing in it is trusted.
        catalogue: the reports of its hits.
        words: the page's words.
    """
    proofs = number_proofs(answer)
    silent = [finding for finding in answer.findings if not finding.is_supported]
    return "".join(
        [
            f'<article class="answer" data-question="{escape(answer.question)}" aria-label="{words.html("answer")}">',
            _render_statement(answer, proofs, words),
            _render_findings(proofs, words),
            _render_nearest(silent, words) if answer.is_abstained else "",
            _render_silent(silent, words),
            _render_coverage(answer.coverage, words),
            render_passages(answer.hits, catalogue, words, is_open=answer.is_abstained),
            "</article>",
        ]
    )


def statement_lines(answer: Answer, proofs: Sequence[Proof]) -> list[str]:
    """The lines of the answer's text that the findings below it do not show again.

    A line that gives one citation's quote is left out, for the finding's card shows the same quote
    with its place, year and figures; so is a line without a citation behind it, which only closes
    that list. Where no report says so, the card of the nearest one tells all but the first line.

    Args:
        answer: the answer.
        proofs: its numbered citations.

    Returns:
        Lines with their marks; none where the text is such a list alone.
    """
    lines = [line for line in answer.text.split("\n") if line.strip()]
    if answer.is_abstained:
        return lines[:1]
    quotes = {str(proof.number): proof.citation.quote for proof in proofs}
    kept: list[str] = []
    is_in_list = False
    for line in lines:
        numbers = _MARK.findall(line)
        if len(numbers) == 1 and quotes.get(numbers[0], "\n") in line:
            is_in_list = True
        elif numbers or not is_in_list:
            kept.append(line)
    return kept


def _render_statement(answer: Answer, proofs: Sequence[Proof], words: Words) -> str:
    """What the answer says, its first line as the headline, its marks as buttons."""
    coverage = answer.coverage
    key = "answered_by_sole" if coverage.reports == 1 else "answered_by"
    counted = words.say(key, n=coverage.supporting, total=coverage.reports)
    by_number = {str(proof.number): proof for proof in proofs}
    lines = statement_lines(answer, proofs)
    language = answer.language if lines else words.language
    head, *rest = (_render_marks(line, by_number, words) for line in lines or [counted])
    body = "".join(f"<p>{line}</p>" for line in rest)
    hint = f'<p class="hint">{words.html("nothing_found_do")}</p>' if answer.is_abstained else ""
    state = "abstained" if answer.is_abstained else "found"
    return f'<section class="statement {state}"><div lang="{language}"><h1>{head}</h1>{body}</div>{hint}</section>'


def _render_marks(line: str, by_number: Mapping[str, Proof], words: Words) -> str:
    """Escape a line and turn each ``[1]`` that has a citation into a button."""
    parts = _MARK.split(line)
    html = [escape(parts[0])]
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        proof = by_number.get(number)
        html += [_render_cite(proof, words) if proof else f"[{number}]", escape(text)]
    return "".join(html)


def _render_cite(proof: Proof, words: Words) -> str:
    """The numbered button that opens a citation's source."""
    said = words.html("cite", n=proof.number, where=report_label(proof.finding.report, proof.finding.stance, words))
    opens = opening(proof.citation.report_id, Span(proof.citation.start, proof.citation.end))
    return f'<button type="button" class="cite" {opens} aria-label="{said}">{proof.number}</button>'


def _render_findings(proofs: Sequence[Proof], words: Words) -> str:
    if not proofs:
        return ""
    held: dict[str, list[Proof]] = {}
    for proof in proofs:
        held.setdefault(proof.finding.report.report_id, []).append(proof)
    cards = "".join(_render_finding(of_report, words) for of_report in held.values())
    return f'<section class="findings" aria-label="{words.html("findings")}"><ol>{cards}</ol></section>'


def _render_finding(proofs: list[Proof], words: Words) -> str:
    """A card: state, place, time and figures in one row, the quotes below."""
    finding = proofs[0].finding
    report, stance = finding.report, finding.stance
    figures = "".join(f"<li>{escape(figure)}</li>" for figure in finding.figures)
    numbers = f'<ul class="figures" aria-label="{words.html("figures")}">{figures}</ul>' if figures else ""
    quotes = "".join(_render_proof(finding, proof.citation, words, _render_cite(proof, words)) for proof in proofs)
    return (
        f'<li class="finding {stance}" tabindex="0" aria-label="{escape(report_label(report, stance, words))}">'
        f"<header>{render_sign(stance)}<h2>{render_place(report, words)}</h2>{render_time(report, stance, words)}"
        f"{render_stance(stance, words)}{numbers}</header>{quotes}</li>"
    )


def _render_proof(finding: Finding, citation: Citation, words: Words, cite: str = "") -> str:
    """A quote with its figures, and where it stands."""
    report, span = finding.report, Span(citation.start, citation.end)
    text = render_text(report.text, span, words=words, figures=finding.figures)
    return (
        f'<figure class="proof" {opening(report.report_id, span)}>'
        f'<blockquote lang="{report.language}">{text}</blockquote>'
        f"<figcaption>{cite}{render_path(citation.heading_path, report, words)}</figcaption></figure>"
    )


def _render_nearest(findings: Sequence[Finding], words: Words) -> str:
    """Where no report says so: the card of the one that comes nearest."""
    nearest = next((finding for finding in findings if finding.citations), None)
    if nearest is None:
        return ""
    report, stance = nearest.report, Stance.NONE
    return (
        f'<section class="findings"><ol><li class="finding silent-one" tabindex="0" '
        f'aria-label="{escape(report_label(report, stance, words))}"><header>{render_silent_sign()}'
        f"<h2>{render_place(report, words)}</h2>{render_time(report, stance, words)}"
        f'<span class="stance">{words.html("nearest")}</span></header>'
        f"{_render_proof(nearest, nearest.citations[0], words)}</li></ol></section>"
    )


def _render_silent(findings: Sequence[Finding], words: Words) -> str:
    """The reports that do not say so, folded, each with what comes nearest."""
    if not findings:
        return ""
    items = "".join(_render_miss(finding, words) for finding in findings)
    said = words.html("silent_reports", n=len(findings))
    return f'<details class="silent"><summary>{said}</summary><ul>{items}</ul></details>'


def _render_miss(finding: Finding, words: Words) -> str:
    report = finding.report
    label = report_label(report, Stance.NONE, words)
    head = f"{render_silent_sign()}<b>{escape(label)}</b>"
    if not finding.citations:
        return f'<li>{head}<span class="nearest">{words.html("nothing_near")}</span></li>'
    nearest = finding.citations[0]
    span = Span(nearest.start, nearest.end)
    quote = render_text(report.text, span, words=words)
    return (
        f'<li>{head}<span class="nearest">{words.html("nearest")}</span>'
        f'<button type="button" class="miss" {opening(report.report_id, span)} '
        f'title="{words.html("open_source", where=label)}"><q lang="{report.language}">{quote}</q></button></li>'
    )


def _render_coverage(coverage: Coverage, words: Words) -> str:
    """What was looked at, in one line; the files that could not be read by name."""
    parts = [
        words.html("looked_at", n=coverage.reports),
        words.html("say_so", n=coverage.supporting),
        words.html("keep_silent", n=coverage.silent),
    ]
    line = "".join(f"<li>{part}</li>" for part in parts)
    if not coverage.unreadable:
        return f'<footer class="coverage"><ul>{line}</ul></footer>'
    items = "".join(
        f"<li><code>{escape(failure.source)}</code> {escape(failure.reason)}</li>" for failure in coverage.unreadable
    )
    unread = words.html("unreadable", n=len(coverage.unreadable))
    return (
        f'<footer class="coverage"><ul>{line}</ul>'
        f'<details class="unreadable"><summary>{unread}</summary><ul>{items}</ul></details></footer>'
    )
