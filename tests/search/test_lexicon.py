"""The terms of an index, asked which passages hold them and how near they are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer import Terms
from search.lexicon import Lexicon

N_TERMS = 6


def lexicon_of(held):
    lists = [np.unique(np.int32(terms)) for terms in held]
    starts = np.cumsum([0, *(len(terms) for terms in lists)]).astype(np.int32)
    vectors = np.eye(N_TERMS, dtype=np.float32)
    texts = tuple("校车税长堂场"[:N_TERMS])
    joined = np.concatenate([*lists, np.int32([])]).astype(np.int32)
    return Lexicon(Terms(texts, vectors, np.zeros(N_TERMS, np.float32), starts, joined, "table"))


@given(
    held=st.lists(st.lists(st.integers(0, N_TERMS - 1), max_size=4), min_size=1, max_size=6),
    cosines=st.lists(st.lists(st.floats(-1, 1, width=32), min_size=N_TERMS, max_size=N_TERMS), max_size=3),
)
def test_the_nearest_term_held_is_the_largest_cosine_and_minus_one_without_terms(held, cosines):
    found = lexicon_of(held).nearest_held(np.float32(cosines).reshape(-1, N_TERMS))
    expected = [[max((row[term] for term in terms), default=-1.0) for terms in held] for row in cosines]
    assert found.tolist() == np.float32(expected).reshape(-1, len(held)).tolist()


@given(st.lists(st.lists(st.integers(0, N_TERMS - 1), max_size=4), min_size=1, max_size=6))
def test_the_passages_of_a_term_are_those_that_hold_it(held):
    lexicon = lexicon_of(held)
    for term in range(N_TERMS):
        assert lexicon.passages_of(term).tolist() == [row for row, terms in enumerate(held) if term in terms]
