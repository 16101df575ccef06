from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import fold_text
from places import named, place_of
from records import Level, Place
from search import read_scope
from search.scope import place_names
from search.topic import without_names
from tests.search.shelf import SHELF

CASES = json.loads((Path(__file__).parent / "cases" / "scope.json").read_text(encoding="utf-8"))
WORDS = (
    "淄博",
    "吉林市",
    "吉林",
    "某区",
    "2022年",
    "2019",
    "的",
    " ",
    "校车",
    "Zibo",
    "'s",
    "masked",
    "\uff12\uff10\uff12\uff10",
    "計畫",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_a_question_names(case):
    scope = read_scope(case["question"], SHELF)
    assert list(scope.report_ids) == case["reports"]
    assert [place.name for place in scope.places] == case.get("places", [])
    assert list(scope.years) == case.get("years", [])
    assert list(scope.missing_years) == case.get("missing_years", [])
    assert [place.name for place in scope.missing] == case.get("missing", [])
    assert scope.level == Level(case.get("level", "unknown"))
    assert without_names(case["question"], scope) == case["rest"]


@given(st.lists(st.sampled_from(WORDS)).map("".join))
def test_spans_lie_in_the_folded_question_in_order(question):
    scope = read_scope(question, SHELF)
    folded = fold_text(question)
    assert all(0 <= span.start < span.end <= len(folded) for span in scope.spans)
    assert all(before <= after for before, after in pairwise(scope.spans))
    assert set(scope.report_ids) < {report.report_id for report in SHELF}


def test_naming_every_report_names_none():
    everyone = [report for report in SHELF if report.report_id in ("zibo", "hidden_city")]
    assert read_scope("山东的校车", everyone).report_ids == ()


def test_an_index_without_places_has_no_scope():
    nowhere = [replace(report, place=Place()) for report in SHELF]
    assert read_scope("淄博的校车", nowhere).report_ids == ()


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (Place("广西壮族自治区", "Guangxi", Level.PROVINCE), ("guangxi", "广西壮族自治区", "广西")),
        (Place("沙市区", "Shashi", Level.COUNTY), ("shashi", "沙市区", "沙市")),
        (Place("泾县", "Jingxian", Level.COUNTY), ("jingxian", "泾县")),  # one character alone names nothing
        (Place(), ()),
    ],
)
def test_the_names_of_a_place(place, names):
    assert place_names(place) == names


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Does Beijing plan principal rank reform?", ["北京市"]),
        ("北京的校长职级制改革计划是什么", ["北京市"]),
        ("濟南要建幾所幼兒園", ["济南市"]),
        ("How many kindergartens in Inner Mongolia?", ["内蒙古自治区"]),
        ("Who works with Beijing Normal University?", []),
        ("北京十一学校合作在哪里", []),
        ("上海财经大学的研究院在哪", []),
        ("哪些城市学习上海的经验", []),
        ("陕西省公费师范生", ["陕西省"]),
        ("上海中小学心理健康教师", ["上海市"]),
        ("which cities in Shanghai plan it", ["上海市"]),
        ("平度市的交流轮岗", ["平度市"]),
        ("学习上海经验", []),
    ],
)
def test_a_place_that_no_report_speaks_for_is_missed_only_where_it_is_asked_about(question: str, missing: list[str]):
    assert [place.name for place in read_scope(question, SHELF[:1]).missing] == missing


def test_a_county_of_a_report_s_city_and_the_province_of_a_report_are_not_missed():
    qingdao = [replace(SHELF[0], place=Place("青岛市", "Qingdao", Level.CITY, "山东省"))]
    assert read_scope("平度市的学校操场", qingdao).missing == ()
    assert read_scope("山东的学校操场", qingdao).missing == ()


ABSENT = json.loads((Path(__file__).parent / "cases" / "scope_absent.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ABSENT, ids=lambda case: case["question"])
def test_a_place_without_a_report_is_missing_or_held_by_its_province(case):
    reports = [replace(SHELF[0], report_id=name, place=place_of(named(name)[0])) for name in case["reports"]]
    scope = read_scope(case["question"], reports)
    assert [place.name for place in scope.held] == case["held"]
    assert [place.name for place in scope.missing] == case["missing"]
    assert list(scope.report_ids) == (case["ids"] if len(case["ids"]) < len(reports) else [])
