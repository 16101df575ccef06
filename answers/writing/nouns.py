"""What a language model wrote, sentence by sentence, with what came of the check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records import Citation, Finding, Language


class SentenceStatus(StrEnum):
    """What the check of a written sentence found."""

    OK = "ok"
    UNCITED = "uncited"
    FIGURE_MISMATCH = "figure_mismatch"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered quote that a sentence may cite."""

    number: int
    finding: Finding
    citation: Citation


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """One sentence of a written answer.

    Attributes:
        text: as written, its marks as ``[1]``.
        citations: the numbers it cites, each once, in order.
        status: ``UNCITED`` without a number or with one that no quote has; ``FIGURE_MISMATCH`` with
            a number that no cited quote holds; ``UNSUPPORTED`` with a place or a stance that is not
            that of the cited reports, or words that are not those of the quotes.
        missing: what was not found: marks, figures, places or words as the sentence has them.
    """

    text: str
    citations: tuple[int, ...]
    status: SentenceStatus
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What a model wrote so far, or why it is not to be shown.

    Attributes:
        language: of the answer.
        model: that wrote, as its server is asked for it.
        sentences: in order; those that failed are marked, or left out where the settings say so.
        n_dropped: how many were left out.
        is_complete: nothing follows.
        fallback_reason: why the extractive answer is to be shown instead, in the answer's language;
            empty where the written one holds.
    """

    language: Language
    model: str
    sentences: tuple[WrittenSentence, ...] = ()
    n_dropped: int = 0
    is_complete: bool = False
    fallback_reason: str = ""

    @property
    def text(self) -> str:
        """The sentences in one paragraph."""
        return (" " if self.language is Language.EN else "").join(sentence.text for sentence in self.sentences)
