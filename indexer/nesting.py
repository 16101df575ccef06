"""Which heading lies under which: the levels of a report's headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.headings import NUMBERED, Mark, Style


@dataclass(frozen=True, slots=True)
class _Step:
    """A heading on the way down: its index and its depth."""

    index: int
    rank: float


def nest(marks: Sequence[Mark]) -> tuple[tuple[int, ...], ...]:
    """Find the path of every heading.

    Styles nest in their usual order; where a report's counting shows that it uses two of them
    the other way round, its own order wins. A short line lies where it first appears: above
    everything in a report that begins with one, else below the heading before it, unless the
    numbering starts anew after it.

    Args:
        marks: headings in text order.

    Returns:
        For every mark the indices of its path, from the outermost to its own.

    Example:
        >>> styles = [(Style.HAN, 1), (Style.ARABIC, 1), (Style.ARABIC, 2), (Style.HAN, 2), (Style.ARABIC, 1)]
        >>> nest([Mark(style, value, 0, 0, True) for style, value in styles])
        ((0,), (0, 1), (0, 2), (3,), (3, 4))
    """
    ranks = _rank_styles(marks)
    path: list[_Step] = []
    paths: list[tuple[int, ...]] = []
    short_rank: float | None = None
    for index, mark in enumerate(marks):
        rank = ranks[mark.style]
        if mark.style is Style.ITEM and mark.is_line_start:  # a paragraph, as a run-in heading is
            rank = ranks[Style.RUN_IN]
        if mark.style is Style.SHORT:
            above = [step for step in path if marks[step.index].style in NUMBERED]
            if short_rank is None:
                short_rank = above[-1].rank + 0.5 if above else 0.0
            rank = min([short_rank, *_restarted(marks, index, above)])
        while path and path[-1].rank >= rank:
            path.pop()
        path.append(_Step(index, rank))
        paths.append(tuple(step.index for step in path))
    return tuple(paths)


def _restarted(marks: Sequence[Mark], index: int, above: list[_Step]) -> list[float]:
    """Just above the level whose numbering starts anew behind the short line, if one does."""
    below = next((mark for mark in marks[index + 1 :] if mark.style in NUMBERED), None)
    if below is None or below.value != 1:
        return []
    return [step.rank - 0.5 for step in above if marks[step.index].style is below.style]


def _rank_styles(marks: Sequence[Mark]) -> dict[Style, float]:
    """The usual order, mended where the report counts on across a style that should be above."""
    ranks = {style: float(style.value) for style in Style}
    for (outer, inner), votes in _inversions(marks).items():
        if votes > 0 and ranks[outer] >= ranks[inner]:
            ranks[inner] = ranks[outer] + 1
    return ranks


def _inversions(marks: Sequence[Mark]) -> Counter[tuple[Style, Style]]:
    """Vote on pairs that nest against the usual order, like 1. （一）（二） 2. （一）.

    A vote for: between n and n+1 of the outer style the inner one counts from 1. A vote
    against: between n and n+1 of the usually outer style the other counts from 1.
    """
    votes: Counter[tuple[Style, Style]] = Counter()
    numbered = [mark for mark in marks if mark.style in NUMBERED]
    last: dict[Style, int] = {}
    for index, mark in enumerate(numbered):
        previous = last.get(mark.style)
        if previous is not None and numbered[previous].value == mark.value - 1:
            _vote(votes, mark.style, numbered[previous + 1 : index])
        last[mark.style] = index
    return votes


def _vote(votes: Counter[tuple[Style, Style]], style: Style, between: Sequence[Mark]) -> None:
    """Count what stands between two neighbouring numbers of ``style``."""
    if not between:
        return
    other = min((mark.style for mark in between), key=lambda found: found.value)
    values = [mark.value for mark in between if mark.style is other]
    if values != list(range(1, len(values) + 1)):
        return
    if other.value < style.value and len(values) > 1:
        votes[(style, other)] += 1
    elif other.value > style.value:
        votes[(other, style)] -= 1
