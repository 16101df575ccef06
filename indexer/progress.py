"""How a build tells how far it is: the interface, a silent one, a bar for terminals, lines for the rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.progress import TimeRemainingColumn as RichTimeLeft
from rich.text import Text

SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    """What a build tells: a stage begins, a part of it is done."""

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """A stage begins and the one before has ended; ``total`` None is not known."""

    def advance(self, count: int = 1) -> None:
        """``count`` more units of the stage are done."""


class Silent:
    """Tells nothing."""

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, count: int = 1) -> None:
        """Nothing."""


class Lines:
    """Plain lines for a file or a pipe: one when a stage begins and ends, one every few seconds between.

    Args:
        stream: where the lines go.
        clock: seconds from any origin.
        interval_s: seconds between two lines of a stage.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        clock: Callable[[], float] = time.monotonic,
        interval_s: float = SECONDS_BETWEEN_LINES,
    ) -> None:
        self._stream, self._clock, self._interval_s = stream, clock, interval_s
        self._name = self._unit = ""
        self._total: int | None = None
        self._done = 0
        self._started = self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:  # a stage that failed did not end; the error has the word
            self._end()

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """End the stage before and name the new one."""
        self._end()
        self._name, self._unit, self._total, self._done = name, unit, total, 0
        self._started = self._told = self._clock()

    def advance(self, count: int = 1) -> None:
        """Count, and tell when the last line is old enough."""
        self._done += count
        if self._clock() - self._told >= self._interval_s:
            self._told = self._clock()
            self._write(self._standing())

    def _end(self) -> None:
        if self._name:
            seconds = self._clock() - self._started
            self._write(f"{self._done} {self._unit} in {seconds:.1f} s")
            self._name = ""

    def _standing(self) -> str:
        rate = self._done / max(self._clock() - self._started, 1e-9)
        if self._total is None:
            return f"{self._done} {self._unit}, {rate:.1f}/s"
        left = (self._total - self._done) / max(rate, 1e-9)
        return f"{self._done} of {self._total} {self._unit}, {rate:.1f}/s, {left:.0f} s left"

    def _write(self, text: str) -> None:
        self._stream.write(f"{self._name}: {text}\n")
        self._stream.flush()


class Bar:
    """A bar a stage, for a terminal.

    Args:
        stream: the terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self._progress = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            RichTimeLeft(),
            console=Console(file=stream),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def stage(self, name: str, *, unit: str, total: int | None = None) -> None:
        """Fill the bar before and begin a new one."""
        self._fill()
        self._task = self._progress.add_task(name, total=total, unit=unit)

    def advance(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task, count)

    def _fill(self) -> None:
        """A stage of unknown length ends with what was done."""
        if self._task is not None:
            done = self._progress.tasks[self._task].completed
            self._progress.update(self._task, total=done, completed=done)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f} {task.fields['unit']}/s" if speed else "")


def show_on(stream: TextIO) -> Lines | Bar:
    """The way to tell that suits a stream: a bar on a terminal, lines elsewhere, no control characters."""
    return Bar(stream) if stream.isatty() else Lines(stream)
