"""Han characters one by one: what counts as one, and its simplified form."""

from __future__ import annotations

from functools import cache

from language import fold_text

HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
"""A range for the inside of a regular expression's brackets."""

_FIRST, _LAST = 0x3400, 0x9FFF


def simplify_characters(text: str) -> str:
    """Simplify a text character by character, so that every offset stays.

    Unlike ``language.fold_text`` it knows no phrases and changes nothing but Han characters:
    patterns written once, in simplified characters, are matched on its result.

    Example:
        >>> simplify_characters("免責聲明：LED，「雙減」")
        '免责声明：LED，「双减」'
    """
    return text.translate(_simplified())


def is_traditional(character: str) -> bool:
    """Whether a character is written otherwise in simplified Chinese.

    Example:
        >>> is_traditional("發"), is_traditional("布")
        (True, False)
    """
    return ord(character) in _simplified()


@cache
def _simplified() -> dict[int, str]:
    """From the code of a traditional character to its simplified form."""
    codes = range(_FIRST, _LAST + 1)
    folded = fold_text("\n".join(map(chr, codes))).split("\n")
    return {code: after for code, after in zip(codes, folded, strict=True) if after != chr(code) and len(after) == 1}
