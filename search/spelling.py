"""A question read as the corpus would write it: slips put right, words of Taiwan exchanged, all of it told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer import Index
from language import fold
from records import Span
from search.chinese_spelling import ChineseSpelling
from search.english_spelling import correct_word
from search.scope import answers_to
from search.taiwan import find_taiwan_words

_LATIN_WORD = re.compile(r"(?<![\w'’@./-])[A-Za-z]+(?![A-Za-z0-9_'’@/]|\.\w)")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a question that was read as something else.

    Attributes:
        asked: as the question writes it.
        read_as: what it was taken for, folded.
    """

    asked: str
    read_as: str


class Spelling:
    """Reads questions to one index.

    Args:
        index: its places and terms are what a slip is put right to.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._chinese = ChineseSpelling(index)
        names = {place.name_en.lower() for report in index.reports for place in answers_to(report.place)}
        self._english_places = sorted(name for name in names if name.isalpha())

    def read(self, question: str) -> tuple[str, tuple[Reading, ...]]:
        """Put the slips of a question right, and words of Taiwan into those of the mainland.

        Args:
            question: as it is read.

        Returns:
            The question meant, and every change in the order of the question; a word that is known
            is never changed.
        """
        folded = fold(question)
        words = find_taiwan_words(folded.text, is_unknown=self._chinese.is_unknown)
        slips = (*words, *self._chinese.find(folded.text, taken=[word.span for word in words]))
        changes = [(folded.original(slip.span.start, slip.span.end), slip.read_as) for slip in slips]
        changes += self._english(question)
        read, position = [], 0
        for span, read_as in sorted(changes):
            read += [question[position : span.start], read_as]
            position = span.end
        readings = tuple(Reading(span.of(question), read_as) for span, read_as in sorted(changes))
        return "".join((*read, question[position:])), readings

    def _english(self, question: str) -> list[tuple[Span, str]]:
        """Words in capitals are abbreviations, and one with a capital inside a sentence is a name."""
        is_chinese = bool(_HAN.search(question))
        words = [match for match in _LATIN_WORD.finditer(question) if not _is_short_form(match.group())]
        found = []
        for match in words:
            word, is_name = match.group().lower(), match.group()[0].isupper() and (match.start() > 0 or is_chinese)
            meant = correct_word(word, places=self._english_places, is_name=is_name)
            if meant != word and not self._index.token_counts([word]).any():
                found.append((Span(*match.span()), meant))
        return found


def _is_short_form(word: str) -> bool:
    return not (word.islower() or word.istitle())
