"""The Reports tab without Gradio: over a corpus of its own and an index by the hashing encoder."""

import io
import shutil
import threading
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from corpus import read_document, write_row
from errors import BrokenIndexError, SettingsError
from indexer import verify_index
from records import Language
from settings import load_settings
from tests.conftest import DEMO, build
from tests.web.markup import KNOWN, parse, texts
from tests.web.shelf import ATTACK
from web import rebuilding
from web.guard import Guard
from web.inventory import State, take_inventory
from web.opening import open_desk
from web.page import show_renewed
from web.rebuilding import Rebuilder
from web.reports_tab import (
    remove_report,
    restore_report,
    save_facts,
    show_build,
    show_list,
    show_report,
    start_rebuild,
)
from web.reports_view import render_comparison
from web.uploading import upload_routes
from web.wording import Words

OWN = KNOWN | {"form", "input", "select", "option", "label", "del", "ins", "i", "time", "progress"}
NEW = "云溪市教育局2021年工作总结\n一、校长职级制改革\n全市完成了校长职级制改革，覆盖面达到95%。\n"
ZIBO = "002_zibo_2022.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A corpus and its index, built once; each test works on a copy at the same place."""
    home = tmp_path_factory.mktemp("built")
    shutil.copytree(DEMO, home / "reports")
    build(home / "reports", home / "index", "hashing")
    return home


@pytest.fixture
def desk(built, tmp_path, monkeypatch):
    shutil.copytree(built, tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    manifest = next((tmp_path / "home" / "index" / "generations").iterdir()) / "manifest.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(str(built / "reports"), "reports"), encoding="utf-8"
    )
    return open_desk(load_settings(index=tmp_path / "home" / "index", page={"upload_mb": 1, "uploads_per_hour": 4}))


@pytest.fixture
def folder(desk, tmp_path):
    return tmp_path / "home" / "reports"


def assert_harmless(html):
    for element in parse(html).iterdescendants():
        assert element.tag in OWN, element.tag
        assert not [name for name in element.attrib if name.startswith("on") and name != "onsubmit"]
        assert not element.get("href", "").lower().startswith("javascript")


def wait_for(rebuilder, timeout_s=300):
    deadline = time.monotonic() + timeout_s
    while rebuilder.state.is_running:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return rebuilder.state


def states(desk):
    return {entry.source: entry.state for entry in take_inventory(desk).entries}


def test_the_list_has_every_report_with_what_to_know_of_it(desk):
    told = show_list(desk, "en", is_trusted=True)
    rows = [[cell.text_content() for cell in row.iter("td")] for row in parse(told["html"]).iter("tr")][1:]
    assert [row[0] for row in rows] == ["Qingdao", "Qingdao (inferred)", "Zibo", "An anonymised district", "Qiqihar"]
    assert [row[4] for row in rows] == [
        str(len(desk.holdings.catalogue.outlines[report_id])) for report_id in desk.holdings.catalogue.reports
    ]
    assert "place inferred" in rows[1][7]
    assert "year unknown" in rows[1][7]
    assert told["mayChange"] is True
    assert_harmless(told["html"])


@pytest.mark.parametrize("language", [*Language, "de"])
def test_who_may_not_change_reports_is_offered_nothing_to_change_them_by(desk, language):
    for html in (
        show_list(desk, language, is_trusted=False)["html"],
        show_report(desk, ZIBO, "facts", language, is_trusted=False)["html"],
    ):
        root = parse(html)
        assert root.xpath("//*[@data-remove or @data-add or @data-rebuild or @data-form]") == []
        assert root.xpath("//input[@type!='search']") == []


def test_who_may_not_change_reports_cannot(desk, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    rebuilder = Rebuilder(desk)
    for told in (
        save_facts(desk, ZIBO, {"year": "2021"}, "en", is_trusted=False),
        remove_report(desk, ZIBO, "en", is_trusted=False),
        restore_report(desk, "x", "en", is_trusted=False),
        start_rebuild(rebuilder, "en", is_trusted=False),
    ):
        assert told == {"ok": False, "said": Words(Language.EN).say("edit_refused")}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert rebuilder.state.number == 0


def test_files_and_index_are_told_apart(desk, folder):
    assert set(states(desk).values()) == {State.INDEXED}
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"x")
    (folder / "000_qingdao_2022h1.txt").unlink()
    (folder / "004_qiqihar_2020.txt").write_text(NEW.replace("2021", "2020"), encoding="utf-8")
    write_row(folder, "002_zibo_2022", {"year": "2021"})
    assert states(desk) == {
        "000_qingdao_2022h1.txt": State.GONE,
        "001_masked_city.txt": State.INDEXED,
        ZIBO: State.INDEXED,
        "003_masked_district_2022.txt": State.INDEXED,
        "004_qiqihar_2020.txt": State.CHANGED,
        "broken.pdf": State.UNREADABLE,
        "new.txt": State.ADDED,
    }
    inventory = take_inventory(desk)
    assert inventory.n_pending == 4
    edited = next(entry for entry in inventory.entries if entry.source == ZIBO)
    assert (edited.is_edited, edited.report.period.year) == (True, 2021)
    write_row(folder, "002_zibo_2022", {})
    assert take_inventory(desk).n_pending == 3


def test_a_damaged_csv_is_said_and_the_list_stays(desk, folder):
    (folder / "reports.csv").write_text("report_id,colour\n", encoding="utf-8")
    root = parse(show_list(desk, "zh-Hans", is_trusted=True)["html"])
    assert texts(root, "fault")[0].startswith("reports.csv中的信息无法读取。reports.csv: line 1: found column 'colour'")
    assert len(list(root.iter("tr"))) == 6


def test_a_report_is_shown_with_an_outline_that_leads_to_its_headings(desk):
    root = parse(show_report(desk, ZIBO, "text", "en", is_trusted=True)["html"])
    led = [link.get("data-section") for link in root.xpath("//nav//a")]
    heads = {head.get("data-at"): head.text_content() for head in root.find_class("head")}
    assert len(led) == len(set(led)) == 56
    assert set(led) == set(heads)
    catalogue = desk.holdings.catalogue
    paths = [one.heading_path[-1] for one in catalogue.outlines["002_zibo_2022"] if one.heading_path]
    assert [heads[number] for number in led] == paths
    shown = "".join(line.text_content() for line in root.find_class("text")[0].iter("p"))
    assert "".join(shown.split()) == "".join(catalogue.reports["002_zibo_2022"].text.split())


def test_the_original_and_the_repaired_text_stand_side_by_side(desk, folder):
    source = "004_qiqihar_2020.txt"
    root = parse(show_report(desk, source, "compare", "en", is_trusted=True)["html"])
    before = read_document(folder / source).text
    after = desk.holdings.catalogue.reports["004_qiqihar_2020"].text

    def letters(css_class):
        return "".join("".join(texts(root, css_class)).split())

    assert letters("was").replace("⏎", "").replace("□", "") == "".join(before.split())
    assert letters("now") == "".join(after.split())
    assert [one.text for one in root.iter("del")][:3] == ["(xiàn)", "(chǎng)", "(huì)"]
    assert len(root.find_class("was")) == len(root.find_class("now"))


def test_a_large_report_is_compared_within_two_seconds(desk):
    report = desk.holdings.catalogue.reports["002_zibo_2022"]
    import dataclasses

    after = "\n".join(report.text.replace("。", f"{number}。") for number in range(8))
    before = after.replace("校长", "校长(zhǎng)").replace("教育", "教育(yù)")
    assert len(before) > 50_000
    started = time.process_time()
    html = render_comparison(before, dataclasses.replace(report, text=after), Words(Language.EN))
    assert time.process_time() - started < 2
    assert html.count("<del>(") == before.count("(zhǎng)") + before.count("(yù)")


def test_what_was_typed_is_kept_and_what_is_wrong_is_marked(desk, folder):
    typed = {"year": "1812", "title": "新题目", "link": "javascript:alert(1)", "bureau": "=1+1"}
    told = save_facts(desk, ZIBO, typed, "en", is_trusted=True)
    assert (told["ok"], (folder / "reports.csv").exists()) == (False, False)
    root = parse(told["form"])
    marked = {field.get("name"): field.get("value") for field in root.xpath("//*[@aria-invalid]")}
    assert marked == {"year": "1812", "link": "javascript:alert(1)", "bureau": "=1+1"}
    assert root.xpath("//input[@name='title']/@value") == ["新题目"]
    assert_harmless(told["form"])
    told = save_facts(desk, ZIBO, {"year": "2021", "title": "新题目"}, "zh-Hant", is_trusted=True)
    assert told == {"ok": True, "said": "已儲存到reports.csv。"}
    html = show_report(desk, ZIBO, "facts", "en", is_trusted=True)["html"]
    assert parse(html).findtext(".//h1") == "新题目"


@pytest.mark.parametrize("cells", [None, [], "year", {"colour": "red"}, {"year": ["2021"]}, {"report_id": "x"}])
def test_cells_that_make_no_sense_change_nothing(desk, folder, cells):
    save_facts(desk, ZIBO, cells, "en", is_trusted=True)
    assert not (folder / "reports.csv").exists()


@pytest.mark.parametrize(
    "source", ["../index/CURRENT", "/etc/passwd", "", "reports.csv", ".yaodian/lock", "\0", ATTACK]
)
def test_a_name_from_the_browser_is_only_looked_up(desk, folder, source):
    assert "data-source" not in show_report(desk, source, "compare", "en", is_trusted=True)["html"]
    for told in (
        remove_report(desk, source, "en", is_trusted=True),
        save_facts(desk, source, {"year": "2021"}, "en", is_trusted=True),
        restore_report(desk, source, "en", is_trusted=True),
    ):
        assert told["ok"] is False
    assert (folder.parent / "index" / "CURRENT").exists()


def test_a_report_is_removed_and_put_back(desk, folder):
    told = remove_report(desk, ZIBO, "en", is_trusted=True)
    assert (told["ok"], told["said"]) == (True, "002_zibo_2022.txt was moved to the trash of the folder.")
    assert states(desk)[ZIBO] is State.GONE
    listed = parse(show_list(desk, "en", is_trusted=True)["html"])
    assert listed.xpath("//*[@data-restore]/@data-restore") == [told["undo"]]
    assert show_report(desk, ZIBO, "text", "en", is_trusted=True)["view"] == "text"
    assert "no such file" in show_report(desk, ZIBO, "compare", "en", is_trusted=True)["html"]
    assert restore_report(desk, told["undo"], "en", is_trusted=True)["said"] == "002_zibo_2022.txt is back."
    assert set(states(desk).values()) == {State.INDEXED}


def test_a_rebuild_takes_up_what_changed_and_keeps_the_encoder(desk, folder):
    before = desk.holdings
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    rebuilder = Rebuilder(desk)
    assert show_build(rebuilder, "en") == {"ok": True, "running": False, "number": 0, "html": ""}
    assert start_rebuild(rebuilder, "en", is_trusted=True)["running"] is True
    state = wait_for(rebuilder)
    assert (state.error, state.number, state.summary.generation) == ("", 1, "000002")
    assert state.summary.reused_vectors > 10 * state.summary.new_vectors
    assert [failure.source for failure in state.summary.failures] == ["empty.txt"]
    after = desk.holdings
    assert after.answerer.searcher.ensemble is before.answerer.searcher.ensemble
    assert set(after.catalogue.reports) - set(before.catalogue.reports) == {"new"}
    assert after.answerer.index.manifest.corpus == "reports"
    assert after.answerer.index.manifest.encoder.spec == "hashing"
    assert verify_index(folder.parent / "index").generation == "000002"
    root = parse(show_build(rebuilder, "en")["html"])
    assert root.findtext(".//h2") == "The index is rebuilt: 6 reports."
    assert [item.text_content() for item in root.iter("li")] == [
        "empty.txt it is empty (0 bytes): remove it or fetch it again"
    ]
    assert before.ask("校长职级制").coverage.reports == 5
    assert after.ask("校长职级制").coverage.reports == 6


def test_a_page_that_was_open_before_takes_up_the_new_reports(desk, folder):
    assert show_renewed(desk, "000001") == {"generation": "000001"}
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    rebuilder = Rebuilder(desk)
    rebuilder.start()
    wait_for(rebuilder)
    told = show_renewed(desk, "000001")
    assert (told["generation"], told["nReports"]) == ("000002", 6)
    assert "云溪" in told["parts"]["zh-Hans"]["shelf"]
    assert show_renewed(desk, "000002") == {"generation": "000002"}


def test_only_one_rebuild_runs_and_answers_go_on_meanwhile(desk, monkeypatch):
    reading, go_on = threading.Event(), threading.Event()

    def held(folder, *, on_file):
        reading.set()
        assert go_on.wait(300)
        return read_corpus(folder, on_file=on_file)

    from corpus import read_corpus

    monkeypatch.setattr(rebuilding, "read_corpus", held)
    rebuilder = Rebuilder(desk)
    rebuilder.start()
    assert reading.wait(300)
    with pytest.raises(BrokenIndexError, match="running already"):
        rebuilder.start()
    told = start_rebuild(rebuilder, "zh-Hans", is_trusted=True)
    assert (told["running"], told["said"]) == (True, "索引正在重建。")
    assert "读取文件" in told["html"]
    assert desk.holdings.ask("校长职级制").coverage.reports == 5
    go_on.set()
    assert wait_for(rebuilder).summary.generation == "000002"


def test_a_build_elsewhere_is_said(desk, folder):
    from filelock import FileLock

    with FileLock(folder.parent / "index" / "lock"):
        told = start_rebuild(Rebuilder(desk), "en", is_trusted=True)
    assert told["ok"] is False
    assert "another build is writing to it" in told["said"]


def test_a_rebuild_that_fails_leaves_the_index_in_use(desk, folder):
    for path in folder.iterdir():
        path.write_bytes(b"")
    rebuilder = Rebuilder(desk)
    rebuilder.start()
    state = wait_for(rebuilder)
    assert "none of 5 files could be read" in state.error
    assert "alert" in show_build(rebuilder, "en")["html"]
    assert desk.holdings.answerer.index.manifest.generation == "000001"
    assert desk.holdings.ask("校长职级制").coverage.reports == 5


def test_without_the_folder_reports_are_read_and_not_changed(desk, folder):
    folder.rename(folder.with_name("elsewhere"))
    told = show_list(desk, "en", is_trusted=True)
    assert told["mayChange"] is False
    assert texts(parse(told["html"]), "note")[0].startswith("The folder that these reports come from is not")
    assert len(parse(told["html"]).xpath("//a[@data-dossier]")) == 5
    assert "data-section" in show_report(desk, ZIBO, "text", "en", is_trusted=True)["html"]
    assert remove_report(desk, ZIBO, "en", is_trusted=True)["ok"] is False


def test_nothing_of_a_file_is_markup(desk, folder):
    name = "x&'; onload=alert(1) 报告.txt"
    (folder / name).write_text(
        f"某县教育局工作总结{ATTACK}\n一、标题{ATTACK}\n正文{ATTACK}\n打印本页{ATTACK}\n", encoding="utf-8"
    )
    (folder / "<img src=x onerror=alert(1)>.txt").write_bytes(b"")
    write_row(
        folder, "002_zibo_2022", {"title": f"{ATTACK} `${{1}}`", "bureau": '"><b onclick="x">', "link": 'https://a/"x'}
    )
    rebuilder = Rebuilder(desk)
    rebuilder.start()
    wait_for(rebuilder)
    assert_harmless(show_build(rebuilder, "en")["html"])
    for language in Language:
        assert_harmless(show_list(desk, language, is_trusted=True)["html"])
        for source in (name, ZIBO):
            for view in ("text", "compare", "facts"):
                for is_trusted in (True, False):
                    told = show_report(desk, source, view, language, is_trusted=is_trusted)
                    assert "dossier" in told["html"]
                    assert_harmless(told["html"])


# ---------- files that are added ----------


@pytest.fixture
def uploads(desk):
    app = Starlette(routes=upload_routes(desk))
    with TestClient(
        Guard(app, desk.settings.page), base_url="http://127.0.0.1:7860", client=("127.0.0.1", 5000)
    ) as client:
        yield client


def send(client, name, data=None, **more: str):
    content = NEW.encode() if data is None else data
    return client.post("/upload", params={"name": name} | more, content=content)


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_a_file_is_added_and_listed(desk, folder, uploads):
    answer = send(uploads, "云溪2021.txt")
    assert (answer.status_code, answer.json()) == (200, {"source": "云溪2021.txt"})
    assert (folder / "云溪2021.txt").read_text(encoding="utf-8") == NEW
    assert states(desk)["云溪2021.txt"] is State.ADDED
    assert list((folder / ".yaodian" / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("../../x.txt", b"x", 422, "its name holds '/'"),
        ("/etc/cron.d/x.txt", b"x", 422, "its name holds '/'"),
        ("..\\x.txt", b"x", 422, "its name holds"),
        ("a\0.txt", b"x", 422, "U+0000"),
        ("a" * 5000 + ".txt", b"x", 422, "at most 240"),
        ("CON.txt", b"x", 422, "reserved"),
        (".htaccess.txt", b"x", 422, "begins with '.'"),
        ("x.exe", b"x", 415, "only .txt .md .html .docx .pdf"),
        ("x.php", b"<?php", 415, "only"),
        ("", b"x", 415, "only"),
        ("reports.csv", b"report_id\n", 415, "only"),
        ("x.pdf", b"no pdf", 422, "it is no PDF"),
        ("x.docx", b"PK\x03\x04", 422, ""),
        ("x.txt", b"", 422, "empty"),
        ("x.txt", b"\x89PNG\r\n\x1a\n", 422, "a PNG picture"),
        ("x.txt", b"x" * (1024 * 1024 + 1), 413, "larger than 1 MB"),
    ],
)
def test_what_is_no_report_is_not_taken(folder, uploads, name, data, status, said):
    before = {path.name for path in folder.iterdir()}
    answer = send(uploads, name, data)
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert {path.name for path in folder.iterdir()} - before <= {".yaodian"}
    assert list((folder / ".yaodian").rglob("*.*")) == []
    assert not (folder.parent / "x.txt").exists()


def test_a_file_that_grows_beyond_the_limit_while_it_comes_is_not_kept(folder, uploads):
    def blocks():
        for _ in range(20):
            yield b"x" * 100_000

    assert send(uploads, "x.txt", blocks()).status_code == 413
    assert list((folder / ".yaodian" / "incoming").iterdir()) == []


def test_a_name_that_is_taken_is_replaced_only_when_asked_to(folder, uploads):
    answer = send(uploads, ZIBO, language="zh-Hans")
    assert (answer.status_code, answer.json()["taken"]) == (409, True)
    assert answer.json()["error"] == "已有同名文件002_zibo_2022.txt。"
    assert send(uploads, "002_zibo_2022.md").json()["taken"] is False
    assert send(uploads, ZIBO, replace="1").status_code == 200
    assert (folder / ZIBO).read_text(encoding="utf-8") == NEW


def test_one_client_adds_only_so_many_files_within_an_hour(uploads):
    statuses = [send(uploads, f"{number}.txt").status_code for number in range(6)]
    assert statuses == [200] * 4 + [429] * 2


@pytest.mark.parametrize("host", ["10.0.0.7:7860", "127.0.0.1:7860"])
def test_another_machine_adds_nothing(desk, folder, host):
    app = Starlette(routes=upload_routes(desk))
    client = TestClient(Guard(app, desk.settings.page), base_url=f"http://{host}", client=("10.0.0.9", 5000))
    assert send(client, "x.txt").status_code == 403
    assert not (folder / ".yaodian").exists()


def test_a_type_that_no_report_can_have_is_an_error_at_the_start(desk):
    page = desk.settings.page.model_copy(update={"upload_types": (".exe",)})
    desk.settings = desk.settings.model_copy(update={"page": page})
    with pytest.raises(SettingsError, match=r"page\.upload_types: found '\.exe'"):
        upload_routes(desk)


def test_the_log_holds_no_text_of_a_report(desk, uploads, caplog):
    send(uploads, "x.txt", io.BytesIO(b"").read())
    assert caplog.text == "" or "httpx" in caplog.text
