"""Topics judged by their own words: whether a report holds one of them tells whether it says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from errors import EvaluationError
from eval.files import name_problem, read_text
from language import fold_text
from records import Report


@dataclass(frozen=True, slots=True)
class GoldTopic:
    """A topic that has a word of its own, and a question for it in each language family.

    Attributes:
        topic_id: unique in its file.
        said_by: a pattern for folded text; a report that holds a match says so.
        questions: by language family, ``en`` and ``zh``.
    """

    topic_id: str
    said_by: re.Pattern[str]
    questions: tuple[tuple[str, str], ...]

    def reports_of(self, reports: Sequence[Report]) -> frozenset[str]:
        """The ids of the reports that say so.

        Example:
            >>> GoldTopic("t1", re.compile("校车"), ()).reports_of([])
            frozenset()
        """
        return frozenset(report.report_id for report in reports if self.said_by.search(fold_text(report.text)))


def read_gold_topics(path: Path) -> tuple[GoldTopic, ...]:
    """Read topics, one JSON object a line.

    Args:
        path: UTF-8, with the fields ``id``, ``said_by``, ``en`` and ``zh`` (``eval/gold/README.md``).

    Raises:
        EvaluationError: the file cannot be read, holds no topic, a line is not JSON, lacks a field or
            has a pattern that is none or fits everything, or an id was there before.
    """
    topics = tuple(_parse(path))
    if not topics:
        raise EvaluationError(str(path), "holds no topic; expected one JSON object a line")
    if len({topic.topic_id for topic in topics}) < len(topics):
        raise EvaluationError(str(path), "uses one id twice; every id must be unique")
    return topics


class _Line(BaseModel):
    """A line as it is in the file."""

    model_config = ConfigDict(extra="forbid")
    id: str
    said_by: str
    en: str
    zh: str

    @field_validator("said_by")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        try:
            fits_nothing_said = re.search(value, "")
        except re.error as error:
            raise ValueError(f"expected a regular expression ({error})") from error
        if fits_nothing_said:
            raise ValueError("expected a pattern that does not fit the empty text")
        return value


def _parse(path: Path) -> Iterator[GoldTopic]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = _Line.model_validate(json.loads(line))
        except ValidationError as error:
            raise EvaluationError(str(path), f"line {number} {name_problem(error)}") from error
        except ValueError as error:
            raise EvaluationError(str(path), f"line {number} is not JSON ({error}); expected an object") from error
        yield GoldTopic(found.id, re.compile(found.said_by), (("en", found.en), ("zh", found.zh)))
