"""What a question counts for, and figures over those that count for the same."""

from collections import Counter

import pytest

from eval.slices import GROUPS, group_question, slice_questions
from eval.tasks import Question
from records import Language


def test_a_question_of_a_text_suite_counts_for_its_scripts_only(demo_searcher):
    index = demo_searcher.index
    passages = {passage.report_id: passage.passage_id for passage in index.passages}
    scripts = {report.report_id: report.language for report in index.reports}
    assert set(scripts.values()) == {Language.HANS, Language.HANT}
    for language in Language:
        question = Question("q", "…", language, dict.fromkeys(passages.values(), 1))
        assert group_question(question, index) == {"script": (f"{language} → zh-Hans", f"{language} → zh-Hant")}


def test_every_group_holds_the_questions_that_count_for_it(demo_result):
    for by in GROUPS:
        expected = Counter(name for one in demo_result.questions for name in one.groups.get(by, ()))
        found = {one.name: one.questions for one in demo_result.slices if one.by == by}
        assert found == expected
        assert list(found) == sorted(found)
    reports = {one.name for one in demo_result.slices if one.by == "report"}
    assert reports == {name for one in demo_result.questions if one.expected for name in one.expected.reports}
    assert {one.name for one in demo_result.slices if one.by == "level"} == {"city", "county"}


def test_an_unanswerable_question_counts_for_no_group(demo_result):
    assert {one.groups == {} for one in demo_result.questions if one.kind == "unanswerable"} == {True}


@pytest.mark.parametrize("by", GROUPS)
def test_a_figure_of_a_group_is_the_mean_of_its_questions(demo_result, by):
    measure = "evidence recall@5"
    again = slice_questions(demo_result.questions, (measure,))
    for one in (one for one in again if one.by == by):
        members = [question for question in demo_result.questions if one.name in question.groups.get(by, ())]
        assert one.figure(measure).value == pytest.approx(
            sum(q.measures[measure].total for q in members) / len(members)
        )
