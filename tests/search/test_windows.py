from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Language
from search.legs import dense_legs
from search.windows import cut_windows

SENTENCE = "推行校长职级制改革。"  # nine Han characters and a stop cost 9 * 0.85 + 0.35 = 8.0


@pytest.mark.parametrize(
    ("text", "max_cost", "windows"),
    [
        ("校车", 240, ("校车",)),
        (SENTENCE * 3, 16.1, (SENTENCE * 2, SENTENCE)),
        (SENTENCE * 3, 15.9, (SENTENCE, SENTENCE, SENTENCE)),
        ("校" * 25, 8.5, ("校" * 10, "校" * 10, "校" * 5)),  # no end of a sentence: ten characters cost 8.5
        ("abcd " * 4, 4.0, ("abcd abcd ", "abcd abcd ")),  # a word costs 4 * 0.35, its blank 0.35
    ],
)
def test_windows_end_with_sentences_where_they_can(text, max_cost, windows):
    assert cut_windows(text, max_cost=max_cost) == windows


@given(st.text(alphabet="校车。，a \n", min_size=1, max_size=200), st.integers(1, 40))
def test_no_word_is_lost(text, max_cost):
    windows = cut_windows(text, max_cost=max_cost)
    assert "".join("".join(windows).split()) == "".join(text.split())


def test_of_a_long_question_the_nearest_window_counts(demo_searcher):
    index, (encoder,) = demo_searcher.index, demo_searcher.ensemble.members
    windows = cut_windows("推行校长职级制改革。" * 25 + "加强食堂管理。" * 35)
    assert len(windows) == 2
    vectors = index.centre_query("hashing", encoder.encode_queries(windows), Language.HANS)
    (together,) = dense_legs(index, {"hashing": vectors})
    (one,), (other,) = (dense_legs(index, {"hashing": vectors[row : row + 1]}) for row in (0, 1))
    np.testing.assert_allclose(
        together.passages.scores, np.maximum(one.passages.scores, other.passages.scores), atol=1e-6
    )
    np.testing.assert_allclose(together.by_sentence, np.maximum(one.by_sentence, other.by_sentence), atol=1e-6)
