"""An answer that a language model writes, as readers see it."""

import pytest

from tests.web import shelf
from tests.web.accessibility import find_violations
from tests.web.reading import ask, opened
from tests.web.serving import serve_shelf

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serve_shelf(tmp_path_factory.mktemp("served") / "log", "writing") as address:
        yield address


def test_the_written_answer_comes_below_findings_that_are_there_already(visit):
    page = visit()
    ask(page)
    page.wait_for_selector("#written:not([aria-busy])")
    assert page.inner_text("#written .by").startswith("Written by a-model from the quotes below")
    assert page.locator("#written .doubt small").inner_text() == "▲ figure not in the quote: 99%"
    with opened(page, shelf.DONE_QUOTE):
        page.click("#written .cite >> nth=1")


def test_an_answer_that_does_not_hold_gives_its_reason(visit):
    page = visit(locale="zh-CN")
    ask(page, "职级 fails")
    page.wait_for_selector("#written:not([aria-busy])")
    assert page.inner_text("#written") == f"The model is gone.{shelf.ATTACK}"
    assert page.locator("#result .finding").count() == 2


def test_going_back_does_not_have_it_written_again(visit):
    page = visit()
    ask(page)
    page.wait_for_selector("#written:not([aria-busy])")
    ask(page, "metro")
    assert page.locator("#written").count() == 0
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "queue/join" in request.url else None)
    page.go_back()
    page.wait_for_selector("#written .prose")
    assert sent == []


def test_axe_finds_no_violation(visit):
    for scheme in ("light", "dark"):
        page = visit(scheme=scheme)
        ask(page)
        page.wait_for_selector("#written:not([aria-busy])")
        assert find_violations(page) == []
