"""The findings as a table that can be sorted, each with its quotes under it; on a narrow screen they are cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from answers import citation_numbers
from language import find_masks
from records import Answer, Citation, Finding, Span, Stance
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
from web.quotes import MASK_SIGN, render_text
from web.wording import Words

COLUMNS = ("place", "year", "stance", "figures", "confidence")
N_FIGURES = 4
# Done things before planned ones, as the answer's text has them.
_STANCE_ORDER = (Stance.DONE, Stance.BOTH, Stance.PLANNED, Stance.PROBLEM, Stance.NONE)
_NUMBER = re.compile(r"\d+(?:[.．]\d+)?")


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


def render_cite(proof: Proof, words: Words) -> str:
    """The numbered button that opens a citation's source."""
    said = words.html("cite", n=proof.number, where=report_label(proof.finding.report, proof.finding.stance, words))
    opens = opening(proof.citation.report_id, Span(proof.citation.start, proof.citation.end))
    return f'<button type="button" class="cite" {opens} aria-label="{said}">{proof.number}</button>'


def render_findings(proofs: Sequence[Proof], words: Words) -> str:
    """Show what the reports say.

    Args:
        proofs: the numbered citations of all supported findings, in the answer's order.
        words: the page's words.
    """
    if not proofs:
        return ""
    held: dict[str, list[Proof]] = {}
    for proof in proofs:
        held.setdefault(proof.finding.report.report_id, []).append(proof)
    rows = "".join(_render_finding(of_report, words) for of_report in held.values())
    return (
        f'<section class="findings" aria-label="{words.html("findings")}"><table role="table" class="ledger">'
        f"{_render_head(words) if len(held) > 1 else ''}{rows}</table></section>"
    )


def render_nearest(findings: Sequence[Finding], words: Words) -> str:
    """Where no report says so: the card of the one that comes nearest."""
    nearest = next((finding for finding in findings if finding.citations), None)
    if nearest is None:
        return ""
    report = nearest.report
    label = escape(report_label(report, Stance.NONE, words))
    quote = _render_proof(nearest, nearest.citations[0], words)
    return (
        f'<section class="findings"><div class="finding silent-one" tabindex="0" role="group" aria-label="{label}">'
        f'<p class="told"><span class="where">{render_silent_sign()}<span class="place">{render_place(report, words)}'
        f"</span></span>{render_time(report, Stance.NONE, words)}"
        f'<span class="stance">{words.html("nearest")}</span></p>{quote}</div></section>'
    )


def _render_head(words: Words) -> str:
    cells = "".join(
        f'<th role="columnheader" scope="col" class="{name}" aria-sort="none"><button type="button" data-sort="{name}">'
        f"{words.html(f'column_{name}')}</button></th>"
        for name in COLUMNS
    )
    return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'


def _render_finding(proofs: Sequence[Proof], words: Words) -> str:
    """A row with place, time, state and figures, and under it the quotes."""
    finding = proofs[0].finding
    report, stance = finding.report, finding.stance
    quotes = "".join(_render_proof(finding, proof.citation, words, render_cite(proof, words)) for proof in proofs)
    keys = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in _sort_keys(finding, words).items())
    return (
        f'<tbody role="rowgroup" class="finding {stance}" tabindex="0" {keys} '
        f'aria-label="{escape(report_label(report, stance, words))}"><tr role="row" class="told">'
        f'<th role="rowheader" scope="row" class="where">{render_sign(stance)}'
        f'<span class="place">{render_place(report, words)}</span></th>'
        f'<td role="cell" class="year">{render_time(report, stance, words)}</td>'
        f'<td role="cell" class="state">{render_stance(stance, words)}</td>'
        f'<td role="cell" class="numbers">{_render_figures(finding, words)}</td>'
        f'<td role="cell" class="sure">{_render_confidence(finding.confidence, words)}</td></tr>'
        f'<tr role="row" class="quotes"><td role="cell" colspan="{len(COLUMNS)}">{quotes}</td></tr></tbody>'
    )


def _sort_keys(finding: Finding, words: Words) -> Mapping[str, object]:
    """What the script sorts by; a missing year or figure sorts last in both directions."""
    number = _NUMBER.search(finding.figures[0]) if finding.figures else None
    return {
        "place": report_label(finding.report, finding.stance, words),
        "year": finding.report.period.year_for(finding.stance) or "",
        "stance": _STANCE_ORDER.index(finding.stance),
        "figures": number.group().replace("．", ".") if number else "",
        "confidence": finding.confidence,
    }


def _render_figures(finding: Finding, words: Words) -> str:
    """The first figures and how many follow (the quotes bring out all); a sign where the quotes hide one."""
    shown = [f"<li>{escape(figure)}</li>" for figure in finding.figures[:N_FIGURES]]
    if (rest := len(finding.figures) - N_FIGURES) > 0:
        shown.append(f'<li class="rest">+{rest}</li>')
    if any(_hides(finding, citation) for citation in finding.citations):
        said = words.html("masked")
        shown.append(f'<li><span class="mask" role="img" aria-label="{said}" title="{said}">{MASK_SIGN}</span></li>')
    if not shown:
        return ""
    return f'<ul class="figures" aria-label="{words.html("figures")}">{"".join(shown)}</ul>'


def _hides(finding: Finding, citation: Citation) -> bool:
    """Whether a quote holds a mask, told from the text around it."""
    text = finding.report.text
    return any(citation.start <= mask.start < citation.end for mask in find_masks(text))


def _render_confidence(confidence: float, words: Words) -> str:
    """How sure it is that the report says so, as a share and a bar."""
    said = words.html("sure", n=f"{confidence:.0%}")
    return (
        f'<span class="share" title="{said}"><span class="percent">{confidence:.0%}</span>'
        f'<span class="bar" style="--share: {confidence:.3f}" aria-hidden="true"></span></span>'
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
