"""Fusion against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Language
from search.fusion import counted_weights, fuse, load_weights, weight_of
from search.legs import JOINT, LegScores
from search.standard import standardise

LEGS = st.lists(st.lists(st.floats(-1, 1, width=32), min_size=5, max_size=5), min_size=1, max_size=5)


def legs_of(rows: list[list[float]]) -> list[LegScores]:
    return [LegScores(f"model{number}:passages", np.float32(row)) for number, row in enumerate(rows)]


def test_fused_scores_worked_out_by_hand():
    dense = LegScores("e5:passages", np.float32([1, 3]))  # mean 2, deviation 1: -1, 1
    lexical = LegScores("bm25", np.float32([6, 2]))  # mean 4, deviation 2: 1, -1
    fused = fuse([dense, lexical], {"*:passages": 2.0, "bm25": 0.5})
    assert fused.dtype == np.float32
    assert fused.tolist() == [-1.5, 1.5]  # 2 * -1 + 0.5 * 1, 2 * 1 + 0.5 * -1


def test_a_legs_unit_does_not_count():
    small, large = LegScores("a:passages", np.float32([1, 3])), LegScores("a:passages", np.float32([100, 300]))
    weights = {"*:passages": 1.0}
    assert fuse([small], weights).tolist() == fuse([large], weights).tolist() == [-1.0, 1.0]


def test_a_leg_that_cannot_tell_passages_apart_adds_nothing():
    flat = LegScores("bm25", np.float32([7, 7]))
    assert standardise(flat.scores).tolist() == [0.0, 0.0]
    assert standardise(np.float32([0.3])).tolist() == [0.0]
    dense = LegScores("e5:passages", np.float32([1, 3]))
    assert fuse([dense, flat], {"*:passages": 1.0, "bm25": 1.0}).tolist() == [-1.0, 1.0]


@given(LEGS, st.randoms(use_true_random=False))
def test_the_order_of_the_legs_does_not_count(rows, random):
    legs = legs_of(rows)
    shuffled = list(legs)
    random.shuffle(shuffled)
    weights = {"*:passages": 0.7, "model0:passages": 1.3}
    np.testing.assert_array_equal(fuse(legs, weights), fuse(shuffled, weights))


@given(LEGS)
def test_standardised_scores_keep_their_order(rows):
    for row in rows:
        scores = np.float32(row)
        standard = standardise(scores)
        for before, after in zip(np.argsort(scores), np.argsort(scores)[1:], strict=False):
            assert standard[before] <= standard[after]


def test_a_legs_own_weight_comes_before_that_of_its_kind():
    weights = {"*:passages": 1.0, "muse:passages": 0.25, "bm25": 2.0}
    assert weight_of("muse:passages", weights) == 0.25
    assert weight_of("e5:passages", weights) == 1.0
    assert weight_of("bm25", weights) == 2.0


def test_a_leg_without_a_weight_is_an_error():
    with pytest.raises(ValueError, match=r"^leg e5:tokens has no weight; known are \*:passages, bm25$"):
        weight_of("e5:tokens", {"bm25": 1.0, "*:passages": 1.0})


def test_fusion_needs_a_leg():
    with pytest.raises(ValueError, match=r"^fusion needs at least one leg, got none$"):
        fuse([], {})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("encoder", ["e5+muse", "e5", "some/model"])
def test_every_leg_that_a_question_has_is_weighed(language, encoder):
    weights = load_weights(language, encoder)
    dense = [f"{name}:{unit}" for name in encoder.split("+") for unit in ("passages", "sentences")]
    names = [*dense, "terms"] + ([] if language is Language.EN else ["bm25"])
    assert all(weight_of(name, weights) >= 0 for name in names)
    assert any(weight_of(name, weights) > 0 for name in (*dense, *([JOINT] if "+" in encoder else [])))


def test_weights_are_those_that_were_learnt_for_the_encoders():
    assert load_weights(Language.HANT, "e5+muse") == load_weights(Language.HANS, "e5+muse")
    assert (
        load_weights(Language.HANS, "muse")
        == load_weights(Language.HANS, "any")
        != load_weights(Language.HANS, "e5+muse")
    )


def test_legs_count_by_their_weights_and_alone_even_without_one():
    weights = {"bm25": 1.5, "terms": 0.0, "e5:passages": 0.0}
    names = list(weights)
    assert counted_weights(names, weights, ()) == weights
    assert counted_weights(names, weights, ("bm25", "terms")) == {"bm25": 1.5, "terms": 0.0, "e5:passages": 0.0}
    assert counted_weights(names, weights, ("terms", "e5:passages")) == {"bm25": 0.0, "terms": 1.0, "e5:passages": 1.0}
    assert counted_weights(names, weights, ("e5:tokens",)) == dict.fromkeys(names, 0.0)
