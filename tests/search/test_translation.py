"""Term translation against numbers worked out by hand, over three passages and four terms."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import pytest

from indexer import Terms
from language import english_key
from search.lexicon import Lexicon
from search.phrases import phrases_of
from search.translation import LEAST_COSINE, translate

# Passage 0 holds 校车 and 校长, passage 1 only 税, passage 2 nothing.
TERMS = Terms(
    texts=("校车", "校长", "税", "食堂"),
    vectors=np.float32([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.8, 0.6, 0]]),
    mean=np.zeros(3, dtype=np.float32),
    starts=np.int32([0, 2, 3, 3]),
    held=np.int32([0, 1, 2]),
    encoder="table",
)
NO_TERMS = Terms(
    texts=(),
    vectors=np.zeros((0, 3), dtype=np.float32),
    mean=np.zeros(3, dtype=np.float32),
    starts=np.zeros(4, dtype=np.int32),
    held=np.zeros(0, dtype=np.int32),
    encoder="table",
)


VECTORS = {
    "bus": (1, 0, 0),
    "tax": (0, 0, 1),
    "bus tax": (0.6, 0, 0.8),
    "校车": (1, 0, 0),
    "campus": (0, -1, 0),
    "campus bus": (0, 0, 1),
}


class TableEncoder:
    """Vectors by a table; anything else lies halfway between all terms."""

    name, fingerprint, dimension = "table", "0" * 16, 3

    def encode_passages(self, texts: Sequence[str], *, on_batch=None):
        rows = np.float32([VECTORS.get(text, (1, 1, 1)) for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    encode_queries = encode_passages


@pytest.mark.parametrize(
    ("topic", "phrases"),
    [
        ("school bus", ("school bus", "school", "bus")),
        ("a bus", ("a bus", "bus")),  # a lone letter is no phrase
        ("a b c d e", ("a b c d", "b c d e", "a b c", "b c d", "c d e", "a b", "b c", "c d", "d e")),
        ("校车", ("校车",)),
        ("校长职级制 教师", ("校长职级制", "校长职级", "职级制", "校长", "职级", "教师")),
        ("税", ("税",)),  # all that is asked
        ("税 校车", ("校车",)),
        ("9", ()),
        ("校车 school bus", ("school bus", "校车", "school", "bus")),  # mixed
        ("校车school bus", ("school bus", "校车", "school", "bus")),
        ("bus 2022 tax", ("bus", "tax")),
        ("5g校车15", ("5g", "校车")),
        ("bus bus", ("bus bus", "bus")),
        ("fixed-term post", ("fixed term post", "fixed term", "term post", "fixed", "term", "post")),
    ],
)
def test_phrases_are_runs_of_words_longer_ones_first(topic, phrases):
    assert tuple(phrase.text for phrase in phrases_of(topic)) == phrases


def test_scores_worked_out_by_hand():
    found = translate(Lexicon(TERMS), TableEncoder(), "bus tax")
    # Passage 0 comes as near as 0.6 to "bus tax" (by 校车), 1 to "bus", 0 to "tax"; passage 1 as 0.8 (by 税), 0 and 1.
    # Each phrase has one nearest passage of three, so they weigh alike but for their words: 2, 1, 1. Above 0.3 counts.
    far, near = (0.3 / 0.7) ** 2, (0.5 / 0.7) ** 2
    assert found.scores == pytest.approx([(2 * far + 1) / 4, (2 * near + 1) / 4, 0.0], abs=1e-6)
    assert [(near.phrase, near.term) for near in found.near] == [("bus", "校车"), ("tax", "税")]
    assert [near.cosine for near in found.near] == [1.0, 1.0]


def test_a_sentence_gains_by_the_terms_it_holds():
    found = translate(Lexicon(TERMS), TableEncoder(), "bus tax")
    pair = (0.8 - LEAST_COSINE) / (1 - LEAST_COSINE)
    assert found.match("新增校车") == pytest.approx(1 / 6, abs=1e-6)
    assert found.match("校车的税") == pytest.approx((4 * pair + 2) / 6, abs=1e-6)
    assert found.match("操场") == 0.0


def test_a_phrase_that_is_near_everywhere_weighs_less():
    everywhere = Terms(TERMS.texts, TERMS.vectors, TERMS.mean, np.int32([0, 1, 2, 4]), np.int32([0, 0, 0, 2]), "table")
    found = translate(Lexicon(everywhere), TableEncoder(), "bus tax")
    # All three passages hold the nearest term of "bus", one those of the other two; passage 2 holds both terms.
    bus, tax, pair = math.log(1 + 3 / 3), math.log(1 + 3 / 1), 2 * math.log(1 + 3 / 1)
    gained = bus + tax + pair * (0.5 / 0.7) ** 2
    assert found.scores[2] == pytest.approx(gained / (bus + tax + pair), abs=1e-6)


@pytest.mark.parametrize(("terms", "topic"), [(NO_TERMS, "bus"), (TERMS, "9"), (TERMS, "")])
def test_nothing_to_match_scores_zero(terms, topic):
    found = translate(Lexicon(terms), TableEncoder(), topic)
    assert found.scores.tolist() == [0.0, 0.0, 0.0]
    assert found.near == ()


def test_a_middling_term_gains_a_little_and_a_far_one_nothing():
    found = translate(Lexicon(TERMS), TableEncoder(), "食堂 操场")  # 食堂 is a term; the other lies at 0.58 from all
    assert found.scores[0] > found.scores[1] > 0 == found.scores[2]


def test_one_passage_can_be_translated_to():
    one = Terms(("校车",), np.float32([[1, 0, 0]]), np.zeros(3, np.float32), np.int32([0, 1]), np.int32([0]), "table")
    found = translate(Lexicon(one), TableEncoder(), "校车")
    assert found.scores == pytest.approx([1.0])


def test_a_term_of_a_longer_phrase_comes_first_and_stands_for_its_parts():
    vectors = np.float32([[0.6, 0, 0.8], [1, 0, 0]])
    terms = Terms(("学校校车", "校车"), vectors, np.zeros(3, np.float32), np.int32([0, 1]), np.int32([0]), "table")
    found = translate(Lexicon(terms), TableEncoder(), "campus bus")
    # "campus bus" is 学校校车 with 0.8, times the root of two words 1.13; "bus" is 校车 with 1.0.
    assert [(near.phrase, near.term, near.cosine) for near in found.near] == [("campus bus", "学校校车", 0.8)]


def test_a_term_the_dictionary_gives_is_near_whatever_its_vector():
    glossed = dataclasses.replace(TERMS, glosses={english_key("canteens"): (3,), english_key("bus"): (2,)})
    found = translate(Lexicon(glossed), TableEncoder(), "canteen")
    assert [(near.term, near.cosine) for near in found.near] == [("食堂", 0.9)]
    # A vector that is nearer counts: "bus" is 校车 with 1.0, and the tax of the dictionary with 0.9.
    assert [near.term for near in translate(Lexicon(glossed), TableEncoder(), "bus").near] == ["校车"]
    assert translate(Lexicon(glossed), TableEncoder(), "bus").scores[1] == pytest.approx((0.6 / 0.7) ** 2)
    assert translate(Lexicon(glossed), TableEncoder(), "食堂").near[0].cosine == pytest.approx(1.0)


def test_what_the_dictionary_knows_as_a_whole_is_not_looked_for_in_parts():
    glossed = dataclasses.replace(TERMS, glosses={english_key("campus bus"): (0,), english_key("campus"): (3,)})
    found = translate(Lexicon(glossed), TableEncoder(), "campus bus tax")
    assert [near.phrase for near in found.nearest if near.phrase in ("campus bus", "campus", "bus")] == ["campus bus"]
    assert "bus tax" in [near.phrase for near in found.nearest]


def test_a_sentence_is_as_near_as_the_terms_of_its_passage_that_stand_in_it():
    nearness = translate(Lexicon(TERMS), TableEncoder(), "bus").nearness
    assert nearness is not None
    assert nearness.of("新增校车和校长", 0) == pytest.approx(1.0)
    assert nearness.of("校长", 0) == nearness.of("税", 1) == nearness.of("校车", 2) == 0.0
    assert translate(Lexicon(NO_TERMS), TableEncoder(), "bus").nearness is None
