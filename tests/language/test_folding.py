# ruff: noqa: RUF001 - full-width letters and digits are what folding narrows
from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import detect_language, detect_script, find_masks, fold, fold_text, key_text, split_sentences
from records import Language

CHINESE = st.text(alphabet="推行校長职級制改革後发髮乾著於，。！？；「」“”２０Ａａ％ \n1aZİ臺灣瞭解", max_size=60)


@given(st.one_of(CHINESE, st.text(max_size=60)))
def test_fold_keeps_a_map_of_every_character(text: str):
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(0 <= before <= after for before, after in pairwise(folded.offsets))


@given(CHINESE)
def test_folding_twice_is_folding_once(text: str):
    assert fold_text(fold_text(text)) == fold_text(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("哪些城市計畫推行校長職級制", "哪些城市计划推行校长职级制"),
        ("２０２２年ＬＥＤ", "2022年led"),
        ("１０³，①", "10³，①"),
        ("「雙減」", "“双减”"),
        ("７０％", "70%"),
    ],
)
def test_fold_text(written: str, folded: str):
    assert fold_text(written) == folded


def test_half_a_character_is_folded_as_a_decoder_would_have_put_it():
    assert fold("校長\ud800ＬＥＤ").text == "校长\ufffdled"
    assert fold("校長\ud800ＬＥＤ").offsets == (0, 1, 2, 3, 4, 5, 6)
    assert detect_language("校長\ud800") is Language.HANT


def test_a_quote_found_in_the_folded_text_is_given_back_as_written():
    report = "本市於２０２２年推行「縣管校聘」改革，覆蓋面達９０％。"
    folded = fold(report)
    start = folded.text.index("县管校聘")
    assert folded.original(start, start + 4).of(report) == "縣管校聘"


def test_key_text_ignores_punctuation_script_and_width():
    assert key_text("深化「縣管校聘」改革， ７０％。") == key_text("深化“县管校聘”改革,70%")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("全面推行校长职级制改革", Language.HANS),
        ("全面推行校長職級制改革", Language.HANT),
        ("工作要点", Language.HANS),
        ("中小学", Language.HANS),
        ("no Chinese at all", Language.EN),
        ("", Language.EN),
    ],
)
def test_detect_script(text: str, language: Language):
    assert detect_script(text) is language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("which cities plan principal rank reform", Language.EN),
        ("AI 用在考场 哪个市", Language.HANS),
        ("哪些城市計畫推行校長職級制", Language.HANT),
        ("What does 双减 mean in the plan of Zibo?", Language.EN),
        ("How does Zibo change the posts of jiaoyanyuan (教研员)", Language.EN),
        ("LED", Language.EN),
        ("校", Language.HANS),
        ("????", Language.EN),
    ],
)
def test_detect_language(question: str, language: Language):
    assert detect_language(question) is language


@given(CHINESE)
def test_every_visible_character_lies_in_one_sentence(text: str):
    spans = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_sentences_keep_their_closing_quotes_and_decimal_points():
    text = "一、目标。新建8.07万个“学位”！完成；达到97.7%\n下一行"
    assert [span.of(text) for span in split_sentences(text)] == [
        "一、目标。",
        "新建8.07万个“学位”！",
        "完成；",
        "达到97.7%",
        "下一行",
    ]


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("XXXX年上半年，建成xx所", ["XXXX", "xx"]),
        ("近x/x的学生，比全省高xx.x个百分点", ["x/x", "xx.x"]),
        ("*教育，登上*卫视", ["*", "*"]),
        ("共有……5个项目", ["……"]),
        ("等等……", []),
        ("LED灯、4x100米、3×4、exam、7+3+X格局", []),
        ("學(xué)校", []),
    ],
)
def test_find_masks(text: str, masks: list[str]):
    assert [span.of(text) for span in find_masks(text)] == masks
