"""The nouns that flow through every room: frozen, slotted, with nothing to import; the room's door."""

from records.choices import Kind, Language, Level, Stance
from records.findings import Answer, Aside, Citation, Coverage, Figure, Finding
from records.hits import Hit, Leg, TokenMatch
from records.passages import Passage, Section, Span
from records.questions import Combination, Filters, QuestionKind, Understanding
from records.reports import Clue, Failure, Period, Place, Repair, Report

__all__ = [
    "Answer",
    "Aside",
    "Citation",
    "Clue",
    "Combination",
    "Coverage",
    "Failure",
    "Figure",
    "Filters",
    "Finding",
    "Hit",
    "Kind",
    "Language",
    "Leg",
    "Level",
    "Passage",
    "Period",
    "Place",
    "QuestionKind",
    "Repair",
    "Report",
    "Section",
    "Span",
    "Stance",
    "TokenMatch",
    "Understanding",
]
