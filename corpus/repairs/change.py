"""What one repair step hands back, and the one way most steps make it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_EXAMPLES = 3
_MAX_EXAMPLE_CHARS = 40


@dataclass(frozen=True, slots=True)
class Change:
    """The text after one step, and what the step did.

    Attributes:
        text: the text after the step.
        count: how many places changed; 0 exactly where ``text`` is the text before.
        examples: at most three ``"before -> after"`` strings, in text order.
        removed: lines taken out whole, in text order, for whoever reads metadata from them.
    """

    text: str
    count: int = 0
    examples: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def show_example(before: str, after: str) -> str:
    """Write one example, cut to a readable length, with line ends made visible.

    Example:
        >>> show_example("發(fā)", "發")
        '發(fā) -> 發'
    """
    return f"{_shorten(before)} -> {_shorten(after)}"


def substitute(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> Change:
    """Replace every match; a match whose replacement equals itself is no change.

    Example:
        >>> substitute(re.compile("a+"), lambda match: "a", "aab a")
        Change(text='ab a', count=1, examples=('aa -> a',), removed=())
    """
    examples: list[str] = []
    count = 0

    def note(match: re.Match[str]) -> str:
        nonlocal count
        after = replace(match)
        if after != match.group():
            count += 1
            if len(examples) < MAX_EXAMPLES:
                examples.append(show_example(match.group(), after))
        return after

    after = pattern.sub(note, text)
    return Change(after, count, tuple(examples))


def drop_lines(lines: Sequence[str], dropped: Sequence[int]) -> Change:
    r"""Take the lines with these numbers out of the text made of ``lines``.

    Args:
        lines: all lines, without their line ends.
        dropped: line numbers from 0, each at most once, rising; blank ones are taken but not counted.

    Example:
        >>> drop_lines(["标题", "打印", "正文"], [1])
        Change(text='标题\n正文', count=1, examples=('打印 -> ',), removed=('打印',))
    """
    gone = set(dropped)
    removed = tuple(stripped for number in dropped if (stripped := lines[number].strip()))
    kept = [line for number, line in enumerate(lines) if number not in gone]
    return Change(
        "\n".join(kept),
        len(removed),
        tuple(show_example(line, "") for line in removed[:MAX_EXAMPLES]),
        removed,
    )


def _shorten(text: str) -> str:
    visible = text.replace("\n", "⏎")
    return visible if len(visible) <= _MAX_EXAMPLE_CHARS else visible[: _MAX_EXAMPLE_CHARS - 1] + "…"
