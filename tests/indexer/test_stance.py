"""Stances of sentences, headings and sections against cases written by hand."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.outline import outline
from indexer.stance import stance_of_heading
from language import stance_of, to_traditional
from records import Kind, Period, Stance
from tests.indexer.written import write_report
from tests.rows import each_row

CASES = Path(__file__).parent / "cases"
SENTENCES = json.loads((CASES / "stance_sentences.json").read_text(encoding="utf-8"))
HEADINGS = json.loads((CASES / "stance_headings.json").read_text(encoding="utf-8"))


@each_row(SENTENCES)
def test_sentences(sentence, inherited, expected):
    assert stance_of(sentence, inherited=Stance(inherited)) is Stance(expected)


@each_row(SENTENCES)
def test_sentences_in_traditional_characters(sentence, inherited, expected):
    assert stance_of(to_traditional(sentence), inherited=Stance(inherited)) is Stance(expected)


@each_row(HEADINGS)
def test_headings(heading, expected):
    assert stance_of_heading(heading) == (Stance(expected) if expected else None)


def test_a_heading_of_the_plan_year_plans_and_one_of_the_year_before_reports():
    assert stance_of_heading("二、2025年重点工作", plan_year=2025) is Stance.PLANNED
    assert stance_of_heading("一、2024年重点工作", plan_year=2025) is Stance.DONE


@given(st.text(max_size=80), st.sampled_from(Stance))
def test_any_text_has_a_stance(text, inherited):
    assert stance_of(text, inherited=inherited) in Stance


def _stances(text, *, kind=Kind.UNKNOWN, period=None):
    return [section.stance for section in outline(write_report(text, kind=kind, period=period))]


def test_points_inherit_down_the_path():
    text = "一、工作回顾\n（一）德育\n开展主题教育。\n二、工作打算\n（一）德育\n开展主题教育。"
    assert _stances(text) == [Stance.DONE, Stance.DONE, Stance.PLANNED, Stance.PLANNED]


@pytest.mark.parametrize(("kind", "expected"), [(Kind.SUMMARY, Stance.DONE), (Kind.PLAN, Stance.PLANNED)])
def test_the_kind_of_the_report_decides_where_no_heading_does(kind, expected):
    assert _stances("一、抓德育\n开展主题教育。\n二、抓体育\n开齐体育课。", kind=kind) == [expected, expected]


def test_a_plan_tells_of_things_done_where_the_wording_says_so():
    text = "一、抓德育\n去年我县荣获全国先进，已通过验收。\n二、抓体育\n开齐体育课。"
    assert _stances(text, kind=Kind.PLAN) == [Stance.DONE, Stance.PLANNED]


def test_what_stands_before_the_plans_of_a_report_of_both_kinds_is_done():
    text = "全县教育平稳发展，推进课程改革。\n今年工作安排：\n推进课程改革，办好每一所学校，让老百姓满意。"
    assert _stances(text, kind=Kind.BOTH) == [Stance.DONE, Stance.PLANNED]


def test_neighbouring_years_in_top_headings_part_review_and_plan():
    text = "一、2023年\n推进课程改革，完善评价。\n二、2024年\n推进课程改革，完善评价。"
    assert _stances(text, kind=Kind.BOTH) == [Stance.DONE, Stance.PLANNED]


def test_the_plan_year_of_the_period_decides():
    text = "2023年\n推进课程改革。\n一、2024年\n推进课程改革，完善评价。"
    period = Period(year=2023, plan_year=2024)
    assert _stances(text, kind=Kind.BOTH, period=period)[-1] is Stance.PLANNED


def test_a_report_named_for_its_plan_looks_back_on_the_year_before():
    text = "一、2024年\n推进课程改革，完善评价。\n二、抓体育\n开齐体育课。"
    named, looked_back = Period(year=2025), Period(year=2025, review_year=2024)
    assert _stances(text, kind=Kind.BOTH, period=looked_back)[0] is Stance.DONE
    assert _stances(text, kind=Kind.BOTH, period=named)[0] is not Stance.DONE


def test_points_that_do_not_count_on_are_no_problems():
    """A paywall ate 存在问题 and the heading of the plans: 3. does not belong to it."""
    text = (
        "一、主要工作\n1.建学校。建成了两所小学。\n2.招老师。招聘了四十人。\n3.强管理。完善了制度。\n"
        "二、存在问题\n2.拼品牌。支持名校办分校，打造一批品牌。\n3.拼改革。深化评价改革，形成特色。"
    )
    assert _stances(text, kind=Kind.BOTH) == [Stance.DONE] * 4 + [Stance.PROBLEM, Stance.PLANNED, Stance.PLANNED]


def test_problems_stay_problems():
    text = "一、主要工作\n建成了两所小学。\n二、存在问题\n1.学位紧。城区学位不足，班额偏大。\n2.老师少。农村教师短缺。"
    assert _stances(text, kind=Kind.BOTH) == [Stance.DONE, Stance.PROBLEM, Stance.PROBLEM, Stance.PROBLEM]
