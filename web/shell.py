"""The parts of the page that no question changes, made once for each language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from records import Language, Stance
from web.catalogue import Catalogue
from web.labels import SILENT_SIGN, render_sign
from web.quotes import MASK_SIGN
from web.wording import Words

LANGUAGE_NAMES = {Language.EN: "EN", Language.HANS: "简", Language.HANT: "繁"}
N_EXAMPLES = 3
KEYS = (
    ("/", "key_question"),
    ("Enter", "key_ask"),
    ("Shift Enter", "key_newline"),
    ("j k", "key_next"),
    ("o", "key_source"),
    ("?", "key_help"),
    ("Esc", "key_close"),
)
# What page.js itself says.
SCRIPT_WORDS = ("question", "question_hint", "ask", "source", "close", "waiting_source", "lost", "lost_do", "copied",
                "not_copied", "theme_auto", "theme_light", "theme_dark")  # fmt: skip


def render_masthead(words: Words, tabs: Sequence[str] = ()) -> str:
    """The name of the page, its tabs where there are several, the language and colour switches.

    Args:
        words: the page's words.
        tabs: names of the tabs; each has a ``tab_`` key in the table.
    """
    links = "".join(f'<a href="#{tab}" data-tab="{tab}">{words.html(f"tab_{tab}")}</a>' for tab in tabs)
    nav = f'<nav aria-label="{words.html("tabs")}">{links}</nav>' if len(tabs) > 1 else ""
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


def render_welcome(words: Words, catalogue: Catalogue) -> str:
    """What stands in the answer's place before the first question."""
    examples = "".join(
        f'<li><button type="button" class="example">{words.html(f"example_{number}")}</button></li>'
        for number in range(1, N_EXAMPLES + 1)
    )
    n_places = len({report.place.name for report in catalogue.reports.values()} - {""})
    shelf = [words.html("shelf", n=len(catalogue.reports)), words.html("shelf_places", n=n_places)]
    return (
        f'<section class="welcome"><h1>{words.html("welcome")}</h1><p>{words.html("welcome_more")}</p>'
        f'<h2>{words.html("try")}</h2><ul class="examples">{examples}</ul>'
        f'<p class="shelf">{", ".join(shelf) if words.language is Language.EN else "，".join(shelf)}</p></section>'
    )


def render_source_empty(words: Words) -> str:
    """What stands in the source's place before a citation is chosen."""
    return f'<p class="hint">{words.html("source_empty")}</p>'


def render_help(words: Words) -> str:
    """The dialog that names the keys and the signs."""
    keys = "".join(
        f"<dt>{''.join(f'<kbd>{escape(part)}</kbd>' for part in key.split())}</dt><dd>{words.html(said)}</dd>"
        for key, said in KEYS
    )
    stances = (Stance.PLANNED, Stance.DONE, Stance.BOTH, Stance.PROBLEM, Stance.NONE)
    signs = "".join(f"<dt>{render_sign(stance)}</dt><dd>{words.html(stance)}</dd>" for stance in stances)
    signs += f'<dt><span class="sign silent">{SILENT_SIGN}</span></dt><dd>{words.html("silent")}</dd>'
    signs += f'<dt><span class="mask">{MASK_SIGN}</span></dt><dd>{words.html("masked")}</dd>'
    return (
        f"<h2>{words.html('keys')}</h2><dl>{keys}</dl><h2>{words.html('signs')}</h2><dl>{signs}</dl>"
        f'<button type="button" class="quiet" data-close>{words.html("close")}</button>'
    )


def shells(catalogue: Catalogue, tabs: Sequence[str]) -> dict[str, dict[str, object]]:
    """Everything page.js needs to show the page in any of its languages, by language code."""
    return {language: _shell(Words(language), catalogue, tabs) for language in Language}


def _shell(words: Words, catalogue: Catalogue, tabs: Sequence[str]) -> dict[str, object]:
    said = {key: words.say(key) for key in SCRIPT_WORDS}
    return {
        "masthead": render_masthead(words, tabs),
        "welcome": render_welcome(words, catalogue),
        "source": render_source_empty(words),
        "help": render_help(words),
        "words": said | {"waiting": words.say("waiting", n=len(catalogue.reports))},
    }


def as_script_data(value: object) -> str:
    r"""JSON that is safe inside a ``<script>`` element, whatever its strings hold.

    Example:
        >>> as_script_data("</script>")
        '"\\u003c/script>"'
    """
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
