from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import detect_language
from search.question import MAX_CHARS, has_words, read_question
from search.scope import Scope
from search.topic import topic_of

CASES = json.loads((Path(__file__).parent / "cases" / "topics.json").read_text(encoding="utf-8"))
NOTHING_NAMED = Scope((), (), (), ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_topic(case):
    question = case["question"]
    assert topic_of(question, NOTHING_NAMED, detect_language(question)) == case["topic"]


@given(st.text(min_size=1, max_size=30).filter(has_words))
def test_a_question_with_words_has_a_topic(question):
    assert topic_of(read_question(question), NOTHING_NAMED, detect_language(read_question(question)))


def test_a_question_is_read_up_to_its_limit():
    assert read_question("校" * (MAX_CHARS + 1)) == "校" * MAX_CHARS
    assert not has_words("?" * MAX_CHARS + "校")


@given(st.text(alphabet=st.characters(categories=["Cs", "Lo", "Nd"])))
def test_what_is_read_can_be_written_in_utf8(question):
    assert read_question(question).encode("utf-8").decode("utf-8") == read_question(question)
    assert len(read_question(question)) == len(question)
