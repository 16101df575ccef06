"""Repair a report's text: the steps in order, run until nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.repairs.change import MAX_EXAMPLES, Change
from corpus.repairs.characters import clean_characters
from corpus.repairs.chrome import remove_chrome, remove_comments
from corpus.repairs.outofstep import realign_gbk
from corpus.repairs.pinyin import remove_pinyin
from corpus.repairs.repeats import remove_repeats
from corpus.repairs.spaces import join_spaced_words, squeeze_blank_lines, strip_edges
from corpus.repairs.wraps import join_wrapped_lines
from records import Repair

# Damaged bytes come first, while the readings can tell which character was lost; chrome before wraps, for a page
# number stands in the middle of a sentence; indents last, for they show wraps where paragraphs begin.
STEPS: tuple[tuple[str, Callable[[str], Change]], ...] = (
    ("characters", clean_characters),
    ("gbk out of step", realign_gbk),
    ("pinyin", remove_pinyin),
    ("comments", remove_comments),
    ("repeated lines", remove_repeats),
    ("site chrome", remove_chrome),
    ("spaced words", join_spaced_words),
    ("wrapped lines", join_wrapped_lines),
    ("edges", strip_edges),
    ("blank lines", squeeze_blank_lines),
)

# One pass mends nearly everything; a second sees what the first uncovered. More have not been seen.
_MAX_PASSES = 6


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text and how it came about.

    Attributes:
        text: the text after all steps.
        repairs: one entry a kind of damage found, in the order of ``STEPS``.
        removed: the lines that were taken out whole as the site's, in text order: header
            fields among them, from which place and date can be read.
        plan: the names of the steps that changed the text, in the order they ran; running
            them again on the same input gives the same text.
    """

    text: str
    repairs: tuple[Repair, ...]
    removed: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()


def repair(text: str) -> Repaired:
    r"""Repair the damage that scraping and converting did to a report.

    The steps of ``STEPS`` run in order, and again until none changes anything, so repairing
    twice equals repairing once. Masks (``xx``, ``*``, ``……``) stay; ``language.find_masks`` finds them.

    Args:
        text: as decoded from the file, in either script.

    Returns:
        The repaired text in its own script, NFC, with ``\n`` line ends, and what was done.

    Example:
        >>> repaired = repair("表彰慶?；顒?dòng)。\n打印本頁")
        >>> repaired.text, [(kind.kind, kind.count) for kind in repaired.repairs], repaired.removed
        ('表彰慶祝活動。', [('gbk out of step', 1), ('site chrome', 1)], ('打印本頁',))
    """
    changes: list[tuple[str, Change]] = []
    for _ in range(_MAX_PASSES):
        before = text
        for name, step in STEPS:
            change = step(text)
            text = change.text
            if change.count:
                changes.append((name, change))
        if text == before:
            break
    return Repaired(
        text,
        tuple(made for name, _ in STEPS if (made := _sum_up(name, changes)).count),
        tuple(line for _, change in changes for line in change.removed),
        tuple(name for name, _ in changes),
    )


def _sum_up(name: str, changes: list[tuple[str, Change]]) -> Repair:
    own = [change for kind, change in changes if kind == name]
    examples = [example for change in own for example in change.examples]
    return Repair(name, sum(change.count for change in own), tuple(examples[:MAX_EXAMPLES]))
