"""The ranked passages as HTML, each with its nearest sentence marked and the reasons for its rank."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from records import Hit, Leg, Span, Stance, TokenMatch
from web.catalogue import Catalogue
from web.labels import opening, render_path, report_label
from web.quotes import render_text
from web.wording import Words, wording

N_SHOWN = 5


def render_passages(
    hits: Sequence[Hit], catalogue: Catalogue, words: Words, *, is_open: bool, terms: Sequence[str] = ()
) -> str:
    """Show the hits in their order, the first few at once and the rest folded.

    Args:
        hits: best first; one whose report left the index since is left out.
        catalogue: the reports.
        words: the page's words.
        is_open: whether the list starts unfolded.
        terms: the corpus's own terms that were looked for.
    """
    items = [_render_hit(hit, catalogue, words) for hit in hits if hit.passage.report_id in catalogue.reports]
    first, rest = items[:N_SHOWN], items[N_SHOWN:]
    more = words.html("more_passages", n=len(rest))
    folded = f'<details class="more"><summary>{more}</summary><ol start="{N_SHOWN + 1}">{"".join(rest)}</ol></details>'
    listed = f"<ol>{''.join(first)}</ol>" if first else f"<p>{words.html('no_passages')}</p>"
    return (
        f'<details class="passages"{" open" if is_open else ""}>'
        f'<summary><h2>{words.html("passages")}</h2><span class="count">{len(items)}</span></summary>'
        f'<p class="hint">{words.html("passages_more")}</p>{_render_terms("terms_sought", terms, words)}'
        f"{listed}{folded if rest else ''}</details>"
    )


def _render_hit(hit: Hit, catalogue: Catalogue, words: Words) -> str:
    passage = hit.passage
    report = catalogue.reports[passage.report_id]
    best = hit.best_sentence or Span(passage.start, passage.end)
    label = report_label(report, Stance.NONE, words)
    text = render_text(
        report.text,
        Span(passage.start, passage.end),
        words=words,
        marked=[hit.best_sentence] if hit.best_sentence else (),
    )
    path = catalogue.heading_path(passage.report_id, passage.start)
    return (
        f'<li class="hit"><header><button type="button" class="where" {opening(report.report_id, best)} '
        f'title="{words.html("open_source", where=label)}">'
        f'<span class="number">{hit.rank}</span>{escape(label)}</button>{render_path(path, report, words)}</header>'
        f'<p class="text" lang="{report.language}">{text}</p>{_render_reasons(hit, words)}</li>'
    )


def _render_reasons(hit: Hit, words: Words) -> str:
    """Why a passage has its rank: the legs of the search, the terms it holds, the tokens that met."""
    rows = "".join(_render_leg(leg, words) for leg in hit.legs)
    sure = "" if hit.probability is None else f"<p>{words.html('answers_with', n=f'{hit.probability:.0%}')}</p>"
    same = f"<p>{words.html('duplicates', n=len(hit.duplicates))}</p>" if hit.duplicates else ""
    return (
        f'<details class="why"><summary>{words.html("why")}</summary>{sure}'
        f"{_render_terms('terms_held', hit.terms, words)}<table>"
        f'<thead><tr><th scope="col">{words.html("leg")}</th><th scope="col">{words.html("score")}</th>'
        f'<th scope="col">{words.html("rank")}</th></tr></thead><tbody>{rows}</tbody>'
        f'<tfoot><tr><th scope="row">{words.html("fused")}</th><td>{hit.score:.3f}</td><td>{hit.rank}</td></tr></tfoot>'
        f"</table>{_render_tokens(hit.tokens, words)}{same}</details>"
    )


def _render_terms(key: str, terms: Sequence[str], words: Words) -> str:
    if not terms:
        return ""
    items = "".join(f"<li>{escape(term)}</li>" for term in terms)
    return f'<p class="terms"><span>{words.html(key)}</span></p><ul class="terms" lang="zh-Hans">{items}</ul>'


def _render_tokens(tokens: Sequence[TokenMatch], words: Words) -> str:
    """Which token of the question met which of the passage, and how near."""
    if not tokens:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(match.asked)}</th><td class="token">{escape(match.found)}</td>'
        f"<td>{match.similarity:.2f}</td></tr>"
        for match in tokens
    )
    return (
        f'<table class="tokens"><thead><tr><th scope="col">{words.html("token_asked")}</th>'
        f'<th scope="col">{words.html("token_found")}</th><th scope="col">{words.html("nearness")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _render_leg(leg: Leg, words: Words) -> str:
    return (
        f'<tr><th scope="row">{escape(leg_label(leg.name, words))}</th><td>{leg.score:.3f}</td><td>{leg.rank}</td></tr>'
    )


def leg_label(name: str, words: Words) -> str:
    """A leg in plain words: what it compares, and by which model; a leg without words keeps its name.

    Example:
        >>> from records import Language
        >>> leg_label("e5:passages", Words(Language.EN))
        'meaning of the passage (e5)'
        >>> leg_label("rerank", Words(Language.EN))
        'rerank'
    """
    model, _, kind = name.rpartition(":")
    if model == "joint":
        return words.say("leg_joint")
    if f"leg_{kind}" not in wording():
        return name
    said = words.say(f"leg_{kind}")
    return f"{said} ({model})" if model else said
