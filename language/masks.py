"""Finding what a report hides: XXXX, xx, *, **, an ellipsis in mid-sentence."""

from __future__ import annotations

import re

from records import Span

# Letters (the last X is full-width) hide a number or a name where no other Latin letter touches them; asterisks
# hide anywhere, dots anywhere but at the end of a sentence that trails off (…… before a line end hides nothing).
_MASK = re.compile(
    r"(?<![A-Za-z0-9+])(?:[xX×]{1,8}(?:[.+/-][xX×]{1,8})*|[\uff38\uff58]{2,8})(?![A-Za-z\u00c0-\u024f])"
    r"|\*{1,6}"
    r"|…{2,}(?!\s*$)|…{2,}(?=[,，、）)；;])|\.{6,}",
    re.MULTILINE,
)
_SIGN_OF_TIMES = re.compile(r"(?<=\d)\s*[×xX*]\s*(?=\d)")


def find_masks(text: str) -> tuple[Span, ...]:
    """Find the places where a report hides a number, a name or a year.

    A mask is no number: ``xxx所`` says that the figure is hidden. ``3x4`` and ``3×4`` are products,
    and a lone Latin word that holds an x is no mask.

    Args:
        text: any text in its own script.

    Returns:
        Spans in order, without overlap.

    Example:
        >>> text = "建成xx所，近x/x的学生，*教育，LED灯，共……5个"
        >>> [span.of(text) for span in find_masks(text)]
        ['xx', 'x/x', '*', '……']
    """
    products = {match.start() for match in _SIGN_OF_TIMES.finditer(text)}
    return tuple(
        Span(match.start(), match.end())
        for match in _MASK.finditer(text)
        if match.start() not in products and match.group() != "×"
    )
