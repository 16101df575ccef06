"""Folding: the form of a text that is matched, with a map back to the text as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from records import Span

# Full-width digits and letters lie at a fixed distance from ASCII; full-width punctuation is correct Chinese and stays.
_NARROW = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
} | {0xFF05: ord("%")}

# What the usual input methods write for the same thing.
_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’"})

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CLAUSE = re.compile(r"[^，。；：！？、\s]+|[，。；：！？、\s]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters came from.

    Attributes:
        text: the folded text.
        offsets: ``len(text) + 1`` offsets into the original, never falling; the last one is
            the original's length.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """The original's span of the folded range ``[start, end)``.

        Example:
            >>> folded = fold("推行校長職級制")
            >>> folded.original(2, 4).of("推行校長職級制")
            '校長'
        """
        return Span(self.offsets[start], self.offsets[end])


def fold_text(text: str) -> str:
    """Fold a text for matching: simplified, lower case, narrow letters and digits.

    Everything else stays, full-width punctuation and superscripts among it (NFKC would turn
    10³ into 103).

    Example:
        >>> fold_text("２０２２年：校長職級制ＬＥＤ，「雙減」")
        '2022年：校长职级制led，“双减”'
    """
    return _lower(to_simplified(text.translate(_NARROW).translate(_QUOTES)))


def fold(text: str) -> Folded:
    """Fold a text and keep the map back to it, so that quotes stay in the report's own script.

    Args:
        text: any text.

    Returns:
        The folded text, equal to ``fold_text(text)``, with its offset map.

    Example:
        >>> fold("雙減").text
        '双减'
    """
    folded = fold_text(text)
    if len(folded) == len(text):
        return Folded(folded, tuple(range(len(text) + 1)))
    return _align(text, folded)


def key_text(text: str) -> str:
    """Only the Han characters, letters and digits of a folded text: for comparing quotes.

    Example:
        >>> key_text("深化「縣管校聘」改革， 70％。")
        '深化县管校聘改革70'
    """
    return "".join(character for character in fold_text(text) if character.isalnum())


def _lower(text: str) -> str:
    """Lower case that keeps every length (the dotted capital I grows under str.lower)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _align(text: str, folded: str) -> Folded:
    """Map clause by clause: a phrase that changed its length is spread over its own clause only."""
    offsets: list[int] = []
    for part in _CLAUSE.finditer(text):
        size = len(fold_text(part.group()))
        length = part.end() - part.start()
        offsets.extend(part.start() + index * length // size for index in range(size))
    if len(offsets) != len(folded):  # a conversion reached over a comma: spread over the whole
        offsets = [index * len(text) // len(folded) for index in range(len(folded))]
    offsets.append(len(text))
    return Folded(folded, tuple(offsets))


def to_simplified(text: str) -> str:
    """Write a text in simplified characters, its width and case as they are.

    Example:
        >>> to_simplified("ＬＥＤ與齊齊哈爾市")
        'ＬＥＤ与齐齐哈尔市'
    """
    return _convert(_simplifier(), text)


def to_traditional(text: str) -> str:
    """Write a simplified text in traditional characters (for names in our own sentences, never for quotes).

    Example:
        >>> to_traditional("齐齐哈尔市")
        '齊齊哈爾市'
    """
    return _convert(_traditionaliser(), text)


def _convert(converter: OpenCC, text: str) -> str:
    try:
        return str(converter.convert(text))
    except UnicodeEncodeError:  # half a character has no UTF-8 form: U+FFFD, as a decoder would have put it
        return str(converter.convert(_LONE_SURROGATE.sub("\ufffd", text)))


def normalise(text: str) -> str:
    """NFC: the one form in which texts are stored."""
    return unicodedata.normalize("NFC", text)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditionaliser() -> OpenCC:
    return OpenCC("s2t")
