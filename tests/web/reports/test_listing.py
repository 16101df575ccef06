"""Reports listed, shown, put right and removed, and names from the browser that lead nowhere else."""

import time

import pytest

from corpus import read_document, write_row
from records import Language
from tests.web.markup import parse, texts
from tests.web.shelf import ATTACK
from tests.web.shelving import NEW, ZIBO, assert_harmless, states
from web.inventory import State, take_inventory
from web.rebuilding import Rebuilder
from web.reports_tab import (
    remove_report,
    restore_report,
    save_facts,
    show_list,
    show_report,
    start_rebuild,
)
from web.reports_view import render_comparison
from web.wording import Words


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


def test_without_the_folder_reports_are_read_and_not_changed(desk, folder):
    folder.rename(folder.with_name("elsewhere"))
    told = show_list(desk, "en", is_trusted=True)
    assert told["mayChange"] is False
    assert texts(parse(told["html"]), "note")[0].startswith("The folder that these reports come from is not")
    assert len(parse(told["html"]).xpath("//a[@data-dossier]")) == 5
    assert "data-section" in show_report(desk, ZIBO, "text", "en", is_trusted=True)["html"]
    assert remove_report(desk, ZIBO, "en", is_trusted=True)["ok"] is False
