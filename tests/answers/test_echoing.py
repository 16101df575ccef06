"""How near the best sentences of reports are to one another, by vectors that are known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from answers.echoing import echo


def searcher_of(*vectors: tuple[float, float]):
    """A searcher over an index of one encoder whose sentences have these vectors."""
    rows = np.array(vectors, dtype=np.float32)
    index = SimpleNamespace(member_names=("one",), sentence_vectors=lambda _, chosen: rows[list(chosen)])
    return SimpleNamespace(index=index)


SAME, SAME_TOO, OTHER = (1.0, 0.0), (0.8, 0.6), (0.0, 1.0)


def test_reports_that_say_the_same_echo_and_another_does_not():
    searcher = searcher_of(SAME, SAME_TOO, OTHER, (-1.0, 0.0))
    found = echo(searcher, [[(3.0, 0)], [(2.0, 1)], [(1.0, 2)], [(0.5, 3)]])
    assert found == pytest.approx([(0.8 + 0.0 - 1.0) / 3, (0.8 + 0.6 - 0.8) / 3, (0 + 0.6 + 0) / 3, (-1 - 0.8 + 0) / 3])


def test_only_the_three_that_score_best_are_held_against():
    searcher = searcher_of(SAME, SAME, SAME, OTHER, SAME)
    best = [[(1.0, 0)], [(5.0, 1)], [(4.0, 2)], [(0.1, 3)], [(3.0, 4)]]
    assert echo(searcher, best)[0] == pytest.approx(1.0)  # the report that says OTHER scores least


def test_the_best_of_five_sentences_counts_and_the_sixth_is_not_heard():
    searcher = searcher_of(OTHER, SAME)
    assert echo(searcher, [[(2.0, 0), (1.0, 1)], [(1.0, 1)]])[0] == pytest.approx(1.0)
    assert echo(searcher, [[(2.0, 0)] * 5 + [(1.0, 1)], [(1.0, 1)]])[0] == pytest.approx(0.0)


def test_a_report_alone_and_one_without_a_sentence():
    searcher = searcher_of(SAME, SAME_TOO)
    assert echo(searcher, []) == []
    assert echo(searcher, [[(1.0, 0)]]) == [0.2]
    assert echo(searcher, [[(1.0, 0)], []]) == [0.2, 0.2]
    assert echo(searcher, [[(1.0, 0)], [], [(0.5, 1)]]) == pytest.approx([0.8, 0.0, 0.8])
