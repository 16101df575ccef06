"""Means and intervals: by hand, against scipy, and by their properties."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from eval.shares import Figure, Share, resample, summarise, to_arrays

shares = st.integers(1, 5).flatmap(lambda n: st.integers(0, n).map(lambda total: Share(total, n)))


def test_shares_are_added_up_before_they_are_divided():
    (figure,) = summarise(["status"], [{"status": Share(2, 2)}, {"status": Share(0, 1)}, {}])
    assert (figure.value, figure.count) == (pytest.approx(2 / 3), 3)


def test_a_measure_of_nothing_is_null():
    assert summarise(["set F1"], [{}, {}]) == (Figure("set F1", None, 0, None, None),)
    assert summarise(["set F1"], []) == (Figure("set F1", None, 0, None, None),)


def test_equal_questions_leave_no_doubt():
    (figure,) = summarise(["recall@1"], [{"recall@1": Share(1, 1)}] * 7)
    assert (figure.value, figure.low, figure.high) == (1, 1, 1)


def test_the_interval_is_that_of_scipy():
    values = np.array([1.0] * 70 + [0.0] * 30)
    (figure,) = summarise(["recall@1"], [{"recall@1": Share(value, 1)} for value in values])
    theirs = scipy.stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1)
    assert figure.low == pytest.approx(theirs.confidence_interval.low, abs=0.02)
    assert figure.high == pytest.approx(theirs.confidence_interval.high, abs=0.02)


def test_the_interval_is_the_same_every_time():
    rows = [{"recall@1": Share(number % 3 == 0, 1)} for number in range(20)]
    assert summarise(["recall@1"], rows) == summarise(["recall@1"], rows)


def test_two_runs_over_the_same_questions_get_the_same_draws():
    rows = [{"m": Share(number % 2, 1)} for number in range(9)]
    turned = [{"m": Share(1 - number % 2, 1)} for number in range(9)]
    samples = resample(*to_arrays(["m"], rows)) + resample(*to_arrays(["m"], turned))
    assert samples == pytest.approx(np.ones((2000, 1)))


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), shares), max_size=12))
def test_figures_and_intervals_lie_between_nothing_and_all(rows):
    for figure in summarise(["a", "b"], rows):
        known = [value for value in (figure.low, figure.value, figure.high) if value is not None]
        assert len(known) == (3 if figure.count else 0)
        assert all(0 <= value <= 1 for value in known)
        assert figure.count == sum(row[figure.measure].out_of for row in rows if figure.measure in row)
