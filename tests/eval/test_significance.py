"""The paired interval and the randomisation test: by hand, by scipy, by their properties."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from eval.shares import Share
from eval.significance import paired_interval, randomisation_test

RIGHT, WRONG, NO_PART = Share(1, 1), Share(0, 1), Share(0, 0)
VALUES = st.sampled_from([0.0, 0.25, 0.5, 1.0])
PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=9)


def to_shares(values):
    return [Share(value, 1) for value in values]


def mean_difference(before, after, axis=-1):
    return np.mean(after, axis=axis) - np.mean(before, axis=axis)


@pytest.mark.parametrize(
    ("before", "after", "chance"),
    [
        # Of n questions that all changed one way, only none and all exchanged are as clear: 2 of 2 ** n.
        ([WRONG] * 5, [RIGHT] * 5, 2 / 2**5),
        # Questions that did not change leave it as it is.
        ([WRONG] * 5 + [RIGHT] * 90, [RIGHT] * 95, 2 / 2**5),
        # Two up and one down: a difference of one question or more has every exchange (sums ±1, ±3).
        ([WRONG, WRONG, RIGHT], [RIGHT, RIGHT, WRONG], 1.0),
        # Three up and one down: |sum| of four signs is at least 2 in 10 of 16.
        ([WRONG] * 3 + [RIGHT], [RIGHT] * 3 + [WRONG], 10 / 16),
        ([RIGHT, WRONG], [RIGHT, WRONG], 1.0),
        ([NO_PART], [NO_PART], 1.0),
        ([NO_PART], [RIGHT], 1.0),
        ([], [], 1.0),
    ],
)
def test_few_changed_questions_are_tried_in_every_way(before, after, chance):
    assert randomisation_test(before, after) == pytest.approx(chance)


def test_shares_of_different_sizes_are_exchanged_whole():
    before, after = [Share(0, 2), Share(1, 1), Share(3, 4)], [Share(2, 2), Share(0, 1), Share(1, 1)]

    def difference(exchanged):
        pairs = [(b, a) if swap else (a, b) for a, b, swap in zip(before, after, exchanged, strict=True)]
        old, new = (np.array([pair[side] for pair in pairs]).sum(axis=0) for side in (0, 1))
        return new[0] / new[1] - old[0] / old[1]

    found = [abs(difference(swaps)) for swaps in itertools.product([False, True], repeat=3)]
    expected = sum(one >= abs(difference([False] * 3)) - 1e-12 for one in found) / len(found)
    assert randomisation_test(before, after) == pytest.approx(expected)


@settings(max_examples=50, deadline=None)
@given(PAIRS.filter(lambda pairs: len(pairs) > 1))  # scipy wants two questions
def test_scipy_has_the_same_exact_value(pairs):
    before, after = (np.array(values) for values in zip(*pairs, strict=True))
    other = permutation_test(
        (before, after), mean_difference, permutation_type="samples", n_resamples=2**10, vectorized=True
    )
    assert randomisation_test(to_shares(before), to_shares(after)) == pytest.approx(other.pvalue)


def test_scipy_has_nearly_the_same_value_where_exchanges_are_drawn():
    generator = np.random.default_rng(3)
    before = generator.integers(0, 2, size=200)
    after = np.where(generator.random(200) < 0.15, generator.random(200) < 0.65, before).astype(int)
    other = permutation_test(
        (before, after), mean_difference, permutation_type="samples", n_resamples=9_999, rng=generator
    )
    # Both draw 10,000: a p of a half has a standard error of 0.005 in each.
    assert 0.001 < other.pvalue < 0.999
    assert randomisation_test(to_shares(before), to_shares(after)) == pytest.approx(other.pvalue, abs=0.03)


@given(PAIRS, st.permutations(range(9)))
def test_neither_order_nor_direction_matters(pairs, order):
    turned = [pairs[place] for place in order if place < len(pairs)]
    (before, after), (second, first) = zip(*pairs, strict=True), zip(*turned, strict=True)
    found = randomisation_test(to_shares(before), to_shares(after))
    assert 0 < found <= 1
    assert randomisation_test(to_shares(first), to_shares(second)) == pytest.approx(found)


def test_drawn_values_depend_on_the_seed_only_and_are_never_nought():
    before, after = [WRONG] * 100, [RIGHT] * 100
    assert randomisation_test(before, after, rounds=999) == 1 / 1000
    mixed = [RIGHT, WRONG] * 30 + [RIGHT] * 8, [WRONG, RIGHT] * 30 + [WRONG] * 8
    assert randomisation_test(*mixed, seed=1) == randomisation_test(*mixed, seed=1)
    assert randomisation_test(*mixed, seed=1) != randomisation_test(*mixed, seed=2)


def test_the_interval_is_paired():
    before, after = [RIGHT, RIGHT, WRONG, WRONG], [RIGHT, RIGHT, RIGHT, WRONG]
    low, high = paired_interval(before, after)
    # Only one question changed, so a draw of four changes by a quarter for each time it is drawn: never down.
    assert low == 0
    assert high in (0.5, 0.75)
    assert paired_interval(before, before) == (0, 0)
    assert paired_interval([NO_PART], [RIGHT]) == (None, None)


@given(PAIRS)
def test_the_interval_turns_with_the_direction(pairs):
    before, after = (to_shares(values) for values in zip(*pairs, strict=True))
    low, high = paired_interval(before, after)
    assert -1 <= low <= high <= 1
    assert paired_interval(after, before) == pytest.approx((-high, -low))


def test_systems_asked_different_questions_are_refused():
    with pytest.raises(ValueError, match="1 questions before and 2 after"):
        randomisation_test([RIGHT], [RIGHT, WRONG])
    with pytest.raises(ValueError, match="2 questions before and 1 after"):
        paired_interval([RIGHT, WRONG], [RIGHT])
    with pytest.raises(ValueError, match="rounds must be at least 1, got 0"):
        randomisation_test([RIGHT], [WRONG], rounds=0)
