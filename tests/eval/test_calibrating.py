"""Learning probabilities of hits: by what made the data, by sklearn, by what must not matter, and end to end."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import EvaluationError
from eval.calibrating import SeenHit, learn_calibration
from eval.commands.gathering import require_one_encoder
from eval.folds import FOLDS, fold_by_source
from search.calibration import FEATURES
from tests.eval.test_text_suites import write_squad


def draw(count, *, intercept, coefficients, seed=0, suite="s", family="zh"):
    """Hits that are right with the probability of a logistic model."""
    generator = np.random.default_rng(seed)
    found = []
    for number in range(count):
        features = generator.normal(size=2)
        odds = intercept + features @ coefficients
        is_right = bool(generator.random() < 1 / (1 + math.exp(-odds)))
        found.append(SeenHit(suite, f"{number}", family, 1 + number % 10, tuple(features.tolist()), is_right))
    return found


def test_the_model_that_made_the_hits_is_found():
    (learnt,) = learn_calibration(draw(20_000, intercept=-1.0, coefficients=(0.5, 2.0))).values()
    assert learnt.intercept == pytest.approx(-1.0, abs=0.1)
    assert list(learnt.coefficients) == list(FEATURES)
    assert list(learnt.coefficients.values()) == pytest.approx([0.5, 2.0], abs=0.1)
    first, ten = learnt.reliability
    assert (first.depth, first.count, ten.depth, ten.count) == (1, 2000, 10, 20_000)
    # What follows a law is foretold by the law, and not by the mean.
    assert ten.error < 0.02
    assert ten.brier < 0.8 * ten.brier_of_base


def test_what_is_shown_was_learnt_from_other_sources():
    # In every source hits are right the other way round: learnt from the others, each is judged wrongly.
    hits = [
        SeenHit("s", source, "zh", 1, (0.0, side), (side > 0) == (source != "odd"))
        for source in ("a", "b", "c", "d", "odd")
        for side in (-4.0, 4.0) * 3
    ]
    (learnt,) = learn_calibration(hits).values()
    # One of five sources is judged with near certainty, and wrongly.
    assert learnt.reliability[0].brier == pytest.approx(0.2, abs=0.05)


def test_every_suite_counts_the_same():
    many = draw(9000, intercept=2.0, coefficients=(0.0, 0.0), suite="many")
    few = draw(900, intercept=-2.0, coefficients=(0.0, 0.0), suite="few", seed=1)
    (learnt,) = learn_calibration(many + few).values()
    assert learnt.intercept == pytest.approx(0.0, abs=0.15)
    assert learnt.hits == {"many": 9000, "few": 900}


def test_families_are_learnt_apart():
    hits = draw(300, intercept=0, coefficients=(0, 1)) + draw(300, intercept=0, coefficients=(0, -1), family="en")
    learnt = learn_calibration(hits)
    assert list(learnt) == ["zh", "en"]
    assert learnt["zh"].coefficients["lead"] > 0 > learnt["en"].coefficients["lead"]


@pytest.mark.parametrize("is_right", [True, False])
def test_hits_that_are_all_alike_teach_nothing(is_right):
    hits = [SeenHit("s", f"{number}", "zh", 1, (0.0, float(number)), is_right) for number in range(10)]
    with pytest.raises(EvaluationError, match=f"all {'right' if is_right else 'wrong'}; expected some of each"):
        learn_calibration(hits)


@given(st.lists(st.tuples(st.sampled_from("st"), st.sampled_from("abcdefghij")), min_size=1, max_size=60))
def test_no_source_is_parted_and_folds_are_even(sources):
    if len(set(sources)) < FOLDS:
        with pytest.raises(EvaluationError, match="expected at least 5"):
            fold_by_source(sources)
        return
    folds = fold_by_source(sources).tolist()
    of_source = {
        source: {fold for one, fold in zip(sources, folds, strict=True) if one == source} for source in sources
    }
    assert all(len(found) == 1 for found in of_source.values())
    sizes = [sum(found == {fold} for found in of_source.values()) for fold in range(FOLDS)]
    assert max(sizes) - min(sizes) <= 1
    assert fold_by_source(sources[::-1]).tolist() == folds[::-1]


def test_suites_of_different_encoders_are_refused():
    with pytest.raises(EvaluationError) as caught:
        require_one_encoder({"squad:a.json": "e5", "gold:b.jsonl": "hashing"})
    assert str(caught.value) == "gold:b.jsonl: is asked of hashing and squad:a.json of e5; expected one encoder for all"


def test_the_command_writes_what_it_learnt_and_from_what(evaluate, workplace):
    texts = {f"{chr(0x4E00 + 97 * number)}{chr(0x5E00 + 89 * number)}之乡。": {} for number in range(12)}
    for number, text in enumerate(texts):
        texts[text] = {f"q{number}": f"{text[:2]}在哪里"}
    write_squad(workplace / "set.json", texts)
    done = evaluate("calibrate", "squad:set.json", "--out", "calibration.json")
    assert done.exit_code == 0, done.stderr
    found = json.loads((workplace / "calibration.json").read_text(encoding="utf-8"))
    assert list(found) == ["command", "encoder", "learnt_from", "cross_validated", "models"]
    assert found["command"] == "python -m eval calibrate squad:set.json"
    assert found["encoder"] == "hashing"
    assert found["learnt_from"] == {"zh": {"squad:set.json": 120}}
    assert [one["depth"] for one in found["cross_validated"]["zh"]] == [1, 10]
    assert list(found["models"]["zh"]["coefficients"]) == list(FEATURES)
    assert found["models"]["zh"]["coefficients"]["lead"] > 0
    assert done.stderr.splitlines()[-1] == "the models are in calibration.json"
