"""Figures of the demo corpus that a change gave up knowingly: what they were, until they are reached again."""

import json
from pathlib import Path

import pytest

RESULT = Path(__file__).resolve().parents[2] / "eval/results/demo.json"


FELL = pytest.mark.xfail(
    strict=True, reason="more is asked of the best report, and the share of it that others need rose"
)


@pytest.mark.parametrize(
    ("language", "measure", "before"),
    [pytest.param("en", "set F1", 0.905, marks=FELL), ("", "set F1", 0.8765), ("", "abstention precision", 1.0)],
)
def test_sets_over_the_demo_corpus_are_as_exact_as_before_the_decision_learnt_of_larger_ones(language, measure, before):
    slices = json.loads(RESULT.read_text(encoding="utf-8"))["slices"]
    (figures,) = (one["figures"] for one in slices if one["by"] in ("all", "language") and one["name"] == language)
    (value,) = (one["value"] for one in figures if one["measure"] == measure)
    assert value >= before
