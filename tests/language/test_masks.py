"""Masks, and what only looks like them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import find_masks

CASES = json.loads((Path(__file__).parent / "cases" / "masks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "masks"), CASES)
def test_masks(text, masks):
    assert [span.of(text) for span in find_masks(text)] == masks


@given(st.text(alphabet="xX*\uff38×….+-/% \n3年区校，“”（）", max_size=30))
def test_masks_are_in_order_and_apart(text):
    spans = find_masks(text)
    assert all(len(span) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(st.text(alphabet="推进双减提质", min_size=2, max_size=10), st.sampled_from(["，", "：", "\n", ""]))
def test_bold_words_hide_nothing(words, behind):
    assert find_masks(f"**{words}**{behind}") == ()
