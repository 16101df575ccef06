"""GBK double bytes with holes: what a damaged stretch may have been before it was decoded out of step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.repairs.han import simplify_characters
from corpus.repairs.likelihood import is_known
from corpus.repairs.pinyin import LETTERS
from corpus.repairs.syllables import count_tones, is_syllable

LOST = "?？\ufffd"
"""What decoders write for bytes they cannot read; ？ is a ? that was widened later."""

_LEADS = range(0x81, 0xFF)
_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
_ASCII_TRAILS = range(0x40, 0x7F)
_NARROWED = {character: bytes((0xA3, 0x80 + ord(character))) for character in "!,:;()?"}
_PUNCTUATION = frozenset("，。、；：“”‘’《》（）！？…—·")
_CUT_READING = re.compile(rf"([{LETTERS}]{{1,7}})[)）]")
_MAX_CHARS = 60

Byte = int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One way to read a damaged stretch as GBK bytes that were decoded one byte late.

    Attributes:
        start: offset of the sign of loss that begins it.
        end: offset behind the last character that belongs to it.
        codes: its bytes, an even number, None where the byte is lost.
        reading: pinyin that stood behind its last character; the opening bracket was lost.
        tail: a sign of loss that stays, for a single byte that nothing can bring back.
    """

    start: int
    end: int
    codes: tuple[Byte, ...]
    reading: str = ""
    tail: str = ""


def encode_character(character: str) -> bytes | None:
    r"""The two GBK bytes of a character, or None where it has not exactly two.

    Half-width punctuation that GBK also has in full width is read as narrowed afterwards, for
    a single byte could not stand inside a stretch out of step.

    Example:
        >>> encode_character("顒"), encode_character(";"), encode_character("a")
        (b'\xee\x84', b'\xa3\xbb', None)
    """
    if character in _NARROWED:
        return _NARROWED[character]
    try:
        code = character.encode("gbk")
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 else None


def read_stretches(text: str, start: int, *, swallows: bool) -> Iterator[Stretch]:
    """All ways to read the stretch that begins at ``text[start]``, shortest first.

    The sign of loss stands for the first byte of a character; every character behind it is
    one byte late, until a single byte brings the decoder into step again: an ASCII letter that
    was a second byte (``翱h`` = ``..縣``), another sign of loss, or the end of the line.

    Args:
        text: the text as damaged; readings may stand in it.
        start: offset of a character of ``LOST``.
        swallows: whether this text's decoder took the single byte behind a lost one with it.

    Yields:
        At most a few stretches; none where the text cannot have been damaged so.
    """
    codes: list[Byte] = [None]
    first = _skip_reading(text, start + 1)
    last = min(len(text), first + _MAX_CHARS)
    for position in range(first, last):
        character = text[position]
        if character in LOST:
            yield _end_at_loss(text, start, position, codes, swallows=swallows)
        elif ord(character) in _ASCII_TRAILS:
            yield Stretch(start, position + 1, (*codes, ord(character)))
            return
        elif character == "\n":
            yield Stretch(start, position, (*codes, None))
            return
        code = encode_character(character)
        if code is None:
            return
        codes += code
    if last == len(text):
        yield Stretch(start, last, (*codes, None))


def find_cut_reading(text: str, position: int) -> re.Match[str] | None:
    """The reading at an offset that lost its opening bracket: the ``dòng)`` of ``?dòng)``.

    Example:
        >>> find_cut_reading("?dòng)", 1).group(1)
        'dòng'
    """
    match = _CUT_READING.match(text, position)
    return match if match and is_syllable(match.group(1)) and count_tones(match.group(1)) == 1 else None


def _skip_reading(text: str, position: int) -> int:
    """A reading behind the first lost byte was of a character that never stood there."""
    match = find_cut_reading(text, position)
    return match.end() if match else position


def _end_at_loss(text: str, start: int, position: int, codes: list[Byte], *, swallows: bool) -> Stretch:
    """The stretch ends with a lost byte; the byte that followed it may be lost too."""
    end = position + 1
    if match := find_cut_reading(text, end):
        return Stretch(start, match.end(), (*codes, None), reading=match.group(1))
    following = text[end : end + 1]
    is_kept = following.isascii() and not following.isalpha() and not swallows
    tail = "" if is_kept or following in _PUNCTUATION else text[position]
    return Stretch(start, end, (*codes, None), tail=tail)


def list_candidates(codes: tuple[Byte, ...]) -> list[str]:
    """What each character of a stretch may be, in step again.

    Args:
        codes: an even number of bytes, None where lost.

    Returns:
        For each pair of bytes a string of its possible characters; empty where there is none
        or where both bytes are lost.

    Example:
        >>> list_candidates((0xBB, 0xEE))
        ['活']
        >>> "校" in list_candidates((None, 0xA3))[0]
        True
    """
    return [_list_pair(lead, trail) for lead, trail in zip(codes[::2], codes[1::2], strict=True)]


@cache
def _list_pair(lead: Byte, trail: Byte) -> str:
    if lead is None and trail is None:
        return ""
    leads = _LEADS if lead is None else [lead]
    trails = _TRAILS if trail is None else [trail]
    decoded = [bytes((a, b)).decode("gbk", errors="replace") for a in leads for b in trails]
    return "".join(character for character in decoded if _is_plausible(character))


def _is_plausible(character: str) -> bool:
    return len(character) == 1 and (character in _PUNCTUATION or is_known(simplify_characters(character)))
