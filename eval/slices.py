"""Figures over some of the questions: of one language, kind, pair of scripts, report, level or place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eval.questions import GoldKind
from eval.results import QuestionResult, Slice
from eval.shares import summarise
from eval.tasks import Question
from indexer import Index
from records import Language, Level

GROUPS = ("script", "report", "level", "place")
"""What questions are grouped by besides language and kind, in the order of the slices."""


def group_question(question: Question, index: Index) -> Mapping[str, tuple[str, ...]]:
    """What a question counts for by the reports that hold its right passages.

    Args:
        question: one without an answer counts for nothing.
        index: that is asked.

    Returns:
        ``script``: the language of the question and the script of each such report, as in
        ``"zh-Hant → zh-Hans"``. Of a gold question also ``report``: their ids; ``level`` and
        ``place``: of the reports, unknown ones left out.
    """
    if not question.has_answer:
        return {}
    report_ids = question.gold.report_ids if question.gold else tuple(map(_report_of, question.relevant))
    reports = [index.report(report_id) for report_id in report_ids]
    scripts = {"script": _each(f"{question.language} → {report.language}" for report in reports)}
    if question.gold is None:
        return scripts
    places = [report.place for report in reports]
    return scripts | {
        "report": _each(report_ids),
        "level": _each(str(place.level) for place in places if place.level is not Level.UNKNOWN),
        "place": _each(place.name for place in places if place.name),
    }


def slice_questions(questions: Sequence[QuestionResult], measures: Sequence[str]) -> tuple[Slice, ...]:
    """Sum up all questions, then those of each language, of each kind and of each group.

    A question counts whole for every group it is in: one with evidence in two reports for both.
    Groups without a question have no slice. Abstention precision is left out of all but languages,
    where all questions have an answer or none has one: it would say nothing.
    """
    within = [measure for measure in measures if measure != "abstention precision"]
    slices = [
        _cut("all", "", questions, measures),
        *(_cut("language", one, [q for q in questions if q.language is one], measures) for one in Language),
        *(_cut("kind", one, [q for q in questions if q.kind == one], within) for one in GoldKind),
        *(_cut(by, name, members, within) for by in GROUPS for name, members in _members(by, questions).items()),
    ]
    return tuple(one for one in slices if one.questions)


def _members(by: str, questions: Sequence[QuestionResult]) -> dict[str, list[QuestionResult]]:
    """The questions of each group, groups in the order of their names."""
    found: dict[str, list[QuestionResult]] = {}
    for question in questions:
        for name in question.groups.get(by, ()):
            found.setdefault(name, []).append(question)
    return dict(sorted(found.items()))


def _cut(by: str, name: str, chosen: Sequence[QuestionResult], measures: Sequence[str]) -> Slice:
    return Slice(by, name, len(chosen), summarise(measures, [question.measures for question in chosen]))


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _report_of(passage_id: str) -> str:
    return passage_id.rpartition("#")[0]
