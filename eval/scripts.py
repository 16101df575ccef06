"""The same question in the other script: what is found must not depend on how a reader writes."""

from __future__ import annotations

from language import detect_language, to_simplified, to_traditional
from records import Language


def switch_script(question: str) -> str | None:
    """Write a Chinese question in the other script, its words as they are.

    Args:
        question: as asked.

    Returns:
        It in traditional characters if it is simplified, and the other way round; None for an
        English question, and for one that is written alike in both.

    Example:
        >>> switch_script("哪些城市推行校长职级制？"), switch_script("哪些地方有食堂"), switch_script("school meals")
        ('哪些城市推行校長職級制？', None, None)
    """
    language = detect_language(question)
    if language is Language.EN:
        return None
    switched = to_simplified(question) if language is Language.HANT else to_traditional(question)
    return None if switched == question else switched
