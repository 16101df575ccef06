"""Take the pictures of README.md from the page over the demo corpus: ``python -m tests.web.make_screenshots``."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.web.conftest import ARGUMENTS, CHROMIUM
from tests.web.reading import ask, places
from tests.web.serving import ROOT, free_port, served

DOCS = ROOT / "docs"
SIZE = (1160, 700)  # both columns, and a file that a page of text can carry
MOST_BYTES = 300_000
BUILD_TIMEOUT_S = 1200  # two encoders over the demo corpus, on a machine that may be busy

# Each with the places that the answer must find: a picture of a wrong answer is none.
PICTURES = (
    ("ask-en.png", "en-GB", "Which cities plan principal rank reform?", {"Zibo", "Qiqihar"}),
    ("ask-zh.png", "zh-CN", "哪些城市计划推行校长职级制？", {"淄博市", "齐齐哈尔市"}),
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


def main() -> None:
    """Build the demo index in a folder of its own, serve it, and take every picture."""
    DOCS.mkdir(exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        command = [sys.executable, "app.py", "--port", str(port), "--index", f"{folder}/index"]
        command += ["--corpus", "corpus/reports"]
        log = Path(folder) / "log"
        with served(command, port, log, timeout_s=BUILD_TIMEOUT_S, env=dict(os.environ)) as address:
            browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            for name, locale, question, expected in PICTURES:
                size = take_picture(browser, address, DOCS / name, locale, question, expected)
                if size > MOST_BYTES:
                    sys.exit(f"{name} has {size:,} bytes, expected at most {MOST_BYTES:,}: show less on it")
                sys.stdout.write(f"docs/{name}: {size:,} bytes\n")
            browser.close()


if __name__ == "__main__":
    main()
