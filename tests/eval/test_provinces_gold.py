"""The questions over the provincial reports: whole, in the agreed format, and proved by the words of the reports."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.questions import read_gold
from language import key_text
from tests.rows import each_row

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "eval/gold/provinces.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
FIELDS = ["id", "lang", "kind", "question", "reports", "status", "evidence", "answer", "must_contain"]
TEXTS = ROOT / "../shared/corpora/prov-gwr-2025/txt"
REPORTS = {path.stem: path.read_text(encoding="utf-8") for path in TEXTS.glob("*.txt")}

each_question = each_row(ROWS)
needs_reports = pytest.mark.skipif(not REPORTS, reason="the provincial reports are not beside the repository")


def test_questions_are_numbered_from_one_without_a_gap():
    assert [row["id"] for row in ROWS] == [f"v{number:03d}" for number in range(1, len(ROWS) + 1)]
    assert len({row["question"] for row in ROWS}) == len(ROWS) == len(read_gold(GOLD))


def test_kinds_and_languages_are_as_documented():
    assert Counter(row["kind"] for row in ROWS) == {"which_reports": 32, "number": 6, "fact": 2, "unanswerable": 8}
    answerable = Counter(row["lang"] for row in ROWS if row["reports"])
    assert answerable == {"en": 16, "zh-Hans": 16, "zh-Hant": 8}
    assert Counter(row["lang"] for row in ROWS) == {"en": 19, "zh-Hans": 19, "zh-Hant": 10}


@each_question
def test_fields_agree_with_one_another(row):
    assert list(row)[: len(FIELDS)] == FIELDS
    assert set(row) - set(FIELDS) <= {"borderline", "note"}
    assert row["question"].strip() and row["answer"].strip()
    assert list(row["status"]) == row["reports"] == sorted(row["reports"])
    assert set(row["status"].values()) <= {"planned", "done", "both"}
    assert {quote["report"] for quote in row["evidence"]} == set(row["reports"])
    assert (row["kind"] == "unanswerable") == (not row["reports"])
    assert row["kind"] not in {"number", "fact"} or len(row["reports"]) == 1
    assert all(needed in row["answer"] for needed in row["must_contain"])
    assert row["must_contain"] or row["kind"] != "number"


@each_question
def test_a_set_is_never_most_of_the_reports(row):
    assert len(row["reports"]) <= 20


@each_question
def test_quotes_are_short(row):
    assert all(len(re.findall(r"[\u4e00-\u9fff]", quote["quote"])) < 20 for quote in row["evidence"])


@needs_reports
def test_the_reports_are_the_thirty_one_judged():
    assert len(REPORTS) == 31
    assert {report for row in ROWS for report in [*row["reports"], *row.get("borderline", [])]} <= REPORTS.keys()


@needs_reports
@each_question
def test_every_quote_stands_in_its_report(row):
    assert [one for one in row["evidence"] if one["quote"] not in REPORTS[one["report"]]] == []
    keyless = [one for one in row["evidence"] if key_text(one["quote"]) not in key_text(REPORTS[one["report"]])]
    assert keyless == []


# Where the review of 2024 ends; the Sichuan and Tibet reports do not number their parts.
PLANS = re.compile(r"^\s*(二、|2025年工作安排)", re.MULTILINE)


def halves(quote: dict) -> set[str]:
    text = REPORTS[quote["report"]]
    plans_start = PLANS.search(text).start()
    places = re.finditer(re.escape(quote["quote"]), text)
    return {"planned" if place.start() > plans_start else "done" for place in places}


@needs_reports
@each_question
def test_status_is_that_of_the_half_of_the_report_the_quotes_stand_in(row):
    for report, status in row["status"].items():
        found = set().union(*(halves(quote) for quote in row["evidence"] if quote["report"] == report))
        assert (report, found) == (report, {"planned", "done"} if status == "both" else {status})


# A report with none of these words says nothing on the topic; one with them is listed or borderline, or named as
# judged no after reading.
WORDS = [
    ("brain-computer", "脑机", []),
    ("HPV", "HPV", []),
    ("微短剧", "短剧", []),
    ("課|课间", "课间", []),
    ("電競", "电竞|电子竞技", []),
    ("long-term care", "长护险|长期护理", ["江苏"]),
    ("minimum wage", "最低工资", ["江西", "黑龙江"]),
    ("核电", "核电", []),
    ("breast", "两癌", []),
    ("寄宿制", "寄宿", []),
    ("零工", "零工", []),
    ("儿科", "儿科", []),
    ("集团化办学", "集团化", ["河南", "辽宁", "重庆"]),
    ("人形機器人", "人形机器人", ["湖北", "黑龙江"]),
    ("職災", "职业伤害", []),
    ("全民閱讀", "阅读|书香", []),
    ("加裝電梯", "加装电梯", []),
    ("AED", "AED|除颤", []),
    ("夜经济", "夜间经济|夜经济|夜间消费|夜生活", []),
    ("birth or childcare subsidies", "育儿补贴|生育补贴|生育休假、补贴|生育保险、休假、补贴", []),
]


@needs_reports
@pytest.mark.parametrize(("asked", "words", "judged_no"), WORDS, ids=[words for _, words, _ in WORDS])
def test_no_report_with_the_word_is_left_out(asked, words, judged_no):
    (row,) = [row for row in ROWS if row["reports"] and re.search(asked, row["question"])]
    with_word = {report for report, text in REPORTS.items() if re.search(words, text)}
    left_out = with_word - {*row["reports"], *row.get("borderline", [])}
    assert sorted(report[5:].removesuffix("政府工作报告").rstrip("省市") for report in left_out) == sorted(judged_no)


@needs_reports
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pet-friendly", "宠物|犬"),
        ("spring or autumn holidays", "春假|秋假"),
        ("无痛分娩", "分娩|镇痛|无痛"),
        ("时间银行", "时间银行"),
        ("青年夜校", "夜校"),
        ("安寧療護", "疗护|临终|缓和医疗|安宁病房"),
        ("營養午餐", "午餐|免费.{0,8}餐|餐.{0,8}免费"),
        ("mobile phones", "手机.{0,12}(校园|课堂|学生)|(校园|课堂|学生).{0,12}手机"),
    ],
)
def test_no_report_has_the_words_of_an_unanswerable_question(asked, words):
    (row,) = [row for row in ROWS if asked in row["question"]]
    assert row["kind"] == "unanswerable"
    assert [report for report, text in REPORTS.items() if re.search(words, text)] == []
