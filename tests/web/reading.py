"""What a reader does on the page, for the browser tests.

What is done here returns when the page shows what came of it, however long that takes: whatever stood there before is
marked, and only what stands there unmarked is new.
"""

import contextlib

WIDE, NARROW, NARROWEST = (1440, 900), (390, 844), (360, 640)
QUESTION = "which cities plan principal rank reform"
MARK = "document.querySelectorAll('#result > *, #source-content > *').forEach((one) => { one.dataset.before = '' })"
IS_ANSWERED = """document.querySelector("#result > :is(.answer, .notice):not([data-before])")
    && document.getElementById("status").textContent === ""
    // On a wide page the source of the first citation opens by itself.
    && (!document.querySelector("#result .opened")
        || document.querySelector("#source-content > :not([data-before]) mark"))"""
# Notes every text that an element shows, for some stand there only for a moment.
LISTEN = """(selector) => {
    const place = document.querySelector(selector);
    window.heard = [];
    new MutationObserver(() => window.heard.push(place.textContent))
        .observe(place, { childList: true, characterData: true, subtree: true });
}"""
# A colour or a place in the middle of a movement is not the one that a reader gets; what turns for ever is let be.
IS_STILL = """document.getAnimations().every((one) =>
    one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity)"""


def ask(page, question=QUESTION):
    page.keyboard.press("/") if page.evaluate("document.activeElement === document.body") else None
    page.fill("#question-box", question)
    with answered(page):
        page.keyboard.press("Enter")


@contextlib.contextmanager
def answered(page):
    """What is done inside brings another answer, or a notice."""
    page.evaluate(MARK)
    yield
    page.wait_for_function(IS_ANSWERED)


@contextlib.contextmanager
def opened(page, quote=None):
    """What is done inside opens a source with a sentence marked, this one where one is given."""
    page.evaluate(MARK)
    yield
    page.wait_for_selector("#source-content > :not([data-before]) mark")
    if quote is not None:
        assert page.inner_text("#source mark") == quote


@contextlib.contextmanager
def saying(page, selector, said):
    """What is done inside has an element say this, though only for a moment."""
    page.evaluate(LISTEN, selector)
    yield
    page.wait_for_function("(said) => window.heard.includes(said)", arg=said)


def hold(page, pattern="**/queue/join", *, times=1):
    """Keep the next requests from the server, until ``continue_`` of each is called."""
    held = []
    page.route(pattern, lambda route: held.append(route), times=times)
    return held


def heading(page, text):
    """Wait until the answer begins so."""
    page.wait_for_function("(text) => document.querySelector('#result h1')?.textContent === text", arg=text)


def settle(page):
    """Wait until nothing moves and all that was laid out is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(IS_STILL)


def places(page):
    return page.locator("#result .findings .finding .place").all_inner_texts()
