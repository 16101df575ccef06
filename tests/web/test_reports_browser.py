"""The Reports tab as a reader uses it: the whole page over a copy of the demo corpus, in a real Chromium."""

import re
from pathlib import Path

import pytest

from tests.web.accessibility import find_violations
from tests.web.reading import NARROW, NARROWEST, WIDE, ask
from tests.web.serve_reports import HOSTILE_NAME
from tests.web.serving import serve_reports

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
NEW = "云溪市教育局2021年工作总结\n一、云海班车接送\n全市开通云海班车，接送学生3240名。\n"
PATIENCE_MS = 120_000  # the machine may be busy with other tests
ZIBO = "[data-dossier='002_zibo_2022.txt']"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def address(folder):
    with serve_reports(folder) as address:
        yield address


def open_list(visit, **how: object):
    page = visit(**how, query="#reports")
    page.set_default_timeout(PATIENCE_MS)
    page.wait_for_selector(".shelves tbody tr")
    return page


def titles(page):
    return page.locator(".shelves tr:not([hidden]) .title").all_inner_texts()


def drop(page, name, text):
    page.evaluate(
        """([name, text]) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([text], name, { type: "text/plain" }));
            for (const kind of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(
                    new DragEvent(kind, { dataTransfer: dropped, bubbles: true, cancelable: true }));
        }""",
        [name, text],
    )


def test_a_report_is_dropped_put_right_built_and_asked(visit, folder):
    page = open_list(visit)
    drop(page, "yunxi.txt", NEW)
    page.wait_for_selector("#reports-said >> text=yunxi.txt was added.")
    page.wait_for_selector(".pending >> text=One change is not in the index yet.")
    assert (folder / "reports" / "yunxi.txt").read_text(encoding="utf-8") == NEW

    page.click("#reports-room [data-dossier='yunxi.txt']")
    page.click("[data-view=facts]")
    page.fill("#field-year", "later")
    page.click(".facts-form [type=submit]")
    page.wait_for_selector("#field-year[aria-invalid]")
    assert page.inner_text("#wrong-year") == "a year from 1949 to 2100"
    page.fill("#field-year", "2020")
    page.click(".facts-form [type=submit]")
    page.wait_for_selector("#reports-said >> text=Saved in reports.csv.")
    page.wait_for_function("document.querySelector('.dossier .where')?.textContent.includes('2020')")

    page.click(".back")
    page.click("[data-rebuild]")
    page.wait_for_selector(".built >> text=The index is rebuilt: 7 reports.")
    page.wait_for_selector(".pending", state="detached")
    page.wait_for_function("window.yaodian.nReports === 7")
    page.keyboard.press("1")
    ask(page, "哪些地方开通云海班车")
    page.wait_for_selector("#result blockquote >> text=云海班车")
    page.keyboard.press("3")
    page.click("[data-remove='yunxi.txt']")
    page.click("#reports-said button >> text=Undo")
    page.wait_for_selector("#reports-said >> text=yunxi.txt is back.")
    assert (folder / "reports" / "yunxi.txt").exists()


@pytest.mark.parametrize(
    ("size", "locale", "scheme", "said"),
    [
        (WIDE, "en-GB", "light", ("Original and repaired", "places differ.", "reports")),
        (WIDE, "zh-CN", "dark", ("原文与修复", "处不同。", "份报告")),
        (NARROW, "zh-TW", "light", ("原文與修復", "處不同。", "份報告")),
        (NARROWEST, "en-US", "dark", ("Original and repaired", "places differ.", "reports")),
    ],
)
def test_a_report_is_read_beside_its_outline_and_its_original(visit, size, locale, scheme, said):
    page = open_list(visit, size=size, locale=locale, scheme=scheme)
    assert page.inner_text(".shelves h1").endswith(said[2])
    page.click("#reports-room [data-dossier='004_qiqihar_2020.txt']")
    page.wait_for_selector(".dossier .text")
    page.click(".outline a >> nth=3")
    page.wait_for_function("Math.abs(document.querySelector('[data-at=\"3\"]')?.getBoundingClientRect().top) < 400")
    page.click(f"[data-view=compare] >> text={said[0]}")
    page.wait_for_selector(".pairs")
    assert page.inner_text(".repairs p").endswith(said[1])
    assert page.locator(".pair del").first.inner_text() == "(xiàn)"
    page.click("[data-only]")
    assert page.locator(".pair:not(.differs, .heads) >> visible=true").count() == 0
    assert page.url.endswith("report=004_qiqihar_2020.txt&view=compare#reports")
    for view in ("text", "facts"):
        page.click(f"[data-view={view}]")
        page.wait_for_selector(f".view-{view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.go_back()
    page.wait_for_selector(".shelves")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_link_opens_a_report_in_its_view(visit):
    page = visit(query="?report=002_zibo_2022.txt&view=facts&lang=zh-Hant#reports")
    page.wait_for_selector(".facts-form", timeout=PATIENCE_MS)
    assert page.inner_text("[data-view=facts]") == "已知資訊"
    assert page.get_attribute("#field-place", "placeholder") == "淄博市"


def test_the_list_is_narrowed_and_sorted(visit):
    page = open_list(visit)
    everything = titles(page)
    page.fill(".shelf-tools .filter", "zibo plan")
    assert titles(page) == ["淄博市教育局2022年工作要点"]
    page.fill(".shelf-tools .filter", "no such place")
    assert page.is_visible(".shelves .none")
    page.fill(".shelf-tools .filter", "")
    page.click("th .sort >> text=Characters")
    counts = [int(text.replace(",", "")) for text in page.locator("td[data-label=Characters]").all_inner_texts()]
    assert counts == sorted(counts)
    page.click("th .sort >> text=Characters")
    assert page.get_attribute("th[aria-sort]", "aria-sort") == "descending"
    assert sorted(titles(page)) == sorted(everything)


def test_nothing_of_a_file_or_its_name_runs(visit, folder):
    page = open_list(visit)
    names = page.evaluate("[...document.querySelectorAll('[data-remove]')].map((one) => one.dataset.remove)")
    assert HOSTILE_NAME in names
    drop(page, "<img src=x onerror=window.hacked='upload'>.txt", "总结")
    page.wait_for_selector("#reports-said >> text=was not added")
    page.click("#reports-room .title >> text=某县教育局2021年工作总结")
    page.wait_for_selector(".dossier .text")
    for view in ("compare", "facts", "text"):
        page.click(f"[data-view={view}]")
        page.wait_for_selector(f".view-{view}")
        assert page.locator("#reports-desk img, #reports-desk script, #reports-desk iframe").count() == 0
    page.click("[data-view=facts]")
    page.fill("#field-title", "<svg onload=window.hacked='title'> `${window.hacked=2}`")
    page.click(".facts-form [type=submit]")
    page.wait_for_selector("h1 >> text=<svg onload")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    ask(page, "校长职级制 <img src=x onerror=window.hacked='question'>")
    assert page.locator("#rooms img, #rooms svg[onload], #rooms script").count() == 0
    page.reload()
    page.wait_for_selector("#result > .answer, #result > .notice")
    assert page.locator("#rooms img, #rooms svg[onload], #rooms script").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_axe_finds_no_violation(visit, size, scheme):
    page = open_list(visit, size=size, scheme=scheme)

    def look(view):
        page.wait_for_selector(view)
        assert find_violations(page) == [], view

    look(".shelves")
    page.click(f"#reports-room {ZIBO}")
    look(".view-text")
    for view in ("compare", "facts"):
        page.click(f"[data-view={view}]")
        look(f".view-{view}")


def test_a_reader_signs_in_once_and_may_then_change_reports(browser, tmp_path):
    with serve_reports(tmp_path, "li:geheim") as address:
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/?q=职级#reports")
        assert page.inner_text("label[for=password]") == "密码"
        page.fill("#user", "li")
        page.fill("#password", "falsch")
        page.click("button[type=submit]")
        assert page.inner_text(".wrong") == "用户名或密码不正确。"
        page.fill("#user", "li")
        page.fill("#password", "geheim")
        page.click("button[type=submit]")
        page.wait_for_selector("html[data-ready]")
        assert "q=%E8%81%8C%E7%BA%A7" in page.url
        page.keyboard.press("3")
        page.goto(f"{address}/#reports")
        page.wait_for_selector("[data-rebuild]")
        page.click("text=li退出登录")
        page.wait_for_selector("#password")
        page.close()
    assert "geheim" not in Path(tmp_path / "log").read_text(encoding="utf-8")
    assert not re.search("Traceback", Path(tmp_path / "log").read_text(encoding="utf-8"))
