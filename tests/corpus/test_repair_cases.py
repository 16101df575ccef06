"""Cases as data: what must change, what must not, what is known to fail."""

import json
from pathlib import Path

import pytest

from corpus.repair import repair

CASES = Path(__file__).parent / "cases"


def load(name):
    return json.loads((CASES / f"repair_{name}.json").read_text(encoding="utf-8"))


def params(name):
    return [pytest.param(case, id=case["label"]) for case in load(name)]


@pytest.mark.parametrize("case", params("positive"))
def test_damage_is_repaired(case):
    repaired = repair(case["original"])
    assert repaired.text == case["fixed"]
    assert sum(kind.count for kind in repaired.repairs) >= 1


@pytest.mark.parametrize("case", params("negative"))
def test_sound_text_stays(case):
    repaired = repair(case["original"])
    assert (repaired.text, repaired.repairs, repaired.removed) == (case["original"], (), ())


@pytest.mark.parametrize("case", params("known_failures"))
@pytest.mark.xfail(strict=True, reason="see the case's reason")
def test_known_failure(case):
    assert repair(case["original"]).text == case["fixed"]


def test_there_are_as_many_negative_cases_as_positive_ones():
    assert len(load("negative")) >= len(load("positive"))
