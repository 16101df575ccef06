"""The headings of the five real reports against lists written down by reading them."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from corpus import read_corpus
from indexer.outline import outline
from language import fold_text

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "../shared/seeds"
CASES = Path(__file__).parent / "cases"
NUMBERS = ("000", "001", "002", "003", "004")


@cache
def _reports():
    if not SEEDS.is_dir():
        pytest.skip("the real reports are not beside this checkout")
    return {report.report_id[:3]: report for report in read_corpus(SEEDS).reports}


def _sections(number):
    return outline(_reports()[number])


def _expected(number):
    return json.loads((CASES / f"headings_{number}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", NUMBERS)
def test_headings_and_depths(number):
    found = [(len(section.heading_path), fold_text(section.heading_path[-1])[:9]) for section in _sections(number)[1:]]
    assert found == [(row["depth"], row["heading"]) for row in _expected(number)["headings"]]


@pytest.mark.parametrize("number", NUMBERS)
def test_headings_end_where_the_report_ends_them(number):
    rows = _expected(number)["headings"]
    for section, row in zip(_sections(number)[1:], rows, strict=True):
        length = len(fold_text(section.heading_path[-1]))
        assert length > 18 if row["length"] is None else length == row["length"]  # longer ones were not counted


@pytest.mark.parametrize("number", NUMBERS)
def test_stances(number):
    expected = _expected(number)
    stances = [expected["preamble"]["stance"], *(row["stance"] for row in expected["headings"])]
    assert [section.stance.value for section in _sections(number)] == stances


@pytest.mark.parametrize("number", NUMBERS)
def test_text_before_the_first_heading(number):
    path = [fold_text(heading)[:18] for heading in _sections(number)[0].heading_path]
    assert path == _expected(number)["preamble"]["heading_path"]


@pytest.mark.parametrize("number", NUMBERS)
def test_sections_begin_with_their_heading(number):
    report = _reports()[number]
    for section in _sections(number):
        if section.heading_path:
            assert report.text.startswith(section.heading_path[-1], section.start)


def test_twelve_parts_with_forty_two_points():
    paths = [section.heading_path for section in _sections("002")[2:]]
    parts = [path for path in paths if len(path) == 1]
    points = [path for path in paths if len(path) == 2]
    assert (len(parts), len(points), len(paths)) == (12, 42, 54)
    assert {path[0] for path in points} == {path[0] for path in parts}
    assert [path[0][:2] for path in points if path[1].startswith("23.")] == ["七、"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("between", ["", " ", "\n\u3000\u3000", "\n\n\n"])
def test_the_outline_survives_other_line_breaks(number, between):
    """Every line break lost, made a space, or indented as Word exports do: the same numbered headings."""
    report = _reports()[number]
    lines = [line.strip() for line in report.text.split("\n") if line.strip()]
    changed = replace(report, text=between.join(lines))
    headings = [row["heading"] for row in _expected(number)["headings"]]
    numbered = [heading for heading in headings if heading[0] in "一二三四五六七八九十(1234567890"]
    if number == "003" and between in ("", " "):
        # Behind the gap that a paywall left, 3. does not count on: only its line break tells it.
        numbered = numbered[: numbered.index("二、存在问题")]
    found = [fold_text(section.heading_path[-1])[:9] for section in outline(changed) if section.heading_path]
    assert [heading for heading in found if heading in numbered] == numbered
