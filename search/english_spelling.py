"""English slips: a word that is hardly ever written, one or two letters off a common one or a place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from places import divisions

# Logarithms of how often a word stands among a billion, plus 9 less 6 (Zipf): teaching 4.7, canteen 3.2, teching 1.2.
_COMMON = 3.0
_UNSEEN = 1.0
_RARE = 1.5
# A rare word is as often a word (epitope) as a slip: the common one must be so by a factor of 60, or of 500 where the
# written one is not that rare (generative) or so short that any is near to another.
_LEAST_GAIN = 1.8
_SURE_GAIN = 2.7
_PLURAL = 0.5
_LEAST_LETTERS = 4
_SHORT = 4
_LONG = 8
_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiou]|ai|ei|ao|ou|an|en|ang|eng|ong|er|i[aeu]|iao|i[ao]ng|i[an]n?|ing|ian|u[aioe]|uai|u[aeo]n?g?|üe?))+"
)


def correct_word(word: str, *, places: Iterable[str], is_name: bool = False) -> str:
    """The common word or the place that a word is a slip of.

    Args:
        word: in lower case.
        places: English names that are expected, in lower case.
        is_name: it is written as a name, and can only mean a place.

    Returns:
        The word meant; the word itself where it is known, or nothing common is near.

    Example:
        >>> [correct_word(word, places=["zibo"]) for word in ("vocatoinal", "zibbo", "vocational", "shuangjian")]
        ['vocational', 'zibo', 'vocational', 'shuangjian']
    """
    if len(word) < _LEAST_LETTERS or _frequency(word) >= _COMMON or word in _place_words():
        return word
    return _nearest_place(word, places) or ("" if is_name else _nearest_word(word)) or word


def _nearest_place(word: str, places: Iterable[str]) -> str:
    near = [(OSA.distance(word, place), place) for place in places if place[:1] == word[:1]]
    allowed = 2 if len(word) >= _LONG else 1
    return min((place for place in near if place[0] <= allowed), default=(0, ""))[1]


def _nearest_word(word: str) -> str:
    """The most common of the nearest words, if it is much more common."""
    if _PINYIN.fullmatch(word) and _frequency(word) <= _UNSEEN:
        return ""
    written = _frequency(word)
    allowed = 2 if len(word) >= _LONG and written <= _RARE else 1
    near = process.extract(word, _by_initial()[word[0]], scorer=OSA.distance, score_cutoff=allowed, limit=None)
    ranked = sorted((distance, -_zipf()[found], found) for found, distance, _ in near)
    if not ranked:
        return ""
    distance, frequency, found = ranked[0]
    is_doubtful = written > 2.0 or len(word) <= _SHORT or distance > 1
    return found if -frequency - written >= (_SURE_GAIN if is_doubtful else _LEAST_GAIN) else ""


def _frequency(word: str) -> float:
    """On the Zipf scale; a plural that is hardly written is known by its singular."""
    own = _zipf().get(word, _UNSEEN)
    singular = _zipf().get(word.removesuffix("s"), _UNSEEN)
    return max(own, singular - _PLURAL, _UNSEEN)


@cache
def _zipf() -> Mapping[str, float]:
    from wordfreq import get_frequency_dict  # 0.4 s and 30 MB: only where a question has an English word

    words = get_frequency_dict("en", wordlist="best").items()
    return {word: log10(share) + 9 for word, share in words if word.isascii() and word.isalpha()}


@cache
def _by_initial() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, frequency in _zipf().items():
        if frequency >= _COMMON and len(word) >= _LEAST_LETTERS:
            found[word[0]].append(word)
    return found


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word for division in divisions() for word in division.name_en.lower().split())
