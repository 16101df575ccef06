"""The decision fitted to judgements whose law is known."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace

import numpy as np
import pytest

from answers.support import SupportModel
from eval.fitting import ASKED, DIRECTION, FLOOR, Judged, fit_model, write_model


def draw(*, is_english: bool, n_questions: int = 120, seed: int = 0) -> list[Judged]:
    """Questions over five reports, every fifth of them answered by none; the odds are the score less 4."""
    rng = np.random.default_rng(seed)
    judged = []
    for number in range(n_questions):
        for _ in range(5):
            score = rng.uniform(0.0, 3.0) if number % 5 == 0 else rng.uniform(0.0, 8.0)
            standing = (score + FLOOR) / DIRECTION["standing"]
            judged.append(
                Judged(
                    source="drawn.jsonl",
                    question=f"q{number}",
                    is_english=is_english,
                    features=dict.fromkeys((*DIRECTION, *ASKED), 0.0) | {"standing": standing},
                    n_passages=100,
                    says_so=bool(rng.uniform() < 1 / (1 + math.exp(4.0 - score))) and number % 5 > 0,
                )
            )
    return judged


@pytest.fixture(scope="module")
def fitted() -> dict[str, dict[str, float]]:
    judged = draw(is_english=True) + draw(is_english=False, seed=1)
    return fit_model(judged, data=["drawn.jsonl"], command="python -m eval fit drawn.jsonl")["models"]


@pytest.mark.parametrize("family", ["en", "zh"])
def test_the_odds_are_recovered(fitted, family):
    entry = fitted[family]
    model = SupportModel(**{field.name: entry[field.name] for field in fields(SupportModel)})
    for score in (2.0, 4.0, 6.0):
        standing = (score + FLOOR) / DIRECTION["standing"]
        features = {"match": 0.0, "echo": 0.0, "standing": standing, "known": 0.0, "length": 0.0}
        found = model.probability(features, n_passages=100)
        assert found == pytest.approx(1 / (1 + math.exp(4.0 - score)), abs=0.12)


def test_the_direction_is_kept_and_the_threshold_lies_between(fitted):
    for entry in fitted.values():
        scale = entry["coefficients"]["standing"] / DIRECTION["standing"]
        assert scale > 0
        assert entry["coefficients"] == pytest.approx(
            {name: weight * scale for name, weight in DIRECTION.items()}, rel=1e-3
        )
        assert entry["asked"] == pytest.approx({name: weight * scale for name, weight in ASKED.items()}, rel=1e-3)
        assert 0 < entry["least"] < entry["threshold"] < 0.6
        assert 0 < entry["brier"]["drawn.jsonl"] < 0.2


def test_a_model_is_written_one_number_a_line(tmp_path, fitted):
    write_model({"models": fitted}, tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text(encoding="utf-8")
    assert json.loads(text)["models"] == fitted
    assert max(line.count(":") for line in text.splitlines()) == 1


def test_a_score_counts_tokens_from_what_is_usual_and_leaves_the_question_out():
    judged = Judged(
        "s", "q", True, {"standing": 1.0, "match": 0.5, "echo": 0.25, "known": 0.5, "length": 2.0}, 100, True
    )
    score = DIRECTION["standing"] + DIRECTION["match"] / 2 + DIRECTION["echo"] / 4 - FLOOR
    assert judged.score({"tokens": 0.3}) == pytest.approx(score)
    with_tokens = replace(judged, features={**judged.features, "tokens": 0.4})
    assert with_tokens.score({"tokens": 0.3}) == pytest.approx(score + DIRECTION["tokens"] / 10)
    assert judged.asked == pytest.approx(ASKED["known"] / 2 + ASKED["length"] * 2)
