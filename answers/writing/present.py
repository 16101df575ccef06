"""A written answer as JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from answers.wording import say
from answers.writing.nouns import SentenceStatus, WrittenAnswer, WrittenSentence
from records import Language


def written_to_json(written: WrittenAnswer) -> dict[str, Any]:
    """The object ``written`` in the JSON of `ask`.

    Args:
        written: complete, the last one of ``Writer.write``.
    """
    return {
        "model": written.model,
        "text": written.text,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "status": str(sentence.status),
                "missing": list(sentence.missing),
            }
            for sentence in written.sentences
        ],
        "dropped": written.n_dropped,
        "fallback_reason": written.fallback_reason,
    }


def written_lines(steps: Iterable[WrittenAnswer]) -> Iterator[str]:
    """A written answer for a terminal, line by line as it is written.

    Args:
        steps: from ``Writer.write``.

    Yields:
        Every sentence, a failed one with what is wrong with it in brackets; then who wrote it, or why
        the extractive answer follows instead, which may come after sentences that were shown.
    """
    shown, last = 0, None
    for last in steps:
        yield from (_line(sentence, last.language) for sentence in last.sentences[shown:])
        shown = len(last.sentences)
    if last is not None:
        yield from _ending(last)


def name_fault(sentence: WrittenSentence, language: Language) -> str:
    """What is wrong with a sentence, in words; empty where nothing is.

    Example:
        >>> name_fault(WrittenSentence("X", (), SentenceStatus.UNCITED), Language.EN)
        'no quote'
    """
    if sentence.status is SentenceStatus.OK:
        return ""
    missing = say("list_separator", language).join(sentence.missing)
    return say(f"written_{sentence.status}", language, missing=missing)


def _line(sentence: WrittenSentence, language: Language) -> str:
    fault = name_fault(sentence, language)
    return f"{sentence.text} ⚠ {fault}" if fault else sentence.text


def _ending(written: WrittenAnswer) -> Iterator[str]:
    language = written.language
    if written.n_dropped:
        yield say("written_dropped", language, count=written.n_dropped)
    if written.fallback_reason:
        yield say("written_instead", language, reason=written.fallback_reason)
    else:
        yield say("written_by", language, model=written.model)
