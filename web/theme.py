"""The Gradio theme: every colour and face is a variable of style.css, so light and dark stand in one place."""

from __future__ import annotations

import gradio as gr

SANS = ("var(--sans)",)
MONO = ("var(--mono)",)
COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--quiet)",
    "background_fill_primary": "var(--paper)",
    "background_fill_secondary": "var(--card)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "color_accent_soft": "var(--accent-soft)",
    "block_background_fill": "transparent",
    "block_border_color": "var(--line)",
    "block_label_text_color": "var(--quiet)",
    "input_background_fill": "var(--card)",
    "input_border_color": "var(--line)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--quiet)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "var(--card)",
    "button_secondary_text_color": "var(--ink)",
    "link_text_color": "var(--accent)",
}
SHAPES = {"block_border_width": "0px", "block_padding": "0px", "block_shadow": "none", "layout_gap": "0px"}


def make_theme() -> gr.themes.Base:
    """A theme without any web font, that looks the same in Gradio's light and dark modes."""
    theme = gr.themes.Base(font=list(SANS), font_mono=list(MONO))
    return theme.set(**COLOURS, **{f"{name}_dark": value for name, value in COLOURS.items()}, **SHAPES)
