"""The likeliest ways to fill the holes of a stretch, by the words they make."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, product

from corpus.repairs.likelihood import MAX_WORD_CHARS, score_neighbours, score_word

_BEAM = 4
_MAX_HOLES_PER_WORD = 2
_MAX_CHARS_OF_TWO_HOLES = 4  # some ten thousand words to look up each; all, for the right one may be rare
_SEEN_BONUS = 1.5


def fill_holes(slots: Sequence[str], *, seen: Set[str]) -> list[tuple[float, str]]:
    """Choose a character for every slot so that the whole makes the likeliest words.

    A filling is worth the log probability of its likeliest cut into words (see ``likelihood``),
    and a bonus for every pair of neighbours that the report has elsewhere: a report's own terms
    are in no dictionary.

    Args:
        slots: for each position its possible characters, simplified, each once; the words
            around the holes belong to it, as slots of one character.
        seen: pairs of characters that stand in the report.

    Returns:
        At most four fillings with their worth, best first, equal worth in text order; empty
        where a slot is empty.

    Example:
        >>> [filling for _, filling in fill_holes(["学", "校祝保", "活", "动勤"], seen=set())][0]
        '学校活动'
    """
    beams: list[list[tuple[float, str]]] = [[(0.0, "")]] + [[] for _ in slots]
    for end in range(1, len(slots) + 1):
        found = {
            (value + worth + _score_pairs(before[-1:] + word, seen), before + word)
            for start in range(max(0, end - MAX_WORD_CHARS), end)
            for worth, word in _list_words(slots[start:end])
            for value, before in beams[start]
        }
        beams[end] = _keep_best(found)
    return beams[-1]


def _keep_best(found: Set[tuple[float, str]]) -> list[tuple[float, str]]:
    """The best of each text, for one text may be cut in several ways."""
    best: dict[str, float] = {}
    for value, text in found:
        best[text] = max(value, best.get(text, value))
    return heapq.nsmallest(_BEAM, ((value, text) for text, value in best.items()), key=lambda one: (-one[0], one[1]))


def _list_words(slots: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The dictionary's words that fit these slots, with their log probabilities."""
    if len(slots) == 1:
        yield from ((score_word(character), character) for character in slots[0])
        return
    n_holes = sum(len(options) > 1 for options in slots)
    if n_holes > _MAX_HOLES_PER_WORD or (n_holes > 1 and len(slots) > _MAX_CHARS_OF_TWO_HOLES):
        return
    for word in map("".join, product(*slots)):
        worth = score_word(word)
        if worth > float("-inf"):
            yield worth, word


def _score_pairs(text: str, seen: Set[str]) -> float:
    return sum(_SEEN_BONUS * (a + b in seen) + score_neighbours(a, b) for a, b in pairwise(text))
