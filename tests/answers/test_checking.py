"""A written sentence against its quotes: what passes, and every way to fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.writing.checking import check_sentence, share_of_words
from answers.writing.nouns import SentenceStatus
from answers.writing.numbers import missing_numbers, written_numbers
from answers.writing.prompt import sources_of
from records import Finding, Language, Level, Period, Place, Stance
from tests.answers.shelf import HIDDEN, SILENT, cite, make_answer, make_report

CASES = json.loads((Path(__file__).parent / "cases" / "written.json").read_text(encoding="utf-8"))

ZIBO = make_report(
    "zibo",
    "推行校长职级制改革，年内完成70%。新改扩建幼儿园42处，提供学位8.07万个。",
    Place("淄博市", "Zibo", Level.CITY, "山东省"),
    Period(year=2022),
)
QIQIHAR = make_report(
    "qiqihar", "已交流教师300名。", Place("齐齐哈尔市", "Qiqihar", Level.CITY, "黑龙江省"), Period(2019, None, 2020)
)
FINDINGS = (
    Finding(
        ZIBO, True, Stance.PLANNED, 0.9, (),
        (
            cite(ZIBO, "推行校长职级制改革，年内完成70%。", "一、改革"),
            cite(ZIBO, "新改扩建幼儿园42处，提供学位8.07万个。", "二、学前"),
        ),
    ),
    Finding(QIQIHAR, True, Stance.DONE, 0.8, (), (cite(QIQIHAR, "已交流教师300名。", "三、教师"),)),
    SILENT,
)  # fmt: skip
QUESTIONS = {Language.EN: "what do the cities do", Language.HANS: "各市做什么", Language.HANT: "各市做什麼"}


def check(sentence, language=Language.EN, **options: object):
    answer = replace(make_answer(*FINDINGS, language=language), question=QUESTIONS[language])
    sources = {source.number: source for source in sources_of(answer)}
    return check_sentence(sentence, sources, answer, **options)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_sentence_passes_or_fails_as_it_should(case):
    found = check(case["sentence"], Language(case["language"]))
    assert found.status == case["status"]
    if "missing" in case:
        assert list(found.missing) == case["missing"]


def test_marks_are_given_in_one_form():
    found = check("齐齐哈尔已交流教师300名【3】。", Language.HANS)
    assert (found.text, found.citations) == ("齐齐哈尔已交流教师300名[3]。", (3,))


def test_an_english_sentence_is_compared_in_meaning_where_that_can_be():
    seen = []

    def is_near(sentence, cited):
        seen.append((sentence, [source.number for source in cited]))
        return False

    found = check("Everybody in Zibo got a banana [1].", is_near=is_near)
    assert found.status is SentenceStatus.UNSUPPORTED
    assert seen == [("Everybody in Zibo got a banana.", [1])]
    assert check("Everybody in Zibo got a banana [1].", is_near=lambda *_: True).status is SentenceStatus.OK


def test_a_masked_number_backs_no_number():
    found = check("The district built 12 canteens [1].")
    assert found.status is SentenceStatus.FIGURE_MISMATCH
    assert missing_numbers("12所", ["建成xx所，*名教师"]) == ("12",)


def test_a_place_of_an_anonymous_report_is_not_guessed():
    anonymous = replace(HIDDEN, text="建成3所学校。")
    answer = make_answer(Finding(anonymous, True, Stance.DONE, 0.9, (), (cite(anonymous, "建成3所学校。"),)))
    sources = {source.number: source for source in sources_of(answer)}
    assert check_sentence("Beijing built 3 schools [1].", sources, answer).missing == ("Beijing",)
    assert check_sentence("An anonymised district built 3 schools [1].", sources, answer).status is SentenceStatus.OK


# ---------- numbers ----------


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("1,200 places and 3.5%", [("1,200", 1200, False), ("3.5%", 3.5, True)]),
        ("1.2 billion yuan, 3 million", [("1.2 billion", 1.2e9, False), ("3 million", 3e6, False)]),
        ("12亿元、3千人", [("12亿", 1.2e9, False), ("3千", 3000, False)]),
        ("seventy percent", [("seventy percent", 70, True)]),
        ("two hundred schools", [("two hundred", 200, False)]),
        ("one of them, 一个学校, first, 第一", []),
        ("No figure at all.", []),
        ("2022年6月", [("2022", 2022, False), ("6", 6, False)]),
    ],
)
def test_numbers_of_a_sentence(sentence, numbers):
    found = [(number.text, number.value, number.is_share) for number in written_numbers(sentence)]
    assert found == [(text, pytest.approx(value), share) for text, value, share in numbers]


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_a_number_is_held_by_itself_and_by_no_other(held, claimed):
    missing = missing_numbers(f"共{claimed}所", [f"建成{held}所"])
    assert missing == (() if held == claimed else (str(claimed),))


@given(st.integers(2, 9999))
def test_thousands_in_english_are_ten_thousands_in_chinese(value):
    assert missing_numbers(f"{value * 10_000:,} places", [f"提供学位{value}万个"]) == ()
    assert missing_numbers(f"{value} places", [f"提供学位{value}万个"]) == (str(value),)


# ---------- words ----------


@given(st.text(alphabet="校长职级制改革推行", min_size=2, max_size=12))
def test_what_is_quoted_word_for_word_is_all_there(text):
    assert share_of_words(text, [text], "") == 1


def test_what_the_question_says_does_not_count():
    assert share_of_words("校长职级制停课", ["食堂"], "校长职级制") == 0
    assert share_of_words("校长职级制", ["食堂"], "校长职级制") == 1
