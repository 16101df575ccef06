"""Stretches of a question that are read as something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from records import Span


@dataclass(frozen=True, slots=True)
class Slip:
    """A stretch of a folded question and what it is read as, folded."""

    span: Span
    read_as: str


def keep_apart(slips: Iterable[Slip], *, is_sorted: bool = False) -> tuple[Slip, ...]:
    """Of slips that overlap keep the first.

    Args:
        slips: in any order.
        is_sorted: the order given decides; otherwise longer ones come first, then earlier ones.

    Returns:
        In the order of the question, without overlap.

    Example:
        >>> [slip.read_as for slip in keep_apart([Slip(Span(0, 2), "a"), Slip(Span(1, 4), "b")])]
        ['b']
    """
    kept: list[Slip] = []
    for slip in slips if is_sorted else sorted(slips, key=lambda one: (-len(one.span), one.span)):
        if not any(overlap(slip.span, other.span) for other in kept):
            kept.append(slip)
    return tuple(sorted(kept, key=lambda one: one.span))


def overlap(one: Span, other: Span) -> bool:
    """Whether two ranges share a character."""
    return one.start < other.end and other.start < one.end
