"""Nouns and figures told one after the other: 毛入园率、普惠率分别达86%、80%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answers.amounts import Amount

_BETWEEN = re.compile(r"[、和与及]|以及")
_RESPECTIVELY = re.compile(
    r"(?:已|将|要|就)?分别(?:已|将|均)?(?:达到|达|为|是|有|占|增长|增加|提高到|提高|提升到|提升至|提升|上升|下降|降至|降低|实现|完成|建成|新增|获)?(?:了|约|到|至)?\s*$"
)
_CLAUSE_END = re.compile(r"[，,；;。！!？?：:\n]")
_WHERE = re.compile(r"^(?:今年|去年|目前|截至目前)?(?:全[市省国区县校州旗]|我[市省区县校]|本[市省区县]|其中)?(?:的)?")


def paired_nouns(folded: str, amounts: Sequence[Amount]) -> dict[int, tuple[int, int]]:
    """The nouns of figures that are told respectively.

    Args:
        folded: a folded text.
        amounts: found in it, in order.

    Returns:
        By the start of an amount where its noun stands; only of runs with as many nouns as figures.

    Example:
        >>> from answers.amounts import find_amounts
        >>> text = "全市毛入园率、普惠率分别达86%、80%"
        >>> [text[slice(*span)] for span in paired_nouns(text, find_amounts(text)).values()]
        ['毛入园率', '普惠率']
    """
    found: dict[int, tuple[int, int]] = {}
    for run in _runs(folded, amounts):
        lead = _RESPECTIVELY.search(folded, 0, run[0].start)
        if lead is not None:
            nouns = list(_nouns(folded, lead.start()))
            if len(nouns) == len(run):
                found |= {amount.start: noun for amount, noun in zip(run, nouns, strict=True)}
    return found


def _runs(folded: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Figures with nothing but 、 or 和 between them, two at least."""
    run: list[Amount] = []
    for amount in amounts:
        if run and not _BETWEEN.fullmatch(folded[run[-1].end : amount.start].strip()):
            if len(run) > 1:
                yield run
            run = []
        run.append(amount)
    if len(run) > 1:
        yield run


def _nouns(folded: str, end: int) -> Iterator[tuple[int, int]]:
    """The nouns of the clause that ends here, or of the one before where the clause holds none."""
    stop = len(folded[:end].rstrip("，, "))
    starts = [match.end() for match in _CLAUSE_END.finditer(folded, 0, stop)]
    start = starts[-1] if starts else 0
    where = _WHERE.match(folded[start:stop])
    start += where.end() if where else 0
    for match in (*_BETWEEN.finditer(folded, start, stop), None):
        last = match.start() if match else stop
        if last > start:
            yield start, last
        start = match.end() if match else stop
