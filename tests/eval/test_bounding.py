"""Which bounds of the decision are worth most, on pairs whose best bounds are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.bounding import choose_bounds, pairs_of, worth_of


def make(questions: list[tuple[str, float, list[tuple[float, bool]]]]):
    """Pairs of questions, each with its source, its size and its reports' scores and judgements."""
    rows = [
        (score, size, said, f"{source}{number}", source)
        for number, (source, size, reports) in enumerate(questions)
        for score, said in reports
    ]
    scores, sizes, says_so, names, sources = zip(*rows, strict=True)
    return pairs_of(scores, sizes, says_so, questions=names, sources=sources)


def test_worth_is_the_f1_of_reports_and_a_part_of_the_f1_of_abstaining():
    pairs = make([("a", 0.0, [(3.0, True), (2.0, False)]), ("a", 0.0, [(1.0, False)]), ("a", 0.0, [(1.0, False)])])
    said = np.array([True, True, False, True])
    # The one that a report answers: F1 2/3. Of two that none answers one was said to be so: F1 2/3.
    assert worth_of(pairs, said) == pytest.approx(2 / 3 + 0.2 * 2 / 3)


def test_every_file_counts_the_same():
    pairs = make([("a", 0.0, [(1.0, True)])] * 9 + [("b", 0.0, [(1.0, True)])])
    assert worth_of(pairs, np.array([True] * 9 + [False])) == pytest.approx(0.5)


def test_the_bounds_part_what_can_be_parted():
    """Reports that say so reach 4 and more of 100 passages, silent ones 2; e times as many passages add 1."""
    questions = [
        ("s", size, [(5.0 + size, True), (4.0 + size, True), (1.8 + size / 2, False)]) for size in (0.0, 1.0, 3.0)
    ] + [("s", size, [(2.0 + size, False), (1.5 + size, False)]) for size in (0.0, 1.0, 3.0)]
    pairs = make(questions)
    bounds = choose_bounds(pairs)
    assert bounds.worth == pytest.approx(1.2)
    for size in (0.0, 1.0, 3.0):
        assert 2.0 + size < bounds.threshold + bounds.growth * size <= 5.0 + size
    assert 1.8 / 5 < bounds.share_of_best <= 4 / 5


def test_where_no_size_differs_the_growth_makes_no_difference():
    pairs = make([("s", 0.0, [(5.0, True)]), ("s", 0.0, [(2.0, False)])])
    bounds = choose_bounds(pairs)
    assert 2.0 < bounds.threshold <= 5.0
    assert math.isfinite(bounds.growth)


def test_what_the_question_speaks_for_parts_what_scores_alone_cannot():
    """Long questions score 3 where they are answered, short ones 3 where they are not."""
    rows = [("long", 3.0, True, 4.0), ("short", 3.0, False, 0.0), ("word", 6.0, True, 0.0)]
    names, scores, says_so, asked = zip(*rows, strict=True)
    told, untold = (
        choose_bounds(pairs_of(scores, [0.0] * 3, says_so, asked=speaks, questions=names, sources="sss"))
        for speaks in (asked, None)
    )
    assert told.worth == pytest.approx(1.2)
    assert untold.worth < 1.1
    assert 3.0 < told.threshold <= 6.0


def test_another_report_may_be_a_little_below_the_threshold_and_no_more():
    pairs = make([("s", 0.0, [(5.0, True), (4.4, True)]), ("s", 0.0, [(4.0, False), (3.9, False)])])
    bounds = choose_bounds(pairs)
    assert bounds.worth == pytest.approx(1.2)
    assert 0 < bounds.threshold - bounds.least <= 4.4
    assert bounds.least <= 4.4
