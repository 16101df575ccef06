from __future__ import annotations

import math
from dataclasses import replace

import pytest

from answers.evidence import FEATURES, QUESTION_FEATURES
from answers.support import SupportModel, load_support_model
from records import Language

MODEL = SupportModel(
    {"standing": 2.0, "match": 1.0},
    asked={},
    usual={},
    floor=0.5,
    growth=1.0,
    intercept=-1.0,
    threshold=0.5,
    least=0.4,
    share_of_best=0.5,
)


def test_the_probability_is_logistic_above_the_floor():
    found = MODEL.probability({"standing": 1.0, "match": 0.5}, n_passages=100)
    assert found == pytest.approx(1 / (1 + math.exp(-1.0)))  # 2 + 0.5 - 0.5 - 1


def test_among_more_passages_the_best_is_less_telling():
    features = {"standing": 1.0, "match": 0.5}
    odds = [
        math.log(chance / (1 - chance))
        for chance in (MODEL.probability(features, n_passages=count) for count in (20, 100, 272, 739))
    ]
    assert odds == pytest.approx([1.0, 1.0, 0.0, -1.0], abs=0.01)  # less than 100, 100, 100 e, 100 e e


def test_a_report_needs_the_threshold_and_its_share_of_the_best():
    offered = [{"standing": 2.0, "match": 1.0}, {"standing": 1.0, "match": 0.7}, {"standing": 0.1, "match": 0.2}]
    said = MODEL.decide(offered, n_passages=100)
    assert [says_so for says_so, _ in said] == [True, False, False]  # 2.2 is below half of 4.5
    assert [says_so for says_so, _ in MODEL.decide(offered[1:], n_passages=100)] == [True, False]
    # Of 1,000 passages the same best one stands out by chance: 2.2 - 1 - ln 10 is below even odds.
    assert not any(says_so for says_so, _ in MODEL.decide(offered[1:], n_passages=1000))


def test_a_question_about_nothing_in_the_reports_is_answered_by_none():
    said = MODEL.decide([{"standing": 0.99, "match": 0.0}], n_passages=100)
    assert [says_so for says_so, _ in said] == [False]
    # Words that no report holds may be said in others: a passage that stands out more than chance speaks for itself.
    said = MODEL.decide([{"standing": 3.0, "match": 0.0}], n_passages=100)
    assert [says_so for says_so, _ in said] == [True]
    assert MODEL.decide([], n_passages=0) == []


@pytest.mark.parametrize("language", list(Language))
def test_more_evidence_never_makes_a_report_less_likely(language: Language):
    model = load_support_model(language)
    assert set(model.coefficients) == set(FEATURES)
    assert set(model.asked) == set(QUESTION_FEATURES)
    assert all(weight > 0 for weight in (*model.coefficients.values(), *model.asked.values()))
    assert model.least <= model.threshold
    assert model.growth >= 0
    assert 0 < model.threshold < 1


def test_the_best_of_those_asked_about_must_come_up_to_the_best_of_all():
    offered = [{"standing": 3.0, "match": 1.0}]
    best = MODEL.score(offered[0])
    assert MODEL.decide(offered, n_passages=100)[0][0]
    near, far = ({"standing": 3.0 + over, "match": 1.0} for over in (0.0, 50.0))
    assert MODEL.share_of_best * MODEL.score(far) > best
    assert MODEL.decide(offered, n_passages=100, others=[near])[0][0]
    assert not MODEL.decide(offered, n_passages=100, others=[near, far])[0][0]


def test_what_the_question_speaks_for_changes_the_probability_and_not_which_report_is_nearer():
    asked = replace(MODEL, asked={"length": 2.0}, least=0.0)
    short, long = ({"standing": 1.0, "match": 0.0, "length": length} for length in (0.0, 1.0))
    assert asked.score(short) == asked.score(long) == 1.5
    odds = [
        math.log(chance / (1 - chance)) for chance in (asked.probability(one, n_passages=1) for one in (short, long))
    ]
    assert odds == pytest.approx([0.5, 2.5])


def test_a_report_near_the_best_needs_a_probability_of_its_own():
    """Of five that say nothing one is the best, and the others are near it."""
    model = replace(MODEL, threshold=0.6, least=0.55)
    offered = [{"standing": 1.0, "match": 0.0}, {"standing": 0.9, "match": 0.0}, {"standing": 0.8, "match": 0.0}]
    said = model.decide(offered, n_passages=100)
    assert [round(chance, 2) for _, chance in said] == [0.62, 0.57, 0.52]
    assert [says_so for says_so, _ in said] == [True, True, False]
    assert [says_so for says_so, _ in replace(model, least=0.0).decide(offered, n_passages=100)] == [True, True, True]


def test_a_feature_that_an_index_may_lack_counts_from_what_is_usual():
    model = replace(MODEL, coefficients={"standing": 2.0, "tokens": 10.0}, usual={"tokens": 0.3})
    without = model.score({"standing": 1.0})
    assert without == model.score({"standing": 1.0, "tokens": 0.3})
    assert model.score({"standing": 1.0, "tokens": 0.5}) == pytest.approx(without + 2.0)
    with pytest.raises(KeyError):
        model.score({"tokens": 0.3})
