import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import compare_texts, read_document, repair
from corpus.comparing import Stretch
from records import Span
from tests.conftest import DEMO

TEXTS = st.text(alphabet="工作要点gōng()\n1", max_size=60)


def changes(before, after):
    return [(one.before.of(before), one.after.of(after)) for one in compare_texts(before, after) if not one.is_kept]


@given(TEXTS, TEXTS)
def test_stretches_cover_both_texts_and_tell_the_truth(before, after):
    stretches = compare_texts(before, after)
    assert "".join(one.before.of(before) for one in stretches) == before
    assert "".join(one.after.of(after) for one in stretches) == after
    assert all((one.before.of(before) == one.after.of(after)) == one.is_kept for one in stretches)
    assert all(one.is_kept != other.is_kept for one, other in pairwise(stretches))


@given(TEXTS)
def test_equal_texts_are_one_kept_stretch(text):
    whole = Span(0, len(text))
    assert compare_texts(text, text) == ((Stretch(whole, whole, is_kept=True),) if text else ())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("發(fā)布會(huì)。", "發布會。", [("(fā)", ""), ("(huì)", "")]),
        ("表彰慶?；顒?dòng)。", "表彰慶祝活動。", [("?；顒?dòng)", "祝活動")]),
        ("第一行\n打印本頁\n第二行的文字很長", "第一行\n第二行的文字很長", [("\n打印本頁", "")]),
        ("", "新", [("", "新")]),
        ("abc", "", [("abc", "")]),
    ],
)
def test_what_a_repair_changed_is_found(before, after, expected):
    assert changes(before, after) == expected


def test_a_line_that_moved_is_no_reason_to_call_everything_else_changed():
    lines = [f"{number}. 第{number}项工作按计划推进，每季度报告一次进展。\n" for number in range(200)]
    moved = "".join([*lines[1:], lines[0]])
    assert changes("".join(lines), moved) == [(lines[0], ""), ("", lines[0])]


@pytest.mark.parametrize("name", ["000_qingdao_2022h1.txt", "004_qiqihar_2020.txt"])
def test_the_readings_of_a_demo_report_are_what_changed(name):
    text = read_document(DEMO / name).text
    repaired = repair(text)
    count = next(one.count for one in repaired.repairs if one.kind == "pinyin")
    bracketed = [one for one in changes(text, repaired.text) if one[0].startswith("(") and one[1] == ""]
    # Neighbours and lines that go as a whole hold a few of them.
    assert 0.75 * count <= len(bracketed) <= count


@pytest.mark.parametrize(
    "text", ["工作" * 25_000, "".join(chr(0x4E00 + i % 5000) for i in range(50_000)), "a" * 50_000]
)
def test_fifty_thousand_characters_take_less_than_two_seconds(text):
    started = time.process_time()
    compare_texts(text, "新" + text[7:-9].replace("作工作工作", "作工(gōng)作"))
    assert time.process_time() - started < 2
