"""The five real reports: every change is of a known kind, and nothing else changes."""

import re
from pathlib import Path

import pytest

from corpus.repair import STEPS, repair

SEEDS = Path(__file__).resolve().parents[2] / "../shared/seeds"
READING = re.compile(r"(?<=[㐀-鿿])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports lie beside the repository only")


def read(number):
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def explain_changes(text):
    """Check each step's change by its own rule; return what the rules do not cover: the realigned places."""
    realigned = []
    for name in repair(text).plan:
        change = dict(STEPS)[name](text)
        if name == "gbk out of step":
            realigned += change.examples
        elif name == "pinyin":
            assert change.text == READING.sub("", text)
        elif name in ("site chrome", "repeated lines"):
            left = text.split("\n")
            for line in change.removed:
                left.remove(next(one for one in left if one.strip() == line))
            assert "\n".join(left) == change.text
        else:
            assert name in ("edges", "blank lines")
            assert "".join(change.text.split()) == "".join(text.split())
        text = change.text
    return realigned


@pytest.mark.parametrize(
    ("number", "realigned"),
    [
        ("000", ["?chē)?guó) -> 國"]),
        ("001", []),
        ("002", []),
        ("003", []),
        ("004", ["?;顒?dòng) -> 校活動", "?;顒?dòng) -> 祝活動", "?!翱h -> 。“縣"]),
    ],
)
def test_every_change_is_explained(number, realigned):
    assert explain_changes(read(number)) == realigned


# Counted with READING alone; 004 has two more that lost their opening bracket, 000 has two such.
@pytest.mark.parametrize(("number", "n_readings"), [("000", 516), ("001", 336), ("002", 0), ("003", 0), ("004", 345)])
def test_readings_are_counted_and_none_remains(number, n_readings):
    text = read(number)
    assert len(READING.findall(text)) == n_readings
    repaired = repair(text)
    assert sum(kind.count for kind in repaired.repairs if kind.kind == "pinyin") == n_readings
    assert not re.search("[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*", repaired.text)


@pytest.mark.parametrize("words", ["學校活動育人", "表彰慶祝活動。", "“退補相當”。“縣管校聘”改革"])
def test_out_of_step_words_stand_again(words):
    assert words in repair(read("004")).text


def test_the_country_between_two_readings_stands_again():
    assert "將接受國家評估" in repair(read("000")).text


@pytest.mark.parametrize(
    ("number", "n_removed", "first", "last_words"),
    [
        ("000", 10, "- 我是小學生啦", "組織有序平穩順利。"),
        ("001", 1, "來源:網絡整理", "取得突破性進展。"),
        ("002", 7, "标题: 淄博市教育局", "关爱工作覆盖。"),
        ("003", 6, "隐藏内容", "有影响力的改革成果。"),
    ],
)
def test_chrome_is_handed_over(number, n_removed, first, last_words):
    repaired = repair(read(number))
    assert len(repaired.removed) == n_removed
    assert repaired.removed[0].startswith(first)
    assert repaired.text.endswith(last_words)


def test_header_fields_reach_the_metadata():
    assert repair(read("002")).removed[2] == "发文日期: 2022-12-01 发布机构: 淄博市教育局"


def test_masks_stay():
    for number, mask in (("001", "xxxx"), ("001", "XXXX"), ("003", "*"), ("003", "……")):
        text = READING.sub("", read(number))
        assert repair(text).text.count(mask) == text.count(mask) > 0
