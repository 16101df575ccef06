"""Numbers as Chinese reports write them, also against cn2an."""

from __future__ import annotations

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from language import read_number, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("两百", 200),
        ("二百五", 250),
        ("二百零五", 205),
        ("三千二", 3200),
        ("三万五", 35_000),
        ("三万零五十", 30_050),
        ("一百二十万", 1_200_000),
        ("一亿二千万", 120_000_000),
        ("12", 12),
        ("1,200", 1200),
        ("12，500", 12_500),
        ("8.07万", 80_700),
        ("1.2亿", 120_000_000),
        ("3百万", 3_000_000),
        ("7000余万", 70_000_000),
        ("二十余", 20),
        ("三十多万", 300_000),
    ],
)
def test_a_number_is_read(text, value):
    assert read_number(text) == (value, value)


@pytest.mark.parametrize(("text", "values"), [("两三", (2, 3)), ("七八百", (700, 800)), ("三四万", (30_000, 40_000))])
def test_a_guess_is_a_range(text, values):
    assert read_number(text) == values


@pytest.mark.parametrize(
    "text", ["", "百", "十十", "六一", "一二三", "二百三百", "亿万", "所", "x", "1.2.3", "第三", "余"]
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@given(st.integers(1, 999_999_999))
def test_numerals_are_read_as_cn2an_writes_them(number):
    assert read_number(an2cn(str(number))) == (number, number)


@given(st.text(alphabet="零〇一二两三十百千万亿余多0123456789.,", max_size=9))
def test_any_text_is_a_number_or_none(text):
    found = read_number(text)
    assert found is None or 0 <= found[0] <= found[1]


@given(st.integers(0, 9999))
def test_numerals_are_written_as_cn2an_writes_them(number):
    second_opinion = an2cn(str(number))
    assert write_number(number) == (second_opinion.removeprefix("一") if 10 <= number < 20 else second_opinion)
    assert read_number(write_number(number)) == (number, number)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_too_large_for_a_list_is_an_error(number):
    with pytest.raises(ValueError, match=f"^number must be 0 to 9999, got {number}$"):
        write_number(number)
