"""What readers change, remove and read on a narrow screen: the whole page over the demo corpus, in a real Chromium.

In one file, since one server serves all of it.
"""

import json
from urllib.parse import quote

import pytest

from eval import list_judgements
from tests.web.accessibility import find_violations
from tests.web.reading import NARROW, NARROWEST
from tests.web.serving import serve_reports
from tests.web.shelf import ATTACK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PATIENCE_MS = 60_000
TOPICS = "?topics=" + quote("公办幼儿园|校长职级制") + "#compare"
# Elements that reach beyond the right edge of the page, whether it scrolls there or cuts them off.
BEYOND = """(selector) => [...document.querySelectorAll(selector)]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
OVERLAPS = """() => [...document.querySelectorAll(".ledger .told")].some((row) => {
    const [year, state] = [".when", ".stance"].map((name) => row.querySelector(name).getBoundingClientRect());
    return year.right > state.left && year.bottom > state.top && state.bottom > year.top;
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("narrow")


@pytest.fixture(scope="module")
def address(folder):
    with serve_reports(folder) as address:
        yield address


@pytest.fixture
def opened(visit):
    def open_page(query, wait, **how: object):
        page = visit(query=query, **how)
        page.set_default_timeout(PATIENCE_MS)
        page.wait_for_selector(wait)
        return page

    return open_page


def asked(question):
    return f"?q={quote(question)}"


def said(page):
    return page.inner_text("#result h1 >> nth=0")


def wait_for_change(page, before):
    page.wait_for_function(
        "(before) => ![before, undefined].includes(document.querySelector('#result h1')?.innerText)", arg=before
    )


def test_two_topics_are_joined_otherwise_and_taken_apart_by_their_chips(opened):
    page = opened(asked("哪些报告提到集团化办学但没有提到校长职级制"), "#result > .answer")
    assert page.input_value("[data-understood=other_topic]") == "校长职级制"
    without = said(page)
    page.select_option("[data-understood=combination]", "and")
    wait_for_change(page, without)
    both = said(page)
    page.click("[data-drop=combination]")
    wait_for_change(page, both)
    assert page.locator("[data-understood=other_topic], [data-understood=combination]").count() == 0
    assert "校长职级制" not in said(page)
    page.go_back()
    page.wait_for_selector("[data-understood=combination]")
    assert (said(page), page.input_value("[data-understood=combination]")) == (both, "and")


def test_a_condition_is_changed_refused_and_taken_away_by_its_chip(opened):
    page = opened(asked("哪些城市新建幼儿园超过40处"), "#result > .answer", locale="zh-CN")
    first = said(page)
    assert (page.input_value("[data-condition]"), page.input_value("[data-bound]")) == (">", "40处")
    page.fill("[data-bound]", "50处")
    page.keyboard.press("Enter")
    wait_for_change(page, first)
    assert said(page) == "没有市级报告给出这样的数字（超过50处）。"
    page.select_option("[data-condition]", "..")
    assert page.get_attribute("[data-bound]", "aria-invalid") == "true"
    assert page.evaluate("document.activeElement.dataset.bound") is not None
    page.fill("[data-bound]", "40-60")
    page.keyboard.press("Enter")
    wait_for_change(page, "没有市级报告给出这样的数字（超过50处）。")
    assert "40–60之间" in said(page)
    page.click("[data-drop=condition]")
    page.wait_for_selector("[data-condition]", state="detached")
    assert "之间" not in said(page)


def test_without_the_action_the_thing_itself_is_asked_for(opened):
    page = opened(asked("哪些地方取消校外培训"), "#result > .answer")
    before = said(page)
    assert page.locator("[data-drop=action]").get_attribute("aria-label") == "Take away: to be ended"
    page.click("[data-drop=action]")
    wait_for_change(page, before)
    assert page.input_value("[data-understood=topic]") == "校外培训"


@pytest.mark.parametrize(("size", "locale"), [(NARROW, "zh-TW"), (NARROWEST, "en-GB")])
def test_no_year_lies_under_the_state(opened, size, locale):
    page = opened(asked("哪些報告提到集團化辦學"), ".ledger .told", size=size, locale=locale)
    assert page.locator(".ledger .told").count() > 1
    assert not page.evaluate(OVERLAPS)


def test_a_plot_and_its_values_are_whole_on_a_narrow_page(opened):
    page = opened(TOPICS, "[data-plot]", size=NARROWEST)
    page.click("[data-plot] >> nth=0")
    page.wait_for_selector(".drawing svg + svg")
    assert page.locator(".drawing svg:visible").count() == 1
    assert page.evaluate(BEYOND, ".drawing svg:last-child text, .values :is(th, td)") == []


def test_a_result_is_whole_on_a_narrow_page(opened):
    page = opened("#evaluate", ".trials .start", size=NARROWEST)
    page.fill("[name=sample]", "6")
    page.click("[data-run]:enabled")
    page.wait_for_selector(".trial h1")
    assert page.locator(".trial table.figures tbody tr").count() > 5
    assert page.evaluate(BEYOND, ".trial :is(th, td), .trial .plots svg") == []
    # A measure's name is not broken into a narrow column: it has the width of the page.
    assert page.evaluate("document.querySelector('.figures tbody th').offsetWidth > 0.8 * innerWidth")
    page.click(".back")
    page.wait_for_selector(".runs tbody tr")
    assert page.evaluate(BEYOND, ".runs :is(th, td), #judged *") == []


@pytest.mark.parametrize(
    ("size", "locale", "scheme", "gone"),
    [(NARROWEST, "en-GB", "dark", "Removed."), (NARROW, "zh-CN", "light", "已删除。")],
)
def test_a_judged_answer_is_removed_after_a_second_click(opened, folder, size, locale, scheme, gone):
    kept = folder / "index.feedback.jsonl"
    lines = [
        {"id": "judged-1", "question": f"one {ATTACK}", "verdict": "wrong", "blames": ["other"], "because": ATTACK},
        {"id": "judged-2", "question": "two", "verdict": "right", "when": "2026-01-02T03:04:05+00:00"},
    ]
    kept.write_text("".join(json.dumps(line) + "\n" for line in lines) + "damaged\n", encoding="utf-8")
    page = opened("#evaluate", "#judged li", size=size, locale=locale, scheme=scheme)
    assert page.locator("#judged .asked").all_inner_texts() == ["two", f"one {ATTACK}"]
    with page.expect_download() as told:
        page.click("[data-judged-save]")
    assert told.value.suggested_filename == "index.feedback.jsonl"

    page.click("#judged li >> nth=2 >> [data-judged-ask]")
    assert page.evaluate("document.activeElement.dataset.judgedKeep") is not None
    assert find_violations(page) == []
    page.keyboard.press("Enter")  # on "keep", where the focus is
    assert len(list_judgements(kept)) == 3
    page.click("#judged li >> nth=2 >> [data-judged-ask]")
    page.click("#judged li >> nth=2 >> [data-judged-drop]")
    page.wait_for_function("(gone) => document.querySelector('.judged-said')?.textContent === gone", arg=gone)
    assert [one.question for one in list_judgements(kept)] == ["two", ""]
    assert page.evaluate(BEYOND, "#judged *") == []
    kept.unlink()
