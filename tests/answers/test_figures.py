from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import find_figures
from language import find_masks, fold_text

CASES = json.loads((Path(__file__).parent / "cases" / "figures.json").read_text(encoding="utf-8"))
TEXTS = st.text(alphabet="0123456789.,-%xX*年月日所個万萬第十三届１２ \n、", max_size=40)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_figures(case):
    figures = find_figures(case["text"])
    assert [figure.text for figure in figures] == case["figures"]
    assert [figure.is_ordinal for figure in figures] == case.get("ordinals", [False] * len(figures))


@given(TEXTS)
def test_figures_stand_in_the_text_in_order_and_apart(text):
    figures = find_figures(text)
    assert all(figure.span.of(text).strip() == figure.text for figure in figures)
    assert all(before.span.end <= after.span.start for before, after in pairwise(figures))


@given(TEXTS)
def test_every_amount_holds_a_digit_and_no_mask(text):
    masked = {offset for span in find_masks(text) for offset in range(span.start, span.end)}
    for figure in find_figures(text):
        assert figure.is_ordinal or figure.value is not None
        assert not masked & set(range(figure.span.start, figure.span.end))


@given(TEXTS)
def test_both_scripts_have_the_same_figures(text):
    simplified = [figure.text for figure in find_figures(fold_text(text))]
    assert [fold_text(figure.text) for figure in find_figures(text)] == simplified
