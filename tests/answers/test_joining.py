"""Questions for two topics: taken apart, and the findings of both put together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from answers.combining import combine, compose_combined, pair
from answers.joining import read_join
from language import detect_language
from records import Combination, Finding, Language, QuestionKind, Stance, Understanding
from tests.answers.shelf import BEIHE, DONE, HIDDEN, PLANNED, SILENT, YUNXI, cite

CASES = json.loads((Path(__file__).parent / "cases" / "joining.json").read_text(encoding="utf-8"))
NOT_YUNXI = Finding(YUNXI, False, Stance.NONE, 0.1, (), (cite(YUNXI, "增加校车12辆。"),))
NOT_BEIHE = Finding(BEIHE, False, Stance.NONE, 0.2, (), (cite(BEIHE, "校車已开通xx辆。"),))
OF_BUSES = Finding(YUNXI, True, Stance.DONE, 0.7, ("12辆",), (cite(YUNXI, "增加校车12辆。"),))
FIRST = (PLANNED, DONE, SILENT)
SECOND = (replace(SILENT, confidence=0.3), OF_BUSES, NOT_BEIHE)
ASKED = Understanding("", QuestionKind.WHICH_REPORTS, "shares", other_topic="buses")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_question_for_two_topics_is_taken_apart(case):
    join = read_join(case["question"], detect_language(case["question"]))
    if case["combination"] == "none":
        assert join is None
    else:
        assert join is not None
        assert (join.combination, join.first, join.second) == (
            Combination(case["combination"]),
            case["first"],
            case["second"],
        )


@pytest.mark.parametrize(
    ("combination", "supported"),
    [
        (Combination.AND, {"yunxi"}),
        (Combination.OR, {"yunxi", "beihe"}),
        (Combination.BUT_NOT, {"beihe"}),
    ],
)
def test_the_sets_of_reports_are_joined(combination, supported):
    findings = combine(pair(FIRST, SECOND), combination)
    assert {finding.report.report_id for finding in findings} == {"yunxi", "beihe", "hidden"}
    assert {finding.report.report_id for finding in findings if finding.is_supported} == supported
    assert [finding.is_supported for finding in findings] == sorted(
        (finding.is_supported for finding in findings), reverse=True
    )


def test_both_topics_are_quoted_and_each_quote_once():
    (both, *_) = combine(pair(FIRST, SECOND), Combination.AND)
    assert [one.quote for one in both.citations] == ["推行校车,覆盖70%。", "增加校车12辆。"]
    assert (both.stance, both.confidence) == (Stance.BOTH, 0.7)


def test_the_confidence_of_silence_is_that_of_the_other_topic():
    found = {one.report.report_id: one for one in combine(pair(FIRST, SECOND), Combination.BUT_NOT)}
    assert {key: one.confidence for key, one in found.items()} == {"beihe": 0.8, "yunxi": 0.3, "hidden": 0.125}
    assert all(len(one.citations) == 1 for one in found.values())


def written(combination: Combination, language: Language = Language.EN) -> list[str]:
    sides = pair(FIRST, SECOND)
    asked = replace(ASKED, combination=combination)
    return compose_combined(asked, combine(sides, combination), sides, language)


def test_an_and_quotes_both_and_names_the_others():
    assert written(Combination.AND) == [
        "One of three reports speaks of both “shares” and “buses”.",
        "Yunxi · 2022 · shares · planned: “推行校车,覆盖70%。” [1]",
        "Yunxi · 2022 · buses · done: “增加校车12辆。” [2]",
        "Of “shares” only: Beilong (inferred) 2021, first half",
        "Of neither: an anonymised district year masked",
    ]


def test_a_but_not_quotes_the_first_and_names_those_with_both():
    assert written(Combination.BUT_NOT, Language.HANT) == [
        "三份報告中有一份提到「shares」但沒有提到「buses」。",
        "北龍市（推斷） · 2021年上半年 · shares · 已做：「校車已开通xx辆。」[1]",
        "兩者都提到：雲溪市 2022年",
        "都沒有提到：某區（原文隱去） 年份已隱去",
    ]


def test_one_sentence_for_both_topics_is_quoted_once():
    sides = pair((PLANNED,), (PLANNED,))
    asked = replace(ASKED, combination=Combination.OR)
    lines = compose_combined(asked, combine(sides, Combination.OR), sides, Language.HANS)
    assert lines == [
        "这份报告提到“shares”或“buses”。",
        "云溪市 · 2022年 · shares、buses · 计划：“推行校车,覆盖70%。”[1]",
    ]


def test_none_fits():
    sides = pair((SILENT, NOT_YUNXI), (NOT_YUNXI, SILENT))
    asked = replace(ASKED, combination=Combination.AND)
    assert compose_combined(asked, combine(sides, Combination.AND), sides, Language.EN) == [
        "No report speaks of both “shares” and “buses”.",
        "Of neither: an anonymised district year masked; Yunxi 2022",
    ]
    assert HIDDEN.report_id in sides


def test_the_real_path_joins_the_topics(demo_answerer):
    answer = demo_answerer.ask("which reports mention both football and swimming")
    assert answer.understood is not None
    assert (answer.understood.combination, answer.understood.topic, answer.understood.other_topic) == (
        Combination.AND,
        "football",
        "swimming",
    )
    apart = [demo_answerer.ask(f"which reports mention {topic}") for topic in ("football", "swimming")]
    said = [{one.report.report_id for one in each.findings if one.is_supported} for each in apart]
    joined = {one.report.report_id for one in answer.findings if one.is_supported}
    assert joined == said[0] & said[1]
    for finding in answer.findings:
        assert all(quote.quote == finding.report.text[quote.start : quote.end] for quote in finding.citations)


def test_a_correction_of_one_topic_is_looked_for(demo_answerer):
    first = demo_answerer.ask("哪些报告同时提到校车和食堂").understood
    assert first is not None
    again = demo_answerer.ask(first.question, understood=first)
    assert again.understood is not None
    assert (again.understood.topic, again.understood.other_topic) == ("校车", "食堂")
    one = demo_answerer.ask(first.question, understood=replace(first, other_topic=""))
    assert one.understood is not None
    assert one.understood.combination is Combination.NONE
