"""How likely a short stretch of simplified Chinese is, by the word frequencies of jieba's dictionary."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from itertools import pairwise

import rjieba

# The sum of all frequencies in jieba's dictionary: what turns a frequency into a probability.
_ALL_WORDS = 60_101_967
MAX_WORD_CHARS = 6
_UNKNOWN_CHARACTER = math.log(0.1 / _ALL_WORDS)

# The dictionary holds no punctuation; these are its rough shares among the words of official prose.
_PUNCTUATION = {
    character: math.log(share)
    for characters, share in (
        ("，,、", 0.05),
        ("\n", 0.03),
        ("“”", 0.01),
        ("。", 0.003),  # a full stop fits behind anything a word list knows, so it must not be cheap
        ("；：《》（）();: ", 0.005),
        ("！？!?…—·%％", 0.0005),
    )
    for character in characters
}
_OTHER = math.log(1e-6)
_TWO_MARKS = -8.0
_MARK_AT_QUOTE = 2.3
_MARKS = frozenset("，。、；：！？")
_LETTER_OR_DIGIT = math.log(0.01)


def score(text: str) -> float:
    """The log probability of the likeliest way to cut a text into words, each drawn by its frequency.

    Args:
        text: simplified, at most some dozens of characters: the cost grows with its length only,
            but a far-off word says nothing about a damaged one.

    Returns:
        A natural logarithm, at most 0; higher is likelier. Comparable between texts that fill
        the same hole.

    Example:
        >>> score("学校活动育人") > score("学祝活动育人")
        True
    """
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - MAX_WORD_CHARS), end):
            value = best[start] + score_word(text[start:end])
            best[end] = max(best[end], value)
    return best[-1] + sum(score_neighbours(a, b) for a, b in pairwise(text))


def score_neighbours(before: str, after: str) -> float:
    """What two neighbouring characters are worth beyond their words.

    Two marks in a row hardly occur; a mark behind a closing or before an opening quote is usual.

    Example:
        >>> score_neighbours("、", "。"), score_neighbours("。", "“"), score_neighbours("学", "。")
        (-8.0, 2.3, 0.0)
    """
    if before in _MARKS:
        return _TWO_MARKS if after in _MARKS else _MARK_AT_QUOTE * (after in "“《")
    return _MARK_AT_QUOTE * (before in "”》" and after in _MARKS)


def is_known(character: str) -> bool:
    """Whether jieba's dictionary holds a Han character as a word of its own.

    Example:
        >>> is_known("校"), is_known("？")
        (True, False)
    """
    return _dictionary().has_word(character)


@lru_cache(maxsize=200_000)
def score_word(word: str) -> float:
    """The log probability of one word; minus infinity where the dictionary does not hold it.

    Example:
        >>> score_word("学校") > score_word("校学")
        True
    """
    if len(word) == 1:
        return _score_character(word)
    if not _dictionary().has_word(word):
        return -math.inf
    return math.log(_dictionary().suggest_freq(word) / _ALL_WORDS)


def _score_character(character: str) -> float:
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if character.isascii():
        return _LETTER_OR_DIGIT if character.isalnum() else _OTHER
    if _dictionary().has_word(character):
        return math.log(max(_dictionary().suggest_freq(character), 1) / _ALL_WORDS)
    return _UNKNOWN_CHARACTER if character.isalpha() else _OTHER


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()
