"""What passes a reader's filters, over an invented shelf and over the demo corpus."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from errors import FilterError
from language import fold_text
from records import Filters, Kind, Level, Period, Place, Stance
from search import Searcher, SearchOptions, passing_reports
from tests.indexer.materials import make_report
from tests.search.shelf import SHELF

CASES = json.loads((Path(__file__).parent / "cases" / "filters.json").read_text(encoding="utf-8"))


def filters_of(given: dict[str, list[str]]) -> Filters:
    types = {"levels": Level, "kinds": Kind, "stances": Stance}
    return Filters(**{field: tuple(types.get(field, lambda value: value)(v) for v in given[field]) for field in given})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_which_reports_pass(case):
    assert list(passing_reports(filters_of(case["filters"]), SHELF)) == case["reports"]


def test_a_city_stands_for_its_districts_and_a_place_without_a_code_for_itself():
    reports = [
        replace(make_report("district", "文"), place=Place("张店区", "Zhangdian", Level.COUNTY, "山东省")),
        replace(make_report("zone", "文"), place=Place("淄博高新区", "Zibo High-tech Zone", Level.COUNTY, "山东省")),
        replace(make_report("other", "文"), place=Place("历下区", "Lixia", Level.COUNTY, "山东省")),
    ]
    assert passing_reports(Filters(places=("淄博市",)), reports) == ("district",)
    assert passing_reports(Filters(places=("淄博高新区",)), reports) == ("zone",)
    assert passing_reports(Filters(places=("Lixia",)), reports) == ("other",)


def test_a_report_that_sums_up_and_plans_passes_as_either():
    kinds = {"s": Kind.SUMMARY, "p": Kind.PLAN, "b": Kind.BOTH, "u": Kind.UNKNOWN}
    reports = [replace(make_report(name, "文"), kind=kind) for name, kind in kinds.items()]
    assert passing_reports(Filters(kinds=(Kind.PLAN,)), reports) == ("p", "b")
    assert passing_reports(Filters(kinds=(Kind.SUMMARY, Kind.PLAN)), reports) == ("s", "p", "b")
    assert passing_reports(Filters(kinds=(Kind.BOTH,)), reports) == ("b",)
    assert passing_reports(Filters(kinds=(Kind.UNKNOWN,)), reports) == ("u",)


def test_a_report_without_a_year_passes_no_year():
    report = replace(make_report("r", "文"), period=Period())
    assert passing_reports(Filters(years=(2022,)), [report]) == ()


@pytest.mark.parametrize("name", ["亚特兰蒂斯", "Atlantis", "", "  "])
def test_a_place_that_there_is_not_is_an_error_that_names_it(name):
    with pytest.raises(FilterError) as error:
        passing_reports(Filters(places=("淄博", name)), SHELF)
    assert (error.value.field, error.value.value) == ("place", name)
    assert str(error.value) == (
        f"filter place: nothing is called {name!r}; "
        "expected the name of a province, city or county, such as 内蒙古自治区, 吉林市, 吉林省"
    )


def test_a_report_that_there_is_not_is_an_error_that_names_it():
    with pytest.raises(FilterError, match=r"^filter report: nothing is called 'zibo2'; expected the id of a report"):
        passing_reports(Filters(report_ids=("zibo2",)), SHELF)


def test_only_passages_that_pass_are_ranked(demo_searcher):
    index = demo_searcher.index
    ranking = demo_searcher.rank("校园安全", filters=Filters(stances=(Stance.DONE,), places=("青岛",)))
    stances = {index.section_of(index.passages[row]).stance for row in ranking.rows}
    assert stances <= {Stance.DONE, Stance.BOTH}
    assert {index.passages[row].report_id for row in ranking.rows} == {"000_qingdao_2022h1", "001_masked_city"}
    assert ranking.report_ids == ("000_qingdao_2022h1", "001_masked_city")
    expected = [
        passage.passage_id
        for passage in index.passages
        if passage.report_id in ranking.report_ids and index.section_of(passage).stance in (Stance.DONE, Stance.BOTH)
    ]
    assert sorted(index.passages[row].passage_id for row in ranking.rows) == sorted(expected)


def test_a_heading_is_found_in_either_script(demo_searcher):
    index = demo_searcher.index
    hits = demo_searcher.find("学校", top=1000, filters=Filters(headings=("職業",)))
    assert hits
    for hit in hits:
        assert any("职业" in fold_text(heading) for heading in index.section_of(hit.passage).heading_path)


def test_filters_keep_the_order_and_the_scores(demo_searcher):
    every = demo_searcher.find("校园安全", top=1000)
    some = demo_searcher.find("校园安全", top=1000, filters=Filters(places=("淄博",)))
    kept = [(hit.passage, hit.score) for hit in every if hit.passage.report_id == "002_zibo_2022"]
    assert [(hit.passage, hit.score) for hit in some] == kept
    assert [hit.rank for hit in some] == list(range(1, len(kept) + 1))


@pytest.mark.parametrize(
    "filters", [Filters(years=(1999,)), Filters(places=("三亚",)), Filters(headings=("无此标题",))]
)
def test_filters_that_nothing_passes_give_no_hits(demo_searcher, filters):
    assert demo_searcher.find("校园安全", filters=filters) == ()
    assert demo_searcher.rank("校园安全", filters=filters).report_ids == ()


def test_all_reports_are_looked_at_unless_some_are_named_or_filtered(demo_searcher):
    every = tuple(report.report_id for report in demo_searcher.index.reports)
    assert demo_searcher.rank("校园安全").report_ids == every
    assert demo_searcher.rank("淄博的校园安全").report_ids == ("002_zibo_2022",)
    both = demo_searcher.rank("淄博的校园安全", filters=Filters(places=("青岛",)))
    assert both.report_ids == ()  # the question means one place, the reader another


def test_options_leave_out_legs_scope_and_centring(demo_searcher):
    index, ensemble = demo_searcher.index, demo_searcher.ensemble
    full = demo_searcher.rank("淄博的校园安全")
    lexical = Searcher(index, ensemble, SearchOptions(legs=("bm25",))).rank("淄博的校园安全")
    (bm25,) = (leg.scores for leg in full.legs if leg.name == "bm25")
    inside = [row for row in lexical.rows if index.passages[row].report_id == "002_zibo_2022"]
    assert list(lexical.rows[: len(inside)]) == inside
    assert sorted(inside, key=lambda row: -bm25[row])[0] == inside[0]
    assert [leg.name for leg in lexical.legs] == [leg.name for leg in full.legs]
    unscoped = Searcher(index, ensemble, SearchOptions(reads_scope=False)).rank("淄博的校园安全")
    assert (unscoped.scope.report_ids, len(unscoped.report_ids)) == ((), len(index.reports))
    raw = Searcher(index, ensemble, SearchOptions(is_centred=False)).rank("淄博的校园安全")
    vectors = ensemble.members[0].encode_queries(["校园安全"])
    assert raw.legs[0].scores.tolist() == index.passage_scores("hashing", vectors)[0].tolist()
    assert raw.legs[0].scores.tolist() != full.legs[0].scores.tolist()


def test_a_leg_that_there_is_not_is_the_callers_error(demo_searcher):
    with pytest.raises(ValueError, match=r"^there is no leg e5:passages; this index has hashing:passages, "):
        Searcher(demo_searcher.index, demo_searcher.ensemble, SearchOptions(legs=("e5:passages",)))
