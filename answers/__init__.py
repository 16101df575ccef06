"""Hits in, a cited answer over every report out; the room's door."""

from answers.actions import sort_of_action
from answers.answerer import Answerer
from answers.asides import group_asides, name_aside
from answers.belonging import Bond, Told
from answers.evidence import FEATURES, QUESTION_FEATURES, Candidate, Evidence
from answers.figures import find_figures, find_masked
from answers.lines import citation_numbers
from answers.matrix import Cell, Matrix, Row, as_understood, compare
from answers.matrix_printing import figures_text, matrix_to_csv, matrix_to_json, name_state, row_to_json
from answers.present import answer_to_json, citation_to_json, finding_to_json
from answers.printing import answer_to_csv, answer_to_text
from answers.restating import say_understood
from answers.series import Point, Series, series_of
from answers.stated import SIGNS, read_stated, show_bound
from answers.support import size_of
from answers.topics import MOST_TOPICS, read_topics, suggest_topics
from answers.wording import name_place, name_stance, name_year
from answers.writing.nouns import SentenceStatus, WrittenAnswer, WrittenSentence
from answers.writing.present import name_fault, written_lines, written_to_json
from answers.writing.writer import Writer

__all__ = [
    "FEATURES",
    "MOST_TOPICS",
    "QUESTION_FEATURES",
    "SIGNS",
    "Answerer",
    "Bond",
    "Candidate",
    "Cell",
    "Evidence",
    "Matrix",
    "Point",
    "Row",
    "SentenceStatus",
    "Series",
    "Told",
    "Writer",
    "WrittenAnswer",
    "WrittenSentence",
    "answer_to_csv",
    "answer_to_json",
    "answer_to_text",
    "as_understood",
    "citation_numbers",
    "citation_to_json",
    "compare",
    "figures_text",
    "find_figures",
    "find_masked",
    "finding_to_json",
    "group_asides",
    "matrix_to_csv",
    "matrix_to_json",
    "name_aside",
    "name_fault",
    "name_place",
    "name_stance",
    "name_state",
    "name_year",
    "read_stated",
    "read_topics",
    "row_to_json",
    "say_understood",
    "series_of",
    "show_bound",
    "size_of",
    "sort_of_action",
    "suggest_topics",
    "written_lines",
    "written_to_json",
]
