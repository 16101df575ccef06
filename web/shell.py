"""The parts of the page that no question changes, made once for each language."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

from records import Language, Report, Span, Stance
from web.catalogue import Catalogue
from web.desk import Holdings
from web.help import render_help
from web.labels import opening, render_title, report_label
from web.tabs import Tab
from web.wording import Words, wording

_SAID = re.compile(r"\bsay\(\s*\"(\w+)\"")
LANGUAGE_NAMES = {Language.EN: "EN", Language.HANS: "简", Language.HANT: "繁"}
N_EXAMPLES = 3
N_ON_SHELF = 200


def render_masthead(words: Words, tabs: Sequence[str] = ()) -> str:
    """The name of the page, its tabs where there are several, the language and colour switches.

    Args:
        words: the page's words.
        tabs: names of the tabs; each has a ``tab_`` key in the table.
    """
    links = "".join(f'<a href="#{tab}" data-tab="{tab}">{words.html(f"tab_{tab}")}</a>' for tab in tabs)
    nav = f'<nav class="tabs" aria-label="{words.html("tabs")}">{links}</nav>' if len(tabs) > 1 else ""
    choices = "".join(
        f'<button type="button" data-language="{language}" lang="{language}" '
        f'aria-pressed="{"true" if language is words.language else "false"}">{name}</button>'
        for language, name in LANGUAGE_NAMES.items()
    )
    return (
        f'<header class="masthead"><a class="skip" href="#result">{words.html("skip")}</a>'
        f'<a class="brand" href="./"><span lang="zh-Hans">要点</span> <span>{words.html("brand")}</span></a>{nav}'
        f'<div class="switches"><div role="group" aria-label="{words.html("switch_language")}">{choices}</div>'
        f'<button type="button" class="theme" aria-label="{words.html("theme_auto")}"></button>'
        f'<button type="button" class="help" aria-label="{words.html("help")}" title="{words.html("help")}">?</button>'
        f"</div></header>"
    )


def render_welcome(words: Words) -> str:
    """What stands in the answer's place before the first question."""
    examples = "".join(
        f'<li><button type="button" class="example">{words.html(f"example_{number}")}</button></li>'
        for number in range(1, N_EXAMPLES + 1)
    )
    return (
        f'<section class="welcome"><h1>{words.html("welcome")}</h1><p>{words.html("welcome_more")}</p>'
        f'<h2>{words.html("try")}</h2><ul class="examples">{examples}</ul></section>'
    )


def render_shelf(words: Words, catalogue: Catalogue) -> str:
    """What stands in the source's place before a citation is chosen: the reports that can be asked.

    A row opens its report at the beginning; a long shelf shows its first reports and counts the rest.
    """
    reports = list(catalogue.reports.values())
    rows = "".join(_render_row(report, words) for report in reports[:N_ON_SHELF])
    rest = len(reports) - N_ON_SHELF
    more = f'<p class="hint">{words.html("shelf_more", n=rest)}</p>' if rest > 0 else ""
    return f'<section class="shelf"><h2>{words.html("shelf", n=len(reports))}</h2><ul>{rows}</ul>{more}</section>'


def _render_row(report: Report, words: Words) -> str:
    label = escape(report_label(report, Stance.NONE, words))
    kind = words.html(f"kind_{report.kind}")
    title = f'<span lang="{report.language}">{render_title(report, words)}</span>'
    opens = opening(report.report_id, Span(0, 0))
    return f'<li><button type="button" {opens}><b>{label}</b><span>{kind}</span>{title}</button></li>'


def shells(holdings: Holdings, tabs: Sequence[Tab], script: str) -> dict[str, dict[str, object]]:
    """Everything the script needs to show the page in any of its languages, by language code.

    Args:
        holdings: the reports in use.
        tabs: the page's tabs.
        script: the joined script; what it says by ``page.say`` is sent with it.
    """
    said = sorted(set(_SAID.findall(script)))
    return {language: _shell(Words(language), holdings, tabs, said) for language in Language}


def _shell(words: Words, holdings: Holdings, tabs: Sequence[Tab], said: Sequence[str]) -> dict[str, object]:
    parts: dict[str, str] = {}
    for tab in tabs:
        for name, html in tab.render_parts(words, holdings).items():
            if name in parts:
                raise ValueError(f"two tabs give the part {name!r}, expected a name of its own in each")
            parts[name] = html
    return {
        "masthead": render_masthead(words, [tab.name for tab in tabs]),
        "help": render_help(words, [tab.name for tab in tabs]),
        "words": {key: wording()[key][words.language] for key in said},
        "parts": parts,
    }


def as_script_data(value: object) -> str:
    r"""JSON that is safe inside a ``<script>`` element, whatever its strings hold.

    Example:
        >>> as_script_data("</script>")
        '"\\u003c/script>"'
    """
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
