"""Drawings as SVG, every text in them escaped; shown in the page they follow its colours, alone they have their own."""

from __future__ import annotations

import unicodedata
from html import escape

INK, QUIET = "var(--ink, #1f1c19)", "var(--quiet, #645d55)"
PAPER, LINE = "var(--paper, #fcfbf8)", "var(--line, #e5dfd5)"
FONT = "-apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
BODY, SMALL = 15, 13
_WIDE, _NARROW = 1.0, 0.56


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in pixels: a Chinese character is as wide as high, a Latin one half as wide.

    Example:
        >>> width_of("校车", 10), round(width_of("ab", 10), 1)
        (20.0, 11.2)
    """
    return size * sum(_WIDE if unicodedata.east_asian_width(one) in "WF" else _NARROW for one in text)


def fit_text(text: str, width: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` pixels.

    Example:
        >>> fit_text("校长职级制", 40, 10)
        '校长职…'
    """
    if width_of(text, size) <= width:
        return text
    while text and width_of(text, size) + size > width:
        text = text[:-1]
    return f"{text}…"


class Drawing:
    """Shapes put onto a sheet one after the other.

    Args:
        width: of the sheet, in pixels.
        height: of the sheet.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, text: str, *, size: float = BODY, fill: str = INK, anchor: str = "start",
        weight: int = 400,
    ) -> None:  # fmt: skip
        """A line of text whose foot is at ``y``."""
        style = f"fill: {fill}; font: {weight} {size}px {FONT}"
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="{style}">{escape(text)}</text>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> None:
        """A rectangle."""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="1.5" '
            f'style="fill: {fill}; stroke: {stroke}; stroke-width: 1.5"/>'
        )

    def line(
        self, x: float, y: float, to_x: float, to_y: float, stroke: str, *, width: float = 1.5, dash: str = "none"
    ) -> None:
        """A straight line."""
        style = f"stroke: {stroke}; stroke-width: {width}; stroke-dasharray: {dash}"
        self._parts.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" style="{style}"/>')

    def diamond(self, x: float, y: float, radius: float, fill: str, stroke: str) -> None:
        """A square on its tip around a point."""
        corners = f"{x},{y - radius} {x + radius},{y} {x},{y + radius} {x - radius},{y}"
        self._parts.append(f'<polygon points="{corners}" style="fill: {fill}; stroke: {stroke}; stroke-width: 1.5"/>')

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str, *, dash: str = "none") -> None:
        """A circle."""
        style = f"fill: {fill}; stroke: {stroke}; stroke-width: 1.5; stroke-dasharray: {dash}"
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" style="{style}"/>')

    def path(self, commands: str, fill: str) -> None:
        """A filled shape."""
        self._parts.append(f'<path d="{commands}" style="fill: {fill}"/>')

    def finish(self, title: str) -> str:
        """The whole drawing.

        Args:
            title: what it shows, for those who do not see it.
        """
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
            f'width="{self.width:.0f}" height="{self.height:.0f}" role="img" aria-label="{escape(title)}">'
            f'<rect width="100%" height="100%" style="fill: {PAPER}"/>{"".join(self._parts)}</svg>'
        )
