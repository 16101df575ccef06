from __future__ import annotations

import json
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest

from answers import name_place, name_stance, name_year
from answers.wording import say
from language import detect_script, fold_text
from records import Language, Level, Period, Place, Stance
from tests.answers.shelf import HIDDEN
from tests.rows import each_row

ROOT = Path(__file__).resolve().parents[2]
TABLE = json.loads((ROOT / "answers" / "wording.json").read_text(encoding="utf-8"))
USED = re.compile(r"""say\(\s*"(\w+)\"""")


def placeholders(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@each_row(list(TABLE))
def test_a_phrase_stands_in_all_languages_with_the_same_values(key):
    phrase = TABLE[key]
    assert list(phrase) == ["en", "zh-Hans", "zh-Hant"]
    wanted = placeholders(phrase["zh-Hans"])
    assert placeholders(phrase["zh-Hant"]) == wanted
    assert placeholders(phrase["en"]) == wanted


@each_row(list(TABLE))
def test_the_traditional_phrase_is_the_simplified_one_in_its_own_script(key):
    simplified = TABLE[key]["zh-Hans"].replace("文件", "档案")  # a file is called 檔案 there
    assert fold_text(TABLE[key]["zh-Hant"]) == fold_text(simplified)
    assert detect_script(TABLE[key]["zh-Hans"]) is not Language.HANT


def test_every_phrase_that_is_said_is_written():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "answers").glob("*.py"))
    assert set(USED.findall(code)) <= TABLE.keys()
    assert len(USED.findall(code)) > 10


def test_an_unknown_phrase_is_an_error():
    with pytest.raises(KeyError, match="frob"):
        say("frob", Language.EN)


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("language", Language)
def test_every_stance_has_a_name(stance, language):
    assert name_stance(stance, language)


@pytest.mark.parametrize(
    ("place", "english", "simplified", "traditional"),
    [
        (Place("齐齐哈尔市", "Qiqihar", Level.CITY), "Qiqihar", "齐齐哈尔市", "齊齊哈爾市"),
        (
            Place("青岛市", "Qingdao", Level.CITY, "山东省", is_inferred=True),
            *("Qingdao (inferred)", "青岛市（推断）", "青島市（推斷）"),
        ),
        (Place("云溪镇"), "云溪镇", "云溪镇", "雲溪鎮"),  # no English name is known
        (Place("", "", Level.COUNTY), "an anonymised district", "某区（原文隐去）", "某區（原文隱去）"),
        (Place("", "", Level.CITY), "an anonymised city", "某市（原文隐去）", "某市（原文隱去）"),
        (Place(), "an unnamed place", "地点不详", "地點不詳"),
    ],
)
def test_name_place(place, english, simplified, traditional):
    assert name_place(place, Language.EN) == english
    assert name_place(place, Language.HANS) == simplified
    assert name_place(place, Language.HANT) == traditional


@pytest.mark.parametrize(
    ("period", "stance", "english", "chinese"),
    [
        (Period(2022), Stance.PLANNED, "2022", "2022年"),
        (Period(2019, None, 2020), Stance.PLANNED, "2020", "2020年"),
        (Period(2019, None, 2020), Stance.DONE, "2019", "2019年"),
        (Period(2022, 1), Stance.DONE, "2022, first half", "2022年上半年"),
        (Period(2022, 2), Stance.DONE, "2022, second half", "2022年下半年"),
        (Period(2022, 2, 2023), Stance.PLANNED, "2023", "2023年"),  # the half year is that of the summary
        (Period(is_masked=True), Stance.DONE, "year masked", "年份已隐去"),
        (Period(), Stance.DONE, "", ""),
    ],
)
def test_name_year(period, stance, english, chinese):
    report = replace(HIDDEN, period=period)
    assert name_year(report, stance, Language.EN) == english
    assert name_year(report, stance, Language.HANS) == chinese
