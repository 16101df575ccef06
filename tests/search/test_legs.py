"""Each leg against a plain computation from its definition."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from embeddings import HashingEncoder, background_questions
from indexer import passage_text
from language import bigram_tokens, fold_text, passage_tokens
from records import Language
from search.interaction import encode_with_tokens
from search.legs import DenseScores, LegScores, best_by_passage, dense_legs, joint_leg, lexical_leg, sum_sentences

QUESTIONS = [
    ("校长职级制推广面", Language.HANS),
    ("principal rank reform", Language.EN),
    ("led", Language.EN),
    ("县管校聘 校长 校长", Language.HANS),
]
STORED_AS_FLOAT16 = 5e-4
PRIOR_WEIGHT = 20


@pytest.fixture(scope="module")
def texts(demo_searcher) -> list[str]:
    """The folded texts that an index is made of, from the reports themselves."""
    index = demo_searcher.index
    return [fold_text(passage_text(index.report(p.report_id).text, index.section_of(p), p)) for p in index.passages]


def background(language: Language) -> np.ndarray:
    texts = [fold_text(text) for text in background_questions()[language]]
    return HashingEncoder().encode_passages(texts).mean(axis=0)


def length_one(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def centred_cosines(texts: list[str], question: str, language: Language) -> np.ndarray:
    """The definition: corpus mean drawn to the general mean, question less the mean question."""
    rows = HashingEncoder().encode_passages(texts)
    mean = (rows.sum(axis=0) + PRIOR_WEIGHT * background(Language.HANS)) / (len(rows) + PRIOR_WEIGHT)
    asked = HashingEncoder().encode_queries([question])[0] - background(language)
    return length_one(rows - mean) @ length_one(asked)


def centred_vectors(searcher, question: str, language: Language) -> dict[str, np.ndarray]:
    raw, _ = encode_with_tokens(searcher.index, searcher.ensemble, question, language)
    return {name: searcher.index.centre_query(name, vectors, language) for name, vectors in raw.items()}


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_passage_leg_is_the_centred_cosine(demo_searcher, texts, question, language):
    (scores,) = dense_legs(demo_searcher.index, centred_vectors(demo_searcher, question, language))
    assert scores.passages.name == "hashing:passages"
    expected = centred_cosines(texts, question, language)
    np.testing.assert_allclose(scores.passages.scores, expected, atol=STORED_AS_FLOAT16)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_sentence_leg_is_the_best_sentence_of_each_passage(demo_searcher, question, language):
    index = demo_searcher.index
    (scores,) = dense_legs(index, centred_vectors(demo_searcher, question, language))
    assert scores.sentences.name == "hashing:sentences"
    sentences = [
        fold_text(span.of(index.report(passage.report_id).text))
        for passage in index.passages
        for span in passage.sentences
    ]
    by_sentence = centred_cosines(sentences, question, language)
    np.testing.assert_allclose(scores.by_sentence, by_sentence, atol=STORED_AS_FLOAT16)
    ends = np.cumsum([len(passage.sentences) for passage in index.passages])
    expected = [max(by_sentence[end - len(p.sentences) : end]) for end, p in zip(ends, index.passages, strict=True)]
    np.testing.assert_allclose(scores.sentences.scores, expected, atol=STORED_AS_FLOAT16)


def test_a_passage_without_sentences_takes_its_own_score():
    best = best_by_passage(np.float32([0.1, -0.4]), np.int32([2, 2]), np.float32([0.5, -0.5, 0.9]))
    np.testing.assert_array_equal(best, np.float32([0.5, -0.5, 0.1]))


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_lexical_leg_is_bm25_as_it_is_written(demo_searcher, texts, question, language):
    leg = lexical_leg(demo_searcher.index, question)
    assert leg.name == "bm25"
    np.testing.assert_allclose(leg.scores, bm25(texts, bigram_tokens(question)), rtol=1e-4, atol=1e-5)


def bm25(texts: list[str], question: list[str], *, k1: float = 0.9, b: float = 0.4) -> list[float]:
    """Robertson's formula as Lucene has it: ``idf * tf / (tf + k1 * (1 - b + b * length / mean length))``."""
    bags = [Counter(passage_tokens(text)) for text in texts]
    lengths = [bag.total() for bag in bags]
    mean = sum(lengths) / len(lengths)
    scores = []
    for bag, length in zip(bags, lengths, strict=True):
        score = 0.0
        for token in question:
            held = sum(token in other for other in bags)
            idf = math.log(1 + (len(bags) - held + 0.5) / (held + 0.5))
            score += idf * bag[token] / (bag[token] + k1 * (1 - b + b * length / mean))
        scores.append(score)
    return scores


def test_the_joint_leg_takes_the_sentence_that_is_best_by_both(demo_searcher):
    index = demo_searcher.index
    n_passages, n_sentences = len(index.passages), len(index.sentences)
    generator = np.random.default_rng(0)

    def dense(name):
        passages = LegScores(f"{name}:passages", generator.normal(size=n_passages).astype(np.float32))
        return DenseScores(passages, passages, generator.normal(size=n_sentences).astype(np.float32))

    both = [dense("one"), dense("other")]
    summed = sum((one.by_sentence - one.by_sentence.mean()) / one.by_sentence.std() for one in both)
    found = joint_leg(index, both, sum_sentences(both))
    ends = np.cumsum([len(passage.sentences) for passage in index.passages])
    expected = [max(summed[end - len(p.sentences) : end]) for end, p in zip(ends, index.passages, strict=True)]
    assert found.name == "joint:sentences"
    np.testing.assert_allclose(found.scores, expected, atol=1e-5)
