"""Reports put aside: which, why, and how the answer, its coverage and its table tell of them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from answers import answer_to_csv, answer_to_json, answer_to_text
from answers.asides import group_asides, is_of_level, name_reports, no_such_level
from answers.cataloguing import compose_catalogue
from answers.combining import combine, compose_combined, pair
from answers.composing import compose
from answers.coverage import cover
from answers.deciding import decide
from answers.proving import unsupport
from records import (
    Aside,
    Combination,
    Filters,
    Finding,
    Language,
    Level,
    Period,
    Place,
    QuestionKind,
    Stance,
    Understanding,
)
from tests.answers.shelf import DONE, PLANNED, SILENT, cite, make_answer, make_report

CITIES = Understanding("", QuestionKind.WHICH_REPORTS, "校车", level=Level.CITY)
DISTRICT_REPORT = make_report("district", "推行校车。", Place("", "", Level.COUNTY), Period(year=2022))
DISTRICT = Finding(DISTRICT_REPORT, True, Stance.PLANNED, 0.99, (), (cite(DISTRICT_REPORT, "推行校车。", "一、交通"),))
ANYWHERE = Filters()


def at(place: Place, finding: Finding = PLANNED, *, report_id: str = "there") -> Finding:
    return replace(finding, report=replace(finding.report, report_id=report_id, place=place))


PINGDU = at(Place("平度市", "Pingdu", Level.COUNTY), report_id="pingdu")
BEIJING = at(Place("北京市", "Beijing", Level.PROVINCE), report_id="beijing")


def decided(asked: Understanding, *findings: Finding, filters: Filters = ANYWHERE, years: tuple[int, ...] = ()):
    """By report id: whether it is supported, why it is put aside, whether it speaks of it."""
    found = decide(asked, findings, filters=filters, missing_years=years)
    return {one.report.report_id: (one.is_supported, one.aside, one.aside_speaks) for one in found}


COUNTED, UNSAID = (True, Aside.NONE, False), (False, Aside.NONE, False)
PUT = {why: (False, why, True) for why in Aside}


@pytest.mark.parametrize("is_negated", [False, True])
def test_a_district_is_put_aside_where_cities_are_asked_for_whatever_it_says(is_negated):
    asked = replace(CITIES, is_negated=is_negated)
    assert decided(asked, PLANNED, DISTRICT, SILENT) == {
        "yunxi": COUNTED,
        "district": PUT[Aside.LEVEL],
        "hidden": (False, Aside.LEVEL, False),
    }


def test_a_city_of_a_county_s_level_is_a_city():
    assert decided(CITIES, PLANNED, PINGDU, DISTRICT) == {
        "yunxi": COUNTED,
        "pingdu": COUNTED,
        "district": PUT[Aside.LEVEL],
    }
    assert decided(CITIES, PINGDU, DISTRICT)["district"] == PUT[Aside.LEVEL]


def test_without_a_city_districts_are_all_there_is():
    assert decided(CITIES, DISTRICT, SILENT) == {"district": COUNTED, "hidden": UNSAID}


@pytest.mark.parametrize("level", [Level.COUNTY, Level.PROVINCE, Level.UNKNOWN])
def test_no_other_level_puts_reports_aside(level):
    assert decided(replace(CITIES, level=level), PLANNED, DISTRICT) == {"yunxi": COUNTED, "district": COUNTED}


@pytest.mark.parametrize(
    ("stance", "yunxi", "beihe"),
    [
        (Stance.PLANNED, COUNTED, PUT[Aside.STANCE]),
        (Stance.DONE, PUT[Aside.STANCE], COUNTED),
        (Stance.NONE, COUNTED, COUNTED),
    ],
)
def test_the_other_stance_is_put_aside_not_silent(stance, yunxi, beihe):
    asked = replace(CITIES, level=Level.UNKNOWN, stance=stance)
    expected = {"yunxi": yunxi, "beihe": beihe, "hidden": UNSAID}
    assert decided(asked, PLANNED, DONE, SILENT) == expected
    plain = replace(asked, stance=Stance.NONE)
    filters = Filters(stances=(stance,)) if stance is not Stance.NONE else ANYWHERE
    assert decided(plain, PLANNED, DONE, SILENT, filters=filters) == expected


def test_of_a_year_without_a_report_what_does_not_name_it_is_put_aside():
    asked = replace(CITIES, level=Level.UNKNOWN, years=(2035,))
    named = make_report("named", "到2035年开通校车。", PLANNED.report.place, PLANNED.report.period)
    names = replace(PLANNED, report=named, citations=(cite(named, named.text),))
    assert decided(asked, PLANNED, names, SILENT, years=(2035,)) == {
        "yunxi": PUT[Aside.YEAR],
        "named": COUNTED,
        "hidden": UNSAID,
    }


def test_a_report_put_aside_keeps_its_nearest_sentence_and_its_stance():
    (_, aside) = decide(CITIES, (PLANNED, DISTRICT), filters=ANYWHERE)
    assert aside == replace(DISTRICT, is_supported=False, aside=Aside.LEVEL, aside_speaks=True)
    assert unsupport(aside) == aside


def test_supporting_silent_and_put_aside_ones_are_all():
    findings = decide(replace(CITIES, stance=Stance.PLANNED), (PLANNED, DONE, PINGDU, DISTRICT), filters=ANYWHERE)
    found = cover((*findings, replace(SILENT, report=DONE.report)), ())
    assert (found.reports, found.supporting, found.silent, found.aside) == (5, 2, 1, 2)


# ---------- in words ----------

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


# ---------- levels without a report ----------


@pytest.mark.parametrize(
    ("level", "findings", "is_said", "said"),
    [
        (
            *(Level.PROVINCE, (PLANNED, DISTRICT), True),
            "No report here is of a province; these are of cities and districts.",
        ),
        (Level.PROVINCE, (PLANNED, DISTRICT), False, "No report here is of a province."),
        (Level.CITY, (DISTRICT,), True, "No report here is of a city; these are of districts."),
        (Level.CITY, (PINGDU,), True, ""),
        (Level.CITY, (BEIJING,), True, ""),
        (Level.PROVINCE, (PLANNED, BEIJING), True, ""),
        (Level.COUNTY, (PLANNED,), True, ""),
        (Level.PROVINCE, (), True, ""),
        (Level.PROVINCE, (at(Place("", "", Level.UNKNOWN)),), True, ""),
    ],
)  # fmt: skip
def test_a_level_without_a_report_is_told(level, findings, is_said, said):
    reports = [finding.report for finding in findings]
    assert no_such_level(level, reports, Language.EN, is_said=is_said) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.HANS, "这里没有省级报告，以下出自市级和区县级报告。"),
        (Language.HANT, "這裡沒有省級報告，以下出自市級和區縣級報告。"),
    ],
)
def test_districts_and_counties_are_one_level_in_chinese(language, said):
    county = at(Place("云溪县", "Yunxi County", Level.COUNTY))
    reports = [one.report for one in (county, DISTRICT, PLANNED)]
    assert no_such_level(Level.PROVINCE, reports, language, is_said=True) == said
    english = no_such_level(Level.PROVINCE, reports, Language.EN, is_said=True)
    assert english == "No report here is of a province; these are of cities, counties and districts."


@pytest.mark.parametrize(
    ("level", "name", "own", "is_of"),
    [
        (Level.CITY, "淄博市", Level.CITY, True),
        (Level.CITY, "平度市", Level.COUNTY, True),
        (Level.CITY, "北京市", Level.PROVINCE, True),
        (Level.CITY, "桓台县", Level.COUNTY, False),
        (Level.CITY, "山东省", Level.PROVINCE, False),
        (Level.CITY, "", Level.COUNTY, False),
        (Level.COUNTY, "平度市", Level.COUNTY, True),
        (Level.COUNTY, "淄博市", Level.CITY, False),
        (Level.PROVINCE, "北京市", Level.PROVINCE, True),
    ],
)
def test_a_place_is_of_its_own_level_and_a_city_by_its_name(level, name, own, is_of):
    assert is_of_level(level, Place(name, "", own)) is is_of


def test_a_level_that_is_asked_about_is_told_before_the_answer(demo_answerer):
    answer = demo_answerer.ask("Which provinces plan principal rank reform?")
    assert answer.text.startswith("No report here is of a province")


# ---------- two topics, the reports themselves, the files ----------


def joined(combination: Combination, first: Finding, second: Finding) -> tuple[bool, Aside, bool]:
    (one,) = combine(pair((first,), (second,)), combination)
    return one.is_supported, one.aside, one.aside_speaks


SAYS, NOT = PLANNED, unsupport(PLANNED)
OTHERWISE = unsupport(PLANNED, Aside.STANCE, speaks=True)
FAR = unsupport(PLANNED, Aside.LEVEL, speaks=False)


@pytest.mark.parametrize(
    ("combination", "first", "second", "expected"),
    [
        (Combination.AND, SAYS, SAYS, COUNTED),
        (Combination.AND, SAYS, NOT, PUT[Aside.TOPIC]),
        (Combination.AND, NOT, NOT, UNSAID),
        (Combination.AND, SAYS, OTHERWISE, PUT[Aside.STANCE]),
        (Combination.AND, NOT, OTHERWISE, PUT[Aside.TOPIC]),
        (Combination.AND, OTHERWISE, NOT, PUT[Aside.TOPIC]),
        (Combination.AND, FAR, FAR, (False, Aside.LEVEL, False)),
        (Combination.OR, NOT, NOT, UNSAID),
        (Combination.OR, NOT, OTHERWISE, PUT[Aside.STANCE]),
        (Combination.OR, SAYS, OTHERWISE, COUNTED),
        (Combination.BUT_NOT, SAYS, NOT, COUNTED),
        (Combination.BUT_NOT, SAYS, SAYS, PUT[Aside.TOPIC]),
        (Combination.BUT_NOT, NOT, SAYS, PUT[Aside.TOPIC]),
        (Combination.BUT_NOT, NOT, NOT, UNSAID),
        (Combination.BUT_NOT, OTHERWISE, NOT, PUT[Aside.STANCE]),
    ],
)
def test_of_two_topics_only_who_speaks_of_neither_is_silent(combination, first, second, expected):
    assert joined(combination, first, second) == expected


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
    assert (written["coverage"]["silent"], written["coverage"]["aside"]) == (0, 1)
    assert [row["aside"] for row in csv.DictReader(io.StringIO(answer_to_csv(answer)))] == ["none", "level"]


def test_groups_come_in_a_fixed_order():
    asides = (Aside.FIGURE, Aside.TOPIC, Aside.KIND, Aside.YEAR, Aside.STANCE, Aside.LEVEL, Aside.NONE)
    findings = [replace(SILENT, aside=why) for why in asides]
    reasons = [reason for reason, _ in group_asides(findings)]
    assert reasons == ["level", "otherwise", "year", "kind", "topic", "figure"]


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_a_name(level):
    assert all(name_reports(level, language).values() for language in Language)
