"""Topics by reports: the same findings as the answers, figures that belong, series in one unit, CSV, the command."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from answers import (
    MOST_TOPICS,
    Bond,
    Cell,
    Matrix,
    Row,
    as_understood,
    compare,
    find_figures,
    find_masked,
    matrix_to_csv,
    matrix_to_json,
    name_state,
    read_topics,
    series_of,
    suggest_topics,
)
from answers.__main__ import cli
from answers.belonging import told_figures
from answers.matrix_printing import matrix_to_text
from answers.proving import unsupport
from answers.topics import MOST_TOPIC_CHARS
from language import fold_text
from records import Aside, Filters, Finding, Language, Level, Period, Place, Stance
from tests.answers.shelf import YUNXI, cite, make_report

CASES = json.loads((Path(__file__).parent / "cases" / "belonging.json").read_text(encoding="utf-8"))


def found_in(text, *, stance=Stance.DONE, report_id="one", is_supported=True):
    """A finding whose one quote is the whole text of its report."""
    report = make_report(report_id, text, Place("云溪市", "Yunxi", Level.CITY), Period(year=2022))
    details = (*find_figures(text), *find_masked(text))
    texts = tuple(figure.text for figure in details if not figure.is_masked)
    return Finding(report, is_supported, stance, 0.9, texts, (cite(report, text),), details)


def row_of(topic, *findings: Finding):
    return Row(topic, None, tuple(Cell(one, told_figures(one, topic)) for one in findings))


def series_in(topic, *texts: str):
    findings = [found_in(text, report_id=f"r{number}") for number, text in enumerate(texts)]
    return series_of(row_of(topic, *findings), [finding.report for finding in findings])


# ---------- topics as typed ----------


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("校车\n課後服務", ("校车", "課後服務")),
        ("校车，课后服务；学位|食堂、 托位", ("校车", "课后服务", "学位", "食堂", "托位")),
        ("class  sizes, school buses", ("class sizes", "school buses")),
        ("校车\n校車\n 校车 ", ("校车",)),
        ("！？\n——\n", ()),
        ("", ()),
    ],
)
def test_topics_are_read_as_typed(text, topics):
    assert read_topics(text) == topics


def test_topics_are_bounded():
    assert len(read_topics("\n".join(f"主题{number}" for number in range(100)))) == MOST_TOPICS
    assert [len(topic) for topic in read_topics("校" * 1000)] == [MOST_TOPIC_CHARS]


@given(st.text())
def test_reading_topics_again_changes_nothing(text):
    topics = read_topics(text)
    assert read_topics("\n".join(topics)) == topics


# ---------- topics suggested ----------


def test_suggested_topics_stand_in_several_reports_but_not_in_all(demo_searcher):
    index = demo_searcher.index
    ids = [report.report_id for report in index.reports]
    topics = suggest_topics(demo_searcher, ids, most=20)
    assert 8 <= len(topics) == len(set(topics)) <= 20
    texts = [fold_text(report.text) for report in index.reports]
    for topic in topics:
        assert 2 <= sum(topic in text for text in texts) < len(texts), topic
    assert suggest_topics(demo_searcher, ids, most=3) == topics[:3]
    # Policies, not officialese.
    assert "集团化办学" in topics
    assert not {"工作总结", "全面提高", "重点工作", "主要工作", "深入开展"} & set(topics)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_reports_differ_in_nothing(demo_searcher, n):
    ids = [report.report_id for report in demo_searcher.index.reports][:n]
    assert suggest_topics(demo_searcher, ids) == ()


# ---------- the cells ----------


@pytest.mark.parametrize("topic", ["校长职级制", "集团化办学", "幼儿园", "principal rank reform"])
def test_a_row_holds_the_findings_of_the_topic_as_a_question(demo_answerer, topic):
    reports = demo_answerer.index.reports
    (row,) = compare(demo_answerer.ask, [topic], reports, filters=Filters())
    answer = demo_answerer.ask(topic, understood=as_understood(topic))
    assert {cell.finding.report.report_id: cell.finding for cell in row.cells} == {
        finding.report.report_id: finding for finding in answer.findings
    }
    assert [cell.finding.report for cell in row.cells] == list(reports)
    assert row.supporting == answer.coverage.supporting


def test_a_filter_narrows_the_rows_as_it_narrows_answers(demo_answerer):
    filters = Filters(places=("淄博市",))
    reports = [report for report in demo_answerer.index.reports if report.place.name == "淄博市"]
    (row,) = compare(demo_answerer.ask, ["校长职级制"], reports, filters=filters)
    assert [cell.finding.report.report_id for cell in row.cells] == ["002_zibo_2022"]


def test_a_topic_that_names_a_place_leaves_the_others_out(demo_answerer):
    reports = demo_answerer.index.reports
    (row,) = compare(demo_answerer.ask, ["淄博市的校长职级制"], reports, filters=Filters())
    looked_at = [report.place.name for report, cell in zip(reports, row.cells, strict=True) if cell.finding]
    assert looked_at == ["淄博市"]
    assert [cell.stance for cell in row.cells if cell.finding is None] == [None] * 4


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_figure_belongs_as_surely_as_its_words_say(case):
    told = told_figures(found_in(case["text"]), case["topic"], case.get("terms", ()))
    assert [[one.figure.text, str(one.bond), one.per] for one in told] == case["told"]


def test_a_nearest_miss_has_no_figures():
    assert told_figures(found_in("新增托位12个。", is_supported=False), "托位") == ()


# ---------- series ----------


def test_values_of_different_units_are_never_in_one_series():
    topic = "托位"
    found = series_in(
        topic, "新增托位1.9万个。", "新增托位6250个，托位占比93%。", "托位占比80%。", "每千人口托位数达到4个。"
    )
    assert [(one.unit, one.per, [point.value for point in one.points]) for one in found] == [
        ("%", "", [93.0, 80.0]),
        ("个", "", [19000.0, 6250.0]),
    ]


def test_a_series_needs_two_reports_that_surely_give_a_value():
    assert series_in("托位", "新增托位12个。", "托位增加。") == ()
    unsure = "托位之事抓得很紧，以优质机构带动其他机构，新城区正式招收的孩子都有去处，另有三个园区开工。"
    assert series_in("托位", "新增托位12个。", unsure) == ()
    (series,) = series_in("托位", "新增托位12个。", unsure, "新增托位30个。")
    assert [(point.value, point.told.is_sure) for point in series.points] == [(12, True), (3, False), (30, True)]


def test_of_a_report_a_result_and_a_target_are_shown():
    (series,) = series_in("托位", "已新增托位100个。今年将新增托位200个。", "已新增托位50个。")
    shown = [(point.report.report_id, point.value, point.told.figure.is_target) for point in series.points]
    assert shown == [("r0", 100.0, False), ("r0", 200.0, True), ("r1", 50.0, False)]
    assert series.n_reports == 2


def test_who_gives_no_value_is_told_apart():
    findings = [
        found_in("新增托位12个。", report_id="a"),
        found_in("新增托位30个。", report_id="b"),
        found_in("新增托位xx个。", report_id="masked"),
        found_in("托位增加。", report_id="other"),
        found_in("没有此事。", report_id="silent", is_supported=False),
    ]
    reports = [finding.report for finding in findings]
    (series,) = series_of(row_of("托位", *findings), reports)
    named = [[report.report_id for report in group] for group in (series.masked, series.other, series.silent)]
    assert named == [["masked"], ["other"], ["silent"]]
    assert all(point.citation.quote in point.report.text for point in series.points)


# ---------- taken along ----------


def test_the_csv_has_a_row_a_report_and_guards_formulas():
    planned, masked = found_in("推行校车，校车12辆。", stance=Stance.PLANNED), found_in("校车xx辆。", report_id="two")
    silent = found_in("没有。", report_id="=three", is_supported=False)
    hostile = replace(silent.report, title='=HYPERLINK("x")', place=Place("@SUM(1)", "@SUM(1)", Level.CITY))
    silent = replace(silent, report=hostile)
    findings = (planned, masked, silent)
    matrix = Matrix(tuple(one.report for one in findings), (row_of("校车", *findings),))
    rows = list(csv.reader(io.StringIO(matrix_to_csv(matrix, Language.EN))))
    assert rows == [
        ["report_id", "place", "year", "title", "校车", "校车 (figures)"],
        ["one", "Yunxi", "2022", "one", "planned", "12辆"],
        ["two", "Yunxi", "2022", "two", "done", "▒▒"],
        ["'=three", "'@SUM(1)", "2022", '\'=HYPERLINK("x")', "silent", ""],
    ]


def test_a_stance_that_is_filtered_out_is_not_called_silent():
    planned = unsupport(found_in("推行校车12辆。", stance=Stance.PLANNED), Aside.STANCE, speaks=True)
    done = found_in("校车12辆。", report_id="two")
    matrix = Matrix((planned.report, done.report), (row_of("校车", planned, done),))
    words = {language: name_state(matrix.rows[0].cells[0], language) for language in Language}
    assert words == {Language.EN: "only planned", Language.HANS: "只有计划", Language.HANT: "只有計畫"}
    (topic,) = matrix_to_json(matrix)["topics"]
    assert [cell["state"] for cell in topic["cells"]] == ["aside", "done"]
    assert topic["supporting"] == 1
    assert [row["校车"] for row in csv.DictReader(io.StringIO(matrix_to_csv(matrix, Language.EN)))] == [
        "only planned",
        "done",
    ]


def test_no_line_of_a_matrix_ends_in_blanks():
    plain, counted = found_in("推行校车。"), found_in("校车12辆。", report_id="two")
    matrix = Matrix((plain.report, counted.report), (row_of("校车", plain, counted),))
    assert matrix_to_text(matrix, Language.EN) == "校车: 2/2\n  Yunxi 2022  done\n  Yunxi 2022  done  12辆"


def test_a_topic_is_guarded_as_well():
    head = matrix_to_csv(Matrix((), (Row("=1+1", None, ()),)), Language.HANS).splitlines()[0]
    assert head == "report_id,place,year,title,'=1+1,'=1+1 (数字)"


def test_the_json_names_state_figures_and_series():
    findings = (found_in("新增托位12个。"), found_in("新增托位xx个。", report_id="b"))
    told = matrix_to_json(Matrix(tuple(one.report for one in findings), (row_of("托位", *findings),)))
    (topic,) = told["topics"]
    assert [(cell["state"], cell["masked"]) for cell in topic["cells"]] == [("done", False), ("done", True)]
    assert (
        topic["cells"][0]["figures"][0] | {"bond": "counted", "per": "", "value": 12.0}
        == (topic["cells"][0]["figures"][0])
    )
    assert (topic["topic"], topic["supporting"], topic["series"]) == ("托位", 2, [])
    assert json.loads(json.dumps(told)) == told


def test_a_report_that_was_not_looked_at_has_no_state():
    told = matrix_to_json(Matrix((YUNXI,), (Row("x", None, (Cell(None),)),)))
    assert told["topics"][0]["cells"] == [{"state": None, "masked": False, "figures": [], "finding": None}]


def test_bonds_are_ordered_the_surest_first():
    assert list(Bond) == [Bond.COUNTED, Bond.CLAUSE, Bond.SENTENCE]


# ---------- the command ----------


@pytest.mark.usefixtures("plain_settings")
class TestCommand:
    def run(self, *words: object):
        return CliRunner().invoke(cli, ["compare", *map(str, words)])

    def test_json_is_the_matrix(self, demo_index, demo_answerer):
        ended = self.run("--index", demo_index, "--topic", "校长职级制", "--topic", "校车", "--json")
        assert (ended.exit_code, ended.stderr) == (0, "")
        reports = demo_answerer.index.reports
        rows = tuple(compare(demo_answerer.ask, ["校长职级制", "校车"], reports, filters=Filters()))
        assert json.loads(ended.stdout) == json.loads(json.dumps(matrix_to_json(Matrix(reports, rows))))

    def test_csv_narrows(self, demo_index):
        ended = self.run("--index", demo_index, "--topic", "校长职级制", "--csv", "--place", "淄博")
        assert (ended.exit_code, ended.stderr) == (0, "")
        assert [line.split(",")[0] for line in ended.stdout.splitlines()] == ["report_id", "002_zibo_2022"]

    def test_without_topics_some_are_suggested(self, demo_index, demo_searcher):
        ended = self.run("--index", demo_index)
        topics = suggest_topics(demo_searcher, [report.report_id for report in demo_searcher.index.reports])
        heads = [block.split(":")[0] for block in ended.stdout.split("\n\n")]
        assert (ended.exit_code, heads) == (0, list(topics))

    @pytest.mark.parametrize("words", [("--topic", "!?"), ("--csv", "--json")])
    def test_wrong_usage(self, demo_index, words):
        assert self.run("--index", demo_index, *words).exit_code == 2

    def test_an_unknown_place_is_one_line(self, demo_index):
        ended = self.run("--index", demo_index, "--topic", "校车", "--place", "亚特兰蒂斯")
        assert (ended.exit_code, ended.stdout) == (1, "")
        assert ended.stderr.startswith("error: filter place: nothing is called '亚特兰蒂斯'")
