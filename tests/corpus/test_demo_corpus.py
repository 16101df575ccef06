"""The demo corpus: in the condition it should be in, true to its sources, and copied from none of them."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.repair import repair
from language import fold_text, key_text
from tests.corpus.make_demo_condition import CLEAN, CONDITIONS, REPORTS, make_report

SEEDS = Path(__file__).resolve().parents[2] / "../shared/seeds"
PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ\u0261]{1,7}\)")
MASK = re.compile(r"[xX]+(?:\.[xX]+)?|\*+|…+")
OUT_OF_STEP = {
    "受?chē)?guó)": "受國",
    "學(xué)?;顒?dòng)": "學校活動",
    "慶?;顒?dòng)": "慶祝活動",
    "?!翱h": "。“縣",
}
LONGEST_SHARED_RUN = 19  # Han characters; only the names of plans and programmes come near it


def read_report(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text(encoding="utf-8")


def read_seed(name: str) -> str:
    if not SEEDS.is_dir():
        pytest.skip("the real reports lie beside the repository and are not here")
    (path,) = SEEDS.glob(f"{name[:3]}_*.txt")
    return path.read_text(encoding="utf-8")


def without_readings(text: str) -> str:
    return PINYIN.sub("", text)


def undo_condition(text: str) -> str:
    for damaged, whole in OUT_OF_STEP.items():
        text = text.replace(damaged, whole)
    return without_readings(text)


def han_runs(text: str) -> set[str]:
    han = "".join(re.findall(r"[\u4e00-\u9fff]", fold_text(without_readings(text))))
    length = LONGEST_SHARED_RUN + 1
    return {han[at : at + length] for at in range(len(han) - length + 1)}


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_file_is_what_the_script_makes_of_the_clean_text(name):
    assert read_report(name) == make_report(name)


def test_sources_list_every_report_with_its_checksum():
    with (REPORTS.parent / "SOURCES.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    files = sorted(REPORTS.glob("*"))
    assert [row["file"] for row in rows] == [path.name for path in files]
    assert [row["sha256"] for row in rows] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    assert all(row["condition"] and row["retells"] and row["licence"] == "MIT" for row in rows)


# How often the sources are annotated: 516, 336, 0, 0 and 345 times.
@pytest.mark.parametrize(
    ("name", "at_least", "at_most"),
    [
        ("000_qingdao_2022h1", 400, 600),
        ("001_masked_city", 300, 400),
        ("002_zibo_2022", 0, 0),
        ("003_masked_district_2022", 0, 0),
        ("004_qiqihar_2020", 300, 400),
    ],
)
def test_readings_are_as_dense_as_in_the_source(name, at_least, at_most):
    assert at_least <= len(PINYIN.findall(read_report(name))) <= at_most


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("000_qingdao_2022h1", {"受?chē)?guó)": 1}),
        ("001_masked_city", {}),
        ("002_zibo_2022", {}),
        ("003_masked_district_2022", {}),
        ("004_qiqihar_2020", {"學(xué)?;顒?dòng)": 1, "慶?;顒?dòng)": 1, "?!翱h": 1}),
    ],
)
def test_words_stand_out_of_step_where_the_source_has_them(name, places):
    text = read_report(name)
    assert {damaged: text.count(damaged) for damaged in OUT_OF_STEP if damaged in text} == places
    assert text.count("?") == sum(damaged.count("?") * times for damaged, times in places.items())


@pytest.mark.parametrize("name", CONDITIONS)
def test_nothing_is_lost_but_what_the_condition_adds(name):
    """Undone by hand, the condition leaves every sentence of the clean text, in order."""
    text = key_text(undo_condition(read_report(name)))
    at = 0
    for line in (CLEAN / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        found = text.find(key_text(line), at)
        assert found >= at, line[:30]
        at = found + len(key_text(line))


def test_markers_of_each_condition():
    newspaper = read_report("000_qingdao_2022h1").splitlines()
    assert newspaper[1].startswith("半島網(wǎng)7月21日訊(記者 ")
    assert [line.startswith("- ") for line in newspaper].count(True) == 10
    assert read_report("001_masked_city").splitlines()[-1].startswith("來源:")
    indexed = read_report("002_zibo_2022")
    assert indexed.startswith("标题: 淄博市教育局2022年工作要点\n发布机构: 淄博市教育局 发文日期: 2022-12-01\n索引号: ")
    assert "\n  • 字号:大 中 小\n  • |\n  • 打印本页\n" in indexed
    assert len(re.findall(r"^[一二三四五六七八九十]+、", indexed, re.MULTILINE)) == 12
    assert [int(point) for point in re.findall(r"^(\d+)\.", indexed, re.MULTILINE)] == list(range(1, 43))
    paywalled = read_report("003_masked_district_2022")
    assert paywalled.index("二、存在问题") < paywalled.index("8.8积分") < paywalled.index("\n3.拼品牌")
    assert "云课堂”。" in paywalled and "\n一是" not in paywalled
    assert read_report("004_qiqihar_2020").startswith("齊齊哈爾市教育局\n2019年,")


@pytest.mark.parametrize("name", CONDITIONS)
def test_no_sentence_of_the_source_is_copied(name):
    read_seed(name)
    copied = set().union(*(han_runs(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    assert han_runs(read_report(name)) & copied == set()


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_figure_and_every_mask_of_the_source_is_told(name):
    seed, report = without_readings(read_seed(name)), without_readings(read_report(name))
    figure = re.compile(r"\d+(?:\.\d+)?%?")
    assert Counter(figure.findall(report)) == Counter(figure.findall(seed))
    assert Counter(MASK.findall(report)) == Counter(MASK.findall(seed))


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_named_programme_of_the_source_is_told(name):
    """What stands in quotes or title marks is a name; other news and longer sentences are not."""
    seed = "\n".join(line for line in undo_condition(read_seed(name)).splitlines() if not line.startswith("- "))
    report = undo_condition(read_report(name))
    named = [key_text(quoted) for quoted in re.findall(r"[“《]([^“”《》]+)[”》]", seed)]
    assert [term for term in named if len(term) <= 15 and term not in key_text(report)] == []


@pytest.mark.parametrize("name", CONDITIONS)
def test_repair_gives_back_the_clean_text(name):
    clean = (CLEAN / f"{name}.txt").read_text(encoding="utf-8")
    assert key_text(repair(read_report(name)).text) == key_text(clean)
