"""How questions are read: cases in three scripts, those the rules were written with and others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.rules import PLACE_MARK
from answers.understanding import mark_names, understand
from language import detect_language
from records import Language, Level, Period, Place, QuestionKind, Stance, Understanding
from search import Scope, read_scope
from search.topic import topic_of
from tests.answers.shelf import make_report
from tests.rows import each_row

CASES = Path(__file__).parent / "cases"
REPORTS = (
    make_report("zibo", "", Place("淄博市", "Zibo", Level.CITY, "山东省"), Period(2022)),
    make_report("qingdao", "", Place("青岛市", "Qingdao", Level.CITY, "山东省"), Period(2022, 1)),
    make_report("qiqihar", "", Place("齐齐哈尔市", "Qiqihar", Level.CITY, "黑龙江省"), Period(2019, None, 2020)),
    make_report("district", "", Place("", "", Level.COUNTY), Period(2022)),
)


def load_cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return cases


KNOWN, UNSEEN = load_cases("understanding"), load_cases("understanding_unseen")


def read(question: str) -> Understanding:
    scope, language = read_scope(question, REPORTS), detect_language(question)
    return understand(question, language, scope=scope, topic=topic_of(question, scope, language))


def check(case: dict[str, Any]) -> None:
    told = read(case["question"])
    assert told.kind is QuestionKind(case["kind"])
    assert told.stance is Stance(case.get("stance", "none"))
    assert told.is_negated is case.get("negated", False)
    assert told.level is Level(case.get("level", "unknown"))
    assert list(told.places) == case.get("places", [])
    assert list(told.years) == case.get("years", [])
    assert told.topic == case.get("topic", told.topic)


@each_row([case for case in KNOWN if "fails" not in case])
def test_a_question_is_read(case):
    check(case)


@each_row([case for case in UNSEEN if "fails" not in case])
def test_a_question_the_rules_were_not_written_with_is_read(case):
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["question"][:40], marks=pytest.mark.xfail(reason=case["fails"], strict=True))
        for case in [*KNOWN, *UNSEEN]
        if "fails" in case
    ],
)
def test_a_question_that_is_known_to_be_misread(case):
    check(case)


def test_there_are_cases_of_every_kind_in_three_scripts():
    cases = [*KNOWN, *UNSEEN]
    questions = [case["question"] for case in cases]
    assert len(set(questions)) == len(questions) >= 300
    for language in Language:
        kinds = {case["kind"] for case in cases if detect_language(case["question"]) is language}
        assert kinds == set(QuestionKind)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("淄博2022年计划新建", f"{PLACE_MARK}{PLACE_MARK}计划新建"),
        ("Does Zibo plan it?", f"does {PLACE_MARK} plan it?"),
        ("上海的校车", f"{PLACE_MARK}的校车"),
        ("行动计划", "行动计划"),
    ],
)
def test_names_are_marked(question, marked):
    assert mark_names(question, read_scope(question, REPORTS)) == marked


def test_a_province_that_only_says_where_a_city_lies_is_not_compared_with_it():
    told = read("山东省淄博市的校车")
    assert (told.kind, told.places) == (QuestionKind.SUMMARY, ("淄博市",))


@pytest.mark.parametrize(
    ("question", "topic"),
    [("哪些城市没有提到校车", "校车"), ("which reports do not mention school buses", "school buses")],
)
def test_what_the_silent_are_asked_about_is_the_topic(question, topic):
    assert read(question).topic == topic


def test_what_no_rule_decides_is_guessed():
    asked: list[str] = []

    def guess(question: str) -> QuestionKind:
        asked.append(question)
        return QuestionKind.LIST

    assert understand("what about it then", Language.EN, guess=guess).kind is QuestionKind.LIST
    assert understand("how many", Language.EN, guess=guess).kind is QuestionKind.NUMBER
    assert asked == ["what about it then"]


@given(st.text(max_size=200))
def test_any_text_is_read(question):
    told = understand(question, Language.EN)
    assert told.question == question
    assert told.is_negated in (False, told.kind is QuestionKind.WHICH_REPORTS)
    assert told.level is Level.UNKNOWN or told.kind is QuestionKind.WHICH_REPORTS
    assert understand(question, Language.EN, scope=Scope((), (), (), ())) == told
