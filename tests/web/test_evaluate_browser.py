"""Judging an answer and running suites as a reader does: the whole page over the demo reports, in a real Chromium."""

import json

import pytest

from eval import read_gold, read_result
from tests.web.accessibility import find_violations
from tests.web.reading import LISTEN, NARROW, NARROWEST, WIDE, answered, ask
from tests.web.serving import serve_reports
from tests.web.shelf import ATTACK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SAVED_EN = ("Saved: this answer is wrong.", "taken back")
SAVED_HANS = ("已保存：回答有误。", "已撤销评判")
SAVED_HANT = ("已儲存：回答有誤。", "已撤銷評判")
PATIENCE_MS = 120_000  # the machine may be busy with other tests


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("trials")


@pytest.fixture(scope="module")
def address(folder):
    with serve_reports(folder) as address:
        yield address


@pytest.fixture
def judged(folder):
    path = folder / "index.feedback.jsonl"
    yield path
    path.unlink(missing_ok=True)


def start(visit, **how: object):
    page = visit(**how)
    page.set_default_timeout(PATIENCE_MS)
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def run(page, suite, sample=None):
    """Start a suite from the list, wait for its result and give its name back."""
    page.click(".tabs [data-tab=evaluate]")
    page.wait_for_selector(".trials .start")
    page.select_option("[name=suite]", suite)
    page.fill("[name=sample]", str(sample or ""))
    page.click("[data-run]:enabled")
    page.wait_for_selector(".trial h1")
    return page.get_attribute(".trial", "data-result")


@pytest.mark.parametrize(
    ("size", "locale", "scheme", "question", "said"),
    [
        (WIDE, "en-GB", "light", "which reports mention 校长职级制", SAVED_EN),
        (NARROW, "zh-CN", "dark", "哪些城市计划推行校长职级制", SAVED_HANS),
        (WIDE, "zh-TW", "dark", "哪些城市計畫推行校長職級制", SAVED_HANT),
        (NARROWEST, "en-US", "light", "which cities plan 校长职级制改革", SAVED_EN),
    ],
)  # fmt: skip
def test_an_answer_is_judged_becomes_gold_and_is_run(visit, judged, folder, size, locale, scheme, question, said):
    page = start(visit, size=size, locale=locale, scheme=scheme)
    ask(page, question)
    page.click("[data-judge=right]")
    page.wait_for_selector("[data-judge=right][aria-pressed=true]")
    assert [one.text for one in read_gold(judged)] == [question]
    page.click(".judge-said button >> nth=0")
    page.wait_for_function(f"document.querySelector('.judge-said').textContent.includes('{said[1]}')")
    assert not judged.exists()

    page.click("[data-judge=wrong]")
    page.wait_for_selector(".judge-form")
    assert page.evaluate("document.activeElement.name") == "blame"
    page.check(".blames [value=other]")
    page.fill("[name=because]", f"因为 {ATTACK}")
    assert fits(page)
    page.click("[data-judge-save]")
    page.wait_for_function(f"document.querySelector('.judge-said').textContent.startsWith('{said[0]}')")
    (line,) = judged.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["because"] == f"因为 {ATTACK}"

    name = run(page, "feedback:index.feedback.jsonl")
    assert [one.question for one in read_result(folder / "runs" / name).questions] == [question]
    assert fits(page)
    page.go_back()
    page.wait_for_selector(".trials .runs")
    assert fits(page)


def test_the_form_tells_at_once_how_many_answers_were_judged(visit, judged):
    page = start(visit)
    suite = "[name=suite] option[value='feedback:index.feedback.jsonl']"
    for n, question in (("one question", "which reports mention 校长职级制"), ("2 questions", "哪些地方提到集团化")):
        page.click(".tabs [data-tab=ask]")
        ask(page, question)
        page.click("[data-judge=right]")
        page.wait_for_selector("[data-judge=right][aria-pressed=true]")
        page.click(".tabs [data-tab=evaluate]")
        page.wait_for_selector(f"{suite} >> text=answers that readers judged · {n}", state="attached")
    page.select_option("[name=suite]", "feedback:index.feedback.jsonl")
    page.fill("[name=sample]", "3")
    for left, chosen in ((["one question"], "feedback:index.feedback.jsonl"), ([], "demo:demo")):
        page.click("#judged li >> nth=0 >> [data-judged-ask]")
        page.click("#judged [data-judged-drop]:visible")
        page.wait_for_selector(".judged-said >> text=Removed.")
        offered = [f"Answers that readers judged · {one}" for one in left]
        page.wait_for_function(
            "([suite, offered]) => JSON.stringify([...document.querySelectorAll(suite)].map((one) => one.textContent))"
            " === JSON.stringify(offered)",
            arg=[suite, offered],
        )
        assert (page.input_value("[name=suite]"), page.input_value("[name=sample]")) == (chosen, "3")


def test_a_run_is_watched_stopped_compared_and_taken_along(visit, folder):
    page = start(visit)
    first = run(page, "demo:demo", sample=12)
    page.click(".back")
    page.wait_for_selector(".trials .start")
    page.click(".start summary")
    page.uncheck("[name=leg][value='hashing:sentences']")
    page.fill("[name=sample]", "12")
    page.evaluate(LISTEN, "#evaluate-progress")
    page.click("[data-run]")
    page.wait_for_selector(f".trial:not([data-result='{first}'])")
    assert page.evaluate("window.heard[0]") != ""  # how far it was, though it took but a moment
    assert "without meaning of its sentences" in page.inner_text(".trial .where")
    page.select_option("[name=against]", first)
    page.wait_for_selector(".changes")
    assert f"against={first}" in page.url
    for kind, begin in (("json", "{"), ("html", "<!doctype html>")):
        with page.expect_download() as taken:
            page.click(f"[data-take-result={kind}]")
        path = taken.value.path()
        assert path.read_text(encoding="utf-8").startswith(begin)
        assert taken.value.suggested_filename.endswith(f".{kind}")

    page.click(".back")
    page.wait_for_selector(".trials .start")
    page.fill("[name=sample]", "")
    page.click("[data-run]")
    page.click("[data-cancel-run]")
    page.wait_for_selector("#evaluate-progress .note >> text=was cancelled")
    page.wait_for_selector("[data-run]:enabled")
    assert len(list((folder / "runs").glob("*.json"))) == page.locator(".runs tbody tr").count()


OVERTAKEN = """async ([late, begun, replies]) => {
    const shown = [];
    const later = () => { const made = {}; made.told = new Promise((tell) => { made.tell = tell; }); return made; };
    const [before, beginning, end] = [later(), later(), later()];
    const asked = [before.told, ...replies.map((one) => Promise.resolve(one))];
    const ends = [];
    const work = window.yaodian.watchWork({
        ask: () => asked.shift(),
        show: (told, isLast) => shown.push([told.number, told.running, isLast]),
        onEnd: (told) => { ends.push(told.result); end.tell(); },
    });
    const looking = work.look();
    const starting = work.hear(beginning.told, { isBegun: true });
    const [first, second] = late === "look" ? [beginning, before] : [before, beginning];
    const told = { look: begun[0], begin: begun[1] };
    first.tell(told[late === "look" ? "begin" : "look"]);
    await (late === "look" ? starting : looking);
    second.tell(told[late]);
    await Promise.all([looking, starting, end.told]);
    return { ends, shown, unasked: asked.length };
}"""
NOTHING = {"ok": True, "running": False, "number": 1}
GOING = {"ok": True, "running": True, "number": 2}
OVER = {"ok": True, "running": False, "number": 2, "result": "it"}


@pytest.mark.parametrize(
    ("late", "begun", "replies", "shown"),
    [
        # What was asked before the run began is answered after it began: that nothing runs.
        ("look", [NOTHING, GOING], [OVER], [[2, True, False], [2, False, True]]),
        # Somebody looked, and was told of its end, before its beginning was told.
        ("begin", [OVER, GOING], [], [[2, False, False], [2, False, True]]),
    ],
)
def test_a_run_is_watched_to_its_end_though_replies_overtake_each_other(visit, late, begun, replies, shown):
    told = start(visit).evaluate(OVERTAKEN, [late, begun, replies])
    assert told == {"ends": ["it"], "shown": shown, "unasked": 0}


def test_a_list_that_has_not_changed_is_not_written_again(visit):
    """A click that falls between two writings of a button is lost."""
    page = start(visit)
    page.click(".tabs [data-tab=evaluate]")
    page.wait_for_selector(".trials .start")
    page.evaluate("document.querySelector('[data-run]').dataset.held = ''")
    page.evaluate("window.yaodian.trials.show({ isFresh: true })")
    assert page.locator("[data-run][data-held]").count() == 1


def test_a_failure_leads_to_its_passage_and_back_to_the_question_by_keyboard(visit):
    page = start(visit)
    run(page, "demo:demo", sample=12)
    page.click("[data-fault] >> nth=0")
    fault = page.locator("[data-fault] b").first.inner_text()
    assert page.locator(".failures .failure:visible").count() == int(fault)
    page.click("[data-fault] >> nth=0")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    shown = page.locator(".failure[open]")
    question = shown.locator(".asked").inner_text()
    shown.locator(".found summary").click()
    opener = shown.locator("[data-proof]").first
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#evaluate-proof mark")
    page.keyboard.press("Escape")
    assert not page.locator("#evaluate-proof").is_visible()
    assert page.evaluate("'proof' in document.activeElement.dataset")
    with answered(page):
        shown.locator(".again").click()
    assert page.input_value("#question-box") == question


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_axe_finds_no_violation(visit, judged, size, scheme):
    page = start(visit, size=size, scheme=scheme)

    def look(what):
        assert find_violations(page) == [], what

    ask(page)
    page.click("[data-judge=wrong]")
    page.wait_for_selector(".judge-form")
    page.click(".judge-form details summary")
    look("the form of a judgement")
    page.click(".tabs [data-tab=evaluate]")
    page.wait_for_selector(".trials .start")
    page.click(".start summary")
    look("the list")
    first = run(page, "demo:demo", sample=12)
    page.click(".back")
    page.click(".start summary")
    page.uncheck("[name=leg][value='hashing:sentences']")
    page.click("[data-run]:enabled")
    page.wait_for_selector(f".trial:not([data-result='{first}'])")
    page.select_option("[name=against]", first)
    page.wait_for_selector(".changes")
    page.click(".failures .failure summary >> nth=0")
    look("a result")
