from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search import score_sentences, standardise

QUESTION = "哪些城市推行校长职级制"


def test_without_late_interaction_the_vectors_decide(demo_searcher):
    ranking = demo_searcher.rank(QUESTION)
    assert ranking.sentence_cosines is None
    np.testing.assert_array_equal(score_sentences(ranking), standardise(ranking.by_sentence))
    unseen = np.full(len(ranking.by_sentence), np.nan, np.float32)
    np.testing.assert_array_equal(
        score_sentences(replace(ranking, sentence_cosines=unseen)), standardise(ranking.by_sentence)
    )


def test_a_cosine_above_the_mean_moves_a_sentence_up_and_what_was_not_looked_at_stays(demo_searcher):
    ranking = demo_searcher.rank(QUESTION)
    cosines = np.full(len(ranking.by_sentence), np.nan, np.float32)
    cosines[[3, 8]] = 0.5, 0.3
    moved = score_sentences(replace(ranking, sentence_cosines=cosines)) - standardise(ranking.by_sentence)
    np.testing.assert_allclose(moved[[3, 8]], [2.0, -2.0], atol=1e-4)  # 20 times a tenth
    assert not np.delete(moved, [3, 8]).any()


@pytest.mark.slow
@pytest.mark.parametrize("question", [QUESTION, "which cities plan principal rank reform"])
def test_no_sentence_is_nearer_than_its_passage_and_each_of_it_is_looked_at(real_demo_searcher, question):
    index, ranking = real_demo_searcher.index, real_demo_searcher.rank(question)
    of_passage, of_sentence = ranking.token_cosines[index.sentence_rows], ranking.sentence_cosines
    np.testing.assert_array_equal(np.isnan(of_passage), np.isnan(of_sentence))
    seen = ~np.isnan(of_sentence)
    assert seen.sum() > 50
    assert np.all(of_sentence[seen] <= of_passage[seen] + 1e-5)
    # Of a passage without headings, the best tokens are spread over its sentences; of one sentence they are its own.
    alone = seen & (np.bincount(index.sentence_rows)[index.sentence_rows] == 1)
    assert np.median((of_passage - of_sentence)[alone]) < np.median((of_passage - of_sentence)[seen & ~alone])


@pytest.mark.slow
def test_the_marked_sentence_of_a_passage_is_the_best_one(real_demo_searcher):
    ranking = real_demo_searcher.rank(QUESTION)
    index = real_demo_searcher.index
    rows = [index.passages[row].passage_id for row in index.sentence_rows]
    scores = dict(zip(zip(rows, index.sentences, strict=True), score_sentences(ranking), strict=True))
    for hit in real_demo_searcher.hits(ranking, top=20):
        assert hit.best_sentence == max(
            hit.passage.sentences, key=lambda one, hit=hit: scores[hit.passage.passage_id, one]
        )
