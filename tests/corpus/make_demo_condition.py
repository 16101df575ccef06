"""Give the five reports of the demo corpus the condition in which such reports are found.

``tests/corpus/cases/demo_clean`` holds the five texts as they were written: simplified characters and nothing
around them. ``python tests/corpus/make_demo_condition.py`` writes them to ``corpus/reports`` in the condition a
scraper leaves behind, and ``test_demo_corpus.py`` asserts that the files there are still what this script gives.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from opencc import OpenCC

TESTS = Path(__file__).resolve().parent
CLEAN = TESTS / "cases" / "demo_clean"
REPORTS = TESTS.parents[1] / "corpus" / "reports"
CASES = json.loads((TESTS / "cases" / "demo_condition.json").read_text(encoding="utf-8"))

_NARROWED = "；".encode("gbk")
_FULL_STOP_QUOTE = "。“".encode("gbk")
_PAREN = ord("(")


def convert(text: str) -> str:
    """Turn simplified into traditional one character at a time, as the scrapers' converters do.

    A character that is also written in traditional texts (后, 干, 于) stays as it is: such a converter knows no words.
    """
    letters: dict[str, str] = CASES["kept_or_variant"]
    to_traditional = OpenCC("s2t").convert
    return "".join(letters.get(letter) or to_traditional(letter) for letter in text)


def annotate(text: str, readings: Mapping[str, str]) -> str:
    """Write the reading after every character of ``readings``, and damage what is decoded out of step by it.

    The annotation is made on GBK bytes without regard to where a character begins. Where the second byte of one
    character and the first byte of the next happen to be an annotated character, or a full-width semicolon, these
    two bytes are replaced, and what follows is decoded one byte out of step until the next ASCII character.

    >>> annotate("開學", {"開": "kāi"})
    '開(kāi)學'
    >>> annotate("學校活動", {"學": "xué", "動": "dòng"})
    '學(xué)?;顒?dòng)'
    >>> annotate("慶祝活動", {"動": "dòng"})
    '慶?;顒?dòng)'
    >>> annotate("。“縣管校聘", {})
    '?!翱h管校聘'
    >>> annotate("接受國家", {"國": "guó", "車": "chē"})
    '接受?chē)?guó)家'
    """
    data = text.encode("gbk")
    data = data.replace(_FULL_STOP_QUOTE, _FULL_STOP_QUOTE[:1] + b"!" + _FULL_STOP_QUOTE[-1:])
    data = data.replace(_NARROWED, b";")
    for letter, reading in readings.items():
        data = data.replace(letter.encode("gbk"), letter.encode("gbk") + f"({reading})".encode("gbk"))
    return _decode(data)


def _decode(data: bytes) -> str:
    """Decode GBK; a first byte without its second is a question mark, which swallows an opening parenthesis."""
    letters, at = [], 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        try:
            letters.append(data[at : at + width].decode("gbk"))
        except UnicodeDecodeError:
            letters.append("?")
            width = 2 if data[at + 1 : at + 2] == bytes([_PAREN]) else 1
        at += width
    return "".join(letters)


def condition_newspaper(clean: str) -> str:
    """000: traditional with readings, and the headlines of other news below."""
    return annotate(convert(clean + _tail("000_qingdao_2022h1")), CASES["readings"])


def condition_masked_city(clean: str) -> str:
    """001: traditional by another converter, with fewer readings, and a disclaimer below."""
    fewer = {letter: CASES["readings"][letter] for letter in CASES["annotated_in_001"]}
    return annotate(convert(clean + _tail("001_masked_city")), fewer)


def condition_indexed(clean: str) -> str:
    """002: the index header of a government site above, font size and print links below the title."""
    return "\n".join(CASES["header"]["002_zibo_2022"]) + "\n\n" + _put_after_title(clean)


def condition_paywalled(clean: str) -> str:
    """003: a box that asks for payment where a part of the text is missing."""
    before, heading, after = clean.partition(CASES["paywall_after"])
    return before + heading + "\n\n" + "\n".join(CASES["paywall"]) + after


def condition_out_of_step(clean: str) -> str:
    """004: traditional with readings, which put some words out of step."""
    return annotate(convert(clean), CASES["readings"])


def _put_after_title(clean: str) -> str:
    title, rest = clean.split("\n", maxsplit=1)
    return title + "\n\n" + "\n".join(CASES["links"]) + "\n" + rest


def _tail(name: str) -> str:
    return "\n".join(CASES["tail"][name]) + "\n"


CONDITIONS: Mapping[str, Callable[[str], str]] = {
    "000_qingdao_2022h1": condition_newspaper,
    "001_masked_city": condition_masked_city,
    "002_zibo_2022": condition_indexed,
    "003_masked_district_2022": condition_paywalled,
    "004_qiqihar_2020": condition_out_of_step,
}


def make_report(name: str) -> str:
    """Return the text of ``corpus/reports/<name>.txt``."""
    return CONDITIONS[name]((CLEAN / f"{name}.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for stem in CONDITIONS:
        (REPORTS / f"{stem}.txt").write_text(make_report(stem), encoding="utf-8", newline="\n")
