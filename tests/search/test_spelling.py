"""Slips in questions, and what must not be taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.english_spelling import correct_word
from search.sounds import sound_alike
from search.spelling import Spelling

CASES = json.loads((Path(__file__).parent / "cases" / "spelling.json").read_text(encoding="utf-8"))
GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold" / "demo.jsonl"


@pytest.fixture(scope="module")
def spelling(demo_searcher) -> Spelling:
    return Spelling(demo_searcher.index)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_a_question_is_read_as(spelling, case):
    read, readings = spelling.read(case["question"])
    assert (read, [[one.asked, one.read_as] for one in readings]) == (case["read"], case["readings"])


@given(st.text(max_size=40))
def test_readings_say_every_change(spelling, question):
    read, readings = spelling.read(question)
    position = 0
    for reading in readings:
        start = question.index(reading.asked, position)
        question = question[:start] + reading.read_as + question[start + len(reading.asked) :]
        position = start + len(reading.read_as)
    assert read == question


def test_the_words_of_the_corpus_are_no_slips(spelling, demo_searcher):
    index = demo_searcher.index
    for passage in index.passages[:40]:
        text = index.report(passage.report_id).text[passage.start : passage.end]
        assert spelling.read(text) == (text, ())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("淄", "缁", True), ("止", "子", True), ("成", "陈", True), ("足", "篮", False), ("和", "获", False)],
)
def test_characters_sound_alike(one, other, alike):
    assert sound_alike(one, other) is sound_alike(other, one) is alike


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("goverment", "government"),  # written often enough to be in word lists
        ("childern", "children"),
        ("teh", "teh"),  # too short to tell
        ("qqqqqqqq", "qqqqqqqq"),
        ("canteen", "canteen"),
    ],
)
def test_a_word_is_read_as_a_much_commoner_one(word, meant):
    assert correct_word(word, places=()) == meant


def test_a_search_tells_what_it_read(demo_searcher):
    ranking, plain = demo_searcher.rank("缁博的职极制改革"), demo_searcher.rank("淄博的职级制改革")
    assert [(one.asked, one.read_as) for one in ranking.readings] == [("缁博", "淄博"), ("职极制改革", "职级制改革")]
    assert ranking.question == "淄博的职级制改革"
    assert ranking.report_ids == plain.report_ids == ("002_zibo_2022",)
    assert ranking.rows.tolist() == plain.rows.tolist()
