"""The question this tool is for, with the bundled encoders, over the demo corpus and the real reports."""

from __future__ import annotations

import pytest

from answers import Answerer
from records import Aside, Language, Level, Stance

pytestmark = pytest.mark.slow

QUESTIONS = {
    Language.EN: "which cities plan principal rank reform",
    Language.HANS: "哪些城市计划推行校长职级制",
    Language.HANT: "哪些城市計畫推行校長職級制",
}


@pytest.fixture(params=["real_demo_answerer", "real_seeds_answerer"])
def answerer(request) -> Answerer:
    found: Answerer = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("language", QUESTIONS)
def test_exactly_zibo_and_qiqihar_plan_principal_rank_reform(answerer, language):
    answer = answerer.ask(QUESTIONS[language])
    assert answer.language is language
    supported = {finding.report.place.name_en: finding for finding in answer.findings if finding.is_supported}
    assert sorted(supported) == ["Qiqihar", "Zibo"]
    assert {finding.stance for finding in supported.values()} == {Stance.PLANNED}
    assert {"70%", "100%"} <= set(supported["Qiqihar"].figures)
    assert supported["Qiqihar"].report.period.year_for(Stance.PLANNED) == 2020
    assert supported["Zibo"].report.period.year_for(Stance.PLANNED) == 2022
    assert (answer.is_abstained, answer.coverage.reports, answer.coverage.supporting) == (False, 5, 2)
    (district,) = (one for one in answer.findings if one.report.place.level is Level.COUNTY)
    assert district.aside is Aside.LEVEL
    assert all(one.stance is Stance.DONE for one in answer.findings if one.aside is Aside.STANCE)
    for finding in answer.findings:
        assert all(one.quote == finding.report.text[one.start : one.end] for one in finding.citations)
