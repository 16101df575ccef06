"""What the command lines share: options, errors as one line, batches of questions."""

from __future__ import annotations

import errno
import functools
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

import click

from errors import YaodianError

Command = TypeVar("Command", bound=Callable[..., None])

INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_EXAMPLE = "which cities plan principal rank reform"
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch file.

    Attributes:
        question_id: the line's ``id``, any JSON value; None where it has none.
        question: the question, or None where the line is not valid.
        error: what is wrong with the line, or empty.
        previous: the ``id`` of the line that its question takes up; None where it has none.
    """

    question_id: object
    question: str | None
    error: str = ""
    previous: object = None


def report_errors(command: Command) -> Command:
    """Add ``--debug``; turn a YaodianError into one line on standard error and exit status 1."""

    @click.option("--debug", is_flag=True, help="Show the traceback of an error.")
    @functools.wraps(command)
    def run(*, debug: bool, **options: Any) -> None:  # noqa: ANN401 - click hands over what was declared
        try:
            command(**options)
            sys.stdout.flush()  # what cannot be written must not fail unseen when the interpreter ends
        except YaodianError as error:
            if debug:
                raise
            fail(" ".join(str(error).split()))
        except OSError as error:
            if debug or error.errno not in _FULL:
                raise
            _close_output()
            fail(f"standard output cannot be written ({error.strerror}); write to a disk with room for it")
        except KeyboardInterrupt:
            click.echo("error: interrupted; the index is as it was, run the same command to go on", err=True)
            sys.exit(INTERRUPTED)

    return run  # type: ignore[return-value] # click's decorators give back what they are given


def _close_output() -> None:
    """Let the interpreter flush into nothing when it ends: it would fail once more, with a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str) -> NoReturn:
    """Say in one line what went wrong, and exit with 1."""
    click.echo(f"error: {message}", err=True)
    sys.exit(1)


def require_question(question: str) -> str:
    """Give a question back; end with one line and exit status 1 where there is none."""
    if not question.strip():
        fail(f"the question is empty; expected some words, for example: {_EXAMPLE}")
    return question


def write_json(value: object) -> None:
    """Write one JSON object on one line of standard output, at once.

    Half a character (a lone surrogate, from a question that was no UTF-8) is written as its JSON
    escape: no encoding can hold it.
    """
    text = json.dumps(value, ensure_ascii=False)
    click.echo(_LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text))
    sys.stdout.flush()


def read_batch(path: Path) -> Iterator[BatchLine]:
    """Read questions from a file of JSON lines, ``{"id", "question"}`` each; ``-`` is standard input.

    Args:
        path: the file, UTF-8 with or without a byte order mark.

    Returns:
        One entry a line that is not blank, in order, read when it is asked for; a line that is not
        valid has ``error``.

    Raises:
        click.BadParameter: the file cannot be opened; at once, before any model is loaded.
    """
    if str(path) == "-":
        return _read_lines(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace"))
    try:
        return _read_lines(path.open(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}); expected a file of JSON lines, or - for standard input"
        raise click.BadParameter(message, param_hint="--batch") from error


def read_questions() -> Iterator[str]:
    """The lines of standard input that are not blank, as they come; ``> `` on standard error asks for each."""
    with io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace") as stream:
        click.echo("> ", nl=False, err=True)
        for line in stream:
            if line.strip():
                yield line.strip()
            click.echo("> ", nl=False, err=True)
    click.echo(err=True)


def _read_lines(stream: TextIO) -> Iterator[BatchLine]:
    with stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _parse_line(line, number)


def _parse_line(line: str, number: int) -> BatchLine:
    expected = 'expected {"id": …, "question": "…"}'
    try:
        found = json.loads(line.strip(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return BatchLine(None, None, f"line {number} is not JSON ({error}); {expected}")
    if not isinstance(found, dict):
        return BatchLine(None, None, f"line {number} holds a {type(found).__name__}; {expected}")
    question = found.get("question")
    if not isinstance(question, str) or not question.strip():
        return BatchLine(found.get("id"), None, f"line {number} has no text under question; {expected}")
    return BatchLine(found.get("id"), question, previous=found.get("previous"))


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity, which Python reads and writes, are no JSON."""
    raise ValueError(f"{name} is no JSON value")
