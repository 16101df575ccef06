"""The table of syllables against a second opinion."""

from pypinyin.pinyin_dict import pinyin_dict

from corpus.repairs.syllables import is_syllable, list_syllables, strip_tone

# Interjections without a vowel, a dish and dialect: as units and abbreviations they stand in brackets far more often.
LEFT_OUT = {"m", "n", "ng", "hm", "hng", "biang", "bong", "len", "wong"}
# ü behind n and l in the spelling of passports.
ADDED = {"lue", "nue"}


def test_the_syllables_are_those_of_pypinyin():
    readings = {reading for value in pinyin_dict.values() for reading in value.split(",")}
    assert {strip_tone(reading) for reading in readings} - LEFT_OUT == list_syllables() - ADDED


def test_every_reading_with_its_tone_is_a_syllable():
    readings = {reading for value in pinyin_dict.values() for reading in value.split(",")}
    assert [r for r in sorted(readings) if strip_tone(r) not in LEFT_OUT and not is_syllable(r)] == []


def test_words_and_units_are_none():
    words = ("wifi", "led", "ppp", "kg", "km", "vip", "app", "bcd", "fāfā", "xuéxiào", "café", "ok")
    assert [word for word in words if is_syllable(word)] == []
