"""Reports put aside, in words: how the answer, its coverage and its files tell of them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from answers import answer_to_csv, answer_to_json, answer_to_text
from answers.cataloguing import compose_catalogue
from answers.combining import combine, compose_combined, pair
from answers.composing import compose
from answers.coverage import cover
from answers.deciding import decide
from answers.proving import unsupport
from records import Aside, Combination, Filters, Finding, Language, Level, Place, Stance, Understanding
from tests.answers.shelf import ANYWHERE, BEIJING, CITIES, DISTRICT, DONE, PINGDU, PLANNED, SILENT, at, make_answer

ELSEWHERE = at(Place("南江市", "Nanjiang", Level.CITY), replace(SILENT, report=PLANNED.report), report_id="nanjiang")


def told(asked: Understanding, language: Language, *findings: Finding, filters: Filters = ANYWHERE) -> list[str]:
    """The answer's first line, and the lines of what was looked at."""
    found = decide(asked, findings, filters=filters)
    text = compose(asked, found, cover(found, ()), language)
    whole = replace(make_answer(*found, language=language), text=text, coverage=cover(found, ()), understood=asked)
    return [text.split("\n")[0], *answer_to_text(whole).split("\n\n")[-1].split("\n")]


@pytest.mark.parametrize(
    ("language", "verdict", "negated", "looked_at"),
    [
        (
            Language.EN,
            "Two of three reports of cities say so.",
            "One of three reports of cities does not mention it.",
            (
                "Reports looked at: 5. Saying so: 2. Silent: 1 (Nanjiang 2022). 3 of them hide their place, their year "
                "or a figure.",
                "Not of a city, so not counted: 2 (an anonymised district 2022, which speaks of it; an anonymised "
                "district year masked).",
            ),
        ),
        (
            Language.HANS,
            "三份市级报告中有两份提到。",
            "三份市级报告中有一份没有提到。",
            (
                "查看报告5份：提到的2份，没有提到的1份（南江市 2022年）。其中3份隐去了地点、年份或数字。",
                "不是市级、未计入的2份（某区（原文隐去） 2022年，也提到了；某区（原文隐去） 年份已隐去）。",
            ),
        ),
        (
            Language.HANT,
            "三份市級報告中有兩份提到。",
            "三份市級報告中有一份沒有提到。",
            (
                "查看報告5份：提到的2份，沒有提到的1份（南江市 2022年）。其中3份隱去了地點、年份或數字。",
                "不是市級、未計入的2份（某區（原文隱去） 2022年，也提到了；某區（原文隱去） 年份已隱去）。",
            ),
        ),
    ],
)
def test_the_verdict_its_negation_and_the_coverage_count_alike(language, verdict, negated, looked_at):
    findings = (PLANNED, DONE, ELSEWHERE, DISTRICT, SILENT)
    assert told(CITIES, language, *findings) == [verdict, *looked_at]
    assert told(replace(CITIES, is_negated=True), language, *findings) == [negated, *looked_at]


@pytest.mark.parametrize(
    ("stance", "findings", "language", "lines"),
    [
        (
            Stance.DONE,
            (PLANNED, PINGDU),
            Language.EN,
            [
                "No report says that it is done; two of two plan it.",
                "Reports looked at: 2. Saying so: 0. Silent: 0.",
                "Only planned: 2 (Pingdu 2022; Yunxi 2022).",
            ],
        ),
        (
            Stance.DONE,
            (PLANNED, SILENT),
            Language.HANS,
            [
                "没有报告写明已做；两份报告中有一份计划这样做。",
                "查看报告2份：提到的0份，没有提到的1份（某区（原文隐去） 年份已隐去）。其中1份隐去了地点、年份或数字。",
                "只有计划的1份（云溪市 2022年）。",
            ],
        ),
        (
            Stance.PLANNED,
            (PLANNED, DONE),
            Language.HANT,
            [
                "兩份報告中有一份計畫這樣做。",
                "查看報告2份：提到的1份，沒有提到的0份。其中1份隱去了地點、年份或數字。",
                "已做、並非計畫的1份（北龍市（推斷） 2021年上半年）。",
            ],
        ),
        (
            Stance.PLANNED,
            (DONE,),
            Language.EN,
            [
                "The report says it is done or under way; it does not name it as a plan.",
                "Reports looked at: 1. Saying so: 0. Silent: 0. One of them hides its place, its year or a figure.",
                "Done already, not planned: 1 (Beilong (inferred) 2021, first half).",
            ],
        ),
    ],
)
def test_what_is_only_planned_or_done_is_said(stance, findings, language, lines):
    assert told(replace(CITIES, level=Level.UNKNOWN, stance=stance), language, *findings) == lines


def test_of_several_other_stances_no_verdict_names_one():
    problem = replace(DONE, stance=Stance.PROBLEM)
    asked = replace(CITIES, level=Level.UNKNOWN)
    verdict, _, *asides = told(asked, Language.EN, PLANNED, problem, filters=Filters(stances=(Stance.DONE,)))
    assert verdict == "No report says this."
    assert asides == [
        "Only planned: 1 (Yunxi 2022).",
        "Mentioned otherwise: 1 (Beilong (inferred) 2021, first half).",
    ]


def test_where_no_city_says_so_a_district_that_does_is_not_denied():
    missed = replace(ELSEWHERE, confidence=0.2)
    lines = told(CITIES, Language.EN, missed, DISTRICT)
    assert lines[0] == "No report of a city says this."
    assert lines[-1] == "Not of a city, so not counted: 1 (an anonymised district 2022, which speaks of it)."


def test_one_city_left_is_called_one():
    assert told(CITIES, Language.EN, PLANNED, DISTRICT)[0] == "The report of a city says so, as a plan."


def test_a_province_among_the_counted_keeps_them_from_being_called_cities():
    province = at(Place("东江省", "Dongjiang", Level.PROVINCE))
    assert told(CITIES, Language.EN, PLANNED, province, DISTRICT)[0] == "Both reports say so, both as plans."
    assert told(CITIES, Language.EN, PLANNED, BEIJING, DISTRICT)[0] == "Both reports of cities say so, both as plans."


def test_two_topics_count_the_level_that_is_asked_for():
    asked = replace(CITIES, topic="buses", other_topic="shares", combination=Combination.AND)
    far = decide(asked, (PLANNED, DISTRICT), filters=ANYWHERE)
    sides = pair(far, far)
    lines = compose_combined(asked, combine(sides, Combination.AND), sides, Language.EN)
    assert lines[0] == "The report of a city speaks of both “buses” and “shares”."
    assert not any("district" in line for line in lines)


@pytest.mark.parametrize(
    ("years", "missed", "language", "said"),
    [
        ((2022,), (), Language.EN, "Two reports of 2022:"),
        ((2022,), (), Language.HANS, "2022年的报告有两份："),
        ((2022,), (), Language.HANT, "2022年的報告有兩份："),
        ((), (), Language.EN, "Two reports:"),
        ((), (), Language.HANS, "报告有两份："),
        ((2022,), (unsupport(DISTRICT, Aside.KIND),), Language.EN, "Two of three reports of 2022:"),
        ((), (unsupport(DISTRICT, Aside.LEVEL),), Language.EN, "Two reports of cities:"),
        ((), (unsupport(DISTRICT, Aside.LEVEL),), Language.HANS, "市级报告有两份："),
    ],
)
def test_a_list_of_reports_begins_with_how_many_they_are(years, missed, language, said):
    asked = replace(CITIES, topic="", years=years)
    assert compose_catalogue(asked, (PLANNED, DONE, *missed), language)[0] == said


def test_reports_of_another_kind_are_not_called_silent(demo_answerer):
    answer = demo_answerer.ask("which reports are plans?")
    aside = {one.report.report_id: one.aside for one in answer.findings if not one.is_supported}
    assert aside == {"000_qingdao_2022h1": Aside.KIND}
    assert "Of another kind: 1 (Qingdao 2022, first half)." in answer_to_text(answer)


def test_a_report_with_another_figure_is_not_called_silent(demo_answerer):
    answer = demo_answerer.ask("哪些报告的学前三年毛入园率超过99%")
    outside = [one for one in answer.findings if one.aside is Aside.FIGURE]
    assert not any(one.is_supported for one in outside)
    assert "齐齐哈尔市" in {one.report.place.name for one in outside}


def test_json_and_csv_name_why(demo_answerer):
    found = decide(CITIES, (PLANNED, DISTRICT), filters=ANYWHERE)
    answer = replace(make_answer(*found), coverage=cover(found, ()))
    written = answer_to_json(answer, demo_answerer.searcher)
    assert [(one["supported"], one["aside"], one["aside_speaks"]) for one in written["findings"]] == [
        (True, "none", False),
        (False, "level", True),
    ]
    assert (written["coverage"]["silent"], written["coverage"]["aside"]) == (1, 1)
    assert [row["aside"] for row in csv.DictReader(io.StringIO(answer_to_csv(answer)))] == ["none", "level"]
