"""How readable a text is: a small model of the characters that running Chinese is made of."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from language import fold_text

# Natural logarithms of a character's probability. Han characters get theirs from wordfreq; for the rest only the
# order matters: what Chinese running text holds lies above what a wrong decoding produces.
_ASCII = -4.5
_CHINESE_PUNCTUATION = -7.0
_LATIN_LETTER = -12.0
_SYMBOL = -11.0
_FOREIGN_LETTER = -13.0
_UNKNOWN_HAN = -19.0
_RUBBISH = -30.0
_HAN_SHARE = 0.8

# 2,400 slices of 6 to 200 characters of real text: the worst means were -9.8 (6 characters) and -7.8 (200); Korean
# read as GB18030 has -9.8 at any length, Japanese -11, random bytes -16.
_READABLE = -9.0
_SCATTER = 9.0
MAX_RUBBISH_SHARE = 0.03

_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％　-–")
_SPACES = frozenset("\t\n\r\f ")


@dataclass(frozen=True, slots=True)
class Readability:
    """What the characters of a text say about it.

    Attributes:
        log_likelihood: the sum over all characters of the natural logarithm of their
            probability; comparable between decodings of the same bytes only.
        chars: number of characters.
        wide_chars: how many of them are not printable ASCII.
        rubbish: how many of them no text should hold: controls, private use, unassigned,
            surrogates, U+FFFD.
    """

    log_likelihood: float
    chars: int
    wide_chars: int
    rubbish: int

    @property
    def per_wide_char(self) -> float:
        """Mean logarithm of the probability of a character that is not printable ASCII; 0 where there is none.

        Running Chinese of 200 characters or more has -7.8 to -6.2.
        """
        return (self.log_likelihood - _ASCII * (self.chars - self.wide_chars)) / max(self.wide_chars, 1)

    @property
    def rubbish_share(self) -> float:
        """Share of characters that no text should hold, 0..1."""
        return self.rubbish / max(self.chars, 1)

    @property
    def is_readable(self) -> bool:
        """Whether this is running text.

        The mean of a short text scatters more, so it is given more room; at most 3 % of the
        characters may be rubbish.
        """
        limit = _READABLE - _SCATTER / math.sqrt(max(self.wide_chars, 1))
        return self.chars > 0 and self.per_wide_char > limit and self.rubbish_share <= MAX_RUBBISH_SHARE


def measure_readability(text: str) -> Readability:
    """Measure how much a text looks like running Chinese (or plain English).

    Example:
        >>> measure_readability("推行校長職級制").is_readable
        True
        >>> wrong = "推行校長職級制，建設高質量教育體系".encode("big5").decode("gb18030")
        >>> measure_readability(wrong).is_readable
        False
    """
    total, wide, rubbish = 0.0, 0, 0
    for char, number in Counter(text).items():
        logarithm = log_probability(char)
        total += number * logarithm
        wide += number * (logarithm != _ASCII)
        rubbish += number * (logarithm == _RUBBISH)
    return Readability(total, len(text), wide, rubbish)


@cache
def log_probability(char: str) -> float:
    """The natural logarithm of a character's probability in a Chinese report.

    Source:
        wordfreq's Chinese list (SUBTLEX, OpenSubtitles, Wikipedia, news), split into
        characters; a traditional character counts as much as the simplified one.
    """
    if char < "\x7f":
        return _ASCII if char >= " " or char in _SPACES else _RUBBISH
    if char in _PUNCTUATION:
        return _CHINESE_PUNCTUATION
    return _han_probability(char) if _is_han(char) else _other_probability(char)


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _han_probability(char: str) -> float:
    frequencies = han_frequencies()
    frequency = frequencies.get(char) or frequencies.get(fold_text(char))
    return math.log(_HAN_SHARE * frequency) if frequency else _UNKNOWN_HAN


def _other_probability(char: str) -> float:
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co", "Cs"} or char == "\ufffd":
        return _RUBBISH
    if category[0] == "L" and not "\uff21" <= char <= "\uff5a":
        return _LATIN_LETTER if char < "\u0250" else _FOREIGN_LETTER
    return _CHINESE_PUNCTUATION if "\uff01" <= char <= "\uff5e" else _SYMBOL


@cache
def han_frequencies() -> dict[str, float]:
    """The share of each simplified Han character among the Han characters of running Chinese."""
    from wordfreq import get_frequency_dict  # 0.15 s: only where an encoding is in doubt

    counts: defaultdict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict("zh").items():
        for char in word:
            if _is_han(char):
                counts[char] += frequency
    total = math.fsum(counts.values())
    return {char: frequency / total for char, frequency in counts.items()}
