"""Token vectors in 24 bytes: against brute force, and what is lost."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.codec import CODE_BYTES, Codec, load_codec, train_codec, write_codec

DIMENSION = 256


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def passages() -> list[tuple[np.ndarray, np.ndarray]]:
    """Passages with tokens around them, more spread along the first directions, as those of real encoders are."""
    random = np.random.default_rng(5)
    spread = np.geomspace(1, 0.05, DIMENSION)
    made = []
    for _ in range(60):
        passage = unit(random.normal(size=DIMENSION) * spread)
        made.append((passage, unit(0.7 * passage + 0.7 * unit(random.normal(size=(50, DIMENSION)) * spread))))
    return made


@pytest.fixture(scope="module")
def codec(passages) -> Codec:
    zeros = np.zeros(DIMENSION, np.float32)
    bases = np.stack([passage for passage, _ in passages])
    return train_codec([tokens for _, tokens in passages], bases, english_questions=zeros, chinese_questions=zeros)


def test_a_code_is_24_bytes_of_the_nearest_centroids(codec, passages):
    passage, tokens = passages[0]
    codes = codec.encode(tokens, passage)
    assert (codes.dtype, codes.shape) == (np.uint8, (50, CODE_BYTES))
    rest = ((tokens - codec.share * passage - codec.offset) @ codec.basis).reshape(50, CODE_BYTES, 8)
    distances = ((rest[:, :, None, :] - codec.centroids[None]) ** 2).sum(axis=-1)
    chosen = np.take_along_axis(distances, codes[:, :, None].astype(np.int64), axis=2)[:, :, 0]
    np.testing.assert_allclose(chosen, distances.min(axis=2), atol=1e-5)
    expected = codec.centroids[np.arange(CODE_BYTES)[None], codes].reshape(50, 192)
    np.testing.assert_array_equal(codec.decode(codes), expected)


def test_the_basis_is_orthonormal_and_deals_its_directions_out_evenly(codec, passages):
    np.testing.assert_allclose(codec.basis.T @ codec.basis, np.eye(192), atol=1e-4)
    rest = np.concatenate([tokens - codec.share * passage - codec.offset for passage, tokens in passages])
    by_byte = ((rest @ codec.basis) ** 2).mean(axis=0).reshape(CODE_BYTES, 8)
    products = np.log(by_byte).sum(axis=1)
    assert np.ptp(products) < 1.0  # in order of size the first and the last byte would be 40 apart


def test_little_is_lost(codec, passages):
    for passage, tokens in passages[:5]:
        again = codec.share * passage + codec.offset + codec.decode(codec.encode(tokens, passage)) @ codec.basis.T
        assert (unit(again) * tokens).sum(axis=1).mean() > 0.85
    assert codec.decode(np.empty((0, CODE_BYTES), np.uint8)).shape == (0, 192)


def test_a_codec_is_kept_in_half_precision(codec, passages, tmp_path, monkeypatch):
    write_codec(tmp_path / "other.npz", codec)
    monkeypatch.setattr("indexer.codec._CODECS", tmp_path)
    found = load_codec.__wrapped__("other")
    np.testing.assert_allclose(found.centroids, codec.centroids, atol=1e-3)
    assert found.share == pytest.approx(codec.share, abs=1e-3)
    assert found.fingerprint != codec.fingerprint  # the numbers differ, and so may the codes
    passage, tokens = passages[1]
    assert (found.encode(tokens, passage) == codec.encode(tokens, passage)).mean() > 0.95


@pytest.mark.parametrize("name", ["muse", "hashing", "", "../codecs/e5", "some/model", "..", "/tmp/e5"])
def test_other_encoders_have_no_codec(name):
    assert load_codec(name) is None


def test_the_codec_of_e5_comes_with_the_program():
    codec = load_codec("e5")
    assert codec.centroids.shape == (CODE_BYTES, 256, 8)
    assert codec.basis.shape == (384, 192)
    np.testing.assert_allclose(codec.basis.T @ codec.basis, np.eye(192), atol=2e-3)
    assert np.linalg.norm(codec.english_questions) < 1
    assert np.linalg.norm(codec.chinese_questions) < 1
