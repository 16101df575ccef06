import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import HashingEncoder
from embeddings.encoders import digest

ROOT = Path(__file__).parents[2]
TEXTS = st.text(st.characters(), max_size=60)


def test_one_letter_gives_the_buckets_that_b2sum_gives():
    # Marked "\x02a\x03", the n-grams are: a, \x02a, a\x03, \x02a\x03. `printf a | b2sum -l 64` and so on print
    # the hashes below; of 7 bytes modulo 512 the last nine bits remain, and the eighth byte's lowest bit is the sign.
    hashes = ["40f89e395b66422f", "f36b8f0c4c960501", "1b5d338314f37ee7", "337fe575df550b3f"]
    expected = np.zeros(512, dtype=np.float32)
    for printed in hashes:
        raw = bytes.fromhex(printed)
        expected[int.from_bytes(raw[:7], "big") & 511] += -1 if raw[7] & 1 else 1
    expected /= math.sqrt(float((expected**2).sum()))
    np.testing.assert_array_equal(HashingEncoder().encode_queries(["A"])[0], expected)


def test_an_empty_text_is_its_two_marks():
    raw = bytes.fromhex("372a12de8bab3e8d")
    expected = np.zeros((2, 512), dtype=np.float32)
    expected[:, int.from_bytes(raw[:7], "big") & 511] = -1 if raw[7] & 1 else 1
    np.testing.assert_array_equal(HashingEncoder().encode_passages(["", " \n\u3000"]), expected)


def test_no_text_gives_no_rows_and_no_batch():
    batches: list[int] = []
    assert HashingEncoder().encode_passages([], on_batch=batches.append).shape == (0, 512)
    assert batches == []


def test_a_batch_is_reported_with_its_size():
    batches: list[int] = []
    HashingEncoder().encode_passages(["一", "二", "三"], on_batch=batches.append)
    assert batches == [3]


@given(st.lists(TEXTS, max_size=6))
def test_rows_have_length_one_and_do_not_depend_on_their_company(texts):
    encoder = HashingEncoder()
    together = encoder.encode_passages(texts)
    assert together.dtype == np.float32
    assert together.shape == (len(texts), 512)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    for row, text in zip(together, texts, strict=True):
        np.testing.assert_array_equal(encoder.encode_queries([text])[0], row)


@given(st.text("abc", min_size=1, max_size=8))
def test_a_row_whose_signs_cancel_has_length_one_all_the_same(text):
    # One bucket for everything: as many pluses as minuses leave nothing.
    np.testing.assert_allclose(np.abs(HashingEncoder(dimension=1).encode_queries([text])), 1)


def test_shared_characters_decide_the_rank():
    encoder = HashingEncoder()
    scores = encoder.encode_queries(["校长职级制"]) @ encoder.encode_passages(["推行校长职级制", "校长", "食堂"]).T
    assert np.argsort(-scores[0]).tolist() == [0, 1, 2]


def test_a_lone_surrogate_reads_as_the_replacement_character():
    encoder = HashingEncoder()
    np.testing.assert_array_equal(encoder.encode_queries(["a\ud83d"]), encoder.encode_queries(["a\ufffd"]))


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_the_hash_seed_of_the_process_changes_nothing(seed):
    code = (
        "from embeddings import HashingEncoder as H; print(H().encode_queries(['校长 职级制 abc'])[0].tobytes().hex())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == HashingEncoder().encode_queries(["校长 职级制 abc"])[0].tobytes().hex()


def test_the_fingerprint_tells_dimensions_and_lengths_apart():
    encoders = [HashingEncoder(), HashingEncoder(dimension=64), HashingEncoder(longest=2)]
    assert len({encoder.fingerprint for encoder in encoders}) == 3
    assert HashingEncoder().fingerprint == digest("hashing", "1", "512", "3")
