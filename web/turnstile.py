"""How programs are let in: so many at once, and with errors in a sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

# Who comes when all places are taken waits this long at most, and only if not too many wait: each holds a thread.
WAIT_S = 60.0
MOST_WAITING = 20


class ProgramError(gr.Error):
    """What a program asked for cannot be done; it is told in a sentence, and the log holds no traceback of it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)


class Turnstile:
    """Lets so many programs in at once; the others wait, and are told when it takes too long.

    Args:
        n_at_once: places.
        wait_s: the longest wait for one, in seconds.
    """

    def __init__(self, n_at_once: int, *, wait_s: float = WAIT_S) -> None:
        self._places = threading.BoundedSemaphore(n_at_once)
        self._waiting = threading.BoundedSemaphore(n_at_once + MOST_WAITING)
        self._wait_s = wait_s

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A place for as long as the block runs.

        Raises:
            ProgramError: there was none in time, or too many wait already.
        """
        if not self._waiting.acquire(blocking=False):
            raise ProgramError(f"found {MOST_WAITING} programs waiting already: ask again later")
        try:
            if not self._places.acquire(timeout=self._wait_s):
                raise ProgramError(f"found all places taken for {self._wait_s:.0f} s: ask again later")
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._waiting.release()
