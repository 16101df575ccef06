import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from indexer.centring import PRIOR_WEIGHT, centre, shrunk_mean

unit_rows = arrays.arrays(np.float32, st.tuples(st.integers(0, 8), st.just(3)), elements=st.floats(-1, 1, width=32))


def test_the_mean_of_a_small_corpus_is_drawn_to_the_prior():
    vectors = np.float32([[1, 0], [0, 1]])
    assert shrunk_mean(vectors, np.float32([-1, 0]), weight=2).tolist() == [-0.25, 0.25]


def test_the_mean_of_a_large_corpus_is_its_own():
    vectors = np.tile(np.float32([0.6, 0.8]), (100_000, 1))
    np.testing.assert_allclose(shrunk_mean(vectors, np.float32([-1, 0])), [0.6, 0.8], atol=1e-3)


def test_no_vector_leaves_the_prior():
    assert shrunk_mean(np.empty((0, 2), np.float32), np.float32([0.5, 0.25])).tolist() == [0.5, 0.25]


def test_a_single_passage_does_not_centre_to_nothing():
    passage, prior = np.float32([[1, 0]]), np.float32([0, 1])
    mean = shrunk_mean(passage, prior)
    np.testing.assert_allclose(mean, [1 / (PRIOR_WEIGHT + 1), PRIOR_WEIGHT / (PRIOR_WEIGHT + 1)], atol=1e-6)
    np.testing.assert_allclose(centre(passage, mean), [[2**-0.5, -(2**-0.5)]], atol=1e-6)


@pytest.mark.parametrize("noise", [0, 5e-5])
def test_a_row_that_is_the_mean_becomes_zeros_and_scores_nothing(noise):
    rows = centre(np.float32([[0.6, 0.8], [0, 1]]), np.float32([0.6 + noise, 0.8]))
    assert rows[0].tolist() == [0, 0]
    assert np.linalg.norm(rows[1]) == pytest.approx(1)


@given(unit_rows, arrays.arrays(np.float32, 3, elements=st.floats(-1, 1, width=32)))
def test_rows_are_of_length_one_or_zero_and_point_away_from_the_mean(vectors, mean):
    before = vectors.copy()
    rows = centre(vectors, mean)
    assert rows.dtype == np.float32
    assert np.array_equal(vectors, before)
    for row, vector in zip(rows, vectors, strict=True):
        moved = vector.astype(np.float64) - mean
        length = np.linalg.norm(moved)
        if length > 2e-4:
            np.testing.assert_allclose(row, moved / length, atol=1e-3)
        elif length < 5e-5:
            assert not row.any()
