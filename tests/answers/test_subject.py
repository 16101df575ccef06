"""Questions about something else than the reports, with the bundled encoders; it learns from none of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers.subject import learn_subject
from answers.wording import say
from embeddings import background_questions
from language import detect_language
from records import Language

CASES = Path(__file__).parent / "cases"
OUTSIDE = json.loads((CASES / "outside.json").read_text(encoding="utf-8"))
EXAMPLES = json.loads((Path(learn_subject.__code__.co_filename).parent / "subject_questions.json").read_text("utf-8"))
ABOUT_REPORTS = [
    "which cities plan principal rank reform",
    "Which reports mention football at school?",
    "What is Qiqihar's target for cutting short-sightedness among pupils?",
    "哪些城市计划推行校长职级制",
    "党建",
    "齐齐哈尔那位老师在全国实验教学说课里拿了什么奖",
    "智慧校園",
    "青島做了什麼",
    "what did Qingdao do",
    "Zibo",
]
MOST_MISSED = 3


def test_no_case_is_an_example():
    learnt = {*EXAMPLES["en"], *EXAMPLES["zh-Hans"], *(one for each in background_questions().values() for one in each)}
    assert not learnt & set(OUTSIDE)
    assert len(set(OUTSIDE)) == len(OUTSIDE) == 60
    assert {detect_language(question) for question in OUTSIDE} == set(Language)


def test_an_encoder_that_cannot_tell_them_apart_is_not_asked(demo_answerer):
    assert not learn_subject(demo_answerer.searcher, Language.EN).is_telling
    assert demo_answerer.ask("who won the football world cup").text != say("outside", Language.EN)


@pytest.mark.slow
def test_nearly_all_are_told_that_the_reports_are_about_something_else(real_demo_answerer):
    missed = []
    for question in OUTSIDE:
        answer = real_demo_answerer.ask(question)
        if answer.text != say("outside", answer.language):
            missed.append(question)
        else:
            assert (answer.is_abstained, answer.coverage.supporting) == (True, 0)
            assert answer.coverage.reports == len(answer.findings) > 0
    assert len(missed) <= MOST_MISSED, missed
    assert "who won the football world cup" not in missed


@pytest.mark.slow
@pytest.mark.parametrize("question", ABOUT_REPORTS)
def test_a_question_about_the_reports_is_answered(real_demo_answerer, question):
    answer = real_demo_answerer.ask(question)
    assert answer.text != say("outside", answer.language)
