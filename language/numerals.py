"""Numbers as Chinese reports write them: 8.07万, 三千二百, 二十余, 百分之七十, 三分之一, 八成半."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WRITTEN = "零一二三四五六七八九"
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_VAGUE = re.compile(r"[余多来]")
_ARABIC = re.compile(r"(\d[\d,，]*(?:\.\d+)?)([十百千万亿]*)")
_HAN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
# Two neighbouring digits are a guess between them: 三四所, 两三个, 七八百人.
_GUESS = re.compile(r"(两三|三四|四五|五六|六七|七八|八九)([百千万亿]*)")


def read_number(folded: str) -> tuple[float, float] | None:
    """Read one number, Arabic, Chinese or mixed, with its 百, 千, 万 and 亿.

    余, 多 and 来 (二十余) are left out of account; a guess between neighbours (三四百) is a range.

    Args:
        folded: a folded text that is a number and nothing else.

    Returns:
        The least and the greatest value, equal unless it is a guess; None where it is no number.

    Example:
        >>> [read_number(text) for text in ("8.07万", "三千二百", "二十余", "1,200", "三四百", "六一")]
        [(80700.0, 80700.0), (3200.0, 3200.0), (20.0, 20.0), (1200.0, 1200.0), (300.0, 400.0), None]
    """
    plain = _VAGUE.sub("", folded)
    if arabic := _ARABIC.fullmatch(plain):
        value = round(float(re.sub("[,，]", "", arabic[1])) * _scale(arabic[2]), 6)
        return value, value
    if guess := _GUESS.fullmatch(plain):
        low, high = (float(_DIGITS[digit] * _scale(guess[2])) for digit in guess[1])
        return low, high
    if _HAN.fullmatch(plain) and (whole := _read_han(plain)) is not None:
        return float(whole), float(whole)
    return None


def write_number(number: int) -> str:
    """Write a whole number in Chinese numerals, as lists and chapters are counted.

    Args:
        number: 0 to 9999.

    Raises:
        ValueError: the number lies outside.

    Example:
        >>> [write_number(number) for number in (0, 10, 12, 20, 105, 2010)]
        ['零', '十', '十二', '二十', '一百零五', '二千零一十']
    """
    if not 0 <= number < 10_000:
        raise ValueError(f"number must be 0 to 9999, got {number}")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        text += _WRITTEN[digit] + name if digit else "零" if text and number and not text.endswith("零") else ""
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def _scale(units: str) -> int:
    product = 1
    for unit in units:
        product *= _SMALL.get(unit) or _LARGE[unit]
    return product


def _read_han(text: str) -> int | None:
    """A whole number in Chinese numerals; None where they make none (六一, 十十)."""
    for unit in ("亿", "万"):
        head, found, tail = text.partition(unit)
        if found:
            if unit == "亿" and tail.startswith("万"):
                return None
            high = _read_han(head) if head else None
            low = _read_tail(tail, _LARGE[unit])
            return None if high is None or low is None else high * _LARGE[unit] + low
    return _read_thousands(text)


def _read_tail(tail: str, above: int) -> int | None:
    """What stands behind 万 or 亿: nothing, a number with 零 where places are left out, or 三万五."""
    if not tail:
        return 0
    if len(tail) == 1 and tail in _DIGITS:
        return _DIGITS[tail] * above // 10
    return _read_han(tail.removeprefix("零").removeprefix("〇"))


def _read_thousands(text: str) -> int | None:
    """A number below ten thousand, its places falling: 三千二百零五, 十五, 二百二."""
    total, least, digit = 0, 10_000, None
    for place, character in enumerate(text):
        if character in _SMALL:
            unit = _SMALL[character]
            if unit >= least or (digit is None and (unit != 10 or place)) or digit == 0:
                return None
            total, least, digit = total + (1 if digit is None else digit) * unit, unit, None
        elif character in "零〇":
            if digit is not None or (place == 0 and len(text) > 1):
                return None
            least = min(least, 100) if least > 10 else least
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[character]
    if digit is None:
        return total if least < 10_000 else 0 if text in ("零", "〇") else None
    has_gap = "零" in text or "〇" in text
    is_short = least > 10 and least < 10_000 and not has_gap and len(text) > 1
    return total + digit * (least // 10 if is_short else 1)
