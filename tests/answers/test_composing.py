"""The answer's own sentences, whole, around hand-made findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.composing import SHORT_ANSWER_CHARS, compose
from answers.lines import citation_numbers
from records import Coverage, Figure, Finding, Language, QuestionKind, Span, Stance, Understanding
from tests.answers.shelf import DONE, HIDDEN, PLANNED, SILENT, UNREADABLE, YUNXI, cite, make_report

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
        "两份报告中有一份提到，是计划。",
        "云溪市 · 2022年 · 计划：“推行校车,覆盖70%。”[1]",
    ]
    assert written(WHICH, DONE, SILENT, language=Language.HANT) == [
        "兩份報告中有一份提到，已做或正在做。",
        "北龍市（推斷） · 2021年上半年 · 已做：「校車已开通xx辆。」[1] 原文已隱去數字。",  # the quote stays as it is
    ]


BOTH = replace(PLANNED, stance=Stance.BOTH)


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ((PLANNED, SILENT), "One of two reports says so, as a plan."),
        ((DONE, SILENT), "One of two reports says so, as done or under way."),
        ((PLANNED, PLANNED, SILENT), "Two of three reports say so, all as plans."),
        ((DONE, DONE, SILENT), "Two of three reports say so, all as done or under way."),
        ((PLANNED,), "The report says so, as a plan."),
        ((DONE,), "The report says so, as done or under way."),
        ((PLANNED, PLANNED), "Both reports say so, both as plans."),
        ((DONE, DONE, DONE), "All three reports say so, all as done or under way."),
        ((PLANNED,) * 11 + (SILENT,), "11 of 12 reports say so, all as plans."),
        ((BOTH,), "The report says so."),
        ((BOTH, SILENT), "One of two reports says so."),
        ((PLANNED, DONE), "Both reports say so."),
    ],
)
def test_the_verdict_is_that_of_the_stances(findings, verdict):
    assert written(WHICH, *findings)[0] == verdict


@pytest.mark.parametrize(
    ("stance", "findings", "verdict"),
    [
        (Stance.PLANNED, (PLANNED, SILENT), "One of two reports plans it."),
        (Stance.PLANNED, (PLANNED, BOTH, SILENT), "Two of three reports plan it."),
        (Stance.PLANNED, (PLANNED,), "The report plans it."),
        (Stance.DONE, (DONE, SILENT), "One of two reports says it is done or under way."),
        (Stance.DONE, (DONE, DONE), "Both reports say it is done or under way."),
        (Stance.DONE, (DONE, BOTH, DONE), "All three reports say it is done or under way."),
        (Stance.PROBLEM, (DONE, SILENT), "One of two reports says so, as done or under way."),
    ],
)
def test_the_verdict_answers_the_stance_asked_for(stance, findings, verdict):
    assert written(replace(WHICH, stance=stance), *findings)[0] == verdict


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
        ((SILENT,), ["No report mentions it.", "an anonymised district · year masked"]),
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


YES_NO = Understanding("", QuestionKind.YES_NO, "")
COMPARE = Understanding("", QuestionKind.COMPARE, "", places=("云溪市", "北龙市"))
HOW_MANY = Understanding("how many buses will Yunxi add", QuestionKind.NUMBER, "buses", terms=("校车",))
BUSES = Figure("12辆", Span(16, 19), 12.0, unit="辆", counted="校车", is_target=True)
SHARE = Figure("70%", Span(7, 10), 70.0, unit="%", is_target=True)
COUNTED = replace(PLANNED, figures=("12辆", "70%"), figure_details=(BUSES, SHARE))
HIDDEN_BUSES = Figure("xx辆", Span(5, 8), counted="校車", is_masked=True)


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        (Language.EN, "Yes. One of two reports says so, as a plan.", "No report says this."),
        (Language.HANS, "是的。两份报告中有一份提到，是计划。", "没有报告提到。"),
        (Language.HANT, "是的。兩份報告中有一份提到，是計畫。", "沒有報告提到。"),
    ],
)
def test_yes_or_no_comes_first(language, yes, no):
    assert written(YES_NO, PLANNED, SILENT, language=language)[0] == yes
    assert written(YES_NO, SILENT, language=language)[0] == no


@pytest.mark.parametrize(
    ("stance", "findings", "verdict"),
    [
        (Stance.DONE, (PLANNED,), "The report plans it; it does not say that it is done."),
        (Stance.DONE, (PLANNED, SILENT), "No report says that it is done; one of two plans it."),
        (Stance.DONE, (PLANNED, PLANNED, SILENT), "No report says that it is done; two of three plan it."),
        (Stance.PLANNED, (DONE,), "The report says it is done or under way; it does not name it as a plan."),
        (Stance.PLANNED, (DONE, DONE), "No report names it as a plan; two of two say it is done or under way."),
        (Stance.PLANNED, (DONE, PLANNED), "Yes. One of two reports plans it."),
        (Stance.PLANNED, (BOTH,), "Yes. The report plans it."),
        (Stance.DONE, (DONE,), "Yes. The report says it is done or under way."),
        (Stance.NONE, (DONE, PLANNED), "Yes. Both reports say so."),
    ],
)
def test_a_yes_follows_the_stance_that_is_asked_about(stance, findings, verdict):
    assert written(replace(YES_NO, stance=stance), *findings)[0] == verdict


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "The two reports of Yunxi do not say this."),
        (Language.HANS, "Yunxi的两份报告都没有提到。"),
        (Language.HANT, "Yunxi的兩份報告都沒有提到。"),
    ],
)
def test_of_several_reports_of_a_place_all_are_silent(language, said):
    assert written(YES_NO, SILENT, SILENT, language=language, names="Yunxi")[0] == said


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (Language.EN, ["12 (Yunxi, 2022, planned) [2]", "“增加校车12辆。” [2]"]),
        (Language.HANS, ["12辆（云溪市，2022年，计划）[2]", "“增加校车12辆。”[2]"]),
        (Language.HANT, ["12辆（雲溪市，2022年，計畫）[2]", "「增加校车12辆。」[2]"]),
    ],
)
def test_a_number_answer_begins_with_the_number(language, lines):
    assert written(HOW_MANY, COUNTED, SILENT, language=language) == lines


def test_a_share_is_answered_with_the_share():
    share = replace(HOW_MANY, question="what share of pupils ride a bus")
    assert written(share, COUNTED) == ["70% (Yunxi, 2022, planned) [1]", "“推行校车,覆盖70%。” [1]"]


def test_a_masked_number_is_said_to_be_masked_behind_those_that_are_told():
    masked = replace(DONE, figure_details=(HIDDEN_BUSES,))
    told = [
        "Masked in the source: xx辆 (Beilong, inferred, 2021, first half, done) [1]",
        "“校車已开通xx辆。” [1]",
    ]
    assert written(HOW_MANY, masked) == told
    assert written(HOW_MANY, masked, COUNTED)[0] == "12 (Yunxi, 2022, planned) [3]"


def test_without_a_fitting_figure_the_quotes_are_all_there_is():
    area = replace(HOW_MANY, question="how large an area do the buses serve")
    assert written(area, COUNTED)[0] == "Yunxi · 2022 · planned: “推行校车,覆盖70%。” [1]"


def test_places_are_compared_line_by_line_with_their_figures():
    assert written(COMPARE, COUNTED, DONE, replace(SILENT, report=HIDDEN)) == [
        "Yunxi · 2022 · planned · 70%: “推行校车,覆盖70%。” [1]",
        "Beilong (inferred) · 2021, first half · done: “校車已开通xx辆。” [3] A figure is masked in the source.",
        "an anonymised district · year masked: not mentioned",
    ]


def test_the_same_words_are_quoted_once():
    again = replace(PLANNED, report=replace(YUNXI, report_id="again"), citations=PLANNED.citations[:1])
    assert written(WHICH, PLANNED, again)[1:] == [
        "Yunxi · 2022 · planned: “推行校车,覆盖70%。” [1]",
        "Yunxi · 2022 · planned: the same words [3]",
    ]


def test_many_names_of_one_year_go_without_it():
    silent = [replace(PLANNED, is_supported=False, report=replace(YUNXI, report_id=f"r{n}")) for n in range(4)]
    assert written(NEGATED, DONE, *silent)[1] == "Yunxi, Yunxi, Yunxi, Yunxi"
    assert written(NEGATED, DONE, *silent[:3])[1] == "Yunxi · 2022; Yunxi · 2022; Yunxi · 2022"


def test_every_line_about_a_report_has_its_citation():
    for request in (WHICH, NUMBER, HOW_MANY, YES_NO, COMPARE, Understanding("", QuestionKind.SUMMARY, "")):
        for language in Language:
            for line in written(request, COUNTED, DONE, language=language):
                names_a_report = any(name in line for name in ("Yunxi", "Beilong", "云溪", "北龙", "雲溪", "北龍"))
                assert not names_a_report or "[" in line
