"""Conditions on figures: read off questions, held against figures, and what is said of the others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from answers.amounts import find_amounts
from answers.comparing import compare, compose_compared, rates_of, want
from answers.conditions import read_condition
from answers.figures import find_figures, find_masked
from answers.lines import citation_numbers
from answers.respectively import paired_nouns
from language import detect_language
from records import (
    Citation,
    Figure,
    Finding,
    Language,
    Level,
    Period,
    Place,
    QuestionKind,
    Span,
    Stance,
    Understanding,
)
from tests.answers.shelf import make_report

CASES = json.loads((Path(__file__).parent / "cases" / "conditions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_condition_is_read(case):
    found = read_condition(case["question"], detect_language(case["question"]))
    told = [found.relation, found.low, found.high, found.unit, found.rest] if found else None
    assert told == case.get("is")


def test_more_asks_for_the_most_of_places_that_are_compared():
    question = "Zibo or Qingdao, which builds more schools?"
    assert read_condition(question, Language.EN) is None
    found = read_condition(question, Language.EN, compares_places=True)
    assert found is not None
    assert (found.relation, found.rest) == ("most", "zibo or qingdao, which builds schools?")


@pytest.mark.parametrize(
    ("question", "figure", "is_met"),
    [
        ("哪些省超过80%", "80%", False),
        ("哪些省超过80%", "超80%", True),
        ("哪些省超过80%", "80.5%", True),
        ("哪些省80%以上", "80%", True),
        ("哪些省80%以上", "近80%", False),
        ("哪些省低于5%", "5%", False),
        ("哪些省低于5%", "不到5%", True),
        ("哪些省5%左右", "5.2%", True),
        ("哪些省5%左右", "4.5%", True),
        ("哪些省5%左右", "6%", False),
        ("which grew between 4% and 5%", "4%-5%", True),
        ("which grew between 4% and 5%", "4%-6%", False),
        ("which have the most", "1%", True),
    ],
)
def test_a_figure_meets_a_condition_or_not(question, figure, is_met):
    condition = read_condition(question, detect_language(question))
    (read,) = find_figures(f"增长{figure}")
    assert condition is not None
    assert condition.is_met_by(read) is is_met


def test_a_masked_figure_meets_nothing():
    condition = read_condition("哪个城市最多", Language.HANS)
    assert condition is not None
    assert not condition.is_met_by(Figure("xx所", Span(0, 3), is_masked=True))


def find(name: str, text: str, stance: Stance = Stance.DONE) -> Finding:
    report = make_report(name, text, Place(name, name, Level.CITY), Period(2022))
    quote = Citation(name, f"{name}#0", 0, len(text), text, ())
    details = (*find_figures(text), *find_masked(text))
    texts = tuple(one.text for one in details if not one.is_masked)
    return Finding(report, True, stance, 0.9, texts, (quote,), details)


FINDINGS = (
    find("a", "新建幼儿园42处。"),
    find("b", "扩建幼儿园1.2万所。", Stance.PLANNED),
    find("c", "幼儿园占比达到55%。"),
    find("d", "新建幼儿园xx所。"),
    find("e", "办好幼儿园。"),
    find("f", "新建幼儿园7个，培训幼儿园教师900名。"),
    replace(find("g", "食堂80处。"), is_supported=False),
)


def answer(question: str, topic: str, language: Language = Language.EN) -> tuple[list[str], set[str]]:
    condition = read_condition(question, detect_language(question))
    assert condition is not None
    asked = Understanding(condition.rest, QuestionKind.WHICH_REPORTS, topic, terms=("幼儿园",))
    findings, compared = compare(FINDINGS, condition, want(condition, asked), rates=rates_of(asked))
    lines = compose_compared(condition, findings, compared, citation_numbers(findings), language)
    return lines, {one.report.report_id for one in findings if one.is_supported}


def test_the_most_is_a_ranking_of_like_figures():
    lines, supported = answer("which city has the most kindergartens", "kindergartens")
    assert supported == {"a", "b", "f"}
    assert lines == [
        "Three of seven reports give a figure for this, the highest first.",
        "12,000 · b · 2022 · planned: “扩建幼儿园1.2万所。” [2]",
        "42 · a · 2022 · done: “新建幼儿园42处。” [1]",
        "7 · f · 2022 · done: “新建幼儿园7个，培训幼儿园教师900名。” [3]",
        "Masked in the source: d 2022",
        "No such figure found: c 2022; e 2022; g 2022",
    ]


def test_a_bound_keeps_those_that_meet_it():
    lines, supported = answer("哪个城市的幼儿园不超过40所", "幼儿园", Language.HANT)
    assert supported == {"f"}
    assert lines[:3] == [
        "七份報告中有一份給出這樣的數字（不超過40所）。",
        "7个 · f · 2022年 · 已做：「新建幼儿园7个，培训幼儿园教师900名。」[1]",
        "數字不在此範圍：a 2022年；b 2022年",
    ]


def test_none_meets_a_bound():
    lines, supported = answer("which cities have more than 20,000 kindergartens", "kindergartens")
    assert (lines[0], supported) == ("No report gives such a figure (more than 20,000).", set())


def test_a_rate_is_compared_with_the_same_rate():
    condition = read_condition("哪里的毛入园率最高", Language.HANS)
    assert condition is not None
    asked = Understanding("哪里的毛入园率", QuestionKind.WHICH_REPORTS, "毛入园率")
    findings = (find("a", "毛入园率、公办入园率分别达86%、41%。"), find("b", "普惠率达95%。"))
    judged, compared = compare(findings, condition, want(condition, asked), rates=rates_of(asked))
    assert {key: figure.text for key, figure in compared.figures.items()} == {"a": "86%"}
    assert [one.report.report_id for one in judged if one.is_supported] == ["a"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("全市毛入园率、普惠性幼儿园覆盖率分别达86%、80%", ["毛入园率", "普惠性幼儿园覆盖率"]),
        ("小學、初中分別新增12所和3所", ["小學", "初中"]),
        ("今年小学和初中分别为12所、3所，食堂5个", ["小学", "初中", "食堂"]),
    ],
)
def test_figures_told_respectively_have_their_own_nouns(text, counted):
    assert [figure.counted for figure in find_figures(text)] == counted


def test_nouns_that_are_not_as_many_as_the_figures_are_not_paired():
    text = "小学、初中、高中分别新增12所、3所"
    assert paired_nouns(text, find_amounts(text)) == {}


def test_the_real_path_compares(demo_answerer):
    told = demo_answerer.ask("哪个城市新建的幼儿园超过40处")
    assert told.understood is not None
    assert told.understood.condition == "超过40处"
    values = [one.value for finding in told.findings if finding.is_supported for one in finding.figure_details]
    assert all(finding.figure_details for finding in told.findings if finding.is_supported)
    assert not values or max(value or 0 for value in values) > 40
