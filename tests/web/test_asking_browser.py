"""Correcting, narrowing, following on, going back and taking along, in a real Chromium."""

import csv
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web import shelf
from tests.web.accessibility import find_violations
from tests.web.reading import LISTEN, NARROW, WIDE, answered, ask, heading, hold, opened, places, saying, settle

pytestmark = pytest.mark.slow


def query(page):
    return parse_qs(urlsplit(page.url).query)


def chosen(page, field):
    return page.input_value(f"#chips [data-understood={field}]")


def wait_for_chip(page, field, value):
    page.wait_for_function(f"document.querySelector('#chips [data-understood={field}]')?.value === {value!r}")


SAYS_SO = "Two of four reports say so."
NONE = "没有报告提到。"


def test_what_was_understood_is_corrected_with_a_choice_and_asked_again(visit):
    page = visit()
    ask(page)
    assert (chosen(page, "kind"), chosen(page, "stance")) == ("which_reports", "planned")
    page.focus("[data-understood=kind]")
    with answered(page):
        page.select_option("[data-understood=kind]", "number")
    assert chosen(page, "kind") == "number"
    assert json.loads(query(page)["as"][0]) | {"question": ""} == {
        "question": "", "kind": "number", "topic": "principal rank reform", "stance": "planned", "is_negated": False,
        "places": [], "years": [], "level": "unknown",
        "combination": "none", "other_topic": "", "action": "", "condition": "",
    }  # fmt: skip
    assert page.evaluate("document.activeElement.dataset.understood") == "kind"
    page.go_back()
    wait_for_chip(page, "kind", "which_reports")
    assert "as" not in query(page)


def test_the_words_looked_for_are_written_over(visit):
    page = visit(locale="zh-CN")
    ask(page)
    page.fill("[data-understood=topic]", "地铁 reform")
    with answered(page):
        page.keyboard.press("Enter")
    assert (chosen(page, "topic"), json.loads(query(page)["as"][0])["topic"]) == ("地铁 reform", "地铁 reform")
    page.reload()
    page.wait_for_selector("#chips [data-understood=topic]")
    assert chosen(page, "topic") == "地铁 reform"


def test_a_follow_up_takes_up_the_question_before_and_its_link_stands_alone(visit):
    page = visit()
    ask(page)
    ask(page, "and Qingdao?")
    page.wait_for_selector(".taken-up")
    read = "which cities plan principal rank reform (and Qingdao?)"
    assert page.inner_text(".taken-up q").strip("“”") == read
    assert page.inner_text("[data-drop=places] >> xpath=..").split("\n")[0].startswith("Qingdao")
    heading(page, SAYS_SO)
    other = visit(query=f"?{urlsplit(page.url).query}")
    other.wait_for_selector(".taken-up")
    assert other.inner_text(".taken-up q").strip("“”") == read
    heading(other, SAYS_SO)
    page.click("[data-alone]")
    heading(page, NONE)
    assert page.locator(".taken-up").count() == 0


def test_a_place_that_was_understood_is_taken_away(visit):
    page = visit()
    ask(page)
    ask(page, "and Qingdao?")
    page.click("[data-drop=places]")
    page.wait_for_function("!document.querySelector('[data-drop=places]')")
    assert json.loads(query(page)["as"][0])["places"] == []


@pytest.mark.parametrize(
    ("size", "locale", "name", "said"),
    [(WIDE, "en-GB", "北河市", "Beihe inferred"), (NARROW, "zh-TW", "北河市", "北河市 推斷")],
    ids=["wide, English", "narrow, traditional"],
)
def test_a_question_is_narrowed_and_its_link_keeps_the_filter(visit, size, locale, name, said):
    page = visit(size=size, locale=locale)
    ask(page)
    page.click("[data-filter=places] summary")
    with answered(page):
        page.click(f"[data-filter=places] label:has(input[value={name}])")
    assert places(page) == [said]
    assert query(page)["place"] == [name]
    page.keyboard.press("Escape")
    assert not page.is_visible("[data-filter=places] .options")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.reload()
    page.wait_for_selector("#result .finding")
    assert places(page) == [said]
    with answered(page):
        page.click("[data-clear=places]")
    assert page.locator("#result .finding").count() == 2
    assert "place" not in query(page)
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#result .finding').length === 1")
    assert page.is_checked(f"[data-filter=places] input[value={name}]")


def test_a_filter_can_be_set_before_the_question(visit):
    page = visit()
    page.click("[data-filter=years] summary")
    page.click("[data-filter=years] label >> nth=0")
    page.keyboard.press("Escape")
    ask(page)
    assert query(page)["year"] == ["2022"]


def test_a_menu_closes_when_the_reader_goes_on(visit):
    page = visit()
    page.click("[data-filter=places] summary")
    page.click("[data-filter=years] summary")
    assert page.locator("details.menu[open]").count() == 1
    page.mouse.click(700, 20)
    assert page.locator("details.menu[open]").count() == 0


def test_the_questions_of_this_visit_are_listed_and_reopened(visit):
    page = visit()
    assert not page.is_visible("#history")
    ask(page)
    ask(page, f"metro {shelf.ATTACK}")
    heading(page, NONE)
    assert page.inner_text("#history summary") == "Asked before"
    page.click("#history summary")
    rows = page.locator("#history-list a").all_inner_texts()
    assert [row.split("\n")[0] for row in rows] == [f"metro {shelf.ATTACK}", "which cities plan principal rank reform"]
    page.click("#history-list a >> nth=1")
    heading(page, SAYS_SO)
    page.go_back()
    heading(page, NONE)


def test_going_back_shows_an_answer_without_asking_again(visit):
    page = visit()
    ask(page)
    ask(page, "metro")
    heading(page, NONE)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "queue/join" in request.url else None)
    page.go_back()
    heading(page, SAYS_SO)
    assert sent == []


def test_findings_are_sorted_up_down_and_back(visit):
    page = visit()
    ask(page)
    head = page.locator("[data-sort=year]")
    for direction, order in (
        ("ascending", ["Beihe inferred", "Yunxi"]),
        ("descending", ["Yunxi", "Beihe inferred"]),
        ("none", ["Yunxi", "Beihe inferred"]),
    ):
        head.click()
        assert page.get_attribute("th.year", "aria-sort") == direction
        assert places(page) == order
    page.click("[data-sort=place]")
    assert places(page) == ["Beihe inferred", "Yunxi"]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Beihe (inferred) · 2019"


def test_an_answer_is_copied_as_markdown_and_as_a_link(visit):
    page = visit()
    ask(page)
    with saying(page, "[data-take=markdown]", "Copied"):
        page.click("[data-take=markdown]")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("## which cities plan principal rank reform\n")
    assert f"> {shelf.DONE_QUOTE.replace('.', chr(92) + '.')}\n" in copied
    with saying(page, "[data-take=link]", "Copied"):
        page.click("[data-take=link]")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_findings_are_saved_as_a_table_that_spreadsheets_read(visit, tmp_path):
    page = visit()
    ask(page)
    with page.expect_download() as saving:
        page.click("[data-save=csv]")
    assert saving.value.suggested_filename == "yaodian.csv"
    saving.value.save_as(tmp_path / "saved.csv")
    assert (tmp_path / "saved.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "saved.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["place_en"] for row in rows] == ["Yunxi", "Beihe", "", "Linshan"]
    assert rows[0]["quote"] == shelf.PLANNED_QUOTE


def test_a_link_that_was_changed_says_so(visit):
    page = visit(query="?q=reform&as=%7Bbroken")
    page.wait_for_selector("#result .notice")
    assert page.inner_text("#result .notice h1") == "This link cannot be read."


@pytest.mark.parametrize("number", ["year=soon", "kind=%3Cscript%3E"])
def test_a_filter_that_makes_no_sense_says_so(visit, number):
    page = visit(query=f"?q=reform&{number}")
    page.wait_for_selector("#result .notice, #result .answer")
    assert page.inner_text("#result .notice h1") == "This link cannot be read."


def test_the_place_in_the_queue_is_said(visit):
    page = visit(locale="zh-CN")
    ask(page)
    page.fill("#question-box", "reform at last")
    page.evaluate(LISTEN, "#status")
    page.evaluate("""() => Promise.all([...Array(6).keys()].map((n) => new Promise((joined) => window.yaodian.run(
        "answer", [JSON.stringify({ question: `slow reform ${n}` }), "en"], { onPlace: joined, onStart: joined }))))""")
    with answered(page):
        page.keyboard.press("Enter")
    assert any(said.startswith("正在排队，前面还有") for said in page.evaluate("window.heard"))


def test_a_newer_question_is_never_replaced_by_an_older_answer(visit):
    page = visit()
    page.fill("#question-box", "slow metro")
    with page.expect_request("**/queue/data*") as older:
        page.keyboard.press("Enter")
    with page.expect_event("requestfailed", lambda request: request == older.value):
        ask(page)
    heading(page, SAYS_SO)


def test_a_question_that_is_overtaken_before_it_has_a_place_in_the_queue_takes_none(visit):
    page = visit()
    held = hold(page)
    page.fill("#question-box", "metro")
    with page.expect_request("**/queue/join"):
        page.keyboard.press("Enter")
    ask(page)
    with page.expect_response("**/gradio_api/cancel") as cancelled:
        held[0].continue_()
    assert (cancelled.value.status, cancelled.value.json()) == (200, {"success": True})
    assert page.inner_text("#result h1") == SAYS_SO


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_jumps_when_an_answer_comes(visit, size):
    page = visit(size=size)
    page.evaluate("""window.shifts = [];
        window.watcher = new PerformanceObserver((list) => window.shifts.push(...list.getEntries()));
        window.watcher.observe({ type: "layout-shift", buffered: false });""")
    ask(page)
    with saying(page, "#status", "Reading 4 reports"):
        ask(page, "a slow question about reform")
    settle(page)
    # On a narrow screen the chips push the menus aside in their own row; nothing else may move.
    shifts = page.evaluate("[...window.shifts, ...window.watcher.takeRecords()].map((one) => one.value)")
    assert sum(shifts) < (0.003 if size == WIDE else 0.03)


def test_a_chinese_reader_on_a_telephone_goes_the_whole_way(visit):
    page = visit(size=NARROW, locale="zh-CN")
    with answered(page):
        page.click(".example >> nth=0")
    assert page.input_value("#question-box") == "哪些城市计划推行校长职级制？"
    assert page.locator(".understood .said").inner_text() == "理解为"
    page.click("#filters [data-filter=stances] summary")
    settle(page)
    box = page.locator("#filters [data-filter=stances] .options").bounding_box()
    assert (box["x"], round(box["y"] + box["height"]), box["width"]) == (0, NARROW[1], NARROW[0])
    with answered(page):
        page.click("#filters [data-filter=stances] label >> nth=0")
    page.keyboard.press("Escape")
    assert page.inner_text("#filters [data-filter=stances] summary .label") == "计划"
    with opened(page, shelf.PLANNED_QUOTE):
        page.click(".finding .cite >> nth=0")
    page.go_back()
    page.wait_for_selector("#source", state="hidden")
    assert page.locator("#result .finding").count() == 2


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "dark")])
def test_axe_finds_no_violation_in_chips_and_menus(visit, size, scheme):
    page = visit(size=size, scheme=scheme)
    ask(page)
    ask(page, "and Qingdao?")
    page.wait_for_selector(".taken-up")
    for menu in ("[data-filter=places]", "#history"):
        page.click(f"{menu} > summary")
        assert find_violations(page) == []
        page.keyboard.press("Escape")
