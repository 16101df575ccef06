"""The Compare tab as a reader uses it: the whole page over a copy of the demo corpus, in a real Chromium."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.accessibility import find_violations
from tests.web.reading import NARROW, NARROWEST, WIDE, answered, hold, opened
from tests.web.serve_reports import HOSTILE_NAME
from tests.web.serving import serve_reports
from tests.web.shelf import ATTACK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PATIENCE_MS = 60_000  # the machine may be busy with other tests
TOPICS = ("校长职级制", "集团化办学", "幼儿园")
LINK = f"?topics={quote('|'.join(TOPICS))}#compare"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serve_reports(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def compare(visit):
    """Opens the tab by a link, and waits until every topic is read."""

    def open_tab(query=LINK, **how: object):
        page = visit(query=query, **how)
        page.set_default_timeout(PATIENCE_MS)
        if "topics=" in query:
            wait(page)
        return page

    return open_tab


def wait(page):
    page.wait_for_selector("#matrix:not([aria-busy]) .matrix .cell", state="attached")
    page.wait_for_selector("#compare-stop", state="hidden")


def cell(page, topic, place):
    """The cell of a topic in the report of a place, by its label."""
    return page.locator(f".cell[aria-label*='{topic}'][aria-label*='{place}']").first


def heads(page, selector):
    return page.locator(f"{selector} :is(.place, .topic)").all_inner_texts()


def saved(page, selector):
    with page.expect_download() as told:
        page.click(selector)
    return Path(told.value.path()).read_bytes(), told.value.suggested_filename


def test_suggested_topics_are_compared_with_one_click_and_a_cell_opens_its_evidence(compare):
    page = compare("#compare")
    page.wait_for_function("document.getElementById('compare-topics').value.split('\\n').length === 8")
    page.click("#compare-run")
    wait(page)
    assert page.locator("#matrix thead .topic, #matrix tbody .topic").count() == 8
    assert re.search(r"[?&]topics=[^&]+.*#compare$", page.url)
    chosen = page.locator(".cell.planned, .cell.done").first
    label = chosen.get_attribute("aria-label")
    before = chosen.bounding_box()
    with opened(page):
        chosen.click()
    assert page.inner_text("#source-note .evidence .topic").strip("“”") == label.split(" · ")[0]
    assert page.inner_text("#source mark").strip()
    assert chosen.bounding_box() == before
    assert page.locator(".cell.chosen").count() == 1


def test_a_link_reopens_the_matrix_and_the_answer_never_disagrees(compare):
    page = compare()
    assert page.input_value("#compare-topics") == "\n".join(TOPICS)
    states = [one.get_attribute("class") for one in page.locator("[data-topic='0'] .cell").all()]
    n = sum("unsaid" not in state for state in states)
    with opened(page):
        cell(page, "校长职级制", "Zibo").click()
    with answered(page):
        page.click(".to-ask")
    assert page.locator("#result .findings tbody.finding").count() == n
    assert page.input_value("#question-box") == "校长职级制"
    page.go_back()
    page.wait_for_selector("html[data-tab=compare]")
    wait(page)
    assert len(states) == page.locator("[data-topic='0'] .cell").count()


def test_topics_are_edited_and_back_brings_the_earlier_ones(compare):
    page = compare()
    page.keyboard.press("t")
    page.fill("#compare-topics", "校车，食堂")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("document.querySelectorAll('[data-topic-head]').length === 2")
    wait(page)
    page.go_back()
    page.wait_for_function("document.querySelectorAll('[data-topic-head]').length === 3")
    wait(page)
    assert page.input_value("#compare-topics") == "\n".join(TOPICS)


def test_the_keyboard_walks_through_the_cells_and_opens_one(compare):
    page = compare()
    page.focus(".cell[tabindex='0']")
    assert page.locator(".cell[tabindex='0']").count() == 1
    for key, place in (
        ("ArrowRight", (0, 1)),
        ("ArrowDown", (1, 1)),
        ("End", (1, -1)),
        ("Home", (1, 0)),
        ("ArrowUp", (0, 0)),
    ):
        page.keyboard.press(key)
        grid = page.locator("#matrix tbody tr")
        there = grid.nth(place[0]).locator(".cell")
        at = there.count() - 1 if place[1] < 0 else place[1]
        assert there.nth(at).evaluate("(one) => one === document.activeElement"), key
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Home")
    while page.evaluate("document.activeElement.classList.contains('unsaid')"):
        page.keyboard.press("ArrowDown")
    with opened(page):
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('cell')")


def test_reports_are_sorted_narrowed_and_turned(compare):
    page = compare()
    page.select_option("#compare-order", "year")
    years = [
        int(found.group())
        for text in page.locator("[data-report-head] .when").all_inner_texts()
        if (found := re.search(r"\d{4}", text))
    ]
    assert years == sorted(years, reverse=True)
    down = page.locator("#matrix tbody th [class=place]").count()
    page.click("#compare-turn")
    assert (down == 0) != (page.locator("#matrix tbody th [class=place]").count() == 0)
    page.click("#compare-filters [data-filter=places] summary")
    page.check("#compare-filters input[value='淄博市']")
    page.wait_for_function("document.querySelectorAll('[data-report-head]').length === 1")
    wait(page)
    assert "in-place=" in page.url
    assert heads(page, "[data-report-head]") == ["Zibo"]
    assert page.locator("#filters input:checked").count() == 0


def test_the_figures_of_a_topic_are_plotted_with_a_table(compare):
    page = compare()
    page.click("[data-plot='2']")
    drawn = page.locator("#plot svg:visible")  # the other is drawn for a narrow page
    assert drawn.get_attribute("role") == "img"
    assert "幼儿园" in drawn.get_attribute("aria-label")
    assert page.locator("#plot .values tbody tr").count() >= 2
    text, name = saved(page, "[data-plot-save=svg]")
    assert (name, b"var(" in text) == ("yaodian-compare.svg", False)
    ElementTree.fromstring(text)
    picture, name = saved(page, "[data-plot-save=png]")
    assert (name, picture[:8], len(picture) > 5000) == ("yaodian-compare.png", PNG, True)
    page.click("[data-plot-close]")
    assert page.evaluate("document.activeElement.dataset.plot") == "2"


def test_a_matrix_is_taken_along_as_table_and_picture(compare):
    page = compare(locale="zh-CN")
    table, name = saved(page, "[data-matrix=csv]")
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert (name, len(rows)) == ("yaodian-compare.csv", 1 + 6)
    assert rows[0][4:6] == ["校长职级制", "校长职级制 (数字)"]
    assert not any(value[:1] in "=+-@" for row in rows for value in row if value)
    picture, _ = saved(page, "[data-matrix=png]")
    assert picture[:8] == PNG
    assert b'"topics"' in saved(page, "[data-matrix=json]")[0]


def test_chinese_narrow_topics_are_cards_and_the_evidence_a_sheet(compare):
    page = compare(size=NARROW, locale="zh-CN")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#matrix tbody tr").count() == len(TOPICS)
    shown = page.locator("#matrix td.says-not:visible").count()
    assert shown == 0
    page.click("[data-silent='0']")
    assert page.locator("#matrix [data-topic='0'].says-not:visible").count() > 0
    page.click(".cell.planned >> nth=0")
    page.wait_for_selector("html[data-sheet=open] #source mark")
    assert page.evaluate("document.activeElement.id") == "source-close"
    page.go_back()
    page.wait_for_selector("html:not([data-sheet])")
    assert page.url.endswith("#compare")


def test_another_language_brings_the_same_matrix_in_its_words(compare):
    page = compare()
    page.click("[data-language=zh-Hant]")
    page.wait_for_function("document.getElementById('compare-status').textContent.includes('份報告')")
    wait(page)
    assert page.locator("[data-topic-head]").count() == len(TOPICS)
    assert "淄博市" in "".join(heads(page, "[data-report-head]"))


def test_a_run_can_be_stopped(compare):
    page = compare("#compare")
    page.fill("#compare-topics", "\n".join(f"校长职级制改革第{number}年" for number in range(24)))
    # The page itself stops when the first topic is read: a quick machine is done before a browser is told to.
    page.evaluate(
        """() => {
            const status = document.querySelector("#compare-status");
            const observer = new MutationObserver(() => {
                if (!/[1-9][0-9]* of 24/.test(status.textContent)) return;
                observer.disconnect();
                document.querySelector("#compare-stop").click();
            });
            observer.observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.click("#compare-run")
    wait_until_stopped(page)
    assert re.fullmatch(r"Stopped: [1-9]\d? of 24 topics read", page.inner_text("#compare-status"))


def wait_until_stopped(page):
    page.wait_for_function("document.querySelector('#compare-status').innerText.startsWith('Stopped')")


@pytest.mark.parametrize("is_said", [False, True], ids=["not said", "said"])
def test_a_run_that_was_stopped_stays_so_when_suggestions_come_late(compare, is_said):
    page = compare("")
    held = hold(page, times=2)  # the suggestions' request and the run's
    page.click(".tabs [data-tab=compare]")  # an empty box is filled with suggestions
    if is_said:
        page.wait_for_function("document.querySelector('#compare-status').innerText !== ''")
    page.fill("#compare-topics", "校车")
    page.click("#compare-run")
    page.click("#compare-stop")
    wait_until_stopped(page)
    # Timers that were set before this one are over before it.
    page.evaluate("new Promise((done) => setTimeout(done, window.yaodian.WAIT_MS))")
    with page.expect_response("**/gradio_api/cancel"):
        held[0].continue_()
    assert page.inner_text("#compare-status") == "Stopped: 0 of one topic read"
    assert page.input_value("#compare-topics") == "校车"


def test_no_topic_and_a_damaged_link_are_said(compare):
    page = compare("#compare")
    page.fill("#compare-topics", "!?")
    page.click("#compare-run")
    page.wait_for_selector("#matrix .notice")
    assert page.inner_text("#matrix .notice h1") == "There is no topic yet."


def test_the_source_of_each_tab_stays_with_it(compare):
    page = compare(f"?q={quote('校长职级制')}")
    page.wait_for_selector("#result .answer")
    page.wait_for_selector("#reading-room #source mark")
    asked = page.inner_text("#source mark")
    page.click(".tabs [data-tab=compare]")
    page.wait_for_selector("#compare-floor #source .compare-idle")
    page.click(".tabs [data-tab=ask]")
    page.wait_for_selector("#reading-room #source mark")
    assert page.inner_text("#source mark") == asked
    assert page.inner_text("#source-note") == ""


def test_nothing_of_a_topic_or_a_report_is_run(compare):
    page = compare(f"?topics={quote(f'校长职级制|{ATTACK}|<b>校车</b>')}#compare")
    assert page.locator("[data-topic-head]").count() == 3
    hostile = page.locator(".cell[data-report*=hostile]").first
    with opened(page):
        hostile.click()
    assert page.locator("#compare-room img, #source img, #compare-room script").count() == 0
    assert page.evaluate("window.hacked") is None
    saved(page, "[data-matrix=png]")
    assert HOSTILE_NAME.removesuffix(".txt") in hostile.get_attribute("data-report")


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROWEST, "light"), (NARROW, "dark")])
def test_axe_finds_no_violation(compare, size, scheme):
    page = compare(size=size, scheme=scheme)

    def open_evidence():
        with opened(page):
            page.click(".cell.planned >> nth=0")

    for prepare in (lambda: None, lambda: page.click("[data-plot='2']"), open_evidence):
        prepare()
        assert find_violations(page) == []
