"""Whether two Chinese characters sound alike: most slips of the keyboard are of one sound."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, pinyin

_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"(?<=[aei])ng$")


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters share their commonest reading, tones, zh/z, ch/c, sh/s and ng/n not told apart.

    Example:
        >>> sound_alike("淄", "缁"), sound_alike("职", "资"), sound_alike("篮", "足")
        (True, True, False)
    """
    return _sound(one) == _sound(other)


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    """The commonest reading; rare ones make strangers alike (和 and 获)."""
    ((reading,),) = pinyin(character, style=Style.NORMAL)
    return _NASAL.sub("n", _RETROFLEX.sub(r"\1", reading))
