"""Rebuilds from the page, beside readers, and what may fail in them."""

import threading

import pytest

from corpus import write_row
from errors import BrokenIndexError
from indexer import verify_index
from records import Language
from tests.web.markup import parse
from tests.web.shelf import ATTACK
from tests.web.shelving import NEW, ZIBO, assert_harmless
from tests.web.waiting import wait_for
from web import rebuilding
from web.opening import open_desk
from web.page import show_renewed
from web.rebuilding import Rebuilder
from web.reports_tab import (
    show_build,
    show_list,
    show_report,
    start_rebuild,
)


@pytest.fixture
def desk(settings):
    """A desk as the page opens it, which takes up what is rebuilt."""
    return open_desk(settings)


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
