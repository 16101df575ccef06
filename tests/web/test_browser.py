"""The page as readers use it, in a real Chromium, over a running server."""

import re
import urllib.request

import pytest

from tests.web import shelf
from tests.web.accessibility import find_violations
from tests.web.reading import NARROW, NARROWEST, WIDE, answered, ask, heading, opened, places, saying, settle
from tests.web.serving import serve_shelf

pytestmark = pytest.mark.slow
# What is said while an answer is awaited, after how many milliseconds, and where the result stood then.
SAID_WHILE_WAITING = """() => {
    const [status, result] = ["status", "result"].map((id) => document.getElementById(id));
    let since = 0;
    window.said = [];
    document.addEventListener("keydown", () => (since = performance.now()), { capture: true });
    new MutationObserver(() => window.said.push(
        [status.textContent, performance.now() - since, result.getBoundingClientRect().y]
    )).observe(status, { childList: true });
}"""


def is_in_view(page, selector, within):
    """Whether an element lies inside another's visible box."""
    inner, outer = page.locator(selector).first.bounding_box(), page.locator(within).bounding_box()
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]


def test_a_question_shows_two_cities_and_their_proof_beside_them(visit):
    page = visit()
    ask(page)
    assert places(page) == ["Yunxi", "Beihe inferred"]
    assert page.inner_text("#source mark") == shelf.PLANNED_QUOTE
    before = page.locator("#result .finding").nth(1).bounding_box()
    with opened(page, shelf.GOING_QUOTE):
        page.click("#result .statement .cite >> nth=2")
    assert page.locator("#source .path li").all_inner_texts() == [
        "第二部分 2020年工作要點",
        "（一）全面推行校長職級制。",
    ]
    assert page.locator("#result .finding").nth(1).bounding_box() == before
    assert page.locator(".cite.opened").all_inner_texts() == ["3", "3"]


def test_a_source_opens_with_its_sentence_in_view_without_moving_the_page(visit):
    page = visit()
    ask(page)
    page.click(".passages > summary")
    with opened(page):
        page.click(".passages .hit .where >> nth=4")
    assert page.inner_text("#source mark").startswith("3. 新建")
    assert is_in_view(page, "#source mark", "#source .body")
    at = page.evaluate("scrollY")
    page.evaluate("document.querySelector('#source .body').scrollTop = 1e6")
    with opened(page, shelf.PLANNED_QUOTE):
        page.click(".passages .hit .where >> nth=0")
    assert is_in_view(page, "#source mark", "#source .body")
    assert page.evaluate("scrollY") == at


def test_the_question_and_the_source_stay_in_view_on_scrolling(visit):
    page = visit()
    ask(page)
    page.evaluate("document.querySelectorAll('#result details').forEach((part) => { part.open = true })")
    page.mouse.move(300, 500)
    page.mouse.wheel(0, 900)
    page.wait_for_function("scrollY > 800")
    assert page.locator("#question-bar").bounding_box()["y"] == 0
    assert 0 < page.locator("#source").bounding_box()["y"] < 120


def test_the_quote_is_copied_as_the_report_writes_it(visit):
    page = visit()
    ask(page)
    page.click(".passages > summary")
    with opened(page):
        page.click(".passages .hit .where >> nth=2")
    with saying(page, "#source .copy", "Copied"):
        page.click("#source .copy")
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[0] == shelf.MASKED_QUOTE


@pytest.mark.parametrize(
    ("locale", "language", "stance", "place"),
    [
        ("en-US", "en", "planned", "Yunxi"), ("de-DE", "en", "planned", "Yunxi"),
        ("zh-CN", "zh-Hans", "计划", "云溪市"), ("zh-TW", "zh-Hant", "計畫", "雲溪市"),
        ("zh-HK", "zh-Hant", "計畫", "雲溪市"),
    ],
)  # fmt: skip
def test_the_page_speaks_the_browsers_language(visit, locale, language, stance, place):
    page = visit(locale=locale)
    ask(page)
    assert page.evaluate("document.documentElement.lang") == language
    assert (page.inner_text(".finding .stance >> nth=0"), page.inner_text(".finding .place >> nth=0")) == (
        stance,
        place,
    )


def test_the_language_is_switched_at_once_and_kept(visit):
    page = visit()
    ask(page)
    with answered(page):
        page.click("[data-language=zh-Hans]")
    assert page.inner_text(".finding .stance >> nth=0") == "计划"
    assert page.inner_text("#result h1") == "Two of four reports say so."
    assert page.inner_text("#ask") == "提问"
    assert page.evaluate("document.activeElement.dataset.language") == "zh-Hans"
    assert "lang=zh-Hans" in page.url
    assert page.inner_text("#source .copy") == "复制引文"
    page.goto(page.url.split("?")[0])
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_the_colours_follow_the_system_until_they_are_switched(visit):
    page = visit(scheme="dark")
    scheme = "document.documentElement.dataset.scheme"
    assert page.evaluate(scheme) == "dark"
    page.click(".masthead .theme")
    assert page.evaluate(scheme) == "light"
    assert page.get_attribute(".masthead .theme", "aria-label") == "Colours: light"
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(scheme) == "light"


@pytest.mark.parametrize("size", [NARROW, NARROWEST])
def test_on_a_narrow_screen_the_source_is_a_sheet(visit, size):
    page = visit(size=size)
    ask(page)
    assert places(page) == ["Yunxi", "Beihe inferred"]
    assert not page.is_visible("#source")
    with opened(page, shelf.PLANNED_QUOTE):
        page.click(".finding .cite >> nth=0")
    settle(page)
    assert is_in_view(page, "#source mark", "#source .body")
    assert page.get_attribute("#source", "role") == "dialog"
    assert page.evaluate("document.getElementById('answer-side').inert")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source", state="hidden")
    assert page.evaluate("document.activeElement.className").startswith("cite")


@pytest.mark.parametrize("close", ["back", "escape", "button"])
def test_back_closes_the_sheet_before_it_leaves_the_question(visit, close):
    page = visit(size=NARROW)
    ask(page)
    asked = page.url
    for _ in range(2):
        with opened(page):
            page.click(".finding .cite >> nth=0")
        {
            "back": page.go_back,
            "escape": lambda: page.keyboard.press("Escape"),
            "button": lambda: page.click("#source-close"),
        }[close]()
        page.wait_for_selector("#source", state="hidden")
        page.wait_for_function("history.state === null")
    assert page.url == asked
    assert places(page) == ["Yunxi", "Beihe inferred"]
    page.go_back()
    page.wait_for_selector(".welcome")
    assert page.input_value("#question-box") == ""


@pytest.mark.parametrize("width", [360, 390, 600, 768, 1023, 1024, 1440, 1920])
def test_nothing_is_wider_than_the_screen(visit, width):
    page = visit(size=(width, 800))
    ask(page)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_everything_is_done_with_the_keyboard(visit):
    page = visit()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("校长")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("职级")
    assert page.input_value("#question-box") == "校长\n职级"
    with answered(page):
        page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Beihe (inferred) · 2019"
    with opened(page, shelf.DONE_QUOTE):
        page.keyboard.press("o")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Yunxi · 2022"
    page.keyboard.press("?")
    assert page.is_visible("#help-dialog")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help-dialog")


def test_the_focus_can_be_seen(visit):
    page = visit()
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert re.search(r"solid [1-9]", outline) or page.evaluate("document.activeElement === document.body"), outline


def test_a_link_opens_the_question_and_back_returns(visit):
    page = visit(query="?q=principal+reform&lang=zh-Hant")
    page.wait_for_selector(".answer")
    assert page.input_value("#question-box") == "principal reform"
    assert page.inner_text(".finding .stance >> nth=0") == "計畫"
    ask(page, "metro")
    heading(page, "没有报告提到。")
    page.go_back()
    page.wait_for_selector(".finding .cite")
    assert page.input_value("#question-box") == "principal reform"
    page.go_forward()
    heading(page, "没有报告提到。")
    assert page.url.endswith("?q=metro&lang=zh-Hant")


def test_an_example_is_asked_with_one_click(visit):
    page = visit()
    with answered(page):
        page.click(".example >> nth=0")
    assert page.locator("#result .finding").count() == 2
    assert page.input_value("#question-box") == "Which cities plan principal rank reform?"


def test_the_shelf_opens_a_report(visit):
    page = visit()
    page.click(".shelf button >> nth=1")
    page.wait_for_selector("#source .report")
    assert page.inner_text("#source h2") == "北河市教育局2019年工作總結和2020年工作要點"


def test_waiting_is_said_in_words_without_moving_anything(visit):
    page = visit()
    ask(page)
    before = page.locator("#result").bounding_box()["y"]
    page.fill("#question-box", "a slow question about reform")
    page.evaluate(SAID_WHILE_WAITING)
    with answered(page):
        page.keyboard.press("Enter")
    (first, after_ms, y), (last, _, _) = page.evaluate("window.said")
    assert (first, y, last) == ("Reading 4 reports", before, "")
    assert after_ms > 499


@pytest.mark.parametrize(
    ("question", "role", "said"),
    [("", "status", "There is no question yet."), ("broken", "alert", "This could not be answered.")],
)
def test_a_fault_is_a_message(visit, question, role, said):
    page = visit()
    ask(page, question)
    assert page.get_attribute("#result .notice", "role") == role
    assert page.inner_text("#result .notice h1") == said
    assert "Traceback" not in page.inner_text("body")


def test_a_server_that_has_ended_is_said_in_the_page_language(browser, tmp_path):
    page = browser.new_page(locale="zh-CN")
    with serve_shelf(tmp_path / "log") as address:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        ask(page)
    page.fill("#question-box", "校长职级")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .notice.fault")
    assert page.inner_text("#result .notice h1") == "页面没有收到服务器的回应。"
    assert page.inner_text("#status") == ""
    assert not page.is_visible(".toast-wrap")
    page.close()


def test_no_text_of_a_question_or_report_runs(visit):
    page = visit()
    ask(page, f"职级 {shelf.ATTACK} {shelf.TEMPLATES}")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    with opened(page):
        page.click(".silent .miss")
    assert page.inner_text("#source mark").startswith("本县")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    page.reload()
    page.wait_for_selector(".answer")
    page.wait_for_selector("#source mark")
    assert page.locator("#result img, #result script, #source img, #source script").count() == 0
    assert page.text_content(".unreadable code").startswith("broken<img src=x onerror=")


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_axe_finds_no_violation(visit, size, scheme):
    page = visit(size=size, scheme=scheme)

    def open_first():
        with opened(page):
            page.click(".finding .cite >> nth=0")

    for prepare in (lambda: None, lambda: ask(page), open_first):
        prepare()
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        assert find_violations(page) == []


def test_every_answer_of_the_server_forbids_other_machines(address):
    with urllib.request.urlopen(f"{address}/") as response:
        policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
