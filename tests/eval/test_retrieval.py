"""Retrieval measures: by hand, against pytrec_eval and written formulas, and by their properties."""

import math

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.retrieval import MEASURES, measure_evidence, measure_rankings

PASSAGES = [f"p{number:02d}" for number in range(30)]


@st.composite
def judged_rankings(draw):
    """Grades of some passages, at least one, and a ranking of some passages without repetition."""
    judged = draw(st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=8, unique=True))
    grades = {passage: draw(st.integers(1, 3)) for passage in judged}
    return grades, draw(st.lists(st.sampled_from(PASSAGES), max_size=20, unique=True))


def measure(grades, ranking):
    return {name: share.total for name, share in measure_rankings({"q": grades}, {"q": ranking})["q"].items()}


def test_second_of_two_right_passages_at_rank_three():
    found = measure({"a": 1, "b": 1}, ["x", "y", "a", "z"])
    assert found == {
        "nDCG@10": pytest.approx((1 / math.log2(4)) / (1 + 1 / math.log2(3))),
        "MRR@10": pytest.approx(1 / 3),
        "recall@1": 0,
        "recall@5": 0.5,
        "recall@20": 0.5,
    }


def test_cutoffs_are_inclusive():
    others = [f"x{number}" for number in range(30)]
    at_10, at_11 = ([*others[: rank - 1], "a"] for rank in (10, 11))
    assert measure({"a": 1}, at_10)["MRR@10"] == pytest.approx(0.1)
    assert (measure({"a": 1}, at_11)["MRR@10"], measure({"a": 1}, at_11)["nDCG@10"]) == (0, 0)
    assert measure({"a": 1}, [*others[:19], "a"])["recall@20"] == 1


def test_no_hits_and_no_right_passage_count_as_nothing_for_each_question_by_itself():
    found = measure_rankings(
        {"silent": {"a": 1}, "split": {}, "good": {"a": 1}}, {"silent": [], "split": ["a"], "good": ["a"]}
    )
    assert {one: set(shares.values()) for one, shares in found.items()} == {
        "silent": {(0, 1)},
        "split": {(0, 1)},
        "good": {(1, 1)},
    }


def test_labels_and_rankings_of_different_questions_are_refused():
    with pytest.raises(ValueError, match="1 questions have labels and 0 have rankings"):
        measure_rankings({"q": {"a": 1}}, {})


@given(judged_rankings())
def test_pytrec_eval_and_the_written_formulas_agree(case):
    grades, ranking = case
    found = measure(grades, ranking)
    names = {"recall.1,5,20", "ndcg_cut.10"}
    run = {passage: float(len(ranking) - rank) for rank, passage in enumerate(ranking)}
    other = pytrec_eval.RelevanceEvaluator({"q": grades}, names).evaluate({"q": run})["q"] if run else {}
    for name, key in {
        "recall@1": "recall_1",
        "recall@5": "recall_5",
        "recall@20": "recall_20",
        "nDCG@10": "ndcg_cut_10",
    }.items():
        assert found[name] == pytest.approx(other.get(key, 0))
    first = next((rank for rank, passage in enumerate(ranking[:10], start=1) if passage in grades), None)
    assert found["MRR@10"] == pytest.approx(1 / first if first else 0)
    assert found["recall@5"] == pytest.approx(len(grades.keys() & set(ranking[:5])) / len(grades))


@given(judged_rankings())
def test_measures_lie_between_nothing_and_all(case):
    assert all(0 <= value <= 1 for value in measure(*case).values())


@given(judged_rankings())
def test_a_perfect_ranking_has_everything(case):
    grades, _ = case
    found = measure(grades, sorted(grades, key=grades.get, reverse=True))
    # One rank cannot hold several right passages: recall@1 is at most one of them.
    perfect = {
        **dict.fromkeys(MEASURES, 1.0),
        "recall@1": 1 / len(grades),
        "recall@5": min(5, len(grades)) / len(grades),
    }
    assert found == pytest.approx(perfect)


@given(judged_rankings(), st.data())
def test_swapping_a_worse_hit_upward_never_helps(case, data):
    grades, ranking = case
    if len(ranking) < 2:
        ranking = PASSAGES[:20]
    upper = data.draw(st.integers(0, len(ranking) - 2))
    lower = data.draw(st.integers(upper + 1, len(ranking) - 1))
    best, worst = sorted((ranking[upper], ranking[lower]), key=lambda one: -grades.get(one, 0))
    good, bad = list(ranking), list(ranking)
    good[upper], good[lower] = best, worst
    bad[upper], bad[lower] = worst, best
    of_good, of_bad = measure(grades, good), measure(grades, bad)
    assert all(of_bad[name] <= of_good[name] + 1e-12 for name in MEASURES)


def test_evidence_recall_counts_quotes_and_not_passages():
    evidence = [frozenset({"a"}), frozenset({"a", "b"}), frozenset({"c"}), frozenset()]
    found = measure_evidence(evidence, ["b", "x", "y", "z", "a", "w", "c"])
    assert found == {
        "evidence recall@1": (0.25, 1),
        "evidence recall@5": (0.5, 1),
        "evidence recall@10": (0.75, 1),
        "evidence recall@20": (0.75, 1),
        "evidence in one passage": (3, 4),
    }


@given(
    st.lists(st.frozensets(st.sampled_from(PASSAGES), max_size=3), min_size=1, max_size=6), st.permutations(PASSAGES)
)
def test_evidence_recall_grows_with_depth_up_to_what_lies_in_one_passage(evidence, ranking):
    found = measure_evidence(evidence, ranking)
    values = [found[f"evidence recall@{k}"].total for k in (1, 5, 10, 20)]
    total, out_of = found["evidence in one passage"]
    assert 0 <= values[0] <= values[1] <= values[2] <= values[3] <= total / out_of <= 1
