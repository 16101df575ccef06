"""GBK text that was decoded one byte out of step: 學?;顒? for 學校活動."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.repairs.change import MAX_EXAMPLES, Change, show_example
from corpus.repairs.fillings import fill_holes
from corpus.repairs.gbkbytes import LOST, Stretch, find_cut_reading, list_candidates, read_stretches
from corpus.repairs.han import is_traditional, simplify_characters
from corpus.repairs.likelihood import score
from corpus.repairs.pinyin import find_readings
from language import detect_script, to_traditional
from records import Language

# Measured on clean text damaged by the same process (tests/corpus/test_repair_outofstep.py): below these, wrong
# repairs begin. Natural logarithms; ordinary text has about -4.5 a character, text out of step -9 and less.
_MIN_GAIN = 4.0
_MIN_MARGIN = 4.0
_MIN_MEAN = -7.5

_MAX_UNCLEAR = 2
_MIN_CHARS_PER_UNCLEAR = 3

_MIN_CHARS_TO_JUDGE = 4
_MIN_MEAN_OF_CERTAIN = -9.0
_MIN_MEAN_BEHIND = -8.5
# In front of text that is still damaged nothing but its own words speaks for the last character.
_MARGIN_BEFORE_DAMAGE = 12.0
_MAX_SIGNS_PER_LINE = 6
_EXPLAINED_SIGN = 5.0

_CONTEXT_CHARS = 8
_SIGN = re.compile(f"[{LOST}]")
_NOT_BEFORE_LINE_END = "，、“‘《（"


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the whole text tells: its own pairs of characters, its script, which characters it reads how."""

    seen: frozenset[str]
    is_traditional: bool
    swallows: bool
    is_narrowed: bool
    readings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Fill:
    """One way to mend a stretch: what would be written, and what it gains over the damaged text."""

    gain: float
    mean: float
    text: str
    whole: str
    stretch: Stretch
    margin: float


def realign_gbk(text: str) -> Change:
    """Put stretches of GBK that were decoded one byte late into step again.

    A byte was lost (it shows as ``?``), so every character behind it was read from the second
    byte of one and the first byte of the next, until a single byte resynchronised the decoder.
    The stretch is encoded to GBK again and shifted by one byte; the bytes lost at its ends are
    filled with what makes the likeliest Chinese together with the words around. It is written
    only if it reads like Chinese, is far likelier than the damaged text and clearly likelier
    than the next best filling; a character that alone stays unclear is written ``?``, and a
    stretch that stays unclear is left as it is. A question mark in front of ordinary text
    stays, for shifting ordinary text by a byte yields none.

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
    count, examples, before = 0, list[str](), ""
    while text != before:  # what is mended is evidence for what was unclear
        before = text
        text, made = _mend_all(text)
        count += len(made)
        examples += made
    return Change(text, count, tuple(examples[:MAX_EXAMPLES]))


def _mend_all(text: str) -> tuple[str, list[str]]:
    """Mend every stretch once, from left to right; the second value shows what was done."""
    evidence = _gather(text)
    examples: list[str] = []
    sign = _SIGN.search(text)
    while sign:
        follow = sign.end()
        if fill := _mend(text, sign.start(), evidence):
            stretch = fill.stretch
            examples.append(show_example(text[stretch.start : stretch.end], fill.text))
            text = text[: stretch.start] + fill.text + text[stretch.end :]
            # The sign that stays may be the first byte of the next stretch.
            follow = stretch.start + len(fill.text) - len(stretch.tail)
        sign = _SIGN.search(text, follow)
    return text, examples


def _gather(text: str) -> _Evidence:
    readings: defaultdict[str, str] = defaultdict(str)
    for match in find_readings(text):
        character = text[match.start() - 1]
        if character not in readings[match.group(1)]:
            readings[match.group(1)] += character
    return _Evidence(
        seen=frozenset(a + b for a, b in pairwise(simplify_characters(_strip_readings(text)))),
        is_traditional=detect_script(text) is Language.HANT,
        swallows=any(find_cut_reading(text, sign.end()) for sign in _SIGN.finditer(text)),
        is_narrowed=text.count(",") > text.count("，"),
        readings=dict(readings),
    )


def _mend(text: str, start: int, evidence: _Evidence) -> _Fill | None:
    """The one convincing way to mend the stretch at ``start``, or None."""
    fills = list(_list_fills(text, start, evidence))
    best = max(fills, key=lambda fill: (fill.gain, fill.text), default=None)
    if best is None or best.gain < _MIN_GAIN or best.mean < _MIN_MEAN:
        return None
    rivals = [fill for fill in fills if fill.whole != best.whole and best.gain - fill.gain < best.margin]
    if not rivals:
        return best
    return _blank_differences(best, rivals)


def _blank_differences(best: _Fill, rivals: list[_Fill]) -> _Fill | None:
    """Leave open what is unclear: where the rivals mend the same stretch and differ in few characters."""
    if any(rival.stretch != best.stretch or len(rival.text) != len(best.text) for rival in rivals):
        return None
    unclear = {
        index
        for rival in rivals
        for index, (ours, theirs) in enumerate(zip(best.text, rival.text, strict=True))
        if simplify_characters(ours) != simplify_characters(theirs)
    }
    if len(unclear) > _MAX_UNCLEAR or len(best.text) < _MIN_CHARS_PER_UNCLEAR * len(unclear):
        return None
    text = "".join("?" if index in unclear else character for index, character in enumerate(best.text))
    return replace(best, text=text)


def _list_fills(text: str, start: int, evidence: _Evidence) -> Iterator[_Fill]:
    """The best fillings of every stretch that may begin here, in both orders of damage and conversion."""
    line_start = text.rfind("\n", 0, start) + 1
    left = _strip_readings(text[max(line_start, start - 60) : start])[-_CONTEXT_CHARS:]
    left = simplify_characters(left)
    is_riddled = len(_SIGN.findall(text[line_start:].split("\n", 1)[0])) > _MAX_SIGNS_PER_LINE
    for source, was_simplified in _list_sources(text, evidence):
        for stretch in _read(source, start, evidence):
            right = _strip_readings(text[stretch.end : stretch.end + 60].split("\n")[0])[:_CONTEXT_CHARS]
            behind = simplify_characters(right)
            is_sound = not is_riddled and _is_chinese(behind, _MIN_MEAN_BEHIND)
            if stretch.follower is not None and not (is_sound and _is_chinese(behind[:4], _MIN_MEAN_BEHIND)):
                continue
            margin = _MIN_MARGIN if is_sound else _MARGIN_BEFORE_DAMAGE
            right = right if stretch.tail in LOST else stretch.tail + right
            for fill in _fill(stretch, left, simplify_characters(right), text, evidence, margin=margin):
                yield _convert(fill) if was_simplified else fill


def _read(source: str, start: int, evidence: _Evidence) -> Iterator[Stretch]:
    """The stretches that have anything to go by: a certain character, or a reading this text explains."""
    for stretch in read_stretches(source, start, swallows=evidence.swallows, is_narrowed=evidence.is_narrowed):
        is_certain = any(None not in pair for pair in zip(stretch.codes[::2], stretch.codes[1::2], strict=True))
        if is_certain or (len(stretch.codes) == 2 and stretch.reading in evidence.readings):
            yield stretch


def _fill(stretch: Stretch, left: str, right: str, text: str, evidence: _Evidence, *, margin: float) -> Iterator[_Fill]:
    line_before = text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    candidates = _limit_by_context(list_candidates(stretch), stretch, line_before, right, evidence)
    if not all(candidates) or not _may_be_chinese(candidates):
        return
    forms = [_by_simplified(options, evidence) for options in candidates]
    slots = [*left, *("".join(form) for form in forms), *right]
    # Signs of loss count for nothing: their number must not make the text around them look wrong.
    damaged = _SIGN.sub("", simplify_characters(text[stretch.start : stretch.end]))
    floor = fill_holes([*left, *damaged, *right], seen=evidence.seen)[0][0]
    for worth, whole in fill_holes(slots, seen=evidence.seen):
        simplified = whole[len(left) : len(left) + len(forms)]
        written = "".join(form[character] for form, character in zip(forms, simplified, strict=True))
        mean = (score(left + simplified) - score(left)) / len(simplified)
        gain = worth - floor + _EXPLAINED_SIGN * (stretch.follower is not None)
        yield _Fill(gain, mean, written + stretch.tail, whole + stretch.tail, stretch, margin)


def _may_be_chinese(candidates: list[str]) -> bool:
    """Whether the characters that are certain read like Chinese: a quick look that spares most stretches the search."""
    certain = "".join(options if len(options) == 1 else "\n" for options in candidates).strip("\n")
    return _is_chinese(simplify_characters(certain), _MIN_MEAN_OF_CERTAIN)


def _is_chinese(simplified: str, min_mean: float) -> bool:
    """Whether a piece reads like Chinese; one that is too short to tell may."""
    return len(simplified) < _MIN_CHARS_TO_JUDGE or score(simplified) >= min_mean * len(simplified)


def _by_simplified(options: str, evidence: _Evidence) -> dict[str, str]:
    """From the simplified form of each option to the form in the text's own script."""
    ordered = sorted(options, key=lambda option: is_traditional(option) is evidence.is_traditional)
    return {simplify_characters(option): option for option in ordered}


def _convert(fill: _Fill) -> _Fill:
    return replace(fill, text=to_traditional(fill.text))


def _list_sources(text: str, evidence: _Evidence) -> Iterator[tuple[str, bool]]:
    """The text whose bytes are looked at: as it stands, and as it was if converted after the damage."""
    yield text, False
    if evidence.is_traditional:
        yield simplify_characters(text), True


def _limit_by_context(
    candidates: list[str], stretch: Stretch, line_before: str, right: str, evidence: _Evidence
) -> list[str]:
    """What stands around limits the characters: a quote to close, a reading, the end of the line."""
    *others, last = candidates
    if known := evidence.readings.get(stretch.reading, ""):
        agreeing = "".join(character for character in known if not last or character in last)
        return [*others, agreeing or last]
    if line_before.count("“") <= line_before.count("”"):
        others = [*("".join(c for c in options if c != "”") for options in others[:1]), *others[1:]]
    if not right:
        last = "".join(character for character in last if character not in _NOT_BEFORE_LINE_END)
    return [*others, last]


def _strip_readings(text: str) -> str:
    pieces, end = [], 0
    for match in find_readings(text):
        pieces.append(text[end : match.start()])
        end = match.end()
    return "".join([*pieces, text[end:]])
