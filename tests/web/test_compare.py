"""The Compare tab without Gradio: what the server sends, that nothing of it is run, and the original of a place."""

import json
import re
from html import unescape

import pytest

from answers import Answerer, Cell
from answers.belonging import told_figures
from corpus import read_document
from records import Filters, Language, Span
from search import open_searcher
from settings import load_settings
from tests.answers.test_matrix import found_in, row_of
from tests.conftest import build
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from tests.web.test_compare_drawings import assert_only_shapes
from web.asking import show_source
from web.compare_cells import render_cell, render_evidence, render_legend
from web.comparing import link_to_ask, save_matrix, show_matrix, suggest
from web.desk import Desk, Holdings
from web.opening import hold
from web.original import render_original
from web.wording import Words

DESK = Desk(Holdings(shelf.answer, shelf.CATALOGUE))
WORDS = {language: Words(language) for language in Language}


def sent(topics, **filters: object):
    return json.dumps({"question": "\n".join(topics), "filters": filters})


# ---------- what is sent ----------


def test_a_matrix_comes_as_its_heads_and_then_topic_by_topic():
    frame, *rows = show_matrix(DESK, sent(["校长职级制改革", "地铁"]), "en")
    assert [parse(one["head"]).text_content() for one in frame["reports"]] == [
        "Yunxi2022", "Beihe inferred2019", "An unnamed placeyear masked", "Linshan2021, first half",
    ]  # fmt: skip
    assert [one["name"] for one in frame["topics"]] == ["校长职级制改革", "地铁"]
    assert [row["at"] for row in rows] == [0, 1]
    assert [row["row"]["says"] for row in rows] == [[True, True, False, False], [False] * 4]
    assert all(len(row["row"]["cells"]) == len(row["row"]["evidence"]) == 4 for row in rows)


def test_a_chinese_topic_is_quoted_on_an_english_page_only():
    heads = {language: next(show_matrix(DESK, sent(["校车", "buses"]), language))["topics"] for language in Language}
    said = {language: [parse(one["head"]).text_content() for one in found] for language, found in heads.items()}
    assert said == {
        Language.EN: ["“校车”", "buses"],
        Language.HANS: ["校车", "buses"],
        Language.HANT: ["校车", "buses"],
    }


def test_a_cell_says_its_state_in_words_and_opens_its_first_quote():
    _, row = show_matrix(DESK, sent(["reform 职级"]), "en")
    cells = [parse(one).find(".//button") for one in row["row"]["cells"]]
    assert [cell.get("class") for cell in cells] == ["cell planned", "cell both", "cell unsaid", "cell unsaid"]
    assert cells[0].get("aria-label") == "reform 职级 · Yunxi · 2022: planned"
    start = shelf.YUNXI.index(shelf.PLANNED_QUOTE)
    assert (cells[0].get("data-report"), cells[0].get("data-start")) == ("yunxi", str(start))
    assert cells[2].get("data-report") == shelf.HOSTILE_REPORT.report_id  # the nearest miss
    assert (cells[3].get("data-report"), cells[3].get("aria-disabled")) == (None, "true")


@pytest.mark.parametrize("language", list(Language))
def test_nothing_of_a_report_or_a_topic_is_markup(language):
    for told in show_matrix(DESK, sent([f"职级 {shelf.ATTACK}", shelf.TEMPLATES]), language):
        for one in told.get("reports", []) + told.get("topics", []):
            assert_harmless(one["head"])
        for html in [*told.get("row", {}).get("cells", []), *told.get("row", {}).get("evidence", [])]:
            assert_harmless(html)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (sent([]), "There is no topic yet."),
        (sent(["!?"]), "There is no topic yet."),
        ("[]", "This link cannot be read."),
        (sent(["x"], years="2022"), "This link cannot be read."),
        (sent(["x"], places=["亚特兰蒂斯"]), "This could not be answered."),
    ],
)
def test_what_cannot_be_compared_is_said(asked, said):
    (told,) = show_matrix(DESK, asked, "en")
    assert parse(told["notice"]).find(".//h1").text == said


def test_a_filter_narrows_the_reports():
    frame = next(show_matrix(DESK, sent(["职级"], years=[2022]), "zh-Hans"))
    assert [one["label"] for one in frame["reports"]] == ["云溪市 · 2022年"]


def test_evidence_quotes_the_report_and_leads_to_the_question():
    _, row = show_matrix(DESK, sent(["职级"], places=["云溪市"]), "en")
    evidence = parse(row["row"]["evidence"][0])
    assert texts(evidence, "quote") == [shelf.PLANNED_QUOTE]
    link = unescape(evidence.find(".//a").get("href"))
    assert link == link_to_ask("职级", Filters(places=("云溪市",)), WORDS[Language.EN])
    assert link.startswith("?q=%E8%81%8C%E7%BA%A7&place=")
    assert "&as=%7B" in link


def test_hidden_and_unsure_figures_are_told_in_words():
    finding = found_in("新建幼儿园xx所。")
    html = render_cell(Cell(finding, told_figures(finding, "幼儿园")), finding.report, "幼儿园", WORDS[Language.EN])
    button = parse(html).find(".//button")
    assert button.get("class") == "cell done masked"
    assert button.get("aria-label") == "幼儿园 · Yunxi · 2022: done, masked in the source"
    assert button.text_content() == "●▒▒"
    unsure = found_in("集团化办学抓得很紧，以优质校带动薄弱校，青岛的三所中学在新城区正式招生。")
    row = row_of("集团化办学", unsure)
    evidence = render_evidence(row.cells[0], unsure.report, row, "?q=x", WORDS[Language.EN])
    assert "it may belong to something else" in parse(evidence).text_content()
    assert "三所" not in render_cell(row.cells[0], unsure.report, "集团化办学", WORDS[Language.EN])


def test_the_legend_names_every_sign():
    items = parse(render_legend(WORDS[Language.EN])).findall(".//li")
    assert [item.text_content().lstrip("●◐▲◌○▒") for item in items] == [
        "done", "planned", "done and planned", "a problem", "mentioned", "silent", "masked in the source",
    ]  # fmt: skip


# ---------- taken along ----------


def test_a_matrix_is_saved_in_every_form():
    asked = sent(["职级", "=1+1"])
    assert save_matrix(DESK, asked, "csv", "en").splitlines()[0].endswith("'=1+1,'=1+1 (figures)")
    assert json.loads(save_matrix(DESK, asked, "json", "en"))["topics"][0]["supporting"] == 2
    assert_only_shapes(save_matrix(DESK, asked, "svg", "en"))
    assert save_matrix(DESK, asked, "exe", "en") == ""
    assert save_matrix(DESK, "nonsense", "csv", "en") == ""


def test_no_topics_are_suggested_without_an_index():
    assert suggest(DESK, sent([]), "en") == []


def test_suggested_topics_are_in_the_script_of_the_page(demo_answerer):
    desk = Desk(hold(demo_answerer))
    hans, hant = (suggest(desk, sent([]), language) for language in ("zh-Hans", "zh-Hant"))
    assert len(hans) == len(hant) == 8
    assert ("集团化办学" in hans, "集團化辦學" in hant) == (True, True)
    assert suggest(desk, sent([]), "en") == hans
    assert suggest(desk, sent([], places=["淄博市"]), "en") == []


# ---------- the original of a cited place ----------


def test_the_original_marks_what_was_taken_out_and_put_in_around_the_quote():
    before, after = "头。\n學(xué)校12所。尾。", "头。\n學校12所。尾。"
    html = render_original(before, after, Span(after.index("學"), after.index("尾")))
    assert html == '<p class="original">头。\n<mark>學<del>(xué)</del>校12所。</mark>尾。</p>'


def test_the_original_is_shown_only_around_the_quote_and_escaped():
    middle = f"<b>{shelf.ATTACK}</b>"
    text = "一" * 4000 + middle + "二" * 4000
    html = render_original(text, text, Span(4000, 4000 + len(middle)))
    assert_harmless(html)
    assert parse(html).find(".//mark").text == middle
    assert html.count("一") == html.count("二") == 1500
    assert html.startswith('<p class="original">…') and html.endswith("…</p>")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A folder with one report that needs repair, and the desk over its index."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "reports").mkdir()
    text = "云溪市教育局2021年工作总结\n一、學(xué)校建設(shè)\n全市新建學(xué)校12所，增加學(xué)位3240個(gè)。\n"
    (folder / "reports" / "yunxi.txt").write_text(text, encoding="utf-8")
    build(folder / "reports", folder / "index", "hashing")
    answerer = Answerer(open_searcher(load_settings(index=folder / "index")))
    return folder / "reports", Desk(hold(answerer))


def test_the_source_switches_between_original_and_repaired(library):
    folder, desk = library
    (report,) = desk.holdings.catalogue.reports.values()
    start = report.text.index("全市新建")
    place = ("yunxi", start, start + 10, "en")
    repaired, original = (parse(show_source(desk, *place, version=one)) for one in ("repaired", "original"))
    pressed = [
        [one.get("aria-pressed") for one in shown.findall(".//div[@role='group']/button")]
        for shown in (repaired, original)
    ]
    assert pressed == [["false", "true"], ["true", "false"]]
    assert repaired.find(".//del") is None
    assert "(xué)" in [one.text for one in original.iter("del")]
    assert "".join(original.find(".//mark").itertext()).startswith("全市新建學(xué)校")
    before = read_document(folder / "yunxi.txt").text
    shown = "".join(original.find_class("original")[0].itertext())
    assert "新建學(xué)校12所" in before and "新建學(xué)校12所" in shown


def test_a_file_that_has_changed_is_not_compared(library):
    folder, desk = library
    path = folder / "yunxi.txt"
    held = path.read_bytes()
    path.write_bytes(held + b"more")
    try:
        html = show_source(desk, "yunxi", 0, 5, "en", version="original")
    finally:
        path.write_bytes(held)
    assert "The file has changed since it was indexed." in html
    path.rename(folder / "gone")
    try:
        html = show_source(desk, "yunxi", 0, 5, "zh-Hans", version="original")
    finally:
        (folder / "gone").rename(path)
    assert "无法显示原文件。" in html


def test_without_a_folder_there_is_nothing_to_switch_to():
    html = show_source(DESK, "beihe", 0, 5, "en", version="original")
    assert "data-version" not in html
    assert re.search("<del|<ins", html) is None
