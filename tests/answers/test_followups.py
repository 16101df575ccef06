"""Which questions take up the one before, and what they are taken to mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.followups import take_up
from answers.rephrasing import rephrase
from records import Language, Level, Place, QuestionKind, Stance, Understanding
from tests.answers.test_understanding import REPORTS, read
from tests.rows import each_row

CASES = json.loads((Path(__file__).parent / "cases" / "followups.json").read_text(encoding="utf-8"))
ZIBO = Place("淄博市", "Zibo", Level.CITY, "山东省")
QINGDAO = Place("青岛市", "Qingdao", Level.CITY, "山东省")


@each_row(CASES)
def test_a_question_is_taken_up(case):
    assert take_up(case["question"], read(case["before"]), REPORTS) == case["whole"]


def test_a_third_of_the_cases_stand_alone():
    assert sum(case["whole"] is None for case in CASES) >= len(CASES) / 4
    assert len(CASES) >= 80


@given(st.text(max_size=60))
def test_any_text_is_taken_up_or_stands_alone(question):
    whole = take_up(question, read("which cities plan principal rank reform"), REPORTS)
    assert whole is None or whole


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stance", [Stance.NONE, Stance.PLANNED, Stance.DONE, Stance.PROBLEM])
@pytest.mark.parametrize("level", [Level.UNKNOWN, Level.PROVINCE, Level.CITY, Level.COUNTY])
@pytest.mark.parametrize("form", ["", "count"])
def test_a_question_for_reports_is_read_as_it_was_meant(language, stance, level, form):
    asked = Understanding("", QuestionKind.WHICH_REPORTS, topic_in(language), stance=stance, level=level)
    told = read(rephrase(asked, language, form=form))
    assert (told.kind, told.stance, told.level, told.is_negated) == (asked.kind, stance, level, False)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("form", ["", "count"])
def test_a_question_for_the_silent_is_read_as_it_was_meant(language, form):
    asked = Understanding("", QuestionKind.WHICH_REPORTS, topic_in(language), is_negated=True, level=Level.CITY)
    told = read(rephrase(asked, language, form=form))
    assert (told.kind, told.stance, told.level, told.is_negated) == (asked.kind, Stance.NONE, Level.CITY, True)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stance", [Stance.NONE, Stance.PLANNED, Stance.DONE, Stance.PROBLEM])
@pytest.mark.parametrize("kind", [QuestionKind.YES_NO, QuestionKind.SUMMARY])
def test_a_question_about_a_place_is_read_as_it_was_meant(language, stance, kind):
    text = rephrase(Understanding("", kind, topic_in(language), stance=stance, years=(2022,)), language, places=[ZIBO])
    told = read(text)
    is_list_of_problems = kind is QuestionKind.SUMMARY and stance is Stance.PROBLEM
    assert told.kind is (QuestionKind.LIST if is_list_of_problems else kind)
    assert (told.stance, told.places, told.years) == (stance, ("淄博市",), (2022,))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [QuestionKind.NUMBER, QuestionKind.LIST, QuestionKind.FACT])
def test_other_questions_are_read_as_they_were_meant(language, kind):
    told = read(rephrase(Understanding("", kind, topic_in(language)), language, places=[QINGDAO]))
    assert (told.kind, told.places) == (kind, ("青岛市",))


@pytest.mark.parametrize("language", Language)
def test_places_are_compared_in_every_language(language):
    told = read(rephrase(Understanding("", QuestionKind.COMPARE, topic_in(language)), language, places=[ZIBO, QINGDAO]))
    assert (told.kind, told.places) == (QuestionKind.COMPARE, ("淄博市", "青岛市"))


@pytest.mark.parametrize("language", Language)
def test_a_question_without_a_topic_is_an_overview(language):
    told = read(rephrase(Understanding("", QuestionKind.SUMMARY, ""), language, places=[ZIBO]))
    assert (told.kind, told.places) == (QuestionKind.SUMMARY, ("淄博市",))


def topic_in(language: Language) -> str:
    return "principal rank reform" if language is Language.EN else "校长职级制"
