import sqlite3

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from errors import ModelUnavailableError
from indexer.embedder import Embedder
from indexer.progress import Silent
from indexer.vector_cache import Role, VectorCache, text_key
from tests.indexer.materials import CountingEncoder


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vectors.sqlite"


def halves(*values: float):
    return np.array(values, dtype=np.float16)


def test_what_was_put_is_found_after_reopening(path):
    with VectorCache(path) as cache:
        cache.put("enc", Role.PASSAGE, {b"a": halves(1, 0), b"b": halves(0, 1)})
    with VectorCache(path) as cache:
        found = cache.find("enc", Role.PASSAGE, [b"b", b"c", b"a"])
    assert {key: value.tolist() for key, value in found.items()} == {b"a": [1, 0], b"b": [0, 1]}


def test_encoders_and_roles_are_kept_apart(path):
    with VectorCache(path) as cache:
        cache.put("one", Role.PASSAGE, {b"a": halves(1)})
        cache.put("one", Role.QUERY, {b"a": halves(2)})
        cache.put("two", Role.PASSAGE, {b"a": halves(3)})
        found = [
            cache.find(encoder, role, [b"a"])
            for encoder, role in (
                ("one", Role.PASSAGE),
                ("one", Role.QUERY),
                ("two", Role.PASSAGE),
                ("two", Role.QUERY),
            )
        ]
    assert [one[b"a"].tolist() if one else None for one in found] == [[1], [2], [3], None]


def test_more_keys_than_a_statement_takes(path):
    vectors = {text_key(str(number)): halves(number) for number in range(2000)}
    with VectorCache(path) as cache:
        cache.put("enc", Role.PASSAGE, vectors)
        found = cache.find("enc", Role.PASSAGE, list(vectors))
    assert [float(found[key][0]) for key in vectors] == list(range(2000))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(vector=arrays.arrays(np.float16, st.integers(1, 40)))
def test_every_bit_of_a_vector_comes_back(path, vector):
    with VectorCache(path) as cache:
        key = text_key(vector.tobytes().hex())
        cache.put("enc", Role.QUERY, {key: vector})
        assert cache.find("enc", Role.QUERY, [key])[key].tobytes() == vector.tobytes()


def test_a_file_that_is_no_database_is_an_error(path):
    path.write_bytes(b"not a database, but long enough to look like one" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        VectorCache(path)


def test_each_text_is_encoded_once_and_rows_stay_in_order(path):
    encoder = CountingEncoder()
    texts = ["双减", "县管校聘", "双减", "职级制"]
    with VectorCache(path) as cache:
        first = Embedder(cache, Silent())
        rows = first.passages(encoder, texts)
        second = Embedder(cache, Silent())
        again = second.passages(encoder, ["职级制", "双减", "新的"])
    assert encoder.passages == ["双减", "县管校聘", "职级制", "新的"]
    assert (first.new, first.reused, second.new, second.reused) == (3, 0, 1, 2)
    expected = CountingEncoder().encode_passages(texts)
    np.testing.assert_allclose(rows, expected, atol=5e-4)
    assert np.array_equal(rows[0], rows[2])
    assert np.array_equal(again[:2], rows[[3, 0]])  # from the cache or new: the very same numbers


def test_questions_and_passages_of_one_text_are_two_vectors(path):
    encoder = CountingEncoder()
    with VectorCache(path) as cache:
        embedder = Embedder(cache, Silent())
        embedder.passages(encoder, ["双减"])
        embedder.queries(encoder, ["双减"])
    assert (encoder.passages, encoder.queries, embedder.new) == (["双减"], ["双减"], 2)


def test_no_text_gives_no_row(path):
    with VectorCache(path) as cache:
        assert Embedder(cache, Silent()).passages(CountingEncoder(), []).shape == (0, 64)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[np.nan, 0]], "model broken: gave a vector of length nan, expected finite vectors of length 1"),
        ([[3, 4]], "model broken: gave a vector of length 5, expected finite"),
        ([[0, 0]], "gave a vector of length 0, expected finite"),
        ([[1, 0], [1, 0]], r"gave vectors of shape \(2, 2\), expected \(1, 2\)"),
    ],
)
def test_an_encoder_that_gives_no_unit_vectors_is_refused_and_nothing_is_kept(path, rows, message):
    class Broken(CountingEncoder):
        def encode_passages(self, texts, *, on_batch=None):
            return np.array(rows, dtype=np.float32)

    encoder = Broken("broken", dimension=2)
    with VectorCache(path) as cache:
        with pytest.raises(ModelUnavailableError, match=message):
            Embedder(cache, Silent()).passages(encoder, ["双减"])
        assert cache.find(encoder.fingerprint, Role.PASSAGE, [text_key("双减")]) == {}
