"""Suites named on a command line to learn from, each over an index of its own where one is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from errors import EvaluationError
from eval.commands.terminal import say
from eval.storing import name_suite
from eval.suites import find_suite, open_task
from eval.tasks import Request, Task
from indexer import Progress
from settings import load_settings


def split_suite(word: str) -> tuple[str, Path | None]:
    """A suite and the index to ask it of, from ``SUITE`` or ``SUITE=INDEX``.

    Example:
        >>> split_suite("squad:set.json"), split_suite("gold:a.jsonl=index")[0]
        (('squad:set.json', None), 'gold:a.jsonl')
    """
    suite, sign, index = word.partition("=")
    return suite, Path(index) if sign else None


def open_suites(words: Sequence[str], progress: Progress, *, sample: int | None) -> Iterator[tuple[str, Task]]:
    """Open the suites one after the other.

    Args:
        words: as for ``split_suite``; all are looked at before the first is opened.
        progress: told how far each is.
        sample: how many questions to draw of each; None for all.

    Raises:
        EvaluationError: a suite is not known or cannot be used.
        YaodianError: an index cannot be opened or built.
    """
    suites = [split_suite(word) for word in words]
    for suite, _ in suites:
        find_suite(suite)
    for suite, index in suites:
        settings = load_settings(index=index)
        yield suite, open_task(suite, Request("", settings, progress, index, None, None, say, sample))


def name_command(command: str, words: Sequence[str], sample: int | None) -> str:
    """The command that made a file, without the folders of this machine.

    Example:
        >>> name_command("weights", ["squad:sets/a.json"], 400)
        'python -m eval weights squad:a.json --sample 400'
    """
    shown = " ".join(name_suite(split_suite(word)[0]) for word in words)
    return f"python -m eval {command} {shown}" + (f" --sample {sample}" if sample else "")


def require_one_encoder(encoders: Mapping[str, str]) -> str:
    """The encoder of all suites, by the names of the suites.

    Raises:
        EvaluationError: two differ; what is learnt of one holds for no other.

    Example:
        >>> require_one_encoder({"squad:a.json": "e5+muse", "squad:b.json": "e5+muse"})
        'e5+muse'
    """
    first, *others = encoders.items()
    for suite, encoder in others:
        if encoder != first[1]:
            reason = f"is asked of {encoder} and {first[0]} of {first[1]}; expected one encoder for all"
            raise EvaluationError(suite, reason)
    return first[1]
