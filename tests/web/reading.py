"""What a reader does on the page, for the browser tests."""

WIDE, NARROW, NARROWEST = (1440, 900), (390, 844), (360, 640)
QUESTION = "which cities plan principal rank reform"


def ask(page, question=QUESTION):
    page.keyboard.press("/") if page.evaluate("document.activeElement === document.body") else None
    page.fill("#question-box", question)
    page.evaluate("[...document.getElementById('result').children].forEach((shown) => { shown.dataset.before = '' })")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result > :is(.answer, .notice):not([data-before])")
    page.wait_for_function("document.getElementById('status').textContent === ''")


def places(page):
    return page.locator("#result .findings .finding .place").all_inner_texts()
