"""What holds for any text: repairing twice is repairing once, the plan replays, nothing appears from nowhere."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.repair import STEPS, repair

HAN = re.compile("[㐀-鿿]")
PIECES = (
    *(
        "学校",
        "活動",
        "發(fā)布",
        "慶?；顒?dòng)",
        "?！翱h管校聘",
        "聚焦质量",
        "教 育 局",
        "二、存在问题",
        "各位代表：",
        "xx",
        "……",
        "*",
    ),
    *(
        "？",
        "?",
        "。",
        "，",
        "“",
        "”",
        " ",
        "　",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u200b",
        "&nbsp;",
        "&amp;amp;lt;",
        "<U+00A0>",
    ),
    *(
        "<!--",
        "-->",
        "索引号：1137/2022",
        "打印",
        "• |",
        "- 3 -",
        "上一页",
        "- 新闻“一”",
        "相关新闻",
        "隐藏内容",
        "(ai)",
        "2022年",
    ),
    "全市教育系统坚持以人民为中心的发展思想和理念扎实推进各项重点任务持续扩大优质教育资源的覆盖面",
)
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
steady = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(texts)
@steady
def test_repairing_twice_is_repairing_once(text):
    once = repair(text)
    again = repair(once.text)
    assert (again.text, again.repairs, again.removed) == (once.text, (), ())


@pytest.mark.parametrize(("name", "step"), STEPS, ids=[name for name, _ in STEPS])
def test_each_step_done_twice_is_done_once(name, step):
    @given(texts)
    @settings(steady, max_examples=40)
    def check(text):
        once = step(text)
        assert step(once.text).text == once.text
        assert (once.count == 0) is (once.text == text)

    check()


@given(texts)
@steady
def test_the_plan_replays_to_the_same_text(text):
    repaired = repair(text)
    replayed = text
    for name in repaired.plan:
        replayed = dict(STEPS)[name](replayed).text
    assert replayed == repaired.text
    assert {kind.kind for kind in repaired.repairs} == set(repaired.plan)


@given(texts)
@steady
def test_the_result_is_nfc_with_plain_line_ends(text):
    fixed = repair(text).text
    assert unicodedata.is_normalized("NFC", fixed)
    assert not re.search("[\r\u200b\ufeff\x00]", fixed)


@given(texts)
@steady
def test_only_realigned_bytes_bring_new_han_characters(text):
    for name, step in STEPS:
        change = step(text)
        new = Counter(HAN.findall(change.text)) - Counter(HAN.findall(text))
        assert not new or name in ("gbk out of step", "characters")
        text = change.text


@given(texts)
@steady
def test_lines_taken_out_stood_in_the_text(text):
    for _, step in STEPS:
        change = step(text)
        lines = [line.strip() for line in text.split("\n")]
        assert all(line in lines for line in change.removed)
        text = change.text


def test_examples_are_few_and_counts_positive():
    repaired = repair("學(xué)校發(fā)布結(jié)果，萬(wàn)人參與，經(jīng)驗(yàn)")
    assert [(kind.kind, kind.count, len(kind.examples)) for kind in repaired.repairs] == [("pinyin", 6, 3)]
