"""Reading the numbers that headings are counted with."""

from __future__ import annotations

import re

_DIGITS = "一二三四五六七八九"
HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"


def chinese_number(digits: str) -> int:
    """Read a Chinese or Arabic number below 1000; 0 where it is none.

    Example:
        >>> [chinese_number(digits) for digits in ("十", "二十三", "一百零五", "12", "十十")]
        [10, 23, 0, 12, 0]
    """
    if digits.isdecimal():
        return int(digits)
    match = re.fullmatch(rf"(?:([{_DIGITS}])百)?(?:([{_DIGITS}]?)(十))?([{_DIGITS}]?)", digits)
    if not match or not digits:
        return 0
    hundreds, tens, ten, ones = match.groups()
    value = 100 * _digit(hundreds) + _digit(ones)
    return value + (10 * (_digit(tens) or 1) if ten else 0)


def _digit(character: str | None) -> int:
    return _DIGITS.index(character) + 1 if character else 0
