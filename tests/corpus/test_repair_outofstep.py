"""Out-of-step GBK on text damaged by the same process: what is written is right, what is unclear stays."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.repairs.gbkbytes import LOST, list_candidates, read_stretches
from corpus.repairs.outofstep import realign_gbk
from language import to_traditional

REPORTS = Path(__file__).resolve().parents[2] / "../shared/corpora/prov-gwr-2025/txt"
CONTEXT = 3000  # characters of the report on each side: its own words are evidence
HAN = re.compile("[㐀-鿿]")


def decode_late(codes, *, swallows):
    """Read GBK as converters do: what is no character becomes ?, with or without the byte behind it."""
    text, index = "", 0
    while index < len(codes):
        pair = codes[index : index + 2]
        if pair[0] < 0x80:
            text, index = text + chr(pair[0]), index + 1
            continue
        try:
            text, index = text + pair.decode("gbk"), index + 2
        except UnicodeDecodeError:
            text, index = text + "?", index + (2 if swallows and len(pair) == 2 else 1)
    return text


def damage(line, position, *, swallows=True):
    """Lose the first byte of the character at ``position``: the rest of the line is read late."""
    return line[:position] + "?" + decode_late(line[position:].encode("gbk")[1:], swallows=swallows)


def read_clean(path, *, traditional):
    """The lines that GBK can write, without question marks of their own."""
    text = path.read_text(encoding="utf-8")
    text = to_traditional(text) if traditional else text
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if len(line) > 20 and not re.search("[?？]", line) and is_gbk(line)]


def is_gbk(line):
    return line.encode("gbk", errors="ignore").decode("gbk") == line


def judge(lines, number, position, *, swallows):
    """``right``, ``open`` (right but for signs of loss that stay), ``alone`` or ``wrong``."""
    before = "\n".join(lines[:number])[-CONTEXT:]
    after = "\n".join(lines[number + 1 :])[:CONTEXT]
    damaged = damage(lines[number], position, swallows=swallows)
    fixed = realign_gbk(f"{before}\n{damaged}\n{after}").text
    if fixed == f"{before}\n{damaged}\n{after}":
        return "alone"
    mended = fixed.removeprefix(before + "\n").removesuffix("\n" + after)
    if mended == lines[number]:
        return "right"
    return "open" if agrees(mended, lines[number], damaged) else "wrong"


def agrees(mended, line, damaged):
    """Whether every piece between signs of loss is clean, is still damaged, or is damaged and then clean."""
    return all(
        any(piece[:cut] in damaged and piece[cut:] in line for cut in range(len(piece) + 1))
        for piece in re.split(f"[{LOST}]", mended)
    )


@pytest.mark.slow
@pytest.mark.skipif(not REPORTS.is_dir(), reason="the provincial reports lie beside the repository only")
@pytest.mark.parametrize("traditional", [False, True])
def test_what_is_written_is_right(traditional):
    chooser = random.Random(7)
    verdicts = Counter()
    for path in sorted(REPORTS.glob("*.txt"))[::4]:
        lines = read_clean(path, traditional=traditional)
        for _ in range(8):
            number = chooser.randrange(len(lines))
            position = chooser.choice([match.start() for match in HAN.finditer(lines[number])])
            verdicts[judge(lines, number, position, swallows=False)] += 1
    assert verdicts["wrong"] == 0
    assert verdicts["right"] + verdicts["open"] >= 0.4 * verdicts.total()


def test_a_letter_read_as_a_second_byte_ends_a_stretch():
    damaged = damage("推进教育建设A类项目", 4, swallows=False)
    stretches = list(read_stretches(damaged, 4, swallows=False, is_narrowed=False))
    assert [(stretch.end, stretch.tail) for stretch in stretches] == [(7, "A"), (10, "")]
    assert "".join(one for one in list_candidates(stretches[0])[1:]) == "设"


@pytest.mark.slow
@pytest.mark.skipif(not REPORTS.is_dir(), reason="the provincial reports lie beside the repository only")
@pytest.mark.parametrize("mark", ["？", "?"])
def test_question_marks_before_ordinary_text_stay(mark):
    for path in sorted(REPORTS.glob("*.txt"))[::4]:
        text = path.read_text(encoding="utf-8").replace("。", mark).replace("\ufffd", "")
        assert realign_gbk(text).count == 0


@pytest.mark.slow
@pytest.mark.skipif(not REPORTS.is_dir(), reason="the provincial reports lie beside the repository only")
def test_characters_lost_in_step_are_left_alone():
    chooser = random.Random(11)
    for path in sorted(REPORTS.glob("*.txt"))[::4]:
        characters = list(path.read_text(encoding="utf-8"))
        places = [index for index, character in enumerate(characters) if HAN.match(character)]
        for index in chooser.sample(places, 40):
            characters[index] = "?"
        assert realign_gbk("".join(characters)).count == 0


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("充分发挥学校活动(dòng)育人主阵地作用", "校活"),
        ("加强校园安全管理。LED灯全部更换", "校园"),
    ],
)
def test_short_places_are_mended(line, word):
    damaged = damage(line, line.index(word), swallows=False)
    assert damaged != line
    assert realign_gbk(damaged).text == line


def test_a_number_that_may_be_cut_keeps_its_sign_of_loss():
    damaged = damage("举办庆祝活动3场", 3, swallows=False)
    assert realign_gbk(damaged).text == "举办庆祝活动?3场"
