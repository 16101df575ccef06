"""The demo gold: whole, in the agreed format, and proved by the words of the reports."""

import json
from collections import Counter
from pathlib import Path

import pytest

from language import key_text
from tests.rows import each_row

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "tests/corpus/cases/demo_clean"
ROWS = [json.loads(line) for line in (ROOT / "eval/gold/demo.jsonl").read_text(encoding="utf-8").splitlines()]
FIELDS = ["id", "lang", "kind", "question", "reports", "status", "evidence", "answer", "must_contain"]
REPORTS = {path.stem: path.read_text(encoding="utf-8") for path in CLEAN.glob("*.txt")}
AT_LEAST = {"which_reports": 20, "number": 12, "fact": 8, "compare": 6, "list": 6, "unanswerable": 10}

each_question = each_row(ROWS)


def test_questions_are_numbered_from_one_without_a_gap():
    assert [row["id"] for row in ROWS] == [f"d{number:03d}" for number in range(1, len(ROWS) + 1)]
    assert len({(row["lang"], row["question"]) for row in ROWS}) == len(ROWS)


def test_every_kind_and_every_language_is_asked_often_enough():
    kinds = Counter(row["kind"] for row in ROWS)
    assert kinds.keys() == AT_LEAST.keys()
    assert {kind: kinds[kind] for kind in kinds if kinds[kind] < AT_LEAST[kind]} == {}
    languages = Counter(row["lang"] for row in ROWS)
    assert languages.keys() == {"en", "zh-Hans", "zh-Hant"}
    assert max(languages.values()) - min(languages.values()) <= 3
    assert len(ROWS) >= 60


def test_the_same_question_in_three_languages_has_the_same_labels():
    asked = [row for row in ROWS if "rank reform" in row["question"] or row["question"].endswith("校长职级制")]
    asked += [row for row in ROWS if row["question"].endswith("推行校長職級制")]
    assert {row["lang"] for row in asked} == {"en", "zh-Hans", "zh-Hant"}
    assert all(row["reports"] == ["002_zibo_2022", "004_qiqihar_2020"] for row in asked)
    assert all(set(row["status"].values()) == {"planned"} for row in asked)


@each_question
def test_fields_agree_with_one_another(row):
    assert list(row) == FIELDS
    assert row["question"].strip() and row["answer"].strip()
    assert list(row["status"]) == row["reports"] == sorted(row["reports"])
    assert set(row["status"].values()) <= {"planned", "done", "both"}
    assert {quote["report"] for quote in row["evidence"]} == set(row["reports"]) <= REPORTS.keys()
    assert (row["kind"] == "unanswerable") == (not row["reports"])
    assert all(key_text(needed) in key_text(row["answer"]) for needed in row["must_contain"])
    assert len(row["answer"]) <= 400


@each_question
def test_every_quote_stands_in_its_report(row):
    absent = [quote for quote in row["evidence"] if key_text(quote["quote"]) not in key_text(REPORTS[quote["report"]])]
    assert absent == []


# Read off the clean reports: a report that holds none of the words says nothing on the topic.
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("哪些報告提到「雙減」?", ["双减"]),
        ("who mentions labour education for pupils?", ["劳动教育"]),
        ("Which reports mention football (soccer) at school?", ["足球"]),
        ("智慧校园", ["智慧校园"]),
        ("党建", ["党建"]),
        ("学校美育哪几份报告有安排", ["美育"]),
        ("师德师风 哪几个市有", ["师德"]),
        ("qiangji jihua 强基计划 in which reports?", ["强基计划"]),
        ("校圆安全这块哪些成市有写?", ["校园安全"]),
        ("school canteens - which reports, and done or planned?", ["食堂"]),
        ("哪些地方在办教育集团、搞集团化办学?是已经办了还是打算办?", ["教育集团", "集团化办学", "集团融合办学"]),
    ],
)
def test_the_set_is_exhaustive_where_a_word_decides(question, words):
    (row,) = [row for row in ROWS if row["question"] == question]
    assert row["reports"] == sorted(name for name, text in REPORTS.items() if any(word in text for word in words))


@pytest.mark.parametrize(
    "word", ["机器人", "无人机", "双语", "公费师范", "月考", "天气", "生产总值", "推迟", "上学时间"]
)
def test_what_the_unanswerable_questions_ask_stands_in_no_report(word):
    assert [name for name, text in REPORTS.items() if word in text] == []
