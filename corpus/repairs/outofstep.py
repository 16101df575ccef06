"""GBK text that was decoded one byte out of step: 學?;顒? for 學校活動."""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from corpus.repairs.change import MAX_EXAMPLES, Change, show_example
from corpus.repairs.gbkbytes import LOST, Stretch, find_cut_reading, list_candidates, read_stretches
from corpus.repairs.han import simplify_characters
from corpus.repairs.likelihood import score
from corpus.repairs.pinyin import find_readings
from language import detect_script, to_traditional
from records import Language

# Below these, wrong repairs begin (measured in tests/corpus/test_repair_outofstep.py).
_MIN_GAIN = 6.0
_MIN_MARGIN = 2.0

_CONTEXT_CHARS = 8
_MAX_GUESSES = 12
_SEEN_BONUS = 1.5

_SIGN = re.compile(f"[{LOST}]")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the whole text tells: its script, its own words, which characters it reads how."""

    simplified: str
    is_traditional: bool
    swallows: bool
    readings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Fill:
    """One way to mend a stretch; ``simplified`` is what is compared, ``text`` what would be written."""

    value: float
    simplified: str
    text: str
    stretch: Stretch


def realign_gbk(text: str) -> Change:
    """Put stretches of GBK that were decoded one byte late into step again.

    A byte was lost (it shows as ``?``), so every character behind it was read from the second
    byte of one and the first byte of the next, until a single byte resynchronised the decoder.
    The stretch is encoded to GBK again and shifted by one byte; the bytes lost at its ends are
    filled with what makes the likeliest Chinese together with the words around. It is written
    only if it is far likelier than the damaged text and clearly likelier than the next best
    filling; else the text stays as it is. A question mark in front of ordinary text stays,
    for shifting ordinary text by a byte yields none.

    Args:
        text: in NFC, before readings are removed: a reading tells which character was lost.

    Returns:
        The repaired text, in its own script, one change a stretch.

    Example:
        >>> realign_gbk("表彰庆?；疃?").text
        '表彰庆祝活动'
    """
    if not _SIGN.search(text):
        return Change(text)
    evidence = _gather(text)
    pieces: list[str] = []
    examples: list[str] = []
    count = end = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < end:
            continue
        fill = _mend(text, sign.start(), evidence)
        if fill is None:
            continue
        pieces += (text[end : fill.stretch.start], fill.text, fill.stretch.tail)
        before = text[fill.stretch.start : fill.stretch.end]
        end = fill.stretch.end
        count += 1
        if len(examples) < MAX_EXAMPLES:
            examples.append(show_example(before, fill.text + fill.stretch.tail))
    return Change("".join([*pieces, text[end:]]), count, tuple(examples))


def _gather(text: str) -> _Evidence:
    readings: defaultdict[str, str] = defaultdict(str)
    for match in find_readings(text):
        character = text[match.start() - 1]
        if character not in readings[match.group(1)]:
            readings[match.group(1)] += character
    return _Evidence(
        simplified=simplify_characters(_strip_readings(text)),
        is_traditional=detect_script(text) is Language.HANT,
        swallows=any(find_cut_reading(text, sign.end()) for sign in _SIGN.finditer(text)),
        readings=dict(readings),
    )


def _mend(text: str, start: int, evidence: _Evidence) -> _Fill | None:
    """The one convincing way to mend the stretch at ``start``, or None."""
    line_start = text.rfind("\n", 0, start) + 1
    left = _strip_readings(text[max(line_start, start - 60) : start])[-_CONTEXT_CHARS:]
    fills = list(_list_fills(text, start, simplify_characters(left), evidence))
    if not fills:
        return None
    best = max(fills, key=lambda fill: (fill.value, fill.text))
    if best.value < _MIN_GAIN:
        return None
    rivals = [fill.value for fill in fills if fill.simplified != best.simplified]
    return best if not rivals or best.value - max(rivals) >= _MIN_MARGIN else None


def _list_fills(text: str, start: int, left: str, evidence: _Evidence) -> Iterator[_Fill]:
    """Every filling of every stretch that may begin here, in both orders of damage and conversion."""
    for source, was_simplified in _list_sources(text, evidence):
        for stretch in read_stretches(source, start, swallows=evidence.swallows):
            candidates = _limit_to_reading(list_candidates(stretch.codes), stretch, evidence)
            if not all(candidates):
                continue
            right = simplify_characters(_strip_readings(text[stretch.end : stretch.end + 60].split("\n")[0]))
            right = stretch.tail + right[:_CONTEXT_CHARS]
            damaged = simplify_characters(text[start : stretch.end])
            floor = score(left + damaged + right)
            for filling in _guess(candidates, left, right):
                simplified = simplify_characters(filling)
                value = score(left + simplified + right) - floor + _count_seen(left, simplified, right, evidence)
                written = to_traditional(filling) if was_simplified else filling
                yield _Fill(value, simplified + right, written, stretch)


def _list_sources(text: str, evidence: _Evidence) -> Iterator[tuple[str, bool]]:
    """The text whose bytes are looked at: as it stands, and as it was if converted after the damage."""
    yield text, False
    if evidence.is_traditional:
        yield simplify_characters(text), True


def _limit_to_reading(candidates: list[str], stretch: Stretch, evidence: _Evidence) -> list[str]:
    """A reading behind the last character leaves only those this text reads so elsewhere."""
    known = evidence.readings.get(stretch.reading, "")
    if not known:
        return candidates
    last = candidates[-1]
    agreeing = "".join(character for character in known if not last or character in last)
    return [*candidates[:-1], agreeing or last]


def _guess(candidates: list[str], left: str, right: str) -> Iterator[str]:
    """The most promising fillings: every hole is first judged with the others left open."""
    choices: list[list[str]] = []
    for index, options in enumerate(candidates):
        if len(options) == 1:
            choices.append([options])
            continue
        before = left + simplify_characters(_known_run(candidates[:index][::-1])[::-1])
        after = simplify_characters(_known_run(candidates[index + 1 :])) + (
            right if index + 1 == len(candidates) else ""
        )
        before, after = before[-_CONTEXT_CHARS:], after[:_CONTEXT_CHARS]
        judged = ((score(before + simplify_characters(option) + after), option) for option in options)
        choices.append([option for _, option in heapq.nlargest(_MAX_GUESSES, judged)])
    return map("".join, product(*choices))


def _known_run(candidates: list[str]) -> str:
    """The certain characters up to the next hole."""
    run = ""
    for options in candidates:
        if len(options) != 1:
            break
        run += options
    return run


def _count_seen(left: str, middle: str, right: str, evidence: _Evidence) -> float:
    """A bonus for every pair of characters, over the edges of the filling, that the text has elsewhere."""
    whole = left[-1:] + middle + right[:1]
    pairs = [whole[index : index + 2] for index in range(len(whole) - 1)]
    return _SEEN_BONUS * sum(pair in evidence.simplified for pair in pairs)


def _strip_readings(text: str) -> str:
    pieces, end = [], 0
    for match in find_readings(text):
        pieces.append(text[end : match.start()])
        end = match.end()
    return "".join([*pieces, text[end:]])
