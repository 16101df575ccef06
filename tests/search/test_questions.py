"""Questions of every kind: what must come first, in either script, with any slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from language import fold_text, to_simplified, to_traditional
from search import Searcher

CASES = json.loads((Path(__file__).parent / "cases" / "questions.json").read_text(encoding="utf-8"))


def rank_of(searcher: Searcher, rows: list[int], report_id: str, quote: str) -> int:
    """From 1, the best passage of a report that holds a quote."""
    for rank, row in enumerate(rows, start=1):
        passage = searcher.index.passages[row]
        text = searcher.index.report(report_id).text[passage.start : passage.end]
        if passage.report_id == report_id and fold_text(quote) in fold_text(text):
            return rank
    raise AssertionError(f"{report_id} does not say {quote}")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_comes_first(real_demo_searcher, case, request):
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"], strict=True))
    rows = real_demo_searcher.rank(case["question"]).rows.tolist()
    ranks = [rank_of(real_demo_searcher, rows, report_id, quote) for report_id, quote in case["must"]]
    assert max(ranks) <= case["top"], ranks


@pytest.mark.slow
def test_the_script_does_not_count_with_the_real_encoders(real_demo_searcher):
    for case in CASES:
        simplified, traditional = (
            real_demo_searcher.rank(write(case["question"])).rows[:5].tolist()
            for write in (to_simplified, to_traditional)
        )
        assert simplified == traditional, case["label"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_script_does_not_count(demo_searcher, case):
    simplified, traditional = (demo_searcher.rank(write(case["question"])) for write in (to_simplified, to_traditional))
    assert simplified.rows.tolist() == traditional.rows.tolist()
    assert simplified.scope == traditional.scope


def test_a_question_of_one_character_finds_the_passages_that_hold_it(demo_searcher):
    index = demo_searcher.index
    for question in ("足", "財", "网"):
        holding = {
            passage.passage_id
            for passage in index.passages
            if fold_text(question) in fold_text(index.report(passage.report_id).text[passage.start : passage.end])
        }
        (bm25,) = (leg for leg in demo_searcher.rank(question).legs if leg.name == "bm25")
        assert holding <= {index.passages[row].passage_id for row in (bm25.scores > 0).nonzero()[0]}
        assert holding
