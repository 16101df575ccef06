"""What is known of a report, with the words that told it, and the form that a person puts it right in."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from corpus import COLUMNS, NOTHING, OVERRIDES_FILE, CellError
from records import Kind, Level, Report
from web.wording import Words

FIELDS = COLUMNS[1:]
_CHOICES = {
    "level": tuple(level.value for level in Level),
    "kind": tuple(kind.value for kind in Kind),
    "half": ("1", "2"),
}
_HOW = {
    "title": "how_title",
    "header": "how_header",
    "file name": "how_file_name",
    "body": "how_body",
    "inferred": "how_inferred",
    OVERRIDES_FILE: "how_csv",
}
_INVALID = {
    "year": "invalid_year",
    "plan_year": "invalid_year",
    "review_year": "invalid_year",
    "published": "invalid_published",
    "link": "invalid_link",
}
# Clues are named for the fields of a report, some cells for a part of one.
_CLUES = {"place_en": "place", "level": "place", "province": "place", "half": "period"}
_MOST_EVIDENCE = 80


def told(report: Report) -> dict[str, str]:
    """The metadata of a report as cells, by column."""
    place, period = report.place, report.period
    return {
        "title": report.title,
        "bureau": report.bureau,
        "place": place.name,
        "place_en": place.name_en,
        "level": place.level.value,
        "province": place.province,
        "year": str(period.year or ""),
        "half": str(period.half or ""),
        "plan_year": str(period.plan_year or ""),
        "review_year": str(period.review_year or ""),
        "kind": report.kind.value,
        "published": report.published,
        "link": report.link,
    }


def render_facts(
    report: Report,
    row: Mapping[str, str],
    words: Words,
    *,
    may_change: bool,
    errors: Mapping[str, CellError] | None = None,
) -> str:
    """The metadata with their clues; as a form for those who may change them.

    Args:
        report: as it is now.
        row: its cells in ``reports.csv``, or what was typed and refused.
        words: the page's words.
        may_change: whether it can be changed.
        errors: what was wrong with ``row``, by column.
    """
    facts = _render_file(report, words)
    if not may_change:
        shown = "".join(
            f"<dt>{words.html(f'field_{name}')}</dt>"
            f"<dd>{escape(_named(name, value, words))}{_render_clue(report, name, words)}</dd>"
            for name, value in told(report).items()
            if value
        )
        return f'<dl class="facts">{shown}{facts}</dl>'
    fields = "".join(_render_field(report, name, row, errors or {}, words) for name in FIELDS)
    return (
        f'<form class="facts-form" data-form onsubmit="return false"><p class="hint">{words.html("edit_lead")}</p>'
        f'<div class="fields">{fields}</div><div class="act"><button type="submit" class="primary">'
        f'{words.html("save")}</button><span class="said" role="status"></span></div></form>'
        f'<dl class="facts">{facts}</dl>'
    )


def _render_field(
    report: Report, name: str, row: Mapping[str, str], errors: Mapping[str, CellError], words: Words
) -> str:
    value, error = row.get(name, ""), errors.get(name)
    label, wrong = words.html(f"field_{name}"), f"wrong-{name}"
    marked = f' aria-invalid="true" aria-describedby="{wrong}"' if error else ""
    if name in _CHOICES:
        control = _render_choice(report, name, value, marked, words)
    else:
        told_now = "" if value else told(report)[name]
        control = (
            f'<input id="field-{name}" name="{name}" value="{escape(value)}" placeholder="{escape(told_now)}"'
            f'{marked} autocomplete="off" spellcheck="false">'
        )
    said = words.html(_INVALID.get(name, "invalid_other")) if error else ""
    message = f'<span class="wrong" id="{wrong}">{said}</span>' if error else _render_clue(report, name, words)
    return f'<div class="field field-{name}"><label for="field-{name}">{label}</label>{control}{message}</div>'


def _render_choice(report: Report, name: str, value: str, marked: str, words: Words) -> str:
    """A choice of the column's values; the first keeps what the report tells, the last empties it."""
    now = told(report)[name]
    tells = _named(name, now, words) if now and not value else words.say("nothing_told")
    first = words.html("as_report", value=tells) if not value else "—"
    options = [f'<option value="">{first}</option>']
    options += [
        f'<option value="{choice}"{" selected" if choice == value else ""}>'
        f"{escape(_named(name, choice, words))}</option>"
        for choice in _CHOICES[name]
    ]
    if name == "half":
        selected = " selected" if value == NOTHING else ""
        options.append(f'<option value="{NOTHING}"{selected}>{words.html("emptied")}</option>')
    return f'<select id="field-{name}" name="{name}"{marked}>{"".join(options)}</select>'


def _named(name: str, value: str, words: Words) -> str:
    """A value in the page's words where it is one of a few."""
    return words.say(f"{name}_{value}") if name in _CHOICES else value


def _render_clue(report: Report, name: str, words: Words) -> str:
    """The words that told a value."""
    clue = next((one for one in report.clues if one.field in (name, _CLUES.get(name))), None)
    if clue is None or clue.how not in _HOW:
        return ""
    evidence = clue.evidence if len(clue.evidence) <= _MOST_EVIDENCE else clue.evidence[: _MOST_EVIDENCE - 1] + "…"
    if clue.how == OVERRIDES_FILE:
        return f"<small>{words.html('how_csv')}</small>"
    return f"<small>{words.html(_HOW[clue.how], evidence=evidence)}</small>"


def _render_file(report: Report, words: Words) -> str:
    """What no person can put right: where the file is and what is in it."""
    rows = {
        "fact_file": f"<code>{escape(report.source)}</code>",
        "fact_length": words.html("fact_chars", n=f"{len(report.text):,}"),
        "fact_sha256": f"<code>{escape(report.sha256[:16])}</code>",
    }
    return "".join(f"<dt>{words.html(key)}</dt><dd>{value}</dd>" for key, value in rows.items())
