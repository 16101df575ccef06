"""Real reports described; skipped where ../shared is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.describe import describe
from corpus.repair import repair
from language import fold_text
from records import Kind, Level, Period, Place, Stance

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
needs_seeds = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real reports are not here")
PROVINCES_DIR = SHARED / "corpora" / "prov-gwr-2025" / "txt"
needs_provinces = pytest.mark.skipif(not PROVINCES_DIR.is_dir(), reason="the provinces' work reports are not here")

QINGDAO = Place("青岛市", "Qingdao", Level.CITY, "山东省")
SEEDS = {
    "000": (QINGDAO, Period(2022, half=1), Kind.SUMMARY, "2022-07-21"),
    "001": (Place("青岛市", "Qingdao", Level.CITY, "山东省", True), Period(half=1, is_masked=True), Kind.BOTH, ""),
    "002": (Place("淄博市", "Zibo", Level.CITY, "山东省"), Period(2022), Kind.PLAN, "2022-12-01"),
    "003": (Place(level=Level.COUNTY), Period(2022), Kind.BOTH, ""),
    "004": (Place("齐齐哈尔市", "Qiqihar", Level.CITY, "黑龙江省"), Period(2019, plan_year=2020), Kind.BOTH, ""),
}
# The official English names of the 31, for a second opinion on the table.
ENGLISH = {
    "北京": "Beijing", "天津": "Tianjin", "河北": "Hebei", "山西": "Shanxi", "内蒙古": "Inner Mongolia",
    "辽宁": "Liaoning", "吉林": "Jilin", "黑龙江": "Heilongjiang", "上海": "Shanghai", "江苏": "Jiangsu",
    "浙江": "Zhejiang", "安徽": "Anhui", "福建": "Fujian", "江西": "Jiangxi", "山东": "Shandong",
    "河南": "Henan", "湖北": "Hubei", "湖南": "Hunan", "广东": "Guangdong", "广西": "Guangxi",
    "海南": "Hainan", "重庆": "Chongqing", "四川": "Sichuan", "贵州": "Guizhou", "云南": "Yunnan",
    "西藏": "Tibet", "陕西": "Shaanxi", "甘肃": "Gansu", "青海": "Qinghai", "宁夏": "Ningxia",
    "新疆": "Xinjiang",
}  # fmt: skip


def read_seed(number: str, *, hide: str = ""):
    path = next((SHARED / "seeds").glob(f"{number}_*.txt"))
    repaired = repair(path.read_text(encoding="utf-8"))
    if hide:
        return describe(fold_text(repaired.text).replace(hide, "XX"), file_name="a.txt")
    return describe(repaired.text, file_name=path.name, header_lines=repaired.removed)


@needs_seeds
@pytest.mark.parametrize("number", SEEDS)
def test_seed(number):
    described = read_seed(number)
    assert (described.place, described.period, described.kind, described.published) == SEEDS[number]


@needs_seeds
def test_every_value_of_a_seed_has_a_clue():
    fields = {clue.field for clue in read_seed("002").clues}
    assert fields == {"title", "place", "bureau", "year", "kind", "published"}


@needs_seeds
def test_evidence_of_an_inferred_place_is_in_the_report_s_own_script():
    described = read_seed("001")
    clue = next(clue for clue in described.clues if clue.field == "place")
    assert (clue.how, clue.evidence) == ("inferred", "平度、島城、在青、來青")


@needs_seeds
@pytest.mark.parametrize(
    ("number", "name", "found"), [("000", "青岛", "青岛市"), ("004", "齐齐哈尔", "齐齐哈尔市"), ("002", "淄博", "")]
)
def test_a_city_blacked_out_is_inferred_or_left_unknown(number, name, found):
    place = read_seed(number, hide=name).place
    assert (place.name, place.level, place.is_inferred) == (found, Level.CITY, bool(found))


def province_files():
    return sorted(PROVINCES_DIR.glob("*.txt")) if PROVINCES_DIR.is_dir() else []


@needs_provinces
@pytest.mark.parametrize("file_name", [None, "a.txt"], ids=["named", "neutral"])
def test_all_provinces(file_name):
    found = {}
    for path in province_files():
        described = describe(path.read_text(encoding="utf-8"), file_name=file_name or path.name)
        found[path.name] = (described.place.name_en, described.place.level, described.period.year, described.kind)
    short = {name: re.match(r"2025年(.+?)(?:省|市|自治区|政府)", name)[1] for name in found}
    expected = {name: (ENGLISH[short[name]], Level.PROVINCE, 2025, Kind.BOTH) for name in found}
    assert len(found) == 31
    assert found == expected


@needs_provinces
def test_provinces_look_back_on_the_year_before():
    reviewed = {}
    for path in province_files():
        period = describe(path.read_text(encoding="utf-8"), file_name=path.name).period
        reviewed[path.stem] = (period.review_year, period.year_for(Stance.DONE), period.year_for(Stance.PLANNED))
    assert set(reviewed.values()) == {(2024, 2024, 2025)}


@needs_provinces
def test_provinces_without_their_title_line():
    """The subtitle, the congress or the head of government tells the place; the headings tell both years."""
    places, periods = [], []
    for path in province_files():
        title, text = path.read_text(encoding="utf-8").split("\n", 1)
        described = describe(text, file_name="a.txt")
        short = re.match(r"2025年(.+?)(?:省|市|自治区|政府)", title)[1]
        places.append(described.place.name.startswith(short))
        periods.append((described.period.year, described.period.year_for("planned")))
    assert places == [True] * 31
    assert {year for year, _ in periods} <= {2024, None}
