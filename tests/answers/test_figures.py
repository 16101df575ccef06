from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import find_figures, find_masked
from language import find_masks, fold_text, to_traditional
from records import Stance
from tests.rows import each_row

CASES = json.loads((Path(__file__).parent / "cases" / "figures.json").read_text(encoding="utf-8"))
READ = json.loads((Path(__file__).parent / "cases" / "figures_read.json").read_text(encoding="utf-8"))
TEXTS = st.text(alphabet="0123456789.,-%xX*年月日所個万萬第十三届１２ \n、", max_size=40)


@each_row(CASES)
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


@each_row(READ)
def test_figures_are_read(text, expected):
    found = [
        [one.text, one.value if one.upper is None else [one.value, one.upper], one.unit, one.counted, one.qualifier]
        for one in find_figures(text)
    ]
    assert found == expected


@each_row(READ)
def test_traditional_figures_have_the_same_values(text, expected):
    found = find_figures(to_traditional(text))
    assert [[one.value if one.upper is None else [one.value, one.upper], one.unit] for one in found] == [
        [value, unit] for _, value, unit, _, _ in expected
    ]


@pytest.mark.parametrize(
    ("text", "inherited", "targets"),
    [
        ("新改扩建幼儿园42处", Stance.PLANNED, [True]),
        ("新改扩建幼儿园42处", Stance.DONE, [False]),
        ("新改扩建幼儿园42处", Stance.NONE, [False]),
        ("今年拟建6所，培训教师200名", Stance.NONE, [True, True]),
        ("截至目前已开工33所，年底前力争建成42所", Stance.NONE, [False, True]),
        ("去年建成6所；今年将再建8所，投入2亿元", Stance.DONE, [False, True, True]),
        ("力爭入園率達到95%", Stance.DONE, [True]),
        ("已建成3所", Stance.PLANNED, [False]),
    ],
)
def test_a_figure_is_a_target_where_its_clause_plans(text, inherited, targets):
    assert [figure.is_target for figure in find_figures(text, inherited=inherited)] == targets


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("建成xx所，改擴建xx所", ["xx所", "xx所"]),
        ("近xx%的学生、近x/x的高中生", ["xx%", "x/x"]),
        ("投入*万元，培训xxx余名", ["*万元", "xxx余名"]),
        ("比上年提高x.x个百分点", ["x.x个百分点"]),
        ("**区、*教育、XX市、xx镇", []),
        ("XXXX年，xx月", []),
        ("建成42所", []),
        ("**重点**3所", []),
    ],
)
def test_masked_figures(text, masked):
    found = find_masked(text)
    assert [figure.text for figure in found] == masked
    assert all(figure.is_masked and figure.value is None for figure in found)
