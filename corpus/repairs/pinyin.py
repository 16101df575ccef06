"""Readings that a scrape wrote behind characters: 發(fā)布."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.repairs.change import MAX_EXAMPLES, Change, show_example
from corpus.repairs.han import HAN, is_traditional
from corpus.repairs.syllables import count_tones, is_syllable

LETTERS = "a-zêüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0251\u0261\u0300\u0301\u0304\u030c"
"""What pinyin is written with, for the inside of a regular expression's brackets."""

_BRACKETED = re.compile(rf"[(（]([{LETTERS}]{{1,7}})[)）]")
_HAN = re.compile(f"[{HAN}]")

# A report that explains how to read a rare name does so once or twice; a scrape annotates every second word.
_MIN_OF_A_SCRAPE = 3


def remove_pinyin(text: str) -> Change:
    """Remove the reading behind a Han character.

    The letters must be one syllable of pinyin. With a tone mark they go if their character is
    traditional (the scrapes annotate what they converted) or if the text has at least three
    readings; a text with fewer may explain a rare name, 亳(bó)州. Without a tone mark a syllable
    may be a word of its own, 人工智能(ai), so it goes only behind a traditional character of a
    text with at least three readings.

    Args:
        text: in NFC.

    Returns:
        The text without readings, one change a reading.

    Example:
        >>> remove_pinyin("學(xué)校發(fā)布，校園網(WIFI)，人工智能(ai)").text
        '學校發布，校園網(WIFI)，人工智能(ai)'
    """
    is_scrape = is_annotated(text)
    pieces: list[str] = []
    examples: list[str] = []
    count = end = 0
    for match in find_readings(text):
        character = text[match.start() - 1]
        if not _is_damage(match.group(1), character, is_scrape=is_scrape):
            continue
        pieces.append(text[end : match.start()])
        end = match.end()
        count += 1
        if len(examples) < MAX_EXAMPLES:
            examples.append(show_example(character + match.group(), character))
    return Change("".join([*pieces, text[end:]]), count, tuple(examples))


def find_readings(text: str) -> Iterator[re.Match[str]]:
    """Find every bracketed syllable behind a Han character, damage or not, in text order."""
    return (
        match
        for match in _BRACKETED.finditer(text)
        if match.start() and _HAN.match(text, match.start() - 1) and is_syllable(match.group(1))
    )


def is_annotated(text: str) -> bool:
    """Whether a text has so many readings that a scrape wrote them.

    Example:
        >>> is_annotated("發(fā)布學(xué)校萬(wàn)"), is_annotated("亳(bó)州")
        (True, False)
    """
    marked = 0
    for match in find_readings(text):
        marked += count_tones(match.group(1)) == 1 or is_traditional(text[match.start() - 1])
        if marked >= _MIN_OF_A_SCRAPE:
            return True
    return False


def _is_damage(letters: str, character: str, *, is_scrape: bool) -> bool:
    if count_tones(letters) == 1:
        return is_scrape or is_traditional(character)
    return is_scrape and is_traditional(character)
