"""Which script a text is written in, and which language a question is asked in."""

from __future__ import annotations

import re

from language.folding import to_simplified, to_traditional
from records import Language

_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")

# A question is Chinese as soon as it holds a Chinese word or two; a name in brackets does not make it so.
_HAN_PER_LATIN_WORD = 0.75
# In a question of both the words that ask decide: a term of the other language is only quoted.
_ENGLISH_FRAME = re.compile(
    r"\b(?:which|what|who|where|when|why|how|do|does|did|is|are|was|were|has|have|will|the|of|in|for|to|and|with)\b",
    re.IGNORECASE,
)
_CHINESE_FRAME = re.compile(r"[哪几幾吗嗎么麼谁誰的有是在和与與]|什么|什麼|多少|是否|如何|怎")


def detect_script(text: str) -> Language:
    """Decide the script of a report.

    A character votes for traditional if simplifying changes it, for simplified if
    traditionalising changes it; characters of both scripts have no vote.

    Args:
        text: any text; the first 20,000 characters decide.

    Returns:
        ``HANT`` or ``HANS`` by the majority of votes (``HANS`` on a tie with Han characters),
        ``EN`` for a text without Han characters.

    Example:
        >>> detect_script("推行校長職級制改革")
        <Language.HANT: 'zh-Hant'>
    """
    sample = text[:20_000]
    if not _HAN.search(sample):
        return Language.EN
    traditional = _count_changes(sample, to_simplified(sample))
    simplified = _count_changes(sample, to_traditional(sample))
    return Language.HANT if traditional > simplified else Language.HANS


def detect_language(question: str) -> Language:
    """Decide the language of a question, mixed ones included.

    Where only one language has words that ask or join, it wins: ``which cities mention 县管校聘`` is
    English, ``哪些城市有 campus football 的计划`` Chinese. Otherwise Chinese wins where there are
    nearly as many Han characters as Latin words: ``AI 考场`` is Chinese.

    Example:
        >>> detect_language("AI 用在考场 哪个市")
        <Language.HANS: 'zh-Hans'>
        >>> detect_language("which cities mention 县管校聘")
        <Language.EN: 'en'>
    """
    han = len(_HAN.findall(question))
    is_english, is_chinese = bool(_ENGLISH_FRAME.search(question)), bool(_CHINESE_FRAME.search(question))
    if han and is_english is not is_chinese:
        return Language.EN if is_english else detect_script(question)
    if han == 0 or han < _HAN_PER_LATIN_WORD * len(_LATIN_WORD.findall(question)):
        return Language.EN
    return detect_script(question)


def _count_changes(before: str, after: str) -> int:
    return sum(a != b for a, b in zip(before, after, strict=False))
