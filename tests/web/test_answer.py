from dataclasses import replace

import pytest

from records import Aside, Coverage, Language, Level, Period, Stance
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from web.answer import render_answer, statement_lines
from web.findings import number_proofs
from web.labels import report_label
from web.passages import render_passages
from web.wording import Words

EN, HANS, HANT = (Words(language) for language in Language)


def render(answer=shelf.FOUND, words=EN):
    return parse(render_answer(answer, shelf.CATALOGUE, words))


def test_citations_of_supported_findings_are_numbered_in_order():
    proofs = number_proofs(shelf.FOUND)
    assert [(proof.number, proof.citation.quote) for proof in proofs] == [
        (1, shelf.PLANNED_QUOTE),
        (2, shelf.DONE_QUOTE),
        (3, shelf.GOING_QUOTE),
    ]


def test_marks_in_the_text_open_the_citation_of_their_number():
    (statement,) = render().find_class("statement")
    assert statement.findtext(".//h1") == "Two of four reports say so."
    buttons = statement.find_class("cite")
    start = shelf.BEIHE.index(shelf.DONE_QUOTE)
    assert [button.text for button in buttons] == ["1", "2", "3"]
    assert dict(buttons[1].attrib) | {"class": ""} == {
        "type": "button", "class": "", "data-report": "beihe", "data-start": str(start),
        "data-end": str(start + len(shelf.DONE_QUOTE)), "aria-label": "Source 2: Beihe (inferred) · 2019",
    }  # fmt: skip


def test_a_mark_without_a_citation_stays_text():
    (statement,) = render().find_class("statement")
    assert statement.text_content().endswith("See also [9].")


def test_a_finding_shows_place_time_state_figures_and_quotes():
    first, second = render().find_class("finding")
    assert [texts(first, one) for one in ("place", "when", "stance")] == [["Yunxi"], ["2022"], ["planned"]]
    assert texts(first, "sign") == ["◐"]
    assert [item.text for item in first.find_class("figures")[0]] == ["70%", "100%"]
    assert [quote.text_content() for quote in first.iter("blockquote")] == [shelf.PLANNED_QUOTE]
    assert [step.text for step in first.find_class("path")[0]] == ["一、深化教育改革", "1. 推进校长职级制改革。"]
    assert texts(second, "sign") == ["●◐"]
    assert [quote.get("lang") for quote in second.iter("blockquote")] == ["zh-Hant", "zh-Hant"]
    assert second.find_class("place")[0].find("small").get("title").endswith(f"北河{shelf.ATTACK}")


@pytest.mark.parametrize(
    ("words", "heading", "stance"), [(EN, "Yunxi", "planned"), (HANS, "云溪市", "计划"), (HANT, "雲溪市", "計畫")]
)
def test_labels_follow_the_page_and_quotes_the_report(words, heading, stance):
    first = render(words=words).find_class("finding")[0]
    assert (texts(first, "place"), texts(first, "stance")) == ([heading], [stance])
    assert first.find(".//blockquote").text_content() == shelf.PLANNED_QUOTE


def test_silent_reports_are_folded_with_their_nearest_miss():
    (silent,) = render().find_class("silent")[:1]
    assert silent.tag == "details"
    assert silent.get("open") is None
    assert silent.findtext("summary") == "2 reports are silent"
    hidden, far = silent.findall("ul/li")
    assert hidden.find_class("miss")[0].get("data-report") == f"hostile{shelf.ATTACK}"
    assert far.text_content() == "○Linshan · 2021, first halfnothing near"


ASIDE = replace(
    shelf.FOUND,
    findings=(
        shelf.FOUND.findings[0],
        replace(shelf.FOUND.findings[1], is_supported=False, aside=Aside.STANCE, aside_speaks=True),
        replace(shelf.FOUND.findings[2], aside=Aside.LEVEL),
        shelf.FOUND.findings[3],
    ),
    coverage=Coverage(4, 1, 1, (), aside=2),
    understood=replace(shelf.REFORM, level=Level.CITY),
)


@pytest.mark.parametrize(
    ("words", "folds", "counts"),
    [
        (
            EN,
            ["One report is silent", "Not of a city, so not counted: one report", "Mentioned otherwise: one report"],
            [
                "4 reports looked at",
                "1 says so",
                "1 silent",
                "1 not of a city, so not counted",
                "1 mentioned otherwise",
            ],
        ),
        (
            HANS,
            ["1份报告未提及", "不是市级、未计入：1份报告", "另作提及：1份报告"],
            ["共查阅4份报告", "1份提到", "1份未提及", "1份不是市级、未计入", "1份另作提及"],
        ),
        (
            HANT,
            ["1份報告未提及", "不是市級、未計入：1份報告", "另作提及：1份報告"],
            ["共查閱4份報告", "1份提到", "1份未提及", "1份不是市級、未計入", "1份另作提及"],
        ),
    ],
)
def test_reports_put_aside_have_a_line_and_a_fold_of_their_own(words, folds, counts):
    root = render(ASIDE, words=words)
    assert [one.text for one in root.iter("summary")][: len(folds)] == folds
    assert [item.text for item in root.find_class("coverage")[0]] == counts


def test_of_a_report_put_aside_the_fold_shows_what_it_says():
    level, stance = render(ASIDE).find_class("aside")
    (item,) = stance.findall("ul/li")
    assert item.text_content().startswith("●◐Beihe (inferred) · 2019done and planned")
    assert item.find_class("miss")[0].text_content() == shelf.DONE_QUOTE
    assert level.find("ul/li").text_content().startswith("○")
    (silent, *_) = [one for one in render(ASIDE).find_class("silent") if one.tag == "details"]
    assert len(silent.findall("ul/li")) == 1


def test_coverage_counts_and_names_what_could_not_be_read():
    root = render()
    (coverage,), (unread,) = root.find_class("coverage"), root.find_class("unreadable")
    assert [item.text for item in coverage] == ["4 reports looked at", "2 say so", "2 silent"]
    assert unread.find("ul/li").text_content() == f"broken{shelf.ATTACK}.pdf a PDF without text: run OCR first"


def test_findings_are_a_table_that_carries_what_it_is_sorted_by():
    (table,) = render().find_class("ledger")
    heads = table.findall("thead/tr/th")
    assert [head.find("button").get("data-sort") for head in heads] == [
        "place",
        "year",
        "stance",
        "figures",
        "confidence",
    ]
    keys = [[one.get(f"data-{head.get('class')}") for head in heads] for one in table.find_class("finding")]
    assert keys == [["Yunxi · 2022", "2022", "2", "70", "0.9"], ["Beihe (inferred) · 2019", "2019", "1", "15.5", "0.9"]]


def test_of_many_figures_the_first_are_shown_and_the_rest_counted():
    many = replace(shelf.FOUND.findings[0], figures=("70%", "100%", "1所", "2所", "3所", "4所"))
    (card,) = render(replace(shelf.FOUND, findings=(many,))).find_class("finding")
    assert [item.text for item in card.find_class("figures")[0]] == ["70%", "100%", "1所", "2所", "+2"]


@pytest.mark.parametrize(("text", "size"), [("No report says this.", None), ("It is " + "so " * 20, "long")])
def test_a_long_headline_is_set_smaller(text, size):
    assert render(replace(shelf.FOUND, text=text)).find(".//h1").get("class") == size


def test_one_finding_needs_no_sorting():
    alone = replace(shelf.FOUND, findings=shelf.FOUND.findings[:1])
    assert render(alone).find_class("ledger")[0].find("thead") is None


def test_a_quote_that_hides_a_figure_shows_the_sign_of_a_mask_among_the_figures():
    masked = shelf.find(shelf.BEIHE_REPORT, Stance.DONE, (), shelf.MASKED_QUOTE)
    (card,) = render(replace(shelf.FOUND, findings=(masked,))).find_class("finding")
    assert [item.text_content() for item in card.find_class("figures")[0]] == ["▒▒"]
    assert card.find_class("figures")[0].find("li/span").get("title") == "masked in the source"
    assert card.get("data-figures") == ""


@pytest.mark.parametrize(("has_json", "forms"), [(True, ["csv", "json"]), (False, ["csv"])])
def test_an_answer_offers_the_forms_it_can_be_saved_in(has_json, forms):
    root = parse(render_answer(shelf.FOUND, shelf.CATALOGUE, EN, has_json=has_json))
    tools = root.find_class("tool")
    assert [tool.get("data-take") for tool in tools if tool.get("data-take")] == ["markdown", "link"]
    assert [tool.get("data-save") for tool in tools if tool.get("data-save")] == forms


def test_an_abstained_answer_shows_what_comes_nearest():
    nearest = replace(shelf.ABSTAINED.findings[1], citations=(shelf.cite(shelf.BEIHE_REPORT, shelf.MASKED_QUOTE),))
    findings = (shelf.ABSTAINED.findings[0], nearest, *shelf.ABSTAINED.findings[2:])
    root = render(replace(shelf.ABSTAINED, findings=findings))
    assert root.findtext(".//h1") == "没有报告提到。"
    (card,) = root.find_class("finding")
    assert (texts(card, "stance"), texts(card, "cite")) == (["nearest"], [])
    assert card.find(".//blockquote").text_content() == "投入資金▒▒萬元，改造薄弱學校。"
    assert root.find_class("passages")[0].get("open") is not None


def test_passages_mark_the_best_sentence_and_fold_the_rest():
    (passages,) = render().find_class("passages")
    shown, folded = passages.findall("ol"), passages.findall("details/ol")
    assert [len(shown[0]), len(folded[0]), folded[0].get("start")] == [5, 2, "6"]
    first = shown[0][0]
    assert [mark.text_content() for mark in first.iter("mark")] == [shelf.PLANNED_QUOTE]
    assert texts(first, "text") == [f"1. 推进校长职级制改革。{shelf.PLANNED_QUOTE}"]
    rows = [[cell.text for cell in row] for row in first.iter("tr")]
    assert rows == [
        ["Looked at by", "Score", "Rank"],
        ["meaning of the passage (e5)", "0.710", "1"],
        ["meaning of its sentences (muse)", "0.500", "2"],
        ["words in common", "3.250", "1"],
        ["All together", "1.000", "1"],
        ["In the question", "In the passage", "Nearness"],
        ["rank", "职级", "0.81"],
    ]
    assert [term.text for term in first.find_class("terms")[1]] == ["校长职级制"]
    said = [line.text for line in first.find_class("why")[0].findall("p")]
    assert said == ["90% likely to answer the question", None, "One passage that says nearly the same is left out."]
    assert passages.findall("ul") == []


def test_the_terms_that_were_looked_for_are_named():
    root = render(replace(shelf.FOUND, understood=shelf.REFORM))
    (passages,) = root.find_class("passages")
    assert [term.text for term in passages.findall("ul")[0]] == ["校长职级制", "职级制改革"]


def test_no_hits_and_vanished_reports_are_said_not_raised():
    gone = replace(shelf.FOUND.hits[0], passage=replace(shelf.FOUND.hits[0].passage, report_id="gone"))
    root = parse(render_passages([gone], shelf.CATALOGUE, EN, is_open=False))
    assert (root.findtext(".//p[2]"), texts(root, "count")) == ("No passage came near.", ["0"])


@pytest.mark.parametrize(
    ("period", "stance", "said"),
    [
        (Period(2019, plan_year=2020), Stance.PLANNED, "Linshan · 2020"),
        (Period(2019, plan_year=2020), Stance.DONE, "Linshan · 2019"),
        (Period(2021, half=1), Stance.DONE, "Linshan · 2021, first half"),
        (Period(2021, half=2, plan_year=2022), Stance.PLANNED, "Linshan · 2022"),
        (Period(is_masked=True), Stance.DONE, "Linshan · year masked"),
        (Period(), Stance.DONE, "Linshan"),
    ],
)
def test_a_report_is_called_by_place_and_time(period, stance, said):
    assert report_label(replace(shelf.LINSHAN_REPORT, period=period), stance, EN) == said


def test_a_place_that_is_not_named_begins_like_a_name():
    assert report_label(shelf.HOSTILE_REPORT, Stance.DONE, EN) == "An unnamed place · year masked"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"It is so.\nYunxi: “{shelf.PLANNED_QUOTE}” [1]\nOne file could not be read.", ["It is so."]),
        (f"Yunxi: “{shelf.PLANNED_QUOTE}” [1]", []),
        ("Yunxi plans 70% [1] and Beihe goes on [3].", ["Yunxi plans 70% [1] and Beihe goes on [3]."]),
        (f"Yunxi: “{shelf.PLANNED_QUOTE}” [2]", [f"Yunxi: “{shelf.PLANNED_QUOTE}” [2]"]),
        ("A.\n\n  \nB [7].", ["A.", "B [7]."]),
        (f"A.\nYunxi: “{shelf.PLANNED_QUOTE}” [1]\nYunxi: the same words [1]\nand 8 more.", ["A."]),
        (f"70%\nYunxi: “{shelf.PLANNED_QUOTE}” [1]\n15.5% (Beihe) [2]\nand 8 more.", ["70%", "15.5% (Beihe) [2]"]),
        ("", []),
    ],
    ids=["a list", "only a list", "prose", "another quote", "blank lines", "the same words", "numbers", "empty"],
)
def test_the_statement_leaves_out_what_the_cards_show(text, kept):
    answer = replace(shelf.FOUND, text=text)
    assert statement_lines(answer, number_proofs(answer)) == kept


def test_where_no_report_says_so_the_first_line_is_enough():
    answer = replace(shelf.ABSTAINED, text="没有报告提到。\n最接近的是：云溪市。")
    assert statement_lines(answer, ()) == ["没有报告提到。"]


def test_a_text_that_is_only_a_list_has_a_headline_in_the_page_language():
    html = render(replace(shelf.FOUND, text=f"“{shelf.PLANNED_QUOTE}” [1]"), HANS)
    (statement,) = html.find_class("statement")
    assert statement.findtext(".//h1") == "4份报告中有2份给出了回答。"
    assert statement.find("div").get("lang") == "zh-Hans"


@pytest.mark.parametrize("words", [EN, HANS, HANT], ids=str)
@pytest.mark.parametrize("name", ["FOUND", "ABSTAINED"])
def test_nothing_of_a_report_a_file_name_or_a_question_becomes_markup(words, name):
    answer = getattr(shelf, name)
    hostile = replace(answer, question=shelf.ATTACK, text=f"{shelf.ATTACK} [1] {shelf.TEMPLATES}")
    html = render_answer(hostile, shelf.CATALOGUE, words)
    assert_harmless(html)
    assert parse(html)[0].get("data-question") == shelf.ATTACK
