"""The page of results in a real Chromium that has no network: wide and narrow, light and dark."""

import itertools

import pytest

from eval.report.page import make_page
from tests.eval.runs import answer, gold, run_of, text_question
from tests.eval.test_report_page import EVIL, make_ablation
from tests.web.conftest import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.slow

WIDE, NARROW = (1280, 900), (360, 780)
LOOKS = [(size, scheme) for size in (WIDE, NARROW) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: install Debian's chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A page with a question as long as a screen, one without a space, and one that is a script."""
    questions = [
        gold(
            name,
            "which_reports",
            reports=("jia",),
            status={"jia": "done"},
            quotes=[("jia", "校长职级制")],
            ranks=(rank,),
            measures={"evidence recall@5": (rank == 1, 1), "set F1": (share, 1)},
            given=answer({"yi": "planned"}, text=text),
            language="zh-Hans",
        )
        for name, rank, share, text in (("g1", 3, 0, EVIL), ("g2", 1, 0.5, "校长" * 300), ("g3", 3, 0.25, "x" * 500))
    ]
    asked = ((EVIL, 3), ("no" * 200, 1), ("why " * 90, 3))
    texts = [text_question(f"q{n}", rank, question=text) for n, (text, rank) in enumerate(asked)]
    runs = {
        "before": run_of(questions),
        "甲市的系统": run_of(questions),
        "a-name-that-is-rather-long-" * 2: run_of(texts, suite="squad:set.json", headline="recall@1"),
    }
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(make_page(runs, {"parts": make_ablation()}), encoding="utf-8")
    return path


@pytest.fixture
def visit(browser, file):
    contexts = []

    def open_page(size, scheme):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_page_asks_for_nothing_says_nothing_and_fits(visit, file, size, scheme):
    page = visit(size, scheme)
    assert page.asked == [file.as_uri()]
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.locator("svg").count() == 6
    assert page.locator(".failure").count() == 3 * 2 + 2


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_no_violation(visit, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    report = axe.Axe().run(visit(size, scheme)).response
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in report["violations"]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plots_take_the_colours_of_the_page(visit, scheme):
    page = visit(WIDE, scheme)
    ink = page.evaluate("getComputedStyle(document.body).color")
    fills = page.evaluate("[...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill)")
    assert ink in fills
    assert "rgb(0, 0, 0)" not in fills


def test_shades_grow_darker_in_grey_too(visit):
    page = visit(WIDE, "light")
    shades = page.evaluate(
        """[...Array(5).keys()].map((step) => {
            const cell = document.createElement('td');
            cell.className = `s${step}`;
            document.body.append(cell);
            const [red, green, blue] = getComputedStyle(cell).backgroundColor.match(/\\d+/g).map(Number);
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        })"""
    )
    assert shades == sorted(shades)
    assert min(after - before for before, after in itertools.pairwise(shades)) > 15


def test_the_head_of_a_matrix_stays_in_view(visit):
    page = visit(NARROW, "light")
    box = page.locator(".tall").first
    box.evaluate("(element) => { element.style.maxHeight = '10rem'; element.scrollTop = 60 }")
    head = box.locator("thead th").first.bounding_box()
    assert abs(head["y"] - box.bounding_box()["y"]) < 2
