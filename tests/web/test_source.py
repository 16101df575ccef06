import pytest

from records import Language, Span
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from web.source import render_source
from web.wording import Words

EN = Words(Language.EN)


def render(report, quote):
    start = report.text.index(quote)
    return parse(render_source(shelf.CATALOGUE, report.report_id, Span(start, start + len(quote)), EN))


def test_the_cited_sentence_alone_is_marked_in_the_whole_text():
    root = render(shelf.YUNXI_REPORT, shelf.PLANNED_QUOTE)
    (body,) = root.find_class("body")
    assert [mark.text_content() for mark in body.iter("mark")] == [shelf.PLANNED_QUOTE]
    lines = [line.text_content() for line in body.findall("p")]
    assert lines == shelf.YUNXI.replace("xx", "▒▒").rstrip("\n").split("\n")


def test_a_citation_over_several_lines_is_marked_in_each():
    root = render(shelf.BEIHE_REPORT, "二、辦學條件\n投入資金")
    assert [mark.text_content() for mark in root.iter("mark")] == ["二、辦學條件", "投入資金"]


def test_headings_are_set_off_alone_or_at_the_head_of_their_line():
    (body,) = render(shelf.YUNXI_REPORT, shelf.PLANNED_QUOTE).find_class("body")
    assert [line.text_content() for line in body.find_class("heading")] == ["一、深化教育改革", "二、扩大学前教育资源"]
    assert [bold.text for bold in body.findall("p/b")] == ["1. 推进校长职级制改革。", "2. 深化集团化办学。"]


def test_the_head_names_report_place_time_and_path_and_copies_the_quote():
    root = render(shelf.BEIHE_REPORT, shelf.MASKED_QUOTE)
    title = "北河市教育局2019年工作總結和2020年工作要點"
    assert (root.findtext(".//h2"), texts(root, "where")) == (title, ["Beihe (inferred) · 2019"])
    assert [step.text for step in root.find_class("path")[0]] == ["第一部分 2019年工作總結", "二、辦學條件"]
    copied = root.find_class("copy")[0].get("data-copy")
    assert copied == f"投入資金**萬元，改造薄弱學校。\n—— {title} / 第一部分 2019年工作總結 / 二、辦學條件"


@pytest.mark.parametrize(
    ("report", "link", "href"),
    [
        (shelf.LINSHAN_REPORT, "https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        (shelf.BEIHE_REPORT, "javascript:window.hacked='link'", None),
    ],
    ids=["web address", "script"],
)
def test_only_a_web_address_becomes_a_link(report, link, href):
    root = render(report, report.text[:4])
    (about,) = root.find_class("about")
    assert link in [value.text_content() for value in about.iter("dd")]
    assert [anchor.get("href") for anchor in about.iter("a")] == ([href] if href else [])


def test_repairs_are_counted():
    (about,) = render(shelf.BEIHE_REPORT, shelf.DONE_QUOTE).find_class("about")
    assert about.xpath(".//dt[.='Repairs made in reading']/following-sibling::dd[1]/text()") == [
        "pinyin: 516; chrome: 2"
    ]


@pytest.mark.parametrize("cited", [Span(0, 0), Span(10**9, 10**9 + 5)], ids=["empty", "behind the end"])
def test_an_odd_place_shows_the_report_without_a_mark(cited):
    root = parse(render_source(shelf.CATALOGUE, "yunxi", cited, EN))
    assert (len(root.find_class("body")), list(root.iter("mark")), root.find_class("copy")) == (1, [], [])


def test_a_report_that_is_gone_is_said_so():
    root = parse(render_source(shelf.CATALOGUE, "<b>gone</b>", Span(0, 1), EN))
    assert root.findtext(".//h1") == "This report is no longer in the index."


@pytest.mark.parametrize("report", shelf.REPORTS, ids=range(len(shelf.REPORTS)))
def test_no_report_becomes_markup(report):
    assert_harmless(render_source(shelf.CATALOGUE, report.report_id, Span(3, 60), EN))
