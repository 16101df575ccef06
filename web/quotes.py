"""Report text as HTML: escaped, with its masks, its figures and the wanted stretches marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape

from language import find_masks
from records import Span
from web.wording import Words

MASK_SIGN = "▒▒"


def render_text(
    text: str, within: Span, *, words: Words, figures: Sequence[str] = (), marked: Iterable[Span] = ()
) -> str:
    """Show a stretch of a report.

    Args:
        text: the report's whole text.
        within: the stretch of ``text`` to show.
        words: the page's words, for what a mask is called.
        figures: figures to bring out, as the text writes them.
        marked: stretches of ``text`` to mark; what lies outside ``within`` is left out.

    Returns:
        HTML in which every character of the text is escaped.
    """
    parts: list[str] = []
    for piece, is_marked in _split(within, _inside(within, marked)):
        html = _render_piece(text, piece, words=words, figures=figures)
        parts.append(f"<mark>{html}</mark>" if is_marked else html)
    return "".join(parts)


def split_lines(text: str) -> Iterator[Span]:
    r"""The lines of a text that hold something, without the white space around them.

    Example:
        >>> [span.of("一、\n\n  推行。 ") for span in split_lines("一、\n\n  推行。 ")]
        ['一、', '推行。']
    """
    start = 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            begin = start + line.index(inner)
            yield Span(begin, begin + len(inner))
        start += len(line) + 1


def _render_piece(text: str, piece: Span, *, words: Words, figures: Sequence[str]) -> str:
    """Escape one stretch and bring out its masks and figures."""
    masks = _inside(piece, _masks_of(text))
    found = [span for span in _find_figures(text, piece, figures) if not _touches_any(span, masks)]
    signs = {span: _render_mask(span.of(text), words) for span in masks}
    signs |= {span: f'<b class="figure">{escape(span.of(text))}</b>' for span in found}
    return "".join(signs[part] if is_sign else escape(part.of(text)) for part, is_sign in _split(piece, sorted(signs)))


@lru_cache(maxsize=64)
def _masks_of(text: str) -> tuple[Span, ...]:
    """The masks of a whole report: a stretch alone may not show what stands around a mask."""
    return find_masks(text)


def _render_mask(masked: str, words: Words) -> str:
    said = words.html("masked")
    return (
        f'<span class="mask" role="img" aria-label="{said}" title="{said}" data-written="{escape(masked)}">'
        f"{MASK_SIGN}</span>"
    )


def _find_figures(text: str, within: Span, figures: Sequence[str]) -> list[Span]:
    """Every place of every figure, longest figure first, without overlap and not inside a longer number."""
    found: list[Span] = []
    for figure in sorted(set(figures) - {""}, key=lambda figure: (-len(figure), figure)):
        start = text.find(figure, within.start, within.end)
        while start >= 0:
            span = Span(start, start + len(figure))
            if not _cuts_number(text, span) and not _touches_any(span, found):
                found.append(span)
            start = text.find(figure, span.end, within.end)
    return found


def _cuts_number(text: str, span: Span) -> bool:
    """Whether the span begins or ends in the midst of a number, as ``70%`` does in ``170%``."""
    before, after = text[: span.start][-1:], text[span.end :][:1]
    first, last = text[span.start], text[span.end - 1]
    return (_is_number(before) and _is_number(first)) or (_is_number(last) and _is_number(after))


def _is_number(character: str) -> bool:
    return character.isdigit() or character == "."


def _touches_any(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _inside(within: Span, spans: Iterable[Span]) -> list[Span]:
    """Cut the spans to ``within``, drop what is left empty, join what overlaps."""
    joined: list[Span] = []
    for span in sorted(spans):
        start, end = max(span.start, within.start), min(span.end, within.end)
        if joined and start <= joined[-1].end < end:
            joined[-1] = Span(joined[-1].start, end)
        elif start < end and not (joined and end <= joined[-1].end):
            joined.append(Span(start, end))
    return joined


def _split(whole: Span, marked: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Cut ``whole`` at ``marked`` (in order, no overlap) into stretches and whether each is marked."""
    at = whole.start
    for span in marked:
        if at < span.start:
            yield Span(at, span.start), False
        yield span, True
        at = span.end
    if at < whole.end:
        yield Span(at, whole.end), False
