"""The questions that went wrong as HTML: what was expected, what came, and the way to both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from answers import name_stance
from eval import Failure, QuestionResult, RunResult, ShownPassage, count_faults, list_failures
from language import detect_script
from records import Stance
from web.evaluate_proof import Proofs
from web.evaluate_words import FAULTS, name_kind, name_language
from web.labels import SILENT_SIGN, render_sign
from web.wording import Words

MOST_WORST = 40


def render_failures(result: RunResult, proofs: Proofs, words: Words) -> str:
    """How many questions have each fault, then the worst of them.

    Args:
        result: of a run; nothing in it is trusted.
        proofs: what of it can be opened.
        words: the page's words.
    """
    failures = list_failures(result)
    if not failures:
        return f'<section><h2>{words.html("failures")}</h2><p class="hint">{words.html("no_failures")}</p></section>'
    shown = failures[:MOST_WORST]
    counted = "".join(
        f'<button type="button" class="chip" data-fault="{escape(str(fault))}" aria-pressed="false">'
        f"{words.html(FAULTS[fault])} <b>{count}</b></button>"
        for fault, count in count_faults(shown).items()
    )
    rest = len(failures) - len(shown)
    more = f'<p class="hint">{words.html("more_failures", n=rest)}</p>' if rest else ""
    items = "".join(_render_failure(one, proofs, words) for one in shown)
    head = words.html("failed_of", n=len(failures), total=len(result.questions))
    return (
        f'<section class="failures"><h2>{words.html("failures")}</h2><p class="hint">{head}</p>'
        f'<div class="faults" role="group" aria-label="{words.html("show_fault")}">{counted}</div>'
        f"{items}{more}</section>"
    )


def _render_failure(failure: Failure, proofs: Proofs, words: Words) -> str:
    question = failure.question
    faults = list(dict.fromkeys(reason.fault for reason in failure.reasons))
    reasons = "".join(f"<li>{words.html(FAULTS[fault])}</li>" for fault in faults)
    kind = [name_kind(question.kind, words)] if question.kind else []
    told = " · ".join([name_language(question.language, words), *kind, f"{failure.score:.2f}"])
    return (
        f'<details class="failure" data-faults="{escape("|".join(faults))}"><summary>'
        f'<span class="asked" lang="{question.language}">{escape(question.question)}</span>'
        f'<span class="told">{escape(told)}</span><ul class="reasons">{reasons}</ul></summary>'
        f"{render_ask(question.question, words)}"
        f"{render_sides(question, proofs, words)}{_render_passages(failure, proofs, words)}</details>"
    )


def render_ask(question: str, words: Words) -> str:
    """A link that asks a question in the Ask tab."""
    return f'<a class="again" href="?q={quote(question)}" data-again="{escape(question)}">{words.html("ask_this")}</a>'


def render_sides(question: QuestionResult, proofs: Proofs, words: Words) -> str:
    """What a gold question expected beside what came; nothing for other questions."""
    expected, given = question.expected, question.given
    if expected is None or given is None:
        return ""
    wanted = "".join(_render_report(one, expected.status.get(one, Stance.NONE), proofs) for one in expected.reports)
    shows = "".join(f"<code>{escape(one)}</code> " for one in expected.must_contain)
    show = f"<p>{words.html('to_show')} {shows}</p>" if shows else ""
    quotes = "".join(
        _render_quote(one.report_id, one.text, question.ranks[place : place + 1], proofs, words)
        for place, one in enumerate(expected.evidence)
    )
    status = given.status.items()
    came = "".join(_render_report(one, stance, proofs, given.confidence.get(one)) for one, stance in status)
    return (
        f'<div class="sides"><div><h3>{words.html("expected")}</h3>{_listed(wanted, words)}{show}{quotes}</div>'
        f"<div><h3>{words.html('came')}</h3>{_listed(came, words)}"
        f'<p class="said" lang="{question.language}">{escape(given.text)}</p></div></div>'
    )


def _listed(reports: str, words: Words) -> str:
    if reports:
        return f"<ul>{reports}</ul>"
    return f'<p><span class="sign silent" aria-hidden="true">{SILENT_SIGN}</span> {words.html("that_none")}</p>'


def _render_report(report_id: str, stance: Stance, proofs: Proofs, confidence: float | None = None) -> str:
    said = escape(name_stance(stance, proofs.words.language))
    stated = "" if stance is Stance.NONE else f" {render_sign(stance)} {said}"
    sure = "" if confidence is None else f" <small>{confidence:.0%}</small>"
    return f"<li><b>{escape(proofs.name_report(report_id, stance))}</b>{stated}{sure}</li>"


def _render_quote(report_id: str, text: str, ranks: Sequence[int | None], proofs: Proofs, words: Words) -> str:
    rank = next(iter(ranks), None)
    found = words.html("found_at", n=rank) if rank else words.html("not_found_at")
    said = escape(f"{proofs.name_report(report_id)} · ") + found
    body = f'<q lang="{detect_script(text)}">{escape(text)}</q>'
    opens = proofs.opening_quote(report_id, text)
    shown = f'<button type="button" {opens}>{body}</button>' if opens else body
    return f"<blockquote>{shown}<small>{said}</small></blockquote>"


def _render_passages(failure: Failure, proofs: Proofs, words: Words) -> str:
    items = "".join(_render_each(failure, proofs, words))
    return f'<details class="found"><summary>{words.html("found_passages")}</summary><ol>{items}</ol></details>'


def _render_each(failure: Failure, proofs: Proofs, words: Words) -> Iterator[str]:
    for one in (*failure.found, *failure.missed):
        yield render_passage(one, proofs, words)


def render_passage(passage: ShownPassage, proofs: Proofs, words: Words) -> str:
    """A passage with its rank, whether it is right, and the way to it."""
    rank = words.html("rank_n", n=passage.rank) if passage.rank else words.html("not_found_at")
    right = f' <b class="right">{words.html("passage_right")}</b>' if passage.is_right else ""
    if passage.text is None:
        return f"<li><small>{rank}</small>{right} <code>{escape(passage.passage_id)}</code></li>"
    where = " / ".join((proofs.name_report(passage.text.report_id), *passage.text.heading_path))
    body = f'<q lang="{detect_script(passage.text.text)}">{escape(passage.text.text)}</q>'
    opens = proofs.opening(passage.passage_id, passage.text.text)
    shown = f'<button type="button" {opens}>{body}</button>' if opens else body
    return f"<li><small>{rank} · {escape(where)}</small>{right}{shown}</li>"
