import json
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import (
    SUFFIXES,
    add_file,
    find_file,
    incoming_folder,
    list_trash,
    read_corpus,
    read_row,
    remove_file,
    restore_file,
    shelving,
    write_row,
)
from corpus.names import check_name
from errors import CorpusError

NAMES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "reports"
    (corpus / "2022").mkdir(parents=True)
    (corpus / "zibo.txt").write_text("淄博市教育局2022年工作要点", encoding="utf-8")
    (corpus / "2022" / "yunxi.txt").write_text("云溪市教育局2022年工作总结", encoding="utf-8")
    return corpus


def stage(folder, text="北河市教育局2020年工作总结", name="1.txt"):
    staged = incoming_folder(folder) / name
    staged.write_bytes(text if isinstance(text, bytes) else text.encode())
    return staged


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", NAMES["refused"], ids=lambda case: case["label"])
def test_a_name_is_refused(case):
    with pytest.raises(CorpusError) as caught:
        check_name(case["name"] * case.get("times", 1) + case.get("end", ""), SUFFIXES)
    assert case["says"] in caught.value.reason
    assert caught.value.source.isprintable()
    assert len(caught.value.source) <= 60


@pytest.mark.parametrize("case", NAMES["taken"], ids=lambda case: case["label"])
def test_a_name_is_taken(case):
    assert check_name(case["name"], SUFFIXES) == case.get("kept", case["name"])


def test_a_file_handed_in_is_read_by_the_next_build(folder):
    staged = stage(folder)
    assert add_file(folder, "北河市2020年总结.txt", staged) == "北河市2020年总结.txt"
    assert not staged.exists()
    assert [report.report_id for report in read_corpus(folder).reports] == ["zibo", "北河市2020年总结", "yunxi"]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"%PDF-1.4", "it is a PDF"), (b"\x89PNG\r\n\x1a\n", "a PNG picture"), (b" \n", "no text")],
)
def test_a_file_that_cannot_be_read_is_not_taken(folder, data, says):
    before = files(folder)
    with pytest.raises(CorpusError, match=says) as caught:
        add_file(folder, "new.txt", stage(folder, data))
    assert caught.value.source == "new.txt"
    assert files(folder) - before == {".yaodian/incoming/1.txt"}


@pytest.mark.parametrize("name", ["zibo.txt", "zibo.md", "ZIBO.txt", "yunxi.txt"])
def test_a_name_that_is_taken_is_said(folder, name):
    with pytest.raises(CorpusError, match="is there already"):
        add_file(folder, name, stage(folder))
    assert (folder / "zibo.txt").read_text(encoding="utf-8") == "淄博市教育局2022年工作要点"


def test_a_file_is_replaced_only_by_one_of_its_own_name_and_the_old_one_kept(folder):
    write_row(folder, "zibo", {"year": "2021"})
    add_file(folder, "zibo.txt", stage(folder, "新的要点"), replace=True)
    assert (folder / "zibo.txt").read_text(encoding="utf-8") == "新的要点"
    assert read_row(folder, "zibo") == {"year": "2021"}
    assert [entry.source for entry in list_trash(folder)] == ["zibo.txt"]
    with pytest.raises(CorpusError, match="is there already"):
        add_file(folder, "zibo.md", stage(folder), replace=True)


def test_removing_is_undone_with_the_line_of_the_report(folder):
    write_row(folder, "yunxi", {"year": "2021"})
    write_row(folder, "zibo", {"half": "1"})
    removed = remove_file(folder, "2022/yunxi.txt")
    assert [report.report_id for report in read_corpus(folder).reports] == ["zibo"]
    assert list_trash(folder) == (removed,)
    assert restore_file(folder, removed.trash_id) == "2022/yunxi.txt"
    assert read_row(folder, "yunxi") == {"year": "2021"}
    assert read_row(folder, "zibo") == {"half": "1"}
    assert list_trash(folder) == ()
    assert files(folder) == {"zibo.txt", "2022/yunxi.txt", "reports.csv", ".yaodian/lock"}


def test_a_file_comes_back_into_a_folder_that_has_gone(folder):
    removed = remove_file(folder, "2022/yunxi.txt")
    (folder / "2022").rmdir()
    restore_file(folder, removed.trash_id)
    assert (folder / "2022" / "yunxi.txt").is_file()


def test_a_file_does_not_come_back_over_another(folder):
    removed = remove_file(folder, "zibo.txt")
    add_file(folder, "zibo.md", stage(folder, "# 新"))
    with pytest.raises(CorpusError, match=r"zibo\.md is there already"):
        restore_file(folder, removed.trash_id)
    assert [entry.trash_id for entry in list_trash(folder)] == [removed.trash_id]


def test_two_removed_in_one_second_are_both_kept(folder):
    for _ in range(2):
        (folder / "a.txt").write_text("总结", encoding="utf-8")
        remove_file(folder, "a.txt")
    assert [entry.source for entry in list_trash(folder)] == ["a.txt", "a.txt"]


def test_a_file_that_no_build_can_read_is_removed_as_well(folder):
    (folder / "entry.json").write_text("{}", encoding="utf-8")
    removed = remove_file(folder, "entry.json")
    assert not (folder / "entry.json").exists()
    assert restore_file(folder, removed.trash_id) == "entry.json"


@pytest.mark.parametrize(
    "source", ["../secret.txt", "/etc/passwd", "2022", "", ".yaodian/lock", "reports.csv", "zibo.txt\0", "ZIBO.txt"]
)
def test_only_a_file_of_the_list_is_found(folder, source):
    (folder.parent / "secret.txt").write_text("geheim", encoding="utf-8")
    (folder / "reports.csv").write_text("report_id\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no such file"):
        find_file(folder, source)


def test_a_link_out_of_the_folder_is_not_followed(folder):
    secret = folder.parent / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    for change in (find_file, remove_file):
        with pytest.raises(CorpusError, match="link to a file outside"):
            change(folder, "link.txt")
    assert secret.exists()


def test_a_hidden_folder_that_is_a_link_is_not_written_to(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / ".yaodian").symlink_to(elsewhere)
    with pytest.raises(CorpusError, match="it is a link"):
        incoming_folder(folder)
    with pytest.raises(CorpusError, match="it is a link"):
        remove_file(folder, "zibo.txt")
    assert (folder / "zibo.txt").exists()


@pytest.mark.parametrize("trash_id", ["", "..", "../../2022", "20200101T000000-000"])
def test_only_an_entry_of_the_trash_comes_back(folder, trash_id):
    remove_file(folder, "zibo.txt")
    with pytest.raises(CorpusError, match="holds nothing called"):
        restore_file(folder, trash_id)


def test_a_change_waits_for_the_one_before(folder, monkeypatch):
    (folder / ".yaodian").mkdir()
    held = FileLock(folder / ".yaodian" / "lock", thread_local=False)
    held.acquire()
    threading.Timer(0.3, held.release).start()
    remove_file(folder, "zibo.txt")
    monkeypatch.setattr(shelving, "_WAIT_S", 0.1)
    with held, pytest.raises(CorpusError, match="somebody else is changing it"):
        remove_file(folder, "2022/yunxi.txt")
