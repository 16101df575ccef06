"""Two versions of a text side by side: which stretches stayed and which became others."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from records import Span

# Stretches of this length that stand once in both versions tie them together.
_GRAM = 6
# Most pairs of characters that are compared one by one; a stretch with more is shown as replaced whole.
_MOST_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text before and what it became.

    Attributes:
        before: where it stands in the text before; empty where something was put in.
        after: where it stands in the text after; empty where it was taken out.
        is_kept: both hold the same characters.
    """

    before: Span
    after: Span
    is_kept: bool


def compare_texts(before: str, after: str) -> tuple[Stretch, ...]:
    """Find what of a text stayed and what was changed.

    Stretches that stand exactly once in both texts are paired first, as a patience diff does with
    lines; only what lies between them is compared character by character. So the time grows with the
    length of the texts (50,000 characters: well below a second) and not with its square.

    Args:
        before: the text before.
        after: the text after.

    Returns:
        Stretches in text order that cover both texts without a gap or an overlap; kept and changed
        ones alternate.

    Example:
        >>> before, after = "發(fā)布會(huì)", "發布會"
        >>> [(s.before.of(before), s.after.of(after)) for s in compare_texts(before, after) if not s.is_kept]
        [('(fā)', ''), ('(huì)', '')]

    Source:
        Bram Cohen's patience diff, with grams in the place of lines.
    """
    stretches: list[Stretch] = []
    i = j = 0
    for kept_i, kept_j, size in (*_anchors(before, after), (len(before), len(after), 0)):
        stretches.extend(_between(before, after, Span(i, kept_i), Span(j, kept_j)))
        i, j = kept_i + size, kept_j + size
        stretches.append(Stretch(Span(kept_i, i), Span(kept_j, j), is_kept=True))
    return tuple(_joined(stretches))


def _anchors(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    """Equal stretches in the order of both texts: start before, start after, length."""
    once_after = _once(after)
    pairs = [(i, once_after[gram]) for gram, i in _once(before).items() if gram in once_after]
    end_i = end_j = 0
    for i, j in _rising(sorted(pairs)):
        if i < end_i or j < end_j:
            continue
        size = _GRAM
        while i + size < len(before) and j + size < len(after) and before[i + size] == after[j + size]:
            size += 1
        while i > end_i and j > end_j and before[i - 1] == after[j - 1]:
            i, j, size = i - 1, j - 1, size + 1
        yield i, j, size
        end_i, end_j = i + size, j + size


def _once(text: str) -> dict[str, int]:
    """Where each gram stands that stands once."""
    places = {text[i : i + _GRAM]: i for i in range(len(text) - _GRAM + 1)}
    counts = Counter(text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1))
    return {gram: i for gram, i in places.items() if counts[gram] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, which rise in their first number, that rises in the second too."""
    tails: list[int] = []
    holders: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        previous.append(holders[at - 1] if at else -1)
        tails[at : at + 1] = [j]
        holders[at : at + 1] = [number]
    chosen = []
    number = holders[-1] if holders else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = previous[number]
    return chosen[::-1]


def _between(before: str, after: str, old: Span, new: Span) -> Iterator[Stretch]:
    """Compare what lies between two anchors, character by character where it is short enough."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield Stretch(old, new, is_kept=False)
        return
    matcher = difflib.SequenceMatcher(None, old.of(before), new.of(after), autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield Stretch(
            Span(old.start + i, old.start + i_end), Span(new.start + j, new.start + j_end), is_kept=tag == "equal"
        )


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Without empty ones, neighbours of one kind as one."""
    held: Stretch | None = None
    for one in stretches:
        if not one.before and not one.after:
            continue
        if held is not None and held.is_kept == one.is_kept:
            before, after = Span(held.before.start, one.before.end), Span(held.after.start, one.after.end)
            held = Stretch(before, after, is_kept=one.is_kept)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
