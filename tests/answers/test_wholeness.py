"""Terms that are said whole, and those that only begin or end something longer."""

import json
from pathlib import Path

import pytest

from answers.topics import suggest_topics
from answers.wholeness import wholeness

CASES = json.loads((Path(__file__).parent / "cases" / "wholeness.json").read_text(encoding="utf-8"))
BEFORE, BEHIND = {"推进", "加强", "健全", "完善"}, {"建设", "工作", "管理", "体系"}


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_wholeness(case):
    assert wholeness(case["term"], case["text"], before=BEFORE, behind=BEHIND) == case["whole"]


def test_no_half_term_and_nobodys_name_is_suggested(demo_searcher):
    ids = [report.report_id for report in demo_searcher.index.reports]
    topics = suggest_topics(demo_searcher, ids, most=16)
    assert len(topics) == 16
    assert not {"中小学智慧", "市教育局", "名师公益", "教育治理体系"} & set(topics)
    assert "智慧校园" in topics
    assert not any(one != other and one in other for one in topics for other in topics)
