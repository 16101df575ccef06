"""The probability of a hit: its features by hand, its order, and where it is not known."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Language
from search import Searcher, SearchOptions
from search.calibration import BACKGROUND_RANK, FEATURES, Calibration, hit_features, load_calibration

ROOT = Path(__file__).resolve().parents[2]
MADE = json.loads((ROOT / "search/calibration.json").read_text(encoding="utf-8"))
QUESTION = "推行校长职级制改革"


def test_the_margin_is_to_the_last_of_few_and_the_lead_to_the_best_other():
    # Mean 2, deviation the root of 8.
    fused = np.array([6.0, 2.0, 2.0, -2.0], dtype=np.float32)
    spread = math.sqrt(8)
    expected = np.array([[8 / spread, 4 / spread], [4 / spread, -4 / spread], [0, -8 / spread]])
    assert hit_features(fused, [0, 1, 3], [0, 1]) == pytest.approx(expected, abs=1e-6)


def test_the_margin_is_to_the_passage_of_the_background_rank():
    fused = np.arange(100, 0, -1).astype(np.float32)
    spread = fused.std()
    rows = [0, BACKGROUND_RANK - 1, BACKGROUND_RANK]
    expected = [(BACKGROUND_RANK - 1) / spread, 0, -1 / spread]
    assert hit_features(fused, rows, [0, 1])[:, 0] == pytest.approx(expected, abs=1e-6)


def test_passages_that_cannot_be_told_apart_and_a_passage_alone_have_neither():
    assert hit_features(np.zeros(2, np.float32), [0, 1], [0, 1]).tolist() == [[0, 0], [0, 0]]
    assert hit_features(np.ones(1, np.float32), [0], [0]).tolist() == [[0, 0]]
    assert hit_features(np.ones(3, np.float32), [], []).shape == (0, len(FEATURES))


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=20), st.floats(0.1, 3), st.floats(0.1, 3))
def test_a_higher_hit_is_never_less_probable(scores, margin, lead):
    fused = np.array(scores, dtype=np.float32)
    rows = np.argsort(-fused, kind="stable").tolist()
    found = Calibration(-1.0, (margin, lead)).probabilities(hit_features(fused, rows, rows[:2]))
    assert all(0 <= one <= 1 for one in found)
    assert list(found) == sorted(found, reverse=True)


def test_it_is_not_known_for_other_encoders_than_it_was_made_with(demo_searcher):
    assert load_calibration("hashing", Language.HANS) is None
    hits = demo_searcher.find(QUESTION, top=3)
    assert [hit.probability for hit in hits] == [None, None, None]


@pytest.mark.parametrize("language", Language)
def test_the_file_holds_a_model_of_every_family_that_was_learnt(language):
    family = "en" if language is Language.EN else "zh"
    model = MADE["models"][family]
    assert load_calibration(MADE["encoder"], language) == Calibration(
        model["intercept"], (model["coefficients"]["margin"], model["coefficients"]["lead"])
    )
    assert model["coefficients"]["lead"] > 0


@pytest.mark.slow
def test_the_best_hits_of_the_bundled_encoders_have_probabilities_and_those_of_one_leg_have_none(real_demo_searcher):
    searcher = real_demo_searcher
    hits = searcher.find(QUESTION, top=10)
    found = [hit.probability for hit in hits]
    assert found == sorted(found, reverse=True)
    assert 0 <= found[-1] < 0.5 < found[0] <= 1
    assert searcher.find(QUESTION, top=1)[0].probability == found[0]
    lone = Searcher(searcher.index, searcher.ensemble, SearchOptions(legs=("bm25",)))
    assert [hit.probability for hit in lone.find(QUESTION, top=2)] == [None, None]
