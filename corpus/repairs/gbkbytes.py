"""GBK double bytes with holes: what a damaged stretch may have been before it was decoded out of step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.repairs.han import simplify_characters
from corpus.repairs.likelihood import is_known
from corpus.repairs.pinyin import LETTERS
from corpus.repairs.syllables import count_tones, is_syllable

LOST = "?？\ufffd"
"""What decoders write for bytes they cannot read; ？ is a ? that was widened later."""

PUNCTUATION = frozenset("，。、；：“”‘’《》（）！？…—·")
"""The punctuation a lost character may have been."""

_CUT_READING = re.compile(rf"([{LETTERS}]{{1,7}})[)）]")
_READING = re.compile(rf"[(（]([{LETTERS}]{{1,7}})[)）]")
_LEADS = range(0x81, 0xFF)
_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
_ASCII_TRAILS = range(0x40, 0x7F)
_NARROWED = {character: bytes((0xA3, 0x80 + ord(character))) for character in "!,:;()"}
_WIDE_QUESTION = bytes((0xA3, 0xBF))
_MAX_CHARS = 60

Byte = int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One way to read a damaged stretch as GBK bytes that were decoded one byte late.

    Attributes:
        start: offset of the sign of loss that begins it.
        end: offset behind the last character that belongs to it.
        codes: its bytes, an even number, None where the byte is lost.
        follower: the byte behind the last lost one, if the decoder left it, else None.
        reading: pinyin behind its last character, whose opening bracket may be lost.
        tail: what stands behind it once it is mended: a letter that was read as a second byte,
            or a sign of loss that stays, for a single byte that nothing can bring back.
    """

    start: int
    end: int
    codes: tuple[Byte, ...]
    follower: Byte = None
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
        code = character.encode("gb18030")  # GBK with the private-use characters some decoders write
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 else None


def read_stretches(text: str, start: int, *, swallows: bool, is_narrowed: bool) -> Iterator[Stretch]:
    """All ways to read the stretch that begins at ``text[start]``, shortest first.

    The sign of loss stands for the first byte of a character; every character behind it is
    one byte late, until a single byte brings the decoder into step again: an ASCII letter that
    was a second byte (``翱h`` = ``..縣``) or became one, another sign of loss, or the end of the line. Where
    two lost bytes follow each other, the second one begins the next stretch.

    Args:
        text: the text as damaged; readings may stand in it.
        start: offset of a character of ``LOST``.
        swallows: whether this text's decoder took the single byte behind a lost one with it.
        is_narrowed: whether this text's full-width punctuation was made half-width, ？ too.

    Yields:
        At most a few stretches; none where the text cannot have been damaged so.
    """
    codes: list[Byte] = [None]
    last = min(len(text), start + 1 + _MAX_CHARS)
    for position in range(_skip_reading(text, start + 1), last):
        character = text[position]
        if character in LOST:
            yield from _end_at_loss(text, start, position, codes, swallows=swallows)
            if character != "？" and not (is_narrowed and len(codes) == 1):
                return
            codes += _WIDE_QUESTION
            continue
        if ord(character) in _ASCII_TRAILS:
            match = _READING.match(text, position + 1)
            reading = match.group(1) if match and is_syllable(match.group(1)) else ""
            yield Stretch(start, position + 1, (*codes, ord(character)), reading=reading)
            return
        if character == "\n":
            yield Stretch(start, position, (*codes, None))
            return
        code = encode_character(character)
        if code is None:
            return
        if code[1] in _ASCII_TRAILS:
            yield Stretch(start, position + 1, (*codes, code[0]), tail=chr(code[1]))
        codes += code
    if last == len(text):
        yield Stretch(start, last, (*codes, None))


def list_candidates(stretch: Stretch) -> list[str]:
    """What each character of a stretch may be, in step again.

    Returns:
        For each pair of bytes a string of its possible characters; empty where there is none
        or where both bytes are lost.

    Example:
        >>> list_candidates(Stretch(0, 2, (None, 0xA3, 0xBB, 0xEE)))[1]
        '活'
        >>> "校" in list_candidates(Stretch(0, 2, (None, 0xA3, 0xBB, 0xEE)))[0]
        True
    """
    pairs = zip(stretch.codes[::2], stretch.codes[1::2], strict=True)
    candidates = [_list_pair(lead, trail) for lead, trail in pairs]
    if stretch.follower is not None:
        candidates[-1] = "".join(c for c in candidates[-1] if not _is_pair(c.encode("gbk")[1], stretch.follower))
    return candidates


def find_cut_reading(text: str, position: int) -> re.Match[str] | None:
    """The reading at an offset that lost its opening bracket: the ``dòng)`` of ``?dòng)``.

    Example:
        >>> find_cut_reading("?dòng)", 1).group(1)
        'dòng'
    """
    match = _CUT_READING.match(text, position)
    return match if match and is_syllable(match.group(1)) and count_tones(match.group(1)) == 1 else None


def _end_at_loss(text: str, start: int, position: int, codes: list[Byte], *, swallows: bool) -> Iterator[Stretch]:
    """The stretch ends with a lost byte; the byte that followed it may be lost too."""
    stretch = Stretch(start, position + 1, (*codes, None))
    following = text[position + 1 : position + 2]
    if match := find_cut_reading(text, position + 1):
        yield replace(stretch, end=match.end(), reading=match.group(1))
    elif following in PUNCTUATION or (
        following.isascii() and not following.isalnum() and following != "." and not swallows
    ):
        yield stretch
    else:
        yield replace(stretch, tail=text[position])
    code = encode_character(following) if following else None
    if code and not swallows:
        yield replace(stretch, follower=code[0])


def _skip_reading(text: str, position: int) -> int:
    """A reading behind the first lost byte was of a character that never stood there."""
    match = find_cut_reading(text, position)
    return match.end() if match else position


@cache
def _list_pair(lead: Byte, trail: Byte) -> str:
    if lead is None and trail is None:
        return ""
    leads = _LEADS if lead is None else [lead]
    trails = _TRAILS if trail is None else [trail]
    decoded = [bytes((a, b)).decode("gbk", errors="replace") for a in leads for b in trails]
    return "".join(character for character in decoded if _is_plausible(character))


@cache
def _is_pair(lead: int, trail: int) -> bool:
    """Whether two bytes are a character, so that a decoder would not have stopped between them."""
    return "\ufffd" not in bytes((lead, trail)).decode("gbk", errors="replace")


def _is_plausible(character: str) -> bool:
    return len(character) == 1 and (character in PUNCTUATION or is_known(simplify_characters(character)))
