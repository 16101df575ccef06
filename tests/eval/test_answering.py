"""Answer measures against cases worked out by hand."""

import json
from pathlib import Path

import pytest

from eval.answering import MEASURES, measure_answer
from eval.questions import GoldKind, GoldQuestion, Quote
from records import Answer, Citation, Coverage, Finding, Kind, Language, Period, Place, Report, Stance

FILE = json.loads((Path(__file__).parent / "cases/answers.json").read_text(encoding="utf-8"))


def make_gold(row: dict) -> GoldQuestion:
    return GoldQuestion(
        question_id="q",
        language=Language.HANS,
        kind=GoldKind(row["kind"]),
        text="哪些",
        report_ids=tuple(row.get("reports", row["status"])),
        status={report: Stance(stance) for report, stance in row["status"].items()},
        evidence=tuple(Quote(*quote) for quote in row.get("evidence", [])),
        answer="",
        must_contain=tuple(row.get("must_contain", [])),
    )


def make_report(report_id: str) -> Report:
    text = FILE["reports"].get(report_id, "")
    return Report(report_id, "", "", Place(), Period(), Kind.BOTH, "", "", "", Language.HANS, text)


def make_answer(row: dict) -> Answer:
    findings = tuple(
        Finding(
            report=make_report(found["report"]),
            is_supported=found["supported"],
            stance=Stance(found["stance"]),
            confidence=0.5,
            figures=(),
            citations=tuple(Citation(one[0], f"{one[0]}#0", one[1], one[2], one[3], ()) for one in found["citations"]),
        )
        for found in row["findings"]
    )
    text = row.get("text", "").ljust(row.get("padded_to", 0), "。")
    return Answer("哪些", Language.HANS, text, findings, (), row.get("abstained", False), Coverage(3, 0, 0, ()))


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["label"])
def test_measures_are_those_worked_out_by_hand(case):
    found = measure_answer(make_gold(case["gold"]), make_answer(case["answer"]), FILE["reports"].__getitem__)
    assert {measure: list(share) for measure, share in found.items()} == case["expected"]
    assert found.keys() <= set(MEASURES)


def test_every_measure_has_a_case_of_all_and_of_nothing():
    shares = [(name, *share) for case in FILE["cases"] for name, share in case["expected"].items()]
    for measure in MEASURES:
        values = {total / out_of for name, total, out_of in shares if name == measure}
        assert 1 in values
        assert min(values) < 1
