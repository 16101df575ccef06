"""The tabs of the page: by link, by key, in the address, and under the thumb."""

import pytest

from tests.web.reading import NARROW, ask

pytestmark = pytest.mark.slow


def shown(page):
    """The tab in view and the link that says so."""
    tabs = page.evaluate(
        "[...document.querySelectorAll('.tab')].filter((tab) => tab.offsetParent).map((tab) => tab.id)"
    )
    return tabs, page.get_attribute(".tabs [aria-current=page]", "data-tab")


def test_a_tab_is_opened_by_its_link_and_left_by_back(visit):
    page = visit()
    ask(page)
    asked = page.url
    assert shown(page) == (["tab-ask"], "ask")
    page.click(".tabs [data-tab=reports]")
    assert shown(page) == (["tab-reports"], "reports")
    assert page.url == f"{asked}#reports"
    page.go_back()
    page.wait_for_selector("html[data-tab=ask]")
    assert shown(page) == (["tab-ask"], "ask")
    assert page.locator("#result .finding").count() == 2


def test_a_link_to_a_tab_opens_it_at_once(visit):
    page = visit(query="#reports")
    assert shown(page) == (["tab-reports"], "reports")
    page.click("[data-language=zh-Hans]")
    assert shown(page) == (["tab-reports"], "reports")
    assert page.url.endswith("?lang=zh-Hans#reports")


def test_a_tab_that_is_not_there_opens_the_first(visit):
    assert shown(visit(query="#nowhere")) == (["tab-ask"], "ask")


def test_tabs_are_opened_with_keys_and_the_slash_leads_to_the_question(visit):
    page = visit()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert shown(page) == (["tab-reports"], "reports")
    assert page.evaluate("document.getElementById('tab-reports').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert shown(page) == (["tab-ask"], "ask")
    assert page.evaluate("document.activeElement.id") == "question-box"


def test_keys_of_one_tab_do_nothing_in_another(visit):
    page = visit()
    ask(page)
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.classList.contains('finding')")


def test_on_a_narrow_screen_the_tabs_lie_at_the_foot(visit):
    page = visit(size=NARROW, locale="zh-CN")
    box = page.locator(".tabs").bounding_box()
    assert (box["x"], round(box["y"] + box["height"]), box["width"]) == (0, NARROW[1], NARROW[0])
    page.click(".tabs [data-tab=reports]")
    assert shown(page)[1] == "reports"
