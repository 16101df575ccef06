"""What the index keeps of the dictionary."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.glosses import gloss_terms, pack_glosses, unpack_glosses
from indexer.terms import choose_terms
from language import english_key, meanings, pinyin_key


def test_a_term_is_listed_under_each_of_its_meanings():
    terms = ["校车", "预算", "预算管理", "教师"]
    found = gloss_terms(terms)
    assert found["budget"] == (1,)
    assert {key for key, rows in found.items() if 0 in rows} == {*meanings("校车"), pinyin_key("校车")}
    assert [key for key, rows in found.items() if 2 in rows] == [pinyin_key("预算管理")]


def test_a_word_the_dictionary_lacks_means_what_its_parts_mean():
    assert meanings("校园网") == ()
    assert gloss_terms(["校园网"])[english_key("campuses")] == (0,)


@given(st.dictionaries(st.text("abc ", min_size=1), st.lists(st.integers(0, 99), min_size=1).map(tuple), max_size=5))
def test_what_is_packed_is_unpacked(glosses):
    file = BytesIO()
    np.savez(file, allow_pickle=False, **pack_glosses(glosses))
    file.seek(0)
    with np.load(file) as arrays:
        assert unpack_glosses(arrays) == glosses


def test_of_terms_that_stand_once_words_of_the_dictionary_are_kept_first():
    assert choose_terms([["职级制改革", "校车", "校长职级制", "职级制改革"]], most=2) == ("校车", "职级制改革")
