"""Which of the ranked passages become hits: one of several that say the same, so many of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def choose_rows(rows: Ints, *, top: int, alike: NDArray[np.int32] | None = None) -> Iterator[int]:
    """The best rows, of rows that are alike only the best.

    Args:
        rows: best first.
        top: the most to give, at least 1.
        alike: by row the name of its group; None where every row stands for itself.

    Yields:
        At most ``top`` rows in their order; a longer list begins with the shorter.

    Example:
        >>> list(choose_rows(np.array([3, 1, 0, 2]), top=2, alike=np.array([0, 1, 2, 1], np.int32)))
        [3, 0]
    """
    seen: set[int] = set()
    for row in rows.tolist():
        group = row if alike is None else int(alike[row])
        if group not in seen:
            seen.add(group)
            yield row
            if len(seen) == top:
                return


def choose_by_report(rows: Ints, reports: Ints, *, top: int, per_report: int) -> Iterator[int]:
    """The best rows of the reports that come first.

    Args:
        rows: best first.
        reports: by row the number of its report.
        top: the most reports, at least 1.
        per_report: the most rows of a report, at least 1.

    Yields:
        At most ``top * per_report`` rows in their order.

    Example:
        >>> reports = np.array([0, 0, 0, 1, 2])
        >>> list(choose_by_report(np.array([2, 0, 1, 4, 3]), reports, top=2, per_report=2))
        [2, 0, 4]
    """
    taken: Counter[int] = Counter()
    for row in rows.tolist():
        report = int(reports[row])
        if taken[report] < (per_report if report in taken or len(taken) < top else 0):
            taken[report] += 1
            yield row


def others_alike(row: int, alike: NDArray[np.int32]) -> Ints:
    """The other rows of a row's group, rising.

    Example:
        >>> others_alike(2, np.array([0, 1, 0, 0], np.int32)).tolist()
        [0, 3]
    """
    others: Ints = np.flatnonzero((alike == alike[row]) & (np.arange(len(alike)) != row))
    return others
