"""The words of a question that are matched as they are written."""

from __future__ import annotations

import re

from records import Language
from search.translation import Translation

_HAN_RUN = re.compile(r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
# What an English phrase in a Chinese question must be to stand for a Chinese word: campus football - 校园足球 0.77.
_SURE_COSINE = 0.6


def words_to_match(asked: str, language: Language, translation: Translation) -> str:
    """What BM25 looks for.

    Of an English question only its Chinese words: Latin words in Chinese reports mislead more than
    they help. A Chinese one also by the terms that its English phrases stand for.

    Args:
        asked: the folded question without the names that chose its reports.
        language: of the question.
        translation: the terms near to its phrases.

    Returns:
        Empty where there is nothing to match.

    Example:
        >>> words_to_match("which cities mention 县管校聘", Language.EN, Translation(None, (), ()))
        '县管校聘'
    """
    if language is Language.EN:
        return " ".join(_HAN_RUN.findall(asked))
    return " ".join((asked, *_stand_ins(translation)))


def _stand_ins(translation: Translation) -> list[str]:
    """The terms for the English phrases, the longest phrase first, each word of them once."""
    found: list[str] = []
    taken: set[str] = set()
    for near in translation.nearest:
        words = set(near.phrase.split())
        if near.cosine >= _SURE_COSINE and near.phrase.isascii() and near.term != near.phrase and not words & taken:
            taken |= words
            found.append(near.term)
    return found
