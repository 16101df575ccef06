"""Rare words of a question count more, punctuation not at all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.token_weights import weigh_tokens


def test_pieces_of_one_word_weigh_what_the_word_weighs():
    whole = weigh_tokens([" schools"])
    assert weigh_tokens([" school", "s"]).tolist() == [whole[0], whole[0]]
    assert weigh_tokens([" school", " s"])[0] != whole[0]


@pytest.mark.parametrize(
    ("rarer", "more_common"),
    [
        (" vocational", " the"),
        (" reform", " which"),
        ("how", " how"),  # not by its blank, nor by how seldom Chinese writes it
        ("职级", "学校"),
        ("校车", "的"),
        ("教育", "是什么"),  # as rare as its rarest word, though no dictionary has the three together
        ("2022", " schools"),
    ],
)
def test_a_rare_word_counts_more_than_a_common_one(rarer, more_common):
    assert weigh_tokens([rarer])[0] >= weigh_tokens([more_common])[0]


@pytest.mark.parametrize("tokens", [["?"], ["，", "。"], ["「", " "]])
def test_where_only_punctuation_is_left_all_count_alike(tokens):
    assert weigh_tokens(tokens).tolist() == [1.0] * len(tokens)


def test_punctuation_counts_nothing_beside_words():
    assert weigh_tokens(["职级", "？", " bus", "?"])[[1, 3]].tolist() == [0.0, 0.0]


def test_no_tokens_have_no_weights():
    assert weigh_tokens([]).shape == (0,)


@given(st.lists(st.text(max_size=6), max_size=12))
def test_every_token_has_a_weight_between_none_and_the_most(tokens):
    weights = weigh_tokens(tokens)
    assert weights.shape == (len(tokens),)
    assert np.isfinite(weights).all()
    assert ((weights >= 0) & (weights <= 9)).all()
    assert weights.any() or not tokens
