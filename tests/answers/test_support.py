from __future__ import annotations

import math

import pytest

from answers.support import SupportModel, load_support_model
from records import Language

MODEL = SupportModel({"standing": 2.0, "match": 1.0}, intercept=-1.0, threshold=0.5, share_of_best=0.5)


def test_the_probability_is_logistic():
    assert MODEL.probability({"standing": 1.0, "match": 0.5}) == pytest.approx(1 / (1 + math.exp(-1.5)))


def test_a_report_needs_the_threshold_and_its_share_of_the_best():
    offered = [{"standing": 2.0, "match": 1.0}, {"standing": 1.0, "match": 0.4}, {"standing": 0.1, "match": 0.2}]
    assert [says_so for says_so, _ in MODEL.decide(offered)] == [True, False, False]  # 2.4 is below half of 5
    assert [says_so for says_so, _ in MODEL.decide(offered[1:])] == [True, False]  # 0.4 - 1 is below even odds


def test_a_question_about_nothing_in_the_reports_is_answered_by_none():
    assert [says_so for says_so, _ in MODEL.decide([{"standing": 0.99, "match": 0.0}])] == [False]
    # Words that no report holds may be said in others: a passage that stands out more than chance speaks for itself.
    assert [says_so for says_so, _ in MODEL.decide([{"standing": 3.0, "match": 0.0}])] == [True]
    assert MODEL.decide([]) == []


@pytest.mark.parametrize("language", list(Language))
def test_more_evidence_never_makes_a_report_less_likely(language: Language):
    model = load_support_model(language)
    assert model.coefficients.keys() == {"standing", "match"}
    assert all(weight > 0 for weight in model.coefficients.values())
    assert 0 < model.threshold < 1
