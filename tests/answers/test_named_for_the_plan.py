"""A work report is named for the year it plans and sums up the year before: both years can be asked about."""

from __future__ import annotations

import pytest

from answers import Answerer
from records import Stance
from search import open_searcher
from settings import load_settings
from tests.conftest import build

TEXT = """2025年清河市教育工作报告
一、2024年工作回顾
全年增加校车12辆，惠及学生900名。
二、2025年主要任务
全年再增加校车30辆，新建食堂5所。
"""


@pytest.fixture(scope="module", params=["hashing", pytest.param("e5+muse", marks=pytest.mark.slow)])
def answerer(request, tmp_path_factory) -> Answerer:
    """The bundled encoders know that what is newly added (新增) is added (增加)."""
    corpus = tmp_path_factory.mktemp("named")
    text = TEXT if request.param == "hashing" else TEXT.replace("全年增加", "全年新增")
    (corpus / "qinghe.txt").write_text(text, encoding="utf-8")
    return Answerer(open_searcher(load_settings(index=build(corpus, corpus / "index", request.param))))


@pytest.mark.parametrize(
    ("question", "year", "stance", "figure"),
    [
        ("2024年哪些城市增加校车?", 2024, Stance.DONE, "12辆"),
        ("2025年哪些城市增加校车?", 2025, Stance.PLANNED, "30辆"),
        ("去年哪些城市增加校车?", 2024, Stance.DONE, "12辆"),
        ("哪些城市明年增加校车?", 2025, Stance.PLANNED, "30辆"),
    ],
)
def test_each_year_is_answered_from_its_part(answerer, question, year, stance, figure):
    (finding,) = answerer.ask(question).findings
    assert (finding.is_supported, finding.stance) == (True, stance)
    assert finding.report.period.year_for(finding.stance) == year
    assert figure in finding.figures


def test_what_is_only_planned_was_not_done_the_year_before(answerer):
    (finding,) = answerer.ask("2024年哪些城市新建食堂?").findings
    assert not finding.is_supported


def test_a_year_before_both_is_missed(answerer):
    assert answerer.searcher.rank("2023年哪些城市增加校车?").scope.missing_years == (2023,)
