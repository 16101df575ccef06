"""The words of an earlier question with one thing changed: a place, a year, what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.rephrasing import join_names, name_in
from language import detect_language, fold_text, to_traditional
from records import Language, Place, QuestionKind, Report, Understanding
from search import read_scope

_TURN = re.compile(
    r"\b(?:in )?(?:the )?(?:last|past|previous|this|next|coming) year\b|(?:去|上一?|今|本|明|来)年度?", re.I
)


def swap_topic(previous: Understanding, topic: str, language: Language) -> str | None:
    """A number's question with another thing counted: a Chinese topic ends with it, an English one begins so."""
    words = previous.topic.split()
    if previous.kind is not QuestionKind.NUMBER or not words:
        return None
    counted = words[0] if language is Language.EN else words[-1]
    folded = fold_text(previous.question)
    if len(folded) != len(previous.question) or folded.count(counted) != 1:
        return None
    start = folded.index(counted)
    new = to_traditional(topic) if language is Language.HANT else topic
    return previous.question[:start] + new + previous.question[start + len(counted) :]


def rename(
    previous: Understanding, places: Sequence[Place], language: Language, reports: Sequence[Report]
) -> str | None:
    """The question's own words with another name; None where its words name no place."""
    text = previous.question
    scope = read_scope(text, reports)
    spans = [span for span in scope.spans if not any(map(str.isdigit, span.of(text)))]
    if len(fold_text(text)) != len(text) or len(spans) != 1:
        return None
    name = join_names([name_in(place, language) for place in places], language)
    return text[: spans[0].start] + name + text[spans[0].end :]


def add_names(text: str, name: str) -> str:
    """A question that names no place, of a place."""
    if detect_language(text) is Language.EN:
        return f"{text.rstrip(' ?.!')} in {name}?"
    return f"{name}{text}"


def with_year(previous: Understanding, years: Sequence[int], language: Language) -> str:
    """The question's own words with another year."""
    text, year = previous.question, str(years[0])
    if previous.years:
        return re.sub("|".join(map(str, previous.years)), year, text)
    if _TURN.search(text):
        return _TURN.sub(f"in {year}" if language is Language.EN else f"{year}年", text, count=1)
    if language is Language.EN:
        return f"{text.rstrip(' ?.!')} in {year}?"
    return f"{year}年{text}"


def with_turn(previous: Understanding, words: str, language: Language) -> str:
    """The question's own words with last, this or next year for the year they name, or beside them."""
    text = previous.question
    new = to_traditional(words) if language is Language.HANT else words
    named = "|".join((_TURN.pattern, *(rf"(?:\bin )?{year}(?:\s*年)?" for year in previous.years)))
    changed, found = re.subn(named, new, text, count=1, flags=re.IGNORECASE)
    if found:
        return changed
    return f"{text.rstrip(' ?.!')} {new}?" if language is Language.EN else f"{new}{text}"
