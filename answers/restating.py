"""What a follow-up was understood to be, for a reader of the answer's language."""

from __future__ import annotations

from answers.saying import quoted
from answers.wording import name_place, name_stance, say
from language import detect_language, to_traditional
from places import named, place_of
from records import Language, Stance, Understanding


def say_understood(understood: Understanding, language: Language) -> str:
    """The whole question where it is in the answer's language, else what it asks for, part by part.

    A Chinese follow-up of an English question keeps the English topic, which no template makes Chinese.

    Args:
        understood: of the follow-up.
        language: of the answer.

    Example:
        >>> from records import QuestionKind
        >>> asked = Understanding("Does Zibo plan school buses?", QuestionKind.YES_NO, "school buses",
        ...                       stance=Stance.PLANNED, places=("淄博市",), terms=("校车",))
        >>> say_understood(asked, Language.EN), say_understood(asked, Language.HANS)
        ('Does Zibo plan school buses?', '是否 · 淄博市 · 计划 · “school buses”（校车）')
    """
    is_english = detect_language(understood.question) is Language.EN
    if is_english is (language is Language.EN):
        return understood.question
    parts = [say(f"understood_part_{understood.kind}", language)]
    parts += [_place(name, language) for name in understood.places]
    parts += map(str, understood.years)
    if understood.is_negated:
        parts.append(say("understood_part_negated", language))
    if understood.stance is not Stance.NONE:
        parts.append(name_stance(understood.stance, language))
    if understood.topic:
        parts.append(_topic(understood, language))
    return " · ".join(parts)


def _place(name: str, language: Language) -> str:
    found = named(name)
    return name_place(place_of(found[0]), language) if found else name


def _topic(understood: Understanding, language: Language) -> str:
    """The topic as it was asked, and behind an English one the nearest of the corpus's own terms."""
    topic = quoted(understood.topic, language)
    if not understood.terms or language is Language.EN:
        return topic
    term = to_traditional(understood.terms[0]) if language is Language.HANT else understood.terms[0]
    return f"{topic}（{term}）"
