"""The answer's own sentences, whole, around hand-made findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.composing import SHORT_ANSWER_CHARS, citation_numbers, compose
from records import Coverage, Finding, Language, QuestionKind, Stance, Understanding
from tests.answers.shelf import DONE, PLANNED, SILENT, UNREADABLE, YUNXI, cite, make_report

WHICH = Understanding("", QuestionKind.WHICH_REPORTS, "")
NEGATED = Understanding("", QuestionKind.WHICH_REPORTS, "", is_negated=True)
NUMBER = Understanding("", QuestionKind.NUMBER, "")


def written(
    request: Understanding, *findings: Finding, language: Language = Language.EN, unreadable: int = 0, names: str = ""
) -> list[str]:
    supporting = sum(finding.is_supported for finding in findings)
    failures = (UNREADABLE,) * unreadable
    coverage = Coverage(len(findings), supporting, len(findings) - supporting, failures)
    return compose(request, findings, coverage, language, asked_names=names).split("\n")


def test_a_set_answer_counts_and_gives_one_quote_a_report():
    assert written(WHICH, PLANNED, DONE, SILENT) == [
        "Two of three reports say so.",
        "Planned: Yunxi (2022) [1]",
        "Done or under way: Beilong (inferred, 2021, first half) [3]",
        "Yunxi · 2022 · planned: “推行校车,覆盖70%。” [1]",
        "Beilong (inferred) · 2021, first half · done: “校車已开通xx辆。” [3] A figure is masked in the source.",
    ]


def test_a_set_answer_in_both_scripts():
    assert written(WHICH, PLANNED, SILENT, language=Language.HANS) == [
        "两份报告中有一份计划这样做。",
        "云溪市 · 2022年 · 计划：“推行校车,覆盖70%。”[1]",
    ]
    assert written(WHICH, DONE, SILENT, language=Language.HANT) == [
        "兩份報告中有一份寫明已做或正在做。",
        "北龍市（推斷） · 2021年上半年 · 已做：「校車已开通xx辆。」[1] 原文已隱去數字。",  # the quote stays as it is
    ]


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ((PLANNED, SILENT), "One of two reports plans it."),
        ((DONE, SILENT), "One of two reports says it is done or under way."),
        ((PLANNED, PLANNED, SILENT), "Two of three reports plan it."),
        ((DONE, DONE, SILENT), "Two of three reports say it is done or under way."),
        ((PLANNED,), "The report plans it."),
        ((DONE,), "The report says it is done or under way."),
        ((PLANNED, PLANNED), "Both reports plan it."),
        ((DONE, DONE, DONE), "All three reports say it is done or under way."),
        ((PLANNED,) * 11 + (SILENT,), "11 of 12 reports plan it."),
        ((replace(PLANNED, stance=Stance.BOTH),), "The report says so."),
        ((replace(PLANNED, stance=Stance.BOTH), SILENT), "One of two reports says so."),
    ],
)
def test_the_verdict_is_that_of_the_stances(findings, verdict):
    assert written(WHICH, *findings)[0] == verdict


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        (
            (PLANNED, SILENT),
            [
                "One of two reports does not mention it.",
                "an anonymised district · year masked",
                "Mentioned by: Yunxi (2022) [1]",
            ],
        ),
        (
            (DONE, SILENT, replace(PLANNED, is_supported=False)),
            [
                "Two of three reports do not mention it.",
                "an anonymised district · year masked; Yunxi · 2022",
                "Mentioned by: Beilong (inferred, 2021, first half) [1]",
            ],
        ),
        (
            (PLANNED, DONE),
            ["Every report mentions it.", "Mentioned by: Yunxi (2022) [1], Beilong (inferred, 2021, first half) [3]"],
        ),
    ],
)
def test_a_negated_question_counts_and_names_the_silent(findings, lines):
    assert written(NEGATED, *findings) == lines


@pytest.mark.parametrize(
    ("language", "none", "named", "nearest"),
    [
        (
            Language.EN,
            *(
                "No report says this.",
                "The report of Yunxi does not say this.",
                "Nearest: an anonymised district, 二、食堂.",
            ),
        ),
        (Language.HANS, "没有报告提到。", "Yunxi的报告没有提到。", "最接近的是：某区（原文隐去）、二、食堂。"),
        (Language.HANT, "沒有報告提到。", "Yunxi的報告沒有提到。", "最接近的是：某區（原文隱去）、二、食堂。"),
    ],
)
def test_none_says_so_and_what_comes_nearest(language, none, named, nearest):
    assert written(WHICH, SILENT, language=language) == [none, nearest]
    assert written(NUMBER, SILENT, language=language, names="Yunxi") == [named, nearest]
    assert written(WHICH, replace(SILENT, citations=()), language=language) == [none]
    assert written(WHICH, language=language) == [none]


def test_the_nearest_is_the_surest():
    surer = replace(PLANNED, is_supported=False, confidence=0.4)
    assert written(WHICH, SILENT, surer)[1] == "Nearest: Yunxi, 1.校车."


@pytest.mark.parametrize(("count", "line"), [(1, "One file could not be read."), (2, "2 files could not be read.")])
def test_unreadable_files_are_told(count, line):
    assert written(WHICH, PLANNED, unreadable=count)[-1] == line


def test_a_short_answer_gives_all_quotes_without_a_verdict():
    assert written(NUMBER, PLANNED, SILENT) == [
        "Yunxi · 2022 · planned: “推行校车,覆盖70%。” [1]",
        "“增加校车12辆。” [2]",
    ]


def test_a_short_answer_stays_short_but_gives_the_first_quote_whole():
    long = make_report("long", "校" * 500 + "车" * 100, YUNXI.place, YUNXI.period)
    quotes = (cite(long, "校" * 500), cite(long, "车" * 100))
    (line,) = written(NUMBER, Finding(long, True, Stance.DONE, 0.9, (), quotes))
    assert "校" * 500 in line
    both = (cite(long, "车" * 100), cite(long, "校" * 300))
    assert len("\n".join(written(NUMBER, Finding(long, True, Stance.DONE, 0.9, (), both)))) <= SHORT_ANSWER_CHARS


@pytest.mark.parametrize(
    ("count", "last"),
    [(13, "and one more report in the table below."), (14, "and 2 more reports in the table below.")],
)
def test_a_long_set_answer_ends_with_how_many_more(count, last):
    lines = written(WHICH, *(replace(PLANNED, report=replace(YUNXI, report_id=f"r{n}")) for n in range(count)))
    assert len(lines) == 1 + 12 + 1
    assert lines[-1] == last


def test_a_year_that_is_not_said_leaves_no_gap():
    nowhen = replace(PLANNED, report=replace(YUNXI, period=replace(YUNXI.period, year=None)))
    assert written(NUMBER, nowhen)[0] == "Yunxi · planned: “推行校车,覆盖70%。” [1]"


def test_citations_are_numbered_over_the_supported_findings():
    assert citation_numbers([PLANNED, SILENT, DONE]) == {("yunxi", 0): 1, ("yunxi", 1): 2, ("beihe", 0): 3}
