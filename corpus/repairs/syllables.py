"""The syllables of pinyin, as initials with the finals they take."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Hanyu pinyin writes ü as u after j, q, x; typing writes it v. Rows are the combination table of the scheme of 1958.
_FINALS = {
    "": "a o e ê ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i iao ie ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i iao ie ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i iao ie iu ian in ing u",
    "f": "a o ei ou an en ang eng u iao",
    "d": "a e ai ei ao ou an en ang eng ong i ia iao ie iu ian in ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i iao ie ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ia iao ie iu ian in iang ing u uo uan un ü üe ue",
    "l": "a o e ai ei ao ou an ang eng ong i ia iao ie iu ian in iang ing u uo uan un ü üe ue",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia iao ie iu ian in iang ing iong u ue uan un",
    "q": "i ia iao ie iu ian in iang ing iong u ue uan un",
    "x": "i ia iao ie iu ian in iang ing iong u ue uan un",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "y": "a o e i ao ou an in ang ing ong u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_LOOKALIKES = str.maketrans({"\u0251": "a", "\u0261": "g", "v": "ü"})


@cache
def list_syllables() -> frozenset[str]:
    """All syllables without tones, ``ü`` written ``ü``.

    Example:
        >>> sorted(s for s in list_syllables() if s.startswith("fa"))
        ['fa', 'fan', 'fang']

    Source:
        汉语拼音方案 (1958); the table is checked against pypinyin in the tests.
    """
    return frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())


def strip_tone(letters: str) -> str:
    r"""The letters without their tone mark, ``v`` as ``ü``, the round a and g of typesetters as a and g.

    Example:
        >>> strip_tone("lǜ"), strip_tone("f\u0251ng")
        ('lü', 'fang')
    """
    bare = _TONES.sub("", unicodedata.normalize("NFD", letters))
    return unicodedata.normalize("NFC", bare).translate(_LOOKALIKES)


def is_syllable(letters: str) -> bool:
    """Whether lower-case letters, with or without one tone mark, are one syllable of pinyin.

    Example:
        >>> [is_syllable(s) for s in ("fā", "xué", "wàn", "lv", "led", "wifi", "xuéxiào")]
        [True, True, True, True, False, False, False]
    """
    return count_tones(letters) <= 1 and strip_tone(letters) in list_syllables()


def count_tones(letters: str) -> int:
    """How many tone marks the letters carry.

    Example:
        >>> count_tones("fā"), count_tones("fa")
        (1, 0)
    """
    return len(_TONES.findall(unicodedata.normalize("NFD", letters)))
