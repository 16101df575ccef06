"""The corpus: files become described reports in a fixed order, failures are named, nothing stops the rest."""

from __future__ import annotations

import hashlib
import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import read_corpus
from corpus.listing import list_files
from errors import CorpusError
from records import Failure, Kind, Language, Level
from tests.corpus.files import make_docx

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared"
BODY = "淄博市教育局2022年工作要点\n一、总体要求\n坚持立德树人，推进校长职级制改革。\n"


def write(folder, name, text=BODY, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_one_file_becomes_a_report(tmp_path):
    path = write(tmp_path, "zibo.txt", BODY.replace("\n", "\r\n"), "gb18030")
    corpus = read_corpus(tmp_path)
    (report,) = corpus.reports
    assert corpus.failures == ()
    assert (report.report_id, report.source, report.language) == ("zibo", "zibo.txt", Language.HANS)
    assert (report.title, report.bureau) == ("淄博市教育局2022年工作要点", "淄博市教育局")
    assert (report.place.name, report.place.level, report.period.year) == ("淄博市", Level.CITY, 2022)
    assert report.kind is Kind.PLAN
    assert report.text == BODY.strip()
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_format_and_both_scripts_side_by_side(tmp_path):
    write(tmp_path, "a.txt", BODY, "utf-16")
    write(tmp_path, "b.md", "# " + BODY)
    write(tmp_path, "c.html", f"<html><body>{''.join(f'<p>{line}</p>' for line in BODY.split())}</body></html>")
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in BODY.split())
    (tmp_path / "d.docx").write_bytes(make_docx(paragraphs))
    write(tmp_path, "e.txt", "淄博市教育局2022年工作要點\n一、總體要求\n堅持立德樹人，推進校長職級制改革。\n", "big5")
    corpus = read_corpus(tmp_path)
    assert corpus.failures == ()
    assert [report.report_id for report in corpus.reports] == ["a", "b", "c", "d", "e"]
    assert {report.text for report in corpus.reports[:4]} == {BODY.strip()}
    assert [report.language for report in corpus.reports] == [Language.HANS] * 4 + [Language.HANT]
    assert {(report.place.name_en, report.period.year) for report in corpus.reports} == {("Zibo", 2022)}


def test_subfolders_in_order_and_litter_passed_over(tmp_path):
    for name in ("b.txt", "a.txt", "2021/c.txt", "2020/d.txt", "2020/x/e.txt"):
        write(tmp_path, name)
    for name in (".hidden.txt", "~$a.docx", "Thumbs.db", "__MACOSX/f.txt", ".git/g.txt", "2020/.DS_Store"):
        write(tmp_path, name)
    seen = []
    corpus = read_corpus(tmp_path, on_file=seen.append)
    assert seen == ["a.txt", "b.txt", "2020/d.txt", "2020/x/e.txt", "2021/c.txt"]
    assert [report.source for report in corpus.reports] == seen
    assert corpus.failures == ()


def test_failures_never_stop_the_others(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", "")
    write(tmp_path, "c.doc", "x")
    write(tmp_path, "d.txt")
    corpus = read_corpus(tmp_path)
    assert [report.report_id for report in corpus.reports] == ["a", "d"]
    assert corpus.failures == (
        Failure("b.txt", "it is empty (0 bytes): remove it or fetch it again"),
        Failure("c.doc", ".doc is not read, expected .txt, .md, .html, .docx or .pdf: save it as .docx"),
    )


def test_the_second_of_two_equal_stems_fails(tmp_path):
    write(tmp_path, "a.md")
    write(tmp_path, "a.txt")
    write(tmp_path, "old/a.txt")
    corpus = read_corpus(tmp_path)
    assert [report.source for report in corpus.reports] == ["a.md"]
    reason = "a.md has the same name without its suffix, which is the report's id: rename one of the two"
    assert corpus.failures == (Failure("a.txt", reason), Failure("old/a.txt", reason))


def test_a_stem_is_free_where_the_first_file_failed(tmp_path):
    write(tmp_path, "a.doc", "x")
    write(tmp_path, "a.txt")
    assert [report.source for report in read_corpus(tmp_path).reports] == ["a.txt"]


def test_ids_are_nfc(tmp_path):
    write(tmp_path, unicodedata.normalize("NFD", "é.txt"))
    assert read_corpus(tmp_path).reports[0].report_id == "\u00e9"


def test_names_that_an_archive_wrote_in_gb18030(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), "工作总结.txt".encode("gb18030"))  # noqa: PTH118 - bytes
    Path(os.fsdecode(path)).write_text(BODY, encoding="utf-8")
    assert read_corpus(tmp_path).reports[0].report_id == "工作总结"


def test_a_loop_of_links_ends(tmp_path):
    write(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "twin").symlink_to(tmp_path / "sub", target_is_directory=True)
    corpus = read_corpus(tmp_path)
    assert [report.source for report in corpus.reports] == ["sub/a.txt"]
    assert corpus.failures == (
        Failure("sub/loop", f"it is a link to the folder {tmp_path.name}, which is read already: remove the link"),
        Failure("twin", "it is a link to the folder sub, which is read already: remove the link"),
    )


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path):
    write(tmp_path / "elsewhere", "a.txt")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [report.source for report in read_corpus(tmp_path / "corpus").reports] == ["link/a.txt"]


def test_site_chrome_alone_is_no_report(tmp_path):
    write(tmp_path, "a.txt", "打印本页\n关闭窗口\n")
    assert read_corpus(tmp_path).failures == (
        Failure("a.txt", "it holds site chrome or signs only, no words: fetch it again"),
    )


def test_reports_csv_overrides(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "reports.csv", "report_id,year,link\na,2021,https://example.org/a\n")
    (report,) = read_corpus(tmp_path).reports
    assert (report.period.year, report.link, report.place.name) == (2021, "https://example.org/a", "淄博市")
    assert [clue.how for clue in report.clues if clue.field == "year"] == ["reports.csv"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "there is no such folder: create it, put .txt, .md, .html, .docx or .pdf files into it"),
        (lambda path: path.mkdir(), "it holds no file to read: put .txt, .md, .html, .docx or .pdf files into it"),
        (lambda path: path.write_text("x"), "it is a file, expected a folder: name the folder that holds the file"),
    ],
    ids=["missing", "empty", "file"],
)
def test_folders_that_are_no_corpus(tmp_path, make, reason):
    make(tmp_path / "reports")
    with pytest.raises(CorpusError) as caught:
        read_corpus(tmp_path / "reports")
    assert caught.value.source == str(tmp_path / "reports")
    assert caught.value.reason.startswith(reason)


def test_a_path_that_cannot_be_looked_at_is_an_error():
    with pytest.raises(CorpusError, match=r"it cannot be opened \(File name too long\): check the path and its perm"):
        read_corpus(Path("a" * 300))


def test_a_folder_of_failures_is_a_corpus(tmp_path):
    write(tmp_path, "a.txt", "")
    corpus = read_corpus(tmp_path)
    assert corpus.reports == ()
    assert len(corpus.failures) == 1


@given(st.lists(st.from_regex(r"[a-c]{1,2}(/[a-c]{1,2}){0,2}\.txt", fullmatch=True), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_every_file_is_listed_once(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("corpus")
    for name in names:
        write(folder, name, "x")
    sources = [entry.source for entry in list_files(folder)]
    assert sorted(sources) == sorted(set(names))
    assert sources == [entry.source for entry in list_files(folder)]
    shutil.rmtree(folder)


def test_demo_corpus_is_read_whole():
    corpus = read_corpus(ROOT / "corpus" / "reports")
    assert corpus.failures == ()
    assert len(corpus.reports) == 5
    for report in corpus.reports:
        assert report.text == unicodedata.normalize("NFC", report.text)
        assert "\r" not in report.text
        report.text.encode("utf-8")


@pytest.mark.slow
def test_hundreds_of_laws(tmp_path):
    archive = SHARED / "corpora" / "laws.tar.gz"
    if not archive.is_file():
        pytest.skip("the laws are not on this machine")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    folder = next(path for path in sorted(tmp_path.rglob("行政法规")) if path.is_dir())
    corpus = read_corpus(folder)
    assert len(corpus.reports) >= 100
    empty = {failure.source for failure in corpus.failures if failure.reason.startswith("it holds no text")}
    twins = {failure.source for failure in corpus.failures if "has the same name" in failure.reason}
    assert {failure.source for failure in corpus.failures} == empty | twins
    assert all(Path(source).name == "_index.md" for source in empty)
    for report in corpus.reports:
        assert not report.text.startswith("#")
        assert "<!--" not in report.text
