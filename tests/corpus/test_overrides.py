"""reports.csv: what it changes, and what it refuses."""

from __future__ import annotations

import pytest

from corpus.describe import describe
from corpus.overrides import Override, apply_override, read_overrides
from errors import CorpusError
from records import Clue, Kind, Level, Period, Place

GOOD = "report_id,place,year,kind,published\nb,义乌市,2021,plan,2021/3/5\na,,,,\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "sub" / "b.docx").write_bytes(b"x")
    return tmp_path


def write(folder, text, encoding="utf-8"):
    (folder / "reports.csv").write_bytes(text.encode(encoding))
    return folder


def test_no_file_no_overrides(folder):
    assert read_overrides(folder) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_line_ends(folder, encoding, line_end):
    overrides = read_overrides(write(folder, GOOD.replace("\n", line_end), encoding))
    expected = (("place", "义乌市"), ("year", "2021"), ("kind", "plan"), ("published", "2021-03-05"))
    assert overrides == {"b": Override("b", expected), "a": Override("a", ())}


def test_a_folder_of_that_name_and_a_quote_that_never_ends_are_errors(folder):
    (folder / "reports.csv").mkdir()
    with pytest.raises(CorpusError, match=r"^reports.csv: it cannot be opened \(Is a directory\), expected a CSV file"):
        read_overrides(folder)
    (folder / "reports.csv").rmdir()
    with pytest.raises(CorpusError, match=r"^reports.csv: line 2: found no CSV \(field larger than field limit"):
        read_overrides(write(folder, 'report_id,title\na,"' + "x" * 200_000))


def test_quoted_comma_blank_lines_and_spaces(folder):
    overrides = read_overrides(write(folder, 'Title , report_id\n\n,\n"甲,乙", a \n'))
    assert overrides == {"a": Override("a", (("title", "甲,乙"),))}


COLUMNS = "report_id, title, bureau, place, place_en, level, province, year, half, plan_year, review_year, kind, " + (
    "published, link"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "report_id,plaec\na,x\n",
            f"line 1: found column 'plaec', expected columns among {COLUMNS}, with commas between them",
        ),
        ("place\nx\n", "line 1: found columns place, expected a column report_id"),
        ("", "line 1: found columns none, expected a column report_id"),
        ("report_id,year,year\na,1,2\n", "line 1: found column year more than once, expected each column once"),
        (
            "report_id,year\n\nx,2020\n",
            "line 3: found report 'x', expected the name of a file in this folder without its suffix, such as a",
        ),
        ("report_id\n,\n", ""),
        (
            "report_id,year\n,2020\n",
            "line 2: found no report_id, expected the name of a report's file without its suffix",
        ),
        ("report_id,year\na,20222\n", "line 2: found year '20222', expected a year from 1949 to 2100"),
        ("report_id,half\na,3\n", "line 2: found half '3', expected one of 1, 2"),
        ("report_id,kind\na,plans\n", "line 2: found kind 'plans', expected one of summary, plan, both, unknown"),
        ("report_id,level\na,town\n", "line 2: found level 'town', expected one of province, city, county, unknown"),
        (
            "report_id,published\na,2022-02-30\n",
            "line 2: found published '2022-02-30', expected a date such as 2022-12-01",
        ),
        (
            "report_id,link\na,ftp://x\n",
            "line 2: found link 'ftp://x', expected an address that begins with http:// or https://",
        ),
        ("report_id,year\na,2020\na,2021\n", "line 3: found report a a second time, expected one line a report"),
        (
            "report_id,title\na,甲,乙\n",
            "line 2: found 3 cells, expected at most 2; put a value that holds a comma in quotes",
        ),
    ],
)
def test_refusals(folder, text, message):
    write(folder, text)
    if not message:
        assert read_overrides(folder) == {}
        return
    with pytest.raises(CorpusError) as caught:
        read_overrides(folder)
    assert str(caught.value) == f"reports.csv: {message}"


def test_an_unreadable_file_is_refused(folder):
    (folder / "reports.csv").write_bytes(b"report_id,title\na,\xff\xff\n")
    with pytest.raises(CorpusError, match=r"^reports.csv: found neither UTF-8 nor GB18030: save it as CSV UTF-8$"):
        read_overrides(folder)


DESCRIBED = describe("淄博市教育局XXXX年工作总结\n各项工作扎实开展。", file_name="a.txt")


def apply(**cells: str):
    return apply_override(DESCRIBED, Override("a", tuple(cells.items())))


def test_nothing_to_override():
    assert apply() == DESCRIBED


def test_a_place_brings_its_level_and_province():
    assert apply(place="平度市").place == Place("平度市", "Pingdu", Level.COUNTY, "山东省")


def test_a_place_that_is_not_known_keeps_nothing_of_the_old_one():
    assert apply(place="某某市").place == Place("某某市")


def test_an_ambiguous_place_is_settled_by_its_province():
    assert apply(place="鼓楼区").place == Place("鼓楼区")
    assert apply(place="鼓楼区", province="福建省").place == Place("鼓楼区", "Gulou", Level.COUNTY, "福建省")


def test_own_english_name_and_level():
    assert apply(place_en="Zibo City", level="unknown").place == Place("淄博市", "Zibo City", Level.UNKNOWN, "山东省")


def test_a_year_lifts_the_mask():
    assert DESCRIBED.period == Period(is_masked=True)
    assert apply(year="2016", half="2", plan_year="2017").period == Period(2016, 2, 2017)
    assert apply(year="2017", review_year="2016").period.years == {2016, 2017}


def test_another_year_takes_the_year_looked_back_on_with_it():
    named_for_the_plan = "2025年清河市教育工作报告\n一、2024年工作回顾\n新建学校。\n二、2025年主要任务\n推进改革。"
    described = describe(named_for_the_plan, file_name="a.txt")
    assert described.period == Period(2025, review_year=2024)
    assert apply_override(described, Override("a", (("year", "2023"),))).period == Period(2023)
    assert apply_override(described, Override("a", (("review_year", "-"),))).period == Period(2025)
    assert apply_override(described, Override("a", (("half", "1"),))).period == Period(2025, 1, review_year=2024)


def test_a_dash_empties():
    changed = apply(place="-", kind="-", bureau="-")
    assert (changed.place, changed.kind, changed.bureau) == (Place(), Kind.UNKNOWN, "")


def test_clues_say_where_a_value_comes_from():
    clues = apply(title="新标题").clues
    assert clues[-1] == Clue("title", "新标题", "reports.csv", "新标题")
    assert [clue.field for clue in clues].count("title") == 1
