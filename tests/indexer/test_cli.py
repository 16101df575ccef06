import json
import os

import pytest
from click.testing import CliRunner

from errors import BrokenIndexError
from indexer import open_index
from indexer.__main__ import cli
from indexer.generation import writer_lock

ZIBO = """淄博市教育局2022年工作要点
一、深化改革
推行(xíng)校(xiào)长职(zhí)级制改革。年内完成70%；
二、校园安全
加强食堂管理。
"""
QIQIHAR = """齐齐哈尔市教育局2019年工作总结
一、主要工作
落实双减政策，开展课后服务。
"""


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("YAODIAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "zibo.txt").write_text(ZIBO, encoding="utf-8")
    (folder / "qiqihar.txt").write_text(QIQIHAR, encoding="utf-8")
    return folder


def run(*words: str):
    return CliRunner().invoke(cli, list(words))


def build(*more: str):
    return run("build", "--corpus", "reports", "--index", "index", "--encoder", "hashing", *more)


def test_build_prints_the_summary_and_its_progress_apart(corpus):
    result = build()
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [
        "reports",
        "repairs",
        "sections",
        "passages",
        "vectors",
        "seconds",
        "index",
    ]
    assert lines[0] == "reports   2 read, 0 failed"
    assert lines[-1] == "index     index, generation 000001"
    progress = result.stderr.splitlines()
    assert any(line.startswith("Reading: 2 files in ") for line in progress)
    assert progress[-1].startswith("Verifying: 1 generation in ")
    assert not set(result.stderr) & {"\r", "\x1b", "\b"}


def test_build_json_is_the_documented_object(corpus):
    result = build("--json")
    found = json.loads(result.stdout)
    index = open_index(corpus.parent / "index")
    assert result.stdout.count("\n") == 1
    assert list(found) == [
        *("index", "generation", "reports", "failures", "repairs", "sections", "passages", "sentences"),
        *("vectors", "seconds"),
    ]
    assert (found["index"], found["generation"], found["reports"], found["failures"]) == ("index", "000001", 2, [])
    assert found["repairs"]["pinyin"] == 3
    assert sum(found["repairs"].values()) == sum(one.count for report in index.reports for one in report.repairs)
    assert found["sections"] == len(index.sections)
    assert (found["passages"], found["sentences"]) == (len(index.passages), len(index.sentences))
    assert list(found["vectors"]) == ["new", "reused"]
    again = json.loads(build("--json").stdout)
    assert again["generation"] == "000002"
    assert again["vectors"] == {"new": 0, "reused": sum(found["vectors"].values())}


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_indexed(corpus):
    (corpus / "empty.txt").write_bytes(b"")
    result = build("--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["reports"] == 2
    assert [failure["source"] for failure in found["failures"]] == ["empty.txt"]
    assert found["failures"][0]["reason"]
    message = "error: 1 of 3 files could not be read: see the summary, mend or remove them"
    assert result.stderr.splitlines()[-1] == message
    status = json.loads(run("status", "--index", "index", "--json").stdout)
    assert status["failures"] == found["failures"]
    assert [report["report_id"] for report in status["reports"]] == ["qiqihar", "zibo"]
    text = build()
    assert text.stdout.splitlines()[:2] == [
        "reports   2 read, 1 failed",
        f"failed    empty.txt: {found['failures'][0]['reason']}",
    ]


def test_where_no_file_can_be_read_the_index_stays(corpus):
    build()
    for name in ("zibo.txt", "qiqihar.txt"):
        (corpus / name).write_bytes(b"")
    result = build("--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["generation"], found["reports"], len(found["failures"])) == (None, 0, 2)
    assert result.stderr.splitlines()[-1] == (
        "error: reports: none of 2 files could be read: give --corpus a folder with readable reports"
    )
    files = len(open_index(corpus.parent / "index").manifest.files)
    assert run("verify", "--index", "index").stdout == f"index: generation 000001 is sound, {files} files checked\n"
    assert build().stdout.startswith("reports   0 read, 2 failed\nfailed    qiqihar.txt: ")


def test_status_json_is_the_documented_object(corpus):
    build()
    found = json.loads(run("status", "--index", "index", "--json").stdout)
    assert list(found) == [
        *("index", "generation", "created", "layout", "corpus", "encoder", "counts", "failures", "reports")
    ]
    assert found["corpus"] == "reports"
    assert found["encoder"]["spec"] == found["encoder"]["name"] == "hashing"
    assert [list(member) for member in found["encoder"]["members"]] == [["name", "fingerprint", "dimension"]]
    assert found["counts"]["reports"] == len(found["reports"]) == 2
    zibo = found["reports"][1]
    assert list(zibo) == [
        *("report_id", "title", "bureau", "place", "place_en", "level", "province", "place_is_inferred"),
        *("year", "half", "plan_year", "review_year", "year_is_masked"),
        *("kind", "published", "language", "source", "link"),
        *("sections", "passages", "repairs", "clues"),
    ]
    expected = {
        "report_id": "zibo",
        "place": "淄博市",
        "place_en": "Zibo",
        "level": "city",
        "year": 2022,
        "half": None,
        "kind": "plan",
        "published": "",
        "language": "zh-Hans",
        "source": "zibo.txt",
    }
    assert {key: zibo[key] for key in expected} == expected
    assert sum(report["passages"] for report in found["reports"]) == found["counts"]["passages"]
    assert sum(report["sections"] for report in found["reports"]) == found["counts"]["sections"]
    assert [clue["value"] for clue in zibo["clues"] if clue["field"] == "place"] == ["淄博市"]


def test_status_says_a_line_a_report(corpus):
    build()
    lines = run("status", "--index", "index").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["index", "encoder", "holds", "report", "report"]
    assert lines[3].startswith("report    qiqihar: 齐齐哈尔市 Qiqihar, city, 2019, summary, zh-Hans, ")
    assert lines[3].endswith(", 2 sections, 1 passage, repairs blank lines 1")
    assert "pinyin 3" in lines[4].partition(" passage, repairs ")[2]


def test_status_counts_one_as_one(corpus):
    (corpus / "qiqihar.txt").unlink()
    (corpus / "zibo.txt").write_text("全市教师交流轮岗工作有序推进。", encoding="utf-8")
    build()
    lines = run("status", "--index", "index").stdout.splitlines()
    assert lines[2] == "holds     1 report, 1 section, 1 passage, 1 sentence"
    assert ", 1 section, 1 passage, repairs " in lines[3]


def test_verify_json(corpus):
    build()
    result = run("verify", "--index", "index", "--json")
    files = len(open_index(corpus.parent / "index").manifest.files)
    assert json.loads(result.stdout) == {"index": "index", "generation": "000001", "files": files, "sound": True}


@pytest.mark.parametrize("command", ["status", "verify"])
def test_no_index_is_one_line_with_the_command(command):
    result = run(command, "--index", "no such index")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: index no such index: no index here yet: run `python -m indexer build --index 'no such index'`\n"
    )


def test_a_damaged_index_fails_verify(corpus):
    build()
    (corpus.parent / "index" / "generations" / "000001" / "means.npz").unlink()
    result = run("verify", "--index", "index")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: index index: generation 000001 is damaged (means.npz is missing): "
        "run `python -m indexer build --corpus reports --index index --encoder hashing`\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--corpus", "nowhere"), "error: nowhere: there is no such folder: "),
        (("--index", "reports"), "error: index reports: the folder holds other things (qiqihar.txt) and no index: "),
    ],
)
def test_a_wrong_folder_is_one_line_and_nothing_is_made(corpus, words, message):
    before = sorted(path.name for path in corpus.parent.iterdir())
    result = build(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in corpus.parent.iterdir()) == before


@pytest.mark.parametrize("index", ["reports/index", "reports/../reports/deep/index"])
def test_an_index_among_the_reports_is_refused_before_anything_is_written(corpus, index):
    result = run("build", "--corpus", "reports", "--index", index, "--encoder", "hashing")
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: index {index}: it lies inside the folder of reports reports: give --index a folder outside of it\n"
    )
    assert sorted(path.name for path in corpus.rglob("*")) == ["qiqihar.txt", "zibo.txt"]


def test_a_second_build_at_the_same_time_is_refused_before_it_reads_anything(corpus):
    build()
    with writer_lock(corpus.parent / "index"):
        result = build()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: index index: another build is writing to it: wait until it has finished, or stop it, "
        "then run the command again\n"
    )


def test_debug_shows_the_traceback():
    result = run("status", "--index", "none", "--debug")
    assert isinstance(result.exception, BrokenIndexError)
    assert result.exit_code == 1


@pytest.mark.parametrize("words", [(), ("frob",), ("build", "--frob"), ("status", "extra")])
def test_wrong_usage_is_2(words):
    assert run(*words).exit_code == 2


def test_the_settings_give_what_the_command_line_does_not(corpus, monkeypatch):
    monkeypatch.setenv("YAODIAN_CORPUS", "reports")
    monkeypatch.setenv("YAODIAN_INDEX", "elsewhere")
    monkeypatch.setenv("YAODIAN_ENCODER", "hashing")
    assert json.loads(run("build", "--json").stdout)["index"] == "elsewhere"
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("command", ["build", "status", "verify"])
def test_every_command_says_how_it_is_used(command):
    text = run(command, "--help").stdout
    assert f"python -m indexer {command}" in text
    assert "--json writes:" in text
