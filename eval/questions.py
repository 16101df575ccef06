"""Gold questions: what is asked, what proves the answer, and how they are read from a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from errors import EvaluationError
from eval.files import name_problem, read_text
from language import key_text
from records import Language, Stance


class GoldKind(StrEnum):
    """What sort of answer a question wants."""

    WHICH_REPORTS = "which_reports"
    NUMBER = "number"
    FACT = "fact"
    COMPARE = "compare"
    LIST = "list"
    UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report that prove an answer; compared by ``language.key_text``."""

    report_id: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer holds.

    Attributes:
        question_id: unique in its file.
        language: the question is written in.
        kind: what sort of answer it wants.
        text: the question.
        report_ids: all reports that hold evidence; empty for an unanswerable question.
        status: planned, done or both, by report.
        evidence: at least one quote, none for an unanswerable question.
        answer: a reference answer, for people.
        must_contain: strings that a right answer shows.
    """

    question_id: str
    language: Language
    kind: GoldKind
    text: str
    report_ids: tuple[str, ...]
    status: Mapping[str, Stance]
    evidence: tuple[Quote, ...]
    answer: str
    must_contain: tuple[str, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether some report answers it."""
        return self.kind is not GoldKind.UNANSWERABLE


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Read gold questions, one JSON object a line.

    Args:
        path: UTF-8, with the fields of ``eval/gold/README.md``; fields beyond those are left alone.

    Returns:
        At least one question, in the order of the file.

    Raises:
        EvaluationError: the file cannot be read, holds no question, or a line is not JSON, lacks a
            field, has an unknown kind or language, an id that was there before, no evidence though
            its kind has an answer, or evidence or a status of a report that it does not list.
    """
    questions = tuple(_parse(path, number, line) for number, line in _lines(path))
    if not questions:
        raise EvaluationError(str(path), "holds no question; expected one JSON object a line")
    require_unique(path, [question.question_id for question in questions])
    return questions


def require_unique(path: Path, question_ids: list[str]) -> None:
    """Refuse a file that uses one question id twice.

    Raises:
        EvaluationError: names the id.
    """
    question_id, times = Counter(question_ids).most_common(1)[0]
    if times > 1:
        raise EvaluationError(str(path), f"has {times} questions with the id {question_id}; every id must be unique")


class _Evidence(BaseModel):
    model_config = ConfigDict(strict=True)
    report: str
    quote: str


class _Line(BaseModel):
    """A line as it is in the file."""

    id: str
    lang: Language
    kind: GoldKind
    question: str
    reports: list[str]
    status: dict[str, Literal["planned", "done", "both"]]
    evidence: list[_Evidence]
    answer: str
    must_contain: list[str]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    lines = read_text(path).split("\n")  # splitlines would also cut inside a JSON string
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _parse(path: Path, number: int, line: str) -> GoldQuestion:
    try:
        found = json.loads(line)
    except ValueError as error:
        reason = f"line {number} is not JSON ({error}); expected a question as an object on one line"
        raise EvaluationError(str(path), reason) from error
    try:
        question = _to_question(_Line.model_validate(found))
    except ValidationError as error:
        raise EvaluationError(str(path), f"line {number} {name_problem(error)}") from error
    problem = find_contradiction(question)
    if problem:
        raise EvaluationError(str(path), f"question {question.question_id} {problem}")
    return question


def _to_question(line: _Line) -> GoldQuestion:
    return GoldQuestion(
        question_id=line.id,
        language=line.lang,
        kind=line.kind,
        text=line.question,
        report_ids=tuple(line.reports),
        status={report: Stance(status) for report, status in line.status.items()},
        evidence=tuple(Quote(quote.report, quote.quote) for quote in line.evidence),
        answer=line.answer,
        must_contain=tuple(line.must_contain),
    )


def find_contradiction(question: GoldQuestion) -> str:
    """What fields of a question say against one another, as words that follow its id; empty where nothing does."""
    quoted = {quote.report_id for quote in question.evidence}
    unlisted = sorted((quoted | question.status.keys()) - set(question.report_ids))
    blank = [quote.text for quote in question.evidence if not key_text(quote.text)]
    problems = {
        "is empty; expected some words": not question.text.strip(),
        "has no evidence; expected a quote, or the kind unanswerable": question.is_answerable and not quoted,
        "is unanswerable and has reports or evidence; expected none": not question.is_answerable
        and bool(question.report_ids or quoted),
        f"has evidence or a status of {', '.join(unlisted)}; expected only what its reports list": bool(unlisted),
        f"has the empty quote “{''.join(blank[:1])}”; expected Han characters, letters or digits": bool(blank),
    }
    return next((problem for problem, holds in problems.items() if holds), "")
