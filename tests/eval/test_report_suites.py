"""Gold suites from the command line: two reports so small that the figures are known, and the demo corpus."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from eval import read_result, show_result

ROOT = Path(__file__).resolve().parents[2]
JIA = """甲市教育局2022年工作要点
一、深化改革
推行校长职级制改革，年内覆盖面达到70%。
二、校园安全
加强食堂管理。
"""
YI = """乙市教育局2019年工作总结
一、主要工作
落实双减政策，开展课后服务。
"""
SPANNING = "年内覆盖面达到70%。二、校园安全"


def make_line(question_id, kind, question, evidence=(), lang="zh-Hans", must_contain=()):
    reports = sorted({report for report, _ in evidence})
    row = {"id": question_id, "lang": lang, "kind": kind, "question": question, "reports": reports}
    row |= {"status": dict.fromkeys(reports, "both"), "answer": "…", "must_contain": list(must_contain)}
    row["evidence"] = [{"report": report, "quote": quote} for report, quote in evidence]
    return json.dumps(row, ensure_ascii=False)


GOLD = [
    make_line(
        "g1", "number", "推行校长职级制改革，年内覆盖面达到70%", [("jia", "「校長職級制」改革")], "zh-Hans", ["70%"]
    ),
    make_line("g2", "which_reports", "落實雙減政策，開展課後服務", [("yi", "双减"), ("jia", SPANNING)], "zh-Hant"),
    make_line("g3", "unanswerable", "drones", (), "en"),
]


@pytest.fixture
def reports(workplace):
    folder = workplace / "reports"
    folder.mkdir()
    (folder / "jia.txt").write_text(JIA, encoding="utf-8")
    (folder / "yi.txt").write_text(YI, encoding="utf-8")
    (workplace / "gold.jsonl").write_text("\n".join(GOLD), encoding="utf-8")
    return folder


@pytest.fixture
def found(evaluate, reports):
    return evaluate("run", "gold:gold.jsonl", "--corpus", "reports", "--out", "found.json")


def figures_of(result, by="all", name=""):
    (chosen,) = (one for one in result.slices if (one.by, one.name) == (by, name))
    return {figure.measure: (figure.value, figure.count) for figure in chosen.figures}


def test_evidence_is_counted_by_quote_and_a_quote_over_two_passages_is_never_found(found):
    assert found.exit_code == 0
    result = read_result(Path("found.json"))
    # g1 finds its only quote first; g2 finds one first, the other lies in no passage; g3 has none.
    figures = figures_of(result)
    for depth in (1, 5, 10, 20):
        assert figures[f"evidence recall@{depth}"] == (0.75, 2)
    assert figures["evidence in one passage"] == (pytest.approx(2 / 3), 3)
    assert figures["MRR@10"] == figures["recall@1"] == figures["nDCG@10"] == (1, 2)
    assert figures["citation fidelity"][0] == 1
    assert [(one.question_id, one.ranks) for one in result.questions] == [("g1", (1,)), ("g2", (1, None)), ("g3", ())]
    assert [one.relevant for one in result.questions] == [{"jia#0": 1}, {"yi#0": 1}, {}]


def test_slices_hold_their_own_questions_and_nothing_is_null(found):
    result = read_result(Path("found.json"))
    assert [(one.by, one.name, one.questions) for one in result.slices] == [
        ("all", "", 3),
        *(("language", name, 1) for name in ("en", "zh-Hans", "zh-Hant")),
        *(("kind", name, 1) for name in ("which_reports", "number", "unanswerable")),
        ("script", "zh-Hans → zh-Hans", 1),
        ("script", "zh-Hant → zh-Hans", 1),
        # g2 is proved by both reports and counts whole for each.
        ("report", "jia", 2),
        ("report", "yi", 1),
        ("level", "city", 2),  # 甲市 and 乙市 are cities, though no such places are known
    ]
    assert figures_of(result, "report", "jia")["evidence recall@5"] == (0.75, 2)
    assert figures_of(result, "report", "yi")["evidence recall@5"] == (0.5, 1)
    assert [one.groups.get("report") for one in result.questions] == [("jia",), ("jia", "yi"), None]
    assert figures_of(result, "language", "zh-Hant")["evidence recall@5"] == (0.5, 1)
    assert figures_of(result, "kind", "number")["evidence recall@5"] == (1, 1)
    assert figures_of(result, "kind", "unanswerable")["evidence recall@5"] == (None, 0)
    assert figures_of(result, "kind", "number")["set F1"] == (None, 0)
    assert figures_of(result, "language", "en")["abstention recall"][1] == 1
    assert figures_of(result, "language", "zh-Hans")["abstention recall"] == (None, 0)
    assert "abstention precision" not in figures_of(result, "kind", "unanswerable")


def test_the_tables_show_values_counts_and_intervals(found):
    rows = [re.split(r"\s{2,}", line.strip()) for line in found.stdout.splitlines()]
    assert ["suite", "gold:gold.jsonl: 3 questions"] in rows
    # Of three questions drawn, some draws hold only g1 (1.0) and some only g2 (0.5).
    assert ["evidence recall@5", "0.750", "0.500 to 1.000", "2"] in rows
    measures = ["evidence recall@5", "set F1", "answer accuracy", "abstention recall"]
    assert ["by language", "n", *measures] in rows
    assert next(row for row in rows if row[0] == "zh-Hant")[:3] == ["zh-Hant", "1", "0.500 .50–.50"]
    assert next(row for row in rows if row[0] == "unanswerable")[:5] == ["unanswerable", "1", "-", "-", "-"]
    assert not set(found.stdout + found.stderr) & {"\x1b", "\r"}


@pytest.mark.parametrize("width", [None, 100, 70])
def test_no_line_is_too_long(found, width):
    shown = show_result(read_result(Path("found.json")), width=width)
    assert max(cell_len(Text.from_ansi(line).plain) for line in shown.splitlines()) <= (width or 100)
    assert "0.750" in shown


def test_the_file_says_how_it_was_made(found, workplace):
    result = read_result(Path("found.json"))
    assert result.settings["encoder"] == "hashing"
    assert (result.index.encoder, list(result.index.fingerprints)) == ("hashing", ["hashing"])
    assert result.index.counts["reports"] == 2
    assert result.index.corpus == "reports"
    assert [file.path for file in result.files] == ["gold.jsonl"]
    assert re.fullmatch(r"[0-9a-f]{40}|unknown", result.surroundings.commit)
    assert result.surroundings.cores >= 1
    assert {"python", "numpy", "ir-measures"} <= result.surroundings.versions.keys()
    assert list(result.latency)[:2] == ["find", "ask"]
    assert "scope" in result.latency
    assert list(result.latency)[-2:] == ["hits", "answer"]
    assert {"encode", "legs", "terms", "fusion"} <= result.latency.keys()
    assert all(0 <= one.p50 <= one.p95 for one in result.latency.values())
    assert result.latency["encode"].p50 < result.latency["find"].p50
    first = result.questions[0]
    assert first.expected.must_contain == ("70%",)
    assert first.given.text


def test_json_is_what_the_file_holds_and_the_file_has_a_name_of_its_own(evaluate, reports, workplace):
    done = evaluate("run", "gold:gold.jsonl", "--corpus", "reports", "--json")
    (path,) = (workplace / "runs").iterdir()
    assert re.fullmatch(r"gold-gold\.jsonl-([0-9a-f]{12}|unknown)-\d{8}T\d{9}\.json", path.name)
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout) == json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["questions"][1]["measures"]["evidence recall@5"] == [0.5, 1]
    assert done.stderr.splitlines()[-1] == f"the result is in {path.relative_to(workplace)}"


def test_the_documented_json_is_the_one_written(evaluate, reports):
    told = evaluate("run", "--help").stdout
    result = json.loads(evaluate("run", "gold:gold.jsonl", "--corpus", "reports", "--json").stdout)
    first = result["questions"][0]
    parts = [result, result["surroundings"], result["slices"][0], result["slices"][0]["figures"][0]]
    names = {name for part in [*parts, first, first["expected"], first["given"]] for name in part}
    assert {name for name in names if f'"{name}"' not in told} == set()


def test_an_index_that_exists_is_asked_as_it_is(evaluate, reports, workplace):
    evaluate("run", "gold:gold.jsonl", "--corpus", "reports", "--out", "built.json")
    folder = read_result(Path("built.json")).index.folder
    assert evaluate("run", "gold:gold.jsonl", "--index", folder, "--out", "asked.json").exit_code == 0
    built, asked = read_result(Path("built.json")), read_result(Path("asked.json"))
    assert asked.index == built.index
    assert [one.retrieved for one in asked.questions] == [one.retrieved for one in built.questions]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (
            [make_line("g1", "fact", "机器人", [("bing", "机器人")])],
            "question g1 has evidence in report bing, which is not in index {index}; "
            "give --index or --corpus the reports it was written for",
        ),
        (
            [
                make_line(f"g{n}", "fact", "机器人", [("yi", "小学开设机器人课程的学校达到百分之九十以上")])
                for n in range(5)
            ],
            "question g0 quotes “小学开设机器人课程的学校达到百分之九十以…”, which is not in report yi; "
            "question g1 quotes “小学开设机器人课程的学校达到百分之九十以…”, which is not in report yi; "
            "question g2 quotes “小学开设机器人课程的学校达到百分之九十以…”, which is not in report yi; and 2 more; "
            "give --index or --corpus the reports it was written for",
        ),
    ],
)
def test_evidence_that_is_not_in_the_index_is_an_error_and_no_silent_nought(evaluate, reports, workplace, lines, error):
    (workplace / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = evaluate("run", "gold:gold.jsonl", "--corpus", "reports")
    (folder,) = (workplace / "cache/eval").iterdir()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"error: gold.jsonl: {error.format(index=folder)}"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ["nosuch"],
            "suite nosuch: is not known; expected one of demo, gold:FILE, squad:FILE[,QUESTIONS_FILE], beir:FOLDER, "
            "pairs:SOURCE_FILE,TARGET_FILE[,DOCUMENTS_FILE]",
        ),
        (["gold"], "suite gold: has the wrong number of arguments; expected gold:FILE"),
        (["gold:"], "suite gold:: has the wrong number of arguments; expected gold:FILE"),
        (["demo:x"], "suite demo:x: has the wrong number of arguments; expected demo"),
        (["squad:a,b,c"], "suite squad:a,b,c: has the wrong number of arguments; expected squad:FILE[,QUESTIONS_FILE]"),
        (
            ["pairs:a,"],
            "suite pairs:a,: has the wrong number of arguments; expected "
            "pairs:SOURCE_FILE,TARGET_FILE[,DOCUMENTS_FILE]",
        ),
        (["squad:a", "--index", "i"], "suite squad:a: brings its own texts; leave out --index and --corpus"),
        (["gold:none.jsonl"], "none.jsonl: no such file; check the path"),
        (["demo", "--out", "."], ".: is a folder; give --out the name of a file"),
        (["demo", "--out", "a" * 300], "a" * 300 + ": cannot be written (File name too long); give --out another file"),
        (
            ["gold:gold.jsonl"],
            "index index: no index here yet: run `python -m indexer build --index index`",
        ),
    ],
)
def test_what_cannot_be_run_ends_in_one_line_and_exit_status_one(evaluate, reports, words, error):
    done = evaluate("run", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"error: {error}\n")


def test_a_folder_of_caches_that_cannot_be_made_is_one_line(evaluate, monkeypatch):
    Path("taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("YAODIAN_CACHE", "taken")
    done = evaluate("run", "demo", "--encoder", "hashing")
    assert (done.exit_code, done.stdout) == (1, "")
    found = "setting cache: taken/eval cannot be made (Not a directory); expected a folder that can be written"
    assert done.stderr.splitlines()[-1] == f"error: {found}"


def test_a_fit_looks_where_it_shall_write_before_the_long_work(evaluate):
    done = evaluate("fit", "none.jsonl=none", "--out", ".")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "error: .: is a folder; give --out the name of a file\n"


def test_index_and_corpus_together_are_wrong_usage(evaluate):
    done = evaluate("run", "demo", "--index", "a", "--corpus", "b")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == "Error: give either --index or --corpus, not both"


def test_debug_shows_where_it_failed(evaluate):
    done = evaluate("run", "gold:none.jsonl", "--debug")
    assert type(done.exception).__name__ == "EvaluationError"


def test_the_demo_suite_asks_every_question_of_the_gold(demo_result):
    gold = [json.loads(line) for line in (ROOT / "eval/gold/demo.jsonl").read_text(encoding="utf-8").splitlines()]
    result = demo_result
    assert [(one.question_id, one.question, one.kind) for one in result.questions] == [
        (row["id"], row["question"], row["kind"]) for row in gold
    ]
    assert {one.name: one.questions for one in result.slices if one.by == "kind"} == Counter(
        row["kind"] for row in gold
    )
    figures = figures_of(result)
    assert (
        figures["evidence recall@5"][1] == figures["recall@5"][1] == sum(row["kind"] != "unanswerable" for row in gold)
    )
    assert figures["evidence in one passage"][1] == sum(len(row["evidence"]) for row in gold)
    assert figures["set F1"][1] == sum(row["kind"] in ("which_reports", "compare") for row in gold)
    assert figures["answer accuracy"][1] == sum(row["kind"] in ("number", "fact", "list") for row in gold)
    assert figures["abstention recall"][1] == sum(row["kind"] == "unanswerable" for row in gold)
    assert figures["citation fidelity"][0] == 1
