"""Hits in, a cited answer over every report out; the room's door."""

from answers.answerer import Answerer
from answers.composing import citation_numbers
from answers.evidence import FEATURES, Candidate, Evidence
from answers.figures import find_figures, find_masked
from answers.present import answer_to_json, citation_to_json, finding_to_json
from answers.printing import answer_to_csv, answer_to_text
from answers.wording import name_place, name_stance, name_year
from answers.writing.nouns import SentenceStatus, WrittenAnswer, WrittenSentence
from answers.writing.present import name_fault, written_lines, written_to_json
from answers.writing.writer import Writer

__all__ = [
    "FEATURES",
    "Answerer",
    "Candidate",
    "Evidence",
    "SentenceStatus",
    "Writer",
    "WrittenAnswer",
    "WrittenSentence",
    "answer_to_csv",
    "answer_to_json",
    "answer_to_text",
    "citation_numbers",
    "citation_to_json",
    "find_figures",
    "find_masked",
    "finding_to_json",
    "name_fault",
    "name_place",
    "name_stance",
    "name_year",
    "written_lines",
    "written_to_json",
]
