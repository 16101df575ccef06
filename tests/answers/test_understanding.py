from __future__ import annotations

import json
from pathlib import Path

import pytest

from answers.understanding import understand
from language import detect_language
from records import QuestionKind, Stance

CASES = json.loads((Path(__file__).parent / "cases" / "questions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"][:40])
def test_understand(case: dict[str, object]):
    question = str(case["question"])
    request = understand(question, detect_language(question))
    assert request.kind is QuestionKind(case["kind"])
    assert request.stance is Stance(case.get("stance", "none"))
    assert request.is_negated is case.get("negated", False)
