"""Lists inside sentences, item by item; sentences that list nothing stay whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.composing import compose
from answers.enumerating import find_items
from records import Coverage, Finding, Language, QuestionKind, Span, Stance, Understanding
from tests.answers.shelf import YUNXI, cite


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("走进学校、村社、企业、机关，开展活动。", ["走进学校", "村社", "企业", "机关"]),
        ("新建一中、二中和十七中。", ["新建一中", "二中", "十七中"]),
        ("制定评审、考核、交流等系列配套文件，强化评价。", ["制定评审", "考核", "交流"]),
        ("一是抓项目，解难题；二是深化改革；三是推进均衡。", ["一是抓项目，解难题", "二是深化改革", "三是推进均衡"]),
        ("重點推進：（一）擴優；（二）提質；（三）強師。", ["（一）擴優", "（二）提質", "（三）強師"]),
        ("开展“进学校、进村社、进企业”活动。", ["进学校", "进村社", "进企业"]),
        ("印发《体育、美育、劳育方案》，抓好落实。", []),
        ("加强管理，提高质量，办好教育。", []),
        ("小学、初中共建校车。", []),
        ("一是抓项目；二是抓改革。", []),
        ("", []),
    ],
)
def test_the_items_of_a_sentence_are_found(text, items):
    assert [item.of(text) for item in find_items(text, Span(0, len(text)))] == items


@given(st.text(alphabet="校车食堂、，；。一二三是和（）“”", max_size=60))
def test_items_lie_in_the_sentence_in_order_and_apart(text):
    items = find_items(text, Span(0, len(text)))
    assert len(items) == 0 or 3 <= len(items) <= 12
    edges = [place for item in items for place in (item.start, item.end)]
    assert edges == sorted(edges)
    assert all(item.of(text).strip("、，；。 ") for item in items)


def test_a_list_answer_has_its_items_behind_the_sentence_each_with_its_own_citation():
    report = replace(YUNXI, text="走进学校、村社、企业。加强管理。")
    quotes = ("走进学校、村社、企业。", "走进学校", "村社", "企业", "加强管理。")
    finding = Finding(report, True, Stance.DONE, 0.9, (), tuple(cite(report, quote) for quote in quotes))
    asked = Understanding("", QuestionKind.LIST, "")
    assert compose(asked, [finding], Coverage(1, 1, 0, ()), Language.HANS).split("\n") == [
        "云溪市 · 2022年 · 已做：“走进学校、村社、企业。”[1]",
        "– “走进学校”[2]",
        "– “村社”[3]",
        "– “企业”[4]",
        "“加强管理。”[5]",
    ]


def test_a_list_that_is_asked_for_is_cited_item_by_item(demo_answerer):
    answer = demo_answerer.ask("青島的家庭教育公益行動走進哪四種地方?")
    (finding,) = [one for one in answer.findings if one.is_supported]
    assert answer.understood is not None
    assert answer.understood.kind is QuestionKind.LIST
    whole = finding.citations[0]
    assert all(one.quote == finding.report.text[one.start : one.end] for one in finding.citations)
    inside = [one for one in finding.citations[1:] if whole.start <= one.start and one.end <= whole.end]
    assert len(inside) in (0, *range(3, 13))
