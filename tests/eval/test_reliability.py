"""Probabilities beside outcomes: by hand, by sklearn, by their properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from eval.reliability import Bin, measure_reliability

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_bins_are_half_open_and_the_last_one_holds_certainty():
    found = measure_reliability([0.0, 0.1, 0.19, 0.9, 1.0], [False, True, False, True, True], depth=1)
    assert found.bins == (
        Bin(1, 0.0, 0.0),
        Bin(2, pytest.approx(0.145), 0.5),
        Bin(2, pytest.approx(0.95), 1.0),
    )
    assert found.brier == pytest.approx((0 + 0.81 + 0.0361 + 0.01 + 0) / 5)
    assert found.brier_of_base == pytest.approx(0.6 * 0.4)
    assert found.error == pytest.approx((0 + 2 * 0.355 + 2 * 0.05) / 5)
    assert (found.count, found.depth) == (5, 1)


@given(PAIRS)
def test_sklearn_has_the_same_brier_score(pairs):
    predicted, observed = zip(*pairs, strict=True)
    found = measure_reliability(predicted, observed, depth=1)
    assert found.brier == pytest.approx(brier_score_loss(observed, predicted, labels=[False, True]))
    assert sum(one.count for one in found.bins) == len(pairs)
    assert all(0 <= one.predicted <= 1 and 0 <= one.observed <= 1 for one in found.bins)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_saying_what_comes_is_perfect_and_the_base_rate_has_no_error(observed):
    perfect = measure_reliability([float(one) for one in observed], observed, depth=1)
    assert (perfect.brier, perfect.error) == (0, 0)
    rate = sum(observed) / len(observed)
    base = measure_reliability([rate] * len(observed), observed, depth=1)
    assert base.brier == pytest.approx(base.brier_of_base)
    assert base.error == pytest.approx(0)


@pytest.mark.parametrize(("predicted", "observed"), [([], []), ([0.5], [])])
def test_nothing_to_measure_is_refused(predicted, observed):
    with pytest.raises(ValueError, match="expected as many, at least one"):
        measure_reliability(predicted, observed, depth=1)
