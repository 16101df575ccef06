"""The drawings of the Compare tab: the plot of a topic, wide and narrow, and the picture of the matrix."""

from dataclasses import replace

import pytest
from lxml import etree

from answers import Cell, Matrix, Point, Row, Series, series_of
from answers.belonging import told_figures
from records import Language, Stance
from tests.answers.test_matrix import found_in, row_of
from tests.web import shelf
from tests.web.markup import assert_harmless, parse
from web.compare_drawing import fit_text, width_of
from web.compare_picture import draw_matrix
from web.compare_plot import render_plot
from web.wording import Words

WORDS = {language: Words(language) for language in Language}


def drawing(svg):
    """A drawing as the elements that a browser would make of it."""
    return etree.fromstring(svg)


def assert_only_shapes(svg):
    for element in drawing(svg).iter():
        assert etree.QName(element).localname in {"svg", "rect", "text", "line", "polygon", "circle", "path"}
        assert not any(name.startswith("on") or "href" in name for name in element.attrib)


def plots(*quotes: str, topic="托位", language=Language.EN):
    findings = [found_in(text, report_id=f"r{number}") for number, text in enumerate(quotes)]
    series = series_of(row_of(topic, *findings), [finding.report for finding in findings])
    return [render_plot(one, WORDS[language]) for one in series]


def test_a_plot_shows_results_as_bars_and_targets_as_diamonds_on_one_scale():
    (plot,) = plots("已新增托位100个。今年将新增托位200个。", "已新增托位50个。")
    root = drawing(plot["svg"])
    names = [etree.QName(element).localname for element in root.iter()]
    assert names.count("polygon") == 1 + 1  # one in the key
    bars = [float(one.get("width")) for one in root.iter("{*}rect") if one.get("rx")][1:]
    assert sorted(bars)[1] / sorted(bars)[0] == pytest.approx(2.0, abs=0.02)
    said = "".join(root.itertext())
    assert all(text in said for text in ("托位 · 个", "100个", "200个", "50个", "result", "target"))
    assert "var(--done, #0b6654)" in plot["svg"]


def test_a_narrow_plot_shows_the_same_values_and_no_text_reaches_beyond_its_edge():
    (plot,) = plots("已新增托位100个。今年将新增托位200个。", "已新增托位50个。")
    wide, narrow = drawing(plot["svg"]), drawing(plot["narrow"])
    assert sorted("".join(one.itertext()) for one in narrow.iter("{*}text")) == sorted(
        "".join(one.itertext()) for one in wide.iter("{*}text")
    )
    width = float(narrow.get("width"))
    assert width < 360
    for one in narrow.iter("{*}text"):
        assert one.get("text-anchor") == "start"
        assert float(one.get("x")) + width_of("".join(one.itertext()), 13) <= width
    bars = [float(one.get("width")) for one in narrow.iter("{*}rect") if one.get("rx")][1:]
    assert sorted(bars)[1] / sorted(bars)[0] == pytest.approx(2.0, abs=0.02)
    assert_only_shapes(plot["narrow"])


def test_the_table_under_a_plot_gives_every_value_with_its_quote():
    (plot,) = plots("已新增托位100个。", "新增托位1.5万个。", "新增托位xx个。")
    table = parse(plot["table"])
    rows = [[cell.text_content() for cell in row] for row in table.findall(".//tbody/tr")]
    assert [(row[1], row[2], row[3]) for row in rows] == [("1.5万个", "result", "托位"), ("100个", "result", "托位")]
    assert rows[0][4] == "新增托位1.5万个。"
    assert [term.text for term in table.findall(".//dt")] == ["Figure masked in the source"]
    assert_harmless(plot["table"])


def test_a_drawing_holds_no_markup_of_a_topic_or_a_report():
    finding = found_in("已新增托位100个。")
    named = replace(finding.report, place=replace(finding.report.place, name_en=shelf.ATTACK))
    told = told_figures(finding, "托位")
    points = tuple(Point(named, told[0], finding.citations[0]) for _ in range(2))
    plot = render_plot(Series(shelf.ATTACK, shelf.ATTACK, "", points, (named,), (), ()), WORDS[Language.EN])
    assert_only_shapes(plot["svg"])
    assert_harmless(plot["table"])
    finding = found_in("托位")
    hostile = Row(shelf.ATTACK, None, (Cell(finding),))
    svg = draw_matrix(Matrix((finding.report,), (hostile,)), WORDS[Language.EN])
    assert_only_shapes(svg)
    assert "<img" not in svg


def test_every_state_has_a_shape_of_its_own_in_the_picture():
    findings = [found_in("托位12个。", stance=stance, report_id=str(stance)) for stance in Stance]
    matrix = Matrix(tuple(one.report for one in findings), (row_of("托位", *findings),))
    said = "".join(drawing(draw_matrix(matrix, WORDS[Language.HANS])).itertext())
    assert said.count("12个") == len(findings)
    for word in ("已做", "计划", "已做并计划", "问题", "提到", "未提及"):
        assert word in said


def test_a_long_name_is_cut_where_it_would_not_fit():
    assert fit_text("新疆维吾尔自治区", 60, 10) == "新疆维吾尔…"
    assert fit_text("淄博", 60, 10) == "淄博"
