"""The numbers of a written sentence, and whether the quotes hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answers.figures import find_figures
from language import fold_text, read_number

_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "wan": 10_000}
_DIGITS = re.compile(
    r"(?<![\d.])(?P<number>\d[\d,，]*(?:\.\d+)?)(?:(?P<han>[十百千万亿]+)|\s?(?P<scale>"
    + "|".join(_SCALES)
    + r")\b)?\s?(?P<share>%|‰|percent|per cent)?"
)
_HAN = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+")
_ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES) if value} | {
    word: 10 * value for value, word in enumerate(_TENS) if word
}
_WORDS = re.compile(
    rf"\b(?P<first>{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?:[- ](?P<second>{'|'.join(_ONES[1:10])}))?"
    rf"(?:\s(?P<scale>{'|'.join(_SCALES)}))?(?:\s(?P<share>percent|per cent))?\b"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number: as it is written (folded), its value, whether it is a percentage, and where it begins."""

    text: str
    value: float
    is_share: bool
    start: int


def written_numbers(sentence: str) -> tuple[Number, ...]:
    """The numbers that a sentence claims: in digits, in English words, and in Chinese numerals with a unit.

    One is none (一个, "one of"): it is said without counting.

    Args:
        sentence: in either language, without its marks.

    Example:
        >>> [(number.text, number.value) for number in written_numbers("新建8.07万个学位、三十二所学校")]
        [('8.07万', 80700.0), ('三十二所', 32.0)]
        >>> [(number.text, number.value) for number in written_numbers("Forty-two schools, 55 percent")]
        [('forty-two', 42.0), ('55 percent', 55.0)]
    """
    folded = fold_text(sentence)
    found = [*_in_digits(folded), *(number for number in _in_words(folded) if number.value != 1)]
    found += [
        Number(figure.text, figure.value, figure.unit in ("%", "‰"), figure.span.start)
        for figure in find_figures(folded)
        if figure.value not in (None, 1) and not any(char.isdigit() and char.isascii() for char in figure.text)
    ]
    return tuple(sorted(found, key=lambda number: number.start))


def missing_numbers(sentence: str, texts: Iterable[str], *, also: Iterable[float] = ()) -> tuple[str, ...]:
    """The numbers of a sentence that no text holds.

    A number is held by its value, so 8.07万 holds 80,700; a share only by a share (55% is not 55所).
    What is written letter by letter in a text is held, too.

    Args:
        sentence: without its marks.
        texts: the quotes, and what else may be said, such as headings.
        also: values that may be said as well, e.g. the year of a report.

    Returns:
        As the sentence writes them, in order.

    Example:
        >>> missing_numbers("80,700 places, 43 schools, 55 schools", ["提供学位8.07万个，42所，占55%"])
        ('43', '55')
    """
    held = [fold_text(text) for text in texts]
    values = {(round(value, 6), share) for text in held for value, share in _held_values(text)}
    values |= {(round(float(value), 6), False) for value in also}
    return tuple(
        number.text
        for number in written_numbers(sentence)
        if (round(number.value, 6), number.is_share) not in values and not _stands_in(number, held)
    )


def _in_digits(folded: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(folded):
        read = read_number(match["number"].rstrip(",，") + (match["han"] or ""))
        if read is not None:
            value = read[0] * _SCALES.get(match["scale"] or "", 1)
            yield Number(match.group().strip().rstrip(",，"), value, match["share"] is not None, match.start())


def _in_words(folded: str) -> Iterator[Number]:
    for match in _WORDS.finditer(folded):
        first, second = _VALUES[match["first"]], _VALUES.get(match["second"] or "", 0)
        value = float((first + second) * _SCALES.get(match["scale"] or "", 1))
        yield Number(match.group(), value, match["share"] is not None, match.start())


def _held_values(folded: str) -> Iterator[tuple[float, bool]]:
    """Every value that a text can be said to hold: more than it counts, for a sentence may only be freer."""
    for number in (*_in_digits(folded), *_in_words(folded)):
        yield number.value, number.is_share
    for figure in find_figures(folded):
        for value in (figure.value, figure.upper):
            if value is not None:
                yield value, figure.unit in ("%", "‰")
    for run in _HAN.findall(folded):
        for value in read_number(run) or ():
            yield value, False


def _stands_in(number: Number, held: Iterable[str]) -> bool:
    """Whether a number is written letter by letter in a text, not within a longer one; never for a bare one."""
    if number.text.replace(",", "").replace(".", "").isdigit():
        return False
    pattern = re.compile(rf"(?<![\d.]){re.escape(number.text)}")
    return any(pattern.search(text) for text in held)
