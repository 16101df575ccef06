"""A real Chromium, and a page in it that must never reach another machine."""

from pathlib import Path

import pytest

from tests.web.reading import WIDE
from tests.web.serving import serve_shelf

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: install Debian's chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The page over the invented shelf, which no test changes; a file whose tests do serves a page of its own."""
    with serve_shelf(tmp_path_factory.mktemp("served") / "log") as address:
        yield address


@pytest.fixture
def visit(browser, address):
    """Opens the page; in the end no request may have left the machine and no script of a report may have run."""
    pages = []

    def open_page(*, size=WIDE, locale="en-GB", scheme="light", query=""):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        seen = {"requests": [], "errors": []}
        page.on("request", lambda request: seen["requests"].append(request.url))
        page.on("pageerror", lambda error: seen["errors"].append(str(error)))
        page.on("dialog", lambda dialog: seen["errors"].append(f"dialog {dialog.message}"))
        page.goto(f"{address}/{query}")
        page.wait_for_selector("html[data-ready]")
        pages.append((page, seen))
        return page

    yield open_page
    for page, seen in pages:
        left = [url for url in seen["requests"] if not url.startswith((f"{address}/", "data:", "blob:"))]
        assert left == []
        assert seen["requests"] != []
        assert seen["errors"] == []
        assert page.evaluate("window.hacked") is None
        page.context.close()
