"""What is to be done away with: read off questions, and held against sentences that merely name the thing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from answers import Candidate, Evidence
from answers.actions import keep_acting, read_action
from language import detect_language
from records import Filters, Passage, Span
from search import NearTerm, Ranking, Scope, Translation
from tests.answers.shelf import YUNXI

CASES = json.loads((Path(__file__).parent / "cases" / "actions.json").read_text(encoding="utf-8"))
NOTHING = np.zeros(0, dtype=np.float32)


@pytest.mark.parametrize(("question", "word"), CASES["asked"])
def test_the_action_of_a_question_is_read(question, word):
    action = read_action(question, detect_language(question))
    assert (action.word if action else "") == word.strip()


def rank(question: str, topic: str, terms: tuple[str, ...]) -> Ranking:
    near = tuple(NearTerm(topic, term, 0.8) for term in terms)
    looked_for = ((1.0, tuple((term, 0.6) for term in terms)),)
    return Ranking(
        question=question,
        readings=(),
        language=detect_language(question),
        scope=Scope((), (), (), ()),
        topic=topic,
        translation=Translation(NOTHING, near, looked_for),
        legs=(),
        fused=NOTHING,
        by_sentence=NOTHING,
        filters=Filters(),
        report_ids=(),
        passing=NOTHING.astype(bool),
        rows=NOTHING.astype(np.int64),
    )


@pytest.mark.parametrize("case", CASES["said"], ids=lambda case: case["sentence"])
def test_a_sentence_acts_on_the_topic_or_merely_names_it(case):
    report = replace(YUNXI, text=case["sentence"])
    whole = Span(0, len(report.text))
    sentence = Candidate(Passage("yunxi#0", "yunxi/0", "yunxi", 0, whole.end, (whole,)), whole, 1.0, 1.0)
    ranking = rank(case["question"], case["topic"], tuple(case.get("terms", ())))
    action = read_action(case["question"], ranking.language)
    assert action is not None
    kept = keep_acting(Evidence(report, {}, (sentence,)), action, ranking)
    assert kept.candidates == ((sentence,) if case["says"] else ())


def test_the_action_is_a_part_of_what_was_understood(demo_answerer):
    told = {text: demo_answerer.ask(text).understood for text in ("哪些地方取消月考", "哪些地方有月考")}
    assert [one.action for one in told.values() if one is not None] == ["取消", ""]
