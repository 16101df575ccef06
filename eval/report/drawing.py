"""Figures of matplotlib as SVG that lies in a page: its text is text, its colours are those of the page."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#010102"
MUTED = "#010103"
RULE = "#010104"
SERIES = ("#020201", "#020202", "#020203", "#020204", "#020205", "#020206")
"""Stand for colours that the page decides, light or dark; unlike any that matplotlib would draw with."""

MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
"""Systems differ in these too: colour alone would be lost in print and to some readers."""

_VARIABLES = {INK: "--ink", MUTED: "--muted", RULE: "--rule"} | {
    colour: f"--series-{number}" for number, colour in enumerate(SERIES, start=1)
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text, so that the reader's system finds a font for it
    "text.parse_math": False,  # a name with two dollar signs is no formula
    "font.size": 11,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "legend.frameon": False,
}
_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_IDS = re.compile(r' id="([^"]*)"')
_RULES = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)  # would hold for the whole page
_HEAD = re.compile(r"^.*?<svg ", re.DOTALL)
_SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
_FONTS = re.compile(r" font-family: [^;\"]*;")


def draw(name: str, label: str, paint: Callable[[Axes], None], *, width: float = 6.4, height: float = 3.4) -> Markup:
    """Draw one figure.

    Args:
        name: unique on its page; ids inside the SVG are made of it.
        label: what a reader who cannot see it is told.
        paint: draws on the axes, in the colours of this module.
        width: in inches of 72 points; the page makes it smaller where there is no room.
        height: likewise.

    Returns:
        One ``<svg>`` element, the same for the same drawing.
    """
    with rc_context(_STYLE | {"svg.hashsalt": name}), _quiet_about_glyphs():
        figure = Figure(figsize=(width, height), layout="constrained")
        paint(figure.add_subplot())
        stream = io.StringIO()
        figure.savefig(stream, format="svg", transparent=True, metadata=_METADATA)
    return Markup(_fit_into_page(stream.getvalue(), label))


@contextmanager
def _quiet_about_glyphs() -> Iterator[None]:
    """The font measured with lacks Chinese; the reader's system shows it all the same."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _fit_into_page(svg: str, label: str) -> str:
    """Colours of the page, its fonts, no ids that two figures would share."""
    svg = _HEAD.sub(f'<svg role="img" aria-label="{Markup.escape(label)}" ', svg, count=1)
    svg = _SIZE.sub(r'width="\1" height="\2"', svg, count=1)
    svg = _FONTS.sub("", _RULES.sub("", svg, count=1))
    used = set(re.findall(r"#(\w+)", svg))
    svg = _IDS.sub(lambda match: match[0] if match[1] in used else "", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg.strip()
