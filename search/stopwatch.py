"""Where the time of one question goes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType


class Stopwatch:
    """Seconds by stage, from the moment it is made.

    Example:
        >>> watch = Stopwatch()
        >>> watch.lap("encode")
        >>> list(watch.seconds)
        ['encode']
    """

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @property
    def seconds(self) -> Mapping[str, float]:
        """By stage, in the order in which they first ended."""
        return MappingProxyType(self._seconds)

    def lap(self, stage: str) -> None:
        """Count the time since the lap before for a stage; a stage may have several."""
        now = time.perf_counter()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._since
        self._since = now
