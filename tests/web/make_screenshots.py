"""Take the pictures of README.md from the page over the demo corpus: ``python -m tests.web.make_screenshots``."""

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from tests.web.conftest import ARGUMENTS, CHROMIUM
from tests.web.reading import ask, places
from tests.web.serving import ROOT, serve_app

DOCS = ROOT / "docs"
SIZE = (1160, 700)  # both columns, and a file that a page of text can carry
MOST_BYTES = 300_000
BUILD_TIMEOUT_S = 1200  # two encoders over the demo corpus, on a machine that may be busy

# Each with the places that the answer must find: a picture of a wrong answer is none.
PICTURES = (
    ("ask-en.png", "en-GB", "Which cities plan principal rank reform?", {"Zibo", "Qiqihar"}),
    ("ask-zh.png", "zh-CN", "哪些城市计划推行校长职级制？", {"淄博市", "齐齐哈尔市"}),
)
# Of the other tabs: the address, what must be there before the picture is taken, and what is clicked first.
TOPICS = "校长职级制|集团化办学|公办幼儿园|教师交流轮岗|教育信息化|学位"
TABS = (
    ("compare-en.png", "en-GB", f"?topics={quote(TOPICS)}#compare", ".cell.planned", "#source mark"),
    ("reports-en.png", "en-GB", "#reports", "", "#reports-room tbody tr"),
    ("evaluate-en.png", "en-GB", "#evaluate", "", "#tab-evaluate h1, #tab-evaluate h2"),
)


def take_picture(browser: Browser, address: str, path: Path, locale: str, question: str, expected: set[str]) -> int:
    """Ask a question on the page, wait for the source of its first citation, and write what a reader sees.

    Returns:
        The size of the picture in bytes.
    """
    width, height = SIZE
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    ask(page, question)
    if set(places(page)) != expected:
        sys.exit(f"{question} finds {places(page)}, expected {sorted(expected)}: no picture was taken")
    page.wait_for_selector("#source mark")
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path.stat().st_size


def take_tab(browser: Browser, address: str, path: Path, locale: str, query: str, click: str, expected: str) -> int:
    """Open a tab by its address and write what a reader sees.

    Returns:
        The size of the picture in bytes.
    """
    width, height = SIZE
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/{query}")
    page.wait_for_selector("html[data-ready]")
    if click:
        page.click(click)
    page.wait_for_selector(expected)
    page.wait_for_selector("[aria-busy=true]", state="detached")
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path.stat().st_size


def check_size(name: str, size: int) -> None:
    """Say how large a picture is, and end where it is too large."""
    if size > MOST_BYTES:
        sys.exit(f"{name} has {size:,} bytes, expected at most {MOST_BYTES:,}: show less on it")
    sys.stdout.write(f"docs/{name}: {size:,} bytes\n")


def main() -> None:
    """Build the demo index in a folder of its own, serve it, and take every picture."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        here, corpus = Path(folder), ("--corpus", "corpus/reports")
        with serve_app(here, here / "index", *corpus, timeout_s=BUILD_TIMEOUT_S) as address:
            browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            for name, locale, question, expected in PICTURES:
                check_size(name, take_picture(browser, address, DOCS / name, locale, question, expected))
            for name, locale, query, click, there in TABS:
                check_size(name, take_tab(browser, address, DOCS / name, locale, query, click, there))
            browser.close()


if __name__ == "__main__":
    main()
