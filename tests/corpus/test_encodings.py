"""Encodings: decided right for both scripts, short and cut texts, and refused where nothing reads well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from charset_normalizer import from_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from corpus.encodings import decode_text
from corpus.readability import measure_readability
from errors import CorpusError

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parents[1] / "corpus" / "reports"
SHARED = HERE.parents[1] / "../shared"
SENTENCES = json.loads((HERE / "cases" / "encodings.json").read_text(encoding="utf-8"))
CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}


def encodable(text, codec):
    """What the codec can write; Windows and the standard read three signs of Big5 differently (A145 as ‧ or •)."""
    return "".join(
        char
        for char in text
        if (data := char.encode(codec, "ignore"))
        and (not codec.startswith(("big5", "cp950")) or data.decode("cp950", "replace") in {char, "\ufffd"})
    )


def demo_texts():
    """The demo reports in both scripts; damaged places are spread over them as in real files."""
    to_traditional = OpenCC("s2t")
    return [to_traditional.convert(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob("*.txt"))] + [
        path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))
    ]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["label"])
def test_short_sentences(case):
    for name in case["encodings"]:
        data = case["text"].encode(CODECS[name])
        assert decode_text(data).text == case["text"], name


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_demo_reports_come_back_whole(codec):
    for text in demo_texts():
        assert decode_text(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
def test_demo_reports_come_back_from_big5(codec):
    for text in demo_texts()[:5]:
        kept = encodable(text, codec)
        assert decode_text(kept.encode(codec)).text == kept


def test_big5_is_not_taken_for_gb18030():
    """These bytes are valid GB18030, too, which is where a list of codecs tried in turn stops."""
    data = "推行校長職級制，建設高質量教育體系".encode("big5")
    data.decode("gb18030")
    assert decode_text(data).encoding == "big5"


def test_hong_kong_characters_behind_the_sample():
    text = "全市新建幼兒園五所，新增學位一千二百個。\n" * 800 + "佢哋嘅學校喺元朗。"
    assert decode_text(text.encode("big5hkscs")).text == text


def test_rare_characters_in_four_bytes():
    text = "全市共有学校120所，校长䶮某、𠅤某分别介绍了经验。"
    data = text.encode("gb18030")
    assert len("𠅤".encode("gb18030")) == 4
    assert decode_text(data) == decode_text(text.encode()).__class__(text, "gb18030")


def test_characters_that_gb18030_moved_out_of_private_use():
    """A6D9 and FE59 are U+FE10 and U+9FB4 since GB 18030-2022; Python's codec has U+E78D and U+E81E."""
    data = "教育工作要点，".encode("gb18030") + bytes.fromhex("A6D9FE59")
    assert decode_text(data).text == "教育工作要点，\ufe10\u9fb4"


@pytest.mark.parametrize("n_lost", [1, 2, 3])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "gb18030", "big5"])
def test_a_cut_last_character_does_not_flip_the_decision(codec, n_lost):
    text = "推進校長職級制改革，完善考核辦法。"
    data = text.encode(codec)[:-n_lost]
    found = decode_text(data).text
    assert text.startswith(found)
    assert len(text) - len(found) <= 2


def test_one_damaged_byte_stays_one_damaged_place():
    text = "今年以来，全市教育系统扎实推进各项改革。" * 200
    data = bytearray(text.encode("gb18030"))
    data[3000] = 0xFF
    decoded = decode_text(bytes(data))
    assert decoded.encoding == "gb18030"
    assert 1 <= decoded.text.count("\ufffd") <= 2
    assert decoded.text[:1400] == text[:1400]
    assert decoded.text[-1400:] == text[-1400:]


def test_chinese_behind_a_long_english_head():
    text = "<script>" + "var x = 1;\n" * 20_000 + "</script>\n推行校长职级制改革，覆盖全市学校。"
    assert decode_text(text.encode("gb18030")).text == text


def test_nuls_among_text_are_damage():
    text = "推行校长职级制改革，覆盖全市学校。" * 3
    assert decode_text(text.encode().replace("，".encode(), "，".encode() + b"\0")).text == text
    assert decode_text(text.encode("gb18030") + b"\0" * 512).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("わが国の教育行政は、国と地方との適切な役割分担の下、公正かつ適正に行われる。" * 4, "shift_jis"),
        ("わが国の教育行政は、国と地方との適切な役割分担の下、公正かつ適正に行われる。" * 4, "euc_jp"),
        ("교육은 홍익인간의 이념 아래 모든 국민으로 하여금 인격을 도야하게 한다. " * 8, "euc_kr"),
        ("План работы управления образования направлен на развитие школ. " * 4, "cp1251"),
    ],
    ids=["shift_jis", "euc_jp", "euc_kr", "cp1251"],
)
def test_other_languages_encodings_are_refused(text, codec):
    with pytest.raises(
        CorpusError, match=r"^a\.txt: no encoding makes its bytes readable \(tried UTF-8, UTF-16, GB18030"
    ):
        decode_text(text.encode(codec), source="a.txt")


def test_utf8_of_any_language_is_read():
    text = "교육은 홍익인간의 이념 아래 모든 국민으로 하여금 인격을 도야하게 한다."
    assert decode_text(text.encode()).text == text


def test_bytes_without_meaning_are_refused():
    noise = bytes((value * 167 + 13) % 256 for value in range(4096))
    with pytest.raises(CorpusError):
        decode_text(noise)


def test_english_of_windows():
    text = "The bureau’s plan – “principal rank reform” – covers 70% of the schools."
    decoded = decode_text(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "windows-1252")


@given(
    text=st.text(
        # without 一: it is U+4E00, and U+004E is the letter N
        alphabet="的是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
        min_size=8,
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_running_chinese_comes_back(text):
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        assert decode_text(text.encode(codec)).text == text


def test_a_second_opinion_agrees_on_long_text():
    """charset-normalizer names the family (GB or Big5) where it has enough text."""
    simplified = (REPORTS / "002_zibo_2022.txt").read_text(encoding="utf-8")
    traditional = OpenCC("s2t").convert(simplified)
    for text, codec, family in ((simplified, "gb18030", "gb"), (traditional, "big5", "big5")):
        data = encodable(text, codec).encode(codec)
        other = from_bytes(data).best()
        assert other is not None
        assert other.encoding.startswith(family)
        assert decode_text(data).text == str(other)


def test_readability_orders_right_before_wrong():
    text = "推行校長職級制，建設高質量教育體系，完善考核辦法。"
    right = measure_readability(text)
    wrong = measure_readability(text.encode("big5").decode("gb18030", "replace"))
    assert right.is_readable
    assert not wrong.is_readable
    assert right.log_likelihood > wrong.log_likelihood


@pytest.mark.slow
def test_provincial_reports_in_every_encoding():
    folder = SHARED / "corpora" / "prov-gwr-2025" / "txt"
    if not folder.is_dir():
        pytest.skip("the provincial reports are not on this machine")
    to_traditional = OpenCC("s2t")
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        other = to_traditional.convert(text)
        for own, codec in [
            (text, "gb18030"),
            (text, "utf-16-be"),
            (other, "big5"),
            (other, "gb18030"),
            (other, "utf-16-le"),
        ]:
            kept = encodable(own, codec)
            assert decode_text(kept.encode(codec)).text == kept, (path.name, codec)
            for start in range(0, 4000, 400):
                piece = "".join(kept.split())[start : start + 20]
                assert decode_text(piece.encode(codec)).text == piece, (path.name, codec, piece)


def test_state_council_reports_are_gb18030():
    folder = SHARED / "corpora" / "state-gwr-gb18030"
    if not folder.is_dir():
        pytest.skip("the State Council reports are not on this machine")
    found = {path.name: decode_text(path.read_bytes()) for path in sorted(folder.glob("*.txt"))}
    assert len(found) == 6
    for decoded in found.values():
        assert decoded.encoding == "gb18030"
        assert "\ufffd" not in decoded.text
        assert "政府工作报告" in decoded.text
