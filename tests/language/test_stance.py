"""The stance of sentences, in both scripts."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from language import fold_text, stance_of, to_traditional
from records import Stance
from tests.rows import each_row

CASES = json.loads((Path(__file__).parent / "cases" / "stance.json").read_text(encoding="utf-8"))


@each_row(CASES)
def test_a_sentence_has_its_stance(sentence, inherited, expected):
    assert stance_of(sentence, inherited=Stance(inherited)) is Stance(expected)


@each_row(CASES)
def test_a_sentence_in_traditional_characters_has_the_same(sentence, inherited, expected):
    assert stance_of(to_traditional(sentence), inherited=Stance(inherited)) is Stance(expected)


@given(st.text(alphabet="拟将已完成争取计划目标不足问题，。了要", max_size=20), st.sampled_from(Stance))
def test_the_script_does_not_matter(text, inherited):
    assert stance_of(text, inherited=inherited) is stance_of(fold_text(text), inherited=inherited)


@each_row(CASES)
def test_half_width_punctuation_does_not_matter(sentence, inherited, expected):
    narrow = sentence.translate(str.maketrans("，；：", ",;:"))
    assert stance_of(narrow, inherited=Stance(inherited)) is Stance(expected)
