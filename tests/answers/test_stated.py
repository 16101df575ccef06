"""A condition on figures that a reader states or changes, and what is taken away of an understanding."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.actions import sort_of_action
from answers.conditions import Condition
from answers.matrix import as_understood
from answers.stated import SIGNS, read_stated, say_condition, show_bound, state_condition
from errors import FilterError
from records import Combination, Language, QuestionKind, Understanding

CASES = json.loads((Path(__file__).parent / "cases" / "stated.json").read_text(encoding="utf-8"))
FORTY = "哪个城市新建的幼儿园超过40处"
BOTH = "哪些报告提到集团化办学但没有提到校长职级制"


def supported(answer):
    return {one.report.report_id[:3] for one in answer.findings if one.is_supported}


@pytest.mark.parametrize("case", CASES["reads"], ids=[case["text"] for case in CASES["reads"]])
def test_a_condition_is_read_written_and_shown(case):
    found = read_stated(case["text"])
    assert (found.relation, found.low, found.high, found.unit) == (
        case["relation"], case["low"], case["high"], case["unit"],
    )  # fmt: skip
    assert state_condition(found) == case["written"]
    assert show_bound(found) == case["shown"]
    assert state_condition(read_stated(state_condition(found))) == case["written"]


@pytest.mark.parametrize("text", CASES["none"])
def test_what_says_no_condition_is_an_error_that_says_what_would_do(text):
    with pytest.raises(FilterError) as raised:
        read_stated(text)
    assert raised.value.field == "condition"
    assert "most, least, a number behind one of > >= < <= ~" in str(raised.value)


@given(st.sampled_from(sorted(SIGNS)), st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["", "%", "个"]))
def test_every_condition_comes_back_as_it_was_written(relation, one, other, unit):
    is_ranking, is_range = relation in ("most", "least"), relation == "between"
    low, high = (0, 0) if is_ranking else sorted((one, other)) if is_range else (one, one)
    made = Condition(relation, float(low), float(high), "" if is_ranking else unit, "", "")
    found = read_stated(state_condition(made))
    assert replace(found, words="") == made


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.EN, "at least 40处"), (Language.HANS, "至少40处"), (Language.HANT, "至少40處")],
)
def test_a_condition_is_said_in_the_answers_language(language, said):
    assert say_condition(read_stated(">= 40处"), language) == said


def test_a_condition_that_is_changed_changes_the_answer(demo_answerer):
    asked = demo_answerer.ask(FORTY).understood
    assert asked.condition == "超过40处"
    assert supported(demo_answerer.ask(FORTY, understood=asked)) == {"002"}
    assert supported(demo_answerer.ask(FORTY, understood=replace(asked, condition=">= 42处"))) == {"002"}
    more = demo_answerer.ask(FORTY, understood=replace(asked, condition="> 42处"))
    assert supported(more) == set()
    assert "超过42处" in more.text
    assert supported(demo_answerer.ask(FORTY, understood=replace(asked, condition="40 .. 45"))) == {"002"}


def test_without_its_condition_more_reports_answer(demo_answerer):
    asked = demo_answerer.ask(FORTY).understood
    without = demo_answerer.ask(FORTY, understood=replace(asked, condition=""))
    assert supported(without) > {"002"}
    assert without.understood.condition == ""


def test_a_condition_that_is_none_is_refused_and_not_forgotten(demo_answerer):
    asked = demo_answerer.ask(FORTY).understood
    with pytest.raises(FilterError, match="condition"):
        demo_answerer.ask(FORTY, understood=replace(asked, condition="rubbish"))


def test_the_second_topic_is_taken_away_or_joined_otherwise(demo_answerer):
    asked = demo_answerer.ask(BOTH).understood
    assert (asked.combination, asked.topic, asked.other_topic) == (Combination.BUT_NOT, "集团化办学", "校长职级制")

    def told(**changes: object) -> set[str]:
        return supported(demo_answerer.ask(BOTH, understood=replace(asked, **changes)))

    alone = told(combination=Combination.NONE, other_topic="")
    also = told(combination=Combination.AND)
    either = told(combination=Combination.OR)
    assert told(combination=Combination.BUT_NOT) == alone - also
    assert alone <= either
    assert also <= alone
    assert "002" in also


def test_an_action_that_is_taken_away_is_not_asked_for(demo_answerer):
    question = "哪些地方取消校外培训"
    asked = demo_answerer.ask(question).understood
    assert (asked.action, sort_of_action(asked)) == ("取消", "end")
    free = replace(asked, action="", topic="校外培训")
    assert supported(demo_answerer.ask(question, understood=asked)) == set()
    assert supported(demo_answerer.ask(question, understood=free)) >= {"002"}
    assert sort_of_action(free) == ""


def test_a_topic_of_a_matrix_keeps_its_action():
    assert as_understood("取消高考").action == "取消"
    assert as_understood("校车").action == ""


def test_an_action_of_an_understanding_without_one_has_no_sort():
    assert sort_of_action(Understanding("哪里取消了校车", QuestionKind.WHICH_REPORTS, "校车")) == ""
