"""The dialog that names the keys of every tab, and the signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from records import Stance
from web.labels import render_sign, render_silent_sign, render_stance
from web.quotes import MASK_SIGN
from web.wording import Words

# Keys with spaces between them, and the word for what they do. Those of one tab do nothing in another.
KEYS = (("/", "key_question"), ("?", "key_help"), ("Esc", "key_close"))
TAB_KEYS: Mapping[str, Sequence[tuple[str, str]]] = {
    "ask": (("Enter", "key_ask"), ("Shift Enter", "key_newline"), ("j k", "key_next"), ("o", "key_source")),
    "compare": (
        ("t", "key_compare_topics"),
        ("Ctrl Enter", "key_compare_run"),
        ("← ↑ → ↓", "key_compare_move"),
        ("Enter", "key_compare_open"),
    ),
    "reports": (("j k", "key_reports_next"),),
    "evaluate": (("j k", "key_evaluate_next"),),
}


def render_help(words: Words, tabs: Sequence[str] = ()) -> str:
    """Everything that can be pressed, tab by tab, and what the signs mean.

    Args:
        words: the page's words.
        tabs: names of the page's tabs, in their order; their numbers lead to them.
    """
    numbers = " ".join(str(number) for number in range(1, len(tabs) + 1))
    everywhere = (KEYS[0], (numbers, "key_tab"), *KEYS[1:]) if len(tabs) > 1 else KEYS
    of_tabs = "".join(
        f"<section><h3>{words.html(f'tab_{tab}')}</h3>{_render_keys(TAB_KEYS[tab], words)}</section>"
        for tab in tabs
        if tab in TAB_KEYS
    )
    stances = (Stance.PLANNED, Stance.DONE, Stance.BOTH, Stance.PROBLEM, Stance.NONE)
    signs = "".join(f"<dt>{render_sign(stance)}</dt><dd>{render_stance(stance, words)}</dd>" for stance in stances)
    signs += f"<dt>{render_silent_sign()}</dt><dd>{words.html('silent')}</dd>"
    signs += f'<dt><span class="mask">{MASK_SIGN}</span></dt><dd>{words.html("masked")}</dd>'
    return (
        f'<div class="columns"><h2>{words.html("keys")}</h2>{_render_keys(everywhere, words)}{of_tabs}'
        f"<section><h2>{words.html('signs')}</h2><dl>{signs}</dl></section></div>"
        f'<button type="button" class="quiet" data-close>{words.html("close")}</button>'
    )


def _render_keys(keys: Iterable[tuple[str, str]], words: Words) -> str:
    rows = "".join(
        f"<dt>{''.join(f'<kbd>{escape(part)}</kbd>' for part in key.split())}</dt><dd>{words.html(said)}</dd>"
        for key, said in keys
    )
    return f"<dl>{rows}</dl>"
