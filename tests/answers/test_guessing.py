"""The kind of questions that no rule decides, told by examples."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from answers.guessing import Guesser, learn_kinds, sum_cosines
from answers.understanding import understand
from language import detect_language
from records import Language, QuestionKind

CASES = Path(__file__).parent / "cases"
EXAMPLES = json.loads((Path(__file__).parents[2] / "answers" / "kind_questions.json").read_text(encoding="utf-8"))
KNOWN = [
    case
    for name in ("understanding", "understanding_unseen")
    for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("family", ["en", "zh"])
def test_every_kind_has_as_many_examples_and_none_is_a_test_case(family):
    assert set(EXAMPLES[family]) == set(QuestionKind)
    assert {len(set(texts)) for texts in EXAMPLES[family].values()} == {8}
    assert not {text for texts in EXAMPLES[family].values() for text in texts} & {case["question"] for case in KNOWN}


def test_the_cosines_of_all_encoders_are_summed():
    some = {"a": np.array([[1.0, 0.0]], dtype=np.float32), "b": np.array([[0.0, 1.0]], dtype=np.float32)}
    others = {"a": np.eye(2, dtype=np.float32), "b": np.eye(2, dtype=np.float32)}
    assert sum_cosines(some, others).tolist() == [[1.0, 1.0]]


def test_an_encoder_that_does_not_tell_is_not_asked(demo_answerer):
    blind = Guesser(Language.EN, (QuestionKind.LIST,), {}, 0.2)
    assert not blind.is_telling
    assert blind.guess("whom do they mean", demo_answerer.searcher) is QuestionKind.FACT


def test_a_question_that_no_rule_fits_is_still_answered(demo_answerer):
    answer = demo_answerer.ask("to whom the school buses")
    assert answer.understood is not None
    assert answer.understood.kind in set(QuestionKind)


def test_rules_come_before_examples():
    asked: list[str] = []

    def guess(question: str) -> QuestionKind:
        asked.append(question)
        return QuestionKind.LIST

    assert understand("how many schools", Language.EN, guess=guess).kind is QuestionKind.NUMBER
    assert asked == []


@pytest.mark.slow
@pytest.mark.parametrize(("family", "least"), [(Language.EN, 0.45), (Language.HANS, 0.4)])
def test_with_the_rules_off_examples_tell_about_half(real_demo_searcher, family, least):
    """A fact for everything would be right for one in eight; the examples share no words with the cases."""
    guesser = learn_kinds(real_demo_searcher, family)
    cases = [case for case in KNOWN if (detect_language(case["question"]) is Language.EN) is (family is Language.EN)]
    right = sum(guesser.guess(case["question"], real_demo_searcher) is QuestionKind(case["kind"]) for case in cases)
    assert right / len(cases) >= least


def test_the_answerer_asks_the_examples_where_no_rule_fits(demo_answerer, monkeypatch):
    asked: list[str] = []

    def guess(question: str) -> QuestionKind:
        asked.append(question)
        return QuestionKind.SUMMARY

    monkeypatch.setattr(demo_answerer, "_guess", guess)
    assert demo_answerer.ask("whom do the school buses drive to Zibo").understood.kind is QuestionKind.SUMMARY
    assert demo_answerer.ask("how many school buses").understood.kind is QuestionKind.NUMBER
    assert asked == ["whom do the school buses drive to Zibo"]
