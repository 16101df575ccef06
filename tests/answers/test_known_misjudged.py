"""Questions that the decision is known to get wrong, with the bundled encoders, until it gets them right."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "Which reports mention boarding schools?",
            {"001_masked_city"},
            marks=pytest.mark.xfail(
                strict=True, reason="the sentence that holds the very term is not among those that are judged"
            ),
        ),
        pytest.param(
            "Which cities offer after-school care?",
            {"002_zibo_2022", "003_masked_district_2022", "004_qiqihar_2020"},
            marks=pytest.mark.xfail(strict=True, reason="neither vectors nor dictionary carry the English words over"),
        ),
        ("哪些报告提到寄宿制学校", {"001_masked_city"}),
        # One character is no phrase and no pair of characters, and yet a question.
        (
            "党",
            {"000_qingdao_2022h1", "001_masked_city", "002_zibo_2022", "003_masked_district_2022", "004_qiqihar_2020"},
        ),
        ("税", set()),
    ],
)
def test_the_reports_that_say_so_are_found(real_demo_answerer, question, expected):
    answer = real_demo_answerer.ask(question)
    assert {finding.report.report_id for finding in answer.findings if finding.is_supported} == expected
