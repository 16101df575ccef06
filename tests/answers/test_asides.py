"""Reports put aside: which, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.asides import group_asides, is_of_level, name_reports, no_such_level
from answers.combining import combine, pair
from answers.coverage import cover
from answers.deciding import decide
from answers.proving import unsupport
from records import Aside, Combination, Filters, Finding, Language, Level, Place, Stance, Understanding
from tests.answers.shelf import (
    ANYWHERE,
    BEIJING,
    CITIES,
    DISTRICT,
    DONE,
    PINGDU,
    PLANNED,
    SILENT,
    at,
    cite,
    make_report,
)


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


@pytest.mark.parametrize(("confidence", "is_left"), [(0.21, False), (0.22, True)])
def test_what_hardly_says_it_counts_only_beside_what_says_it_outright(confidence, is_left):
    asked, weak = replace(CITIES, level=Level.UNKNOWN), replace(PLANNED, confidence=confidence)
    found = decide(asked, (weak, DONE, SILENT), filters=ANYWHERE, enough=0.22)
    assert [one.is_supported for one in found] == [True, True, False]
    left = decide(replace(asked, stance=Stance.PLANNED), (weak, DONE, SILENT), filters=ANYWHERE, enough=0.22)
    assert {one.report.report_id: (one.is_supported, one.aside) for one in left} == {
        "yunxi": (is_left, Aside.NONE),
        "beihe": (False, Aside.STANCE),
        "hidden": (False, Aside.NONE),
    }


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


# ---------- two topics ----------


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


def test_groups_come_in_a_fixed_order():
    asides = (Aside.FIGURE, Aside.TOPIC, Aside.KIND, Aside.YEAR, Aside.STANCE, Aside.LEVEL, Aside.NONE)
    findings = [replace(SILENT, aside=why) for why in asides]
    reasons = [reason for reason, _ in group_asides(findings)]
    assert reasons == ["level", "otherwise", "year", "kind", "topic", "figure"]


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_a_name(level):
    assert all(name_reports(level, language).values() for language in Language)
