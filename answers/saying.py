"""Figures, counts and quotes as the answer says them, in its language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from answers.wording import say
from language import to_traditional
from records import Figure, Language

_TABLE = Path(__file__).with_name("figures_en.json")
_EN_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ZH_COUNTS = "零一两三四五六七八九十"
_APART = "\u200a"
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def say_count(count: int, language: Language) -> str:
    """A number of reports: in words up to ten, in digits above.

    Example:
        >>> say_count(2, Language.EN), say_count(2, Language.HANS), say_count(31, Language.HANT)
        ('two', '两', '31')
    """
    if not 0 <= count <= 10:
        return str(count)
    if language is Language.EN:
        return _EN_COUNTS[count]
    return _ZH_COUNTS[count] if language is Language.HANS else to_traditional(_ZH_COUNTS[count])


def say_figure(figure: Figure, language: Language) -> str:
    """A figure for a reader: in Chinese as the report writes it, in English as a number with its unit.

    Args:
        figure: from ``find_figures``; a masked one stays as it is written.
        language: to write in.

    Example:
        >>> from answers.figures import find_figures
        >>> about, share, money = find_figures("学位约8.07万个，占比55%以上，投入1.2亿元")
        >>> [say_figure(figure, Language.EN) for figure in (about, share, money)]
        ['about 80,700', 'at least 55%', '120 million yuan']
        >>> say_figure(about, Language.HANS)
        '约8.07万个'
    """
    qualifier = figure.qualifier
    if language is not Language.EN:
        spoken = to_traditional(qualifier) if language is Language.HANT else qualifier
        return (
            figure.text if not qualifier or qualifier in figure.text or spoken in figure.text else spoken + figure.text
        )
    if figure.value is None:
        return figure.text
    if figure.is_ordinal:
        return _ordinal(int(figure.value))
    words = _words()
    number = _number(figure.value)
    if figure.upper is not None:
        number = f"{number} to {_number(figure.upper)}"
    lead = words["qualifiers"].get(qualifier, "")
    head, _, per = figure.unit.partition("/")
    unit = words["units"].get(head, "")
    if figure.value == 1 and figure.upper is None:
        unit = unit.removesuffix("s")
    return f"{lead} {number}{unit}{f'/{per}' if per else ''}".strip()


def quoted(quote: str, language: Language) -> str:
    """A quote on one line, in the marks of the language; a thin space keeps them from marks of its own.

    Example:
        >>> quoted("“双减”落实", Language.HANS), quoted("校车", Language.HANT)
        ('“\u200a“双减”落实”', '「校车」')
    """
    line = " ".join(quote.splitlines())
    marks = "「」" if language is Language.HANT else "“”"
    before = _APART if line[:1] in marks else ""
    behind = _APART if line[-1:] in marks else ""
    return say("quoted", language, quote=f"{before}{line}{behind}")


def _number(value: float) -> str:
    """80,700; 120 million; 2.5 billion; 1 trillion."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{round(value / size, 6):,.10g} {name}"
    return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


@cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return words
