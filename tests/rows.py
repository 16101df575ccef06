"""One test over many rows of data: a test a row would cost more than most rows take."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence


def each_row(rows: Sequence[object]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make one test of a check and the rows that it holds for.

    All rows are checked, whatever fails: the error is a group of what failed, each with its row in a note. A test a
    row costs pytest and its workers some 4 ms of processor time, and most rows take less than 0.1 ms.

    Args:
        rows: at least one; spread over the arguments of a check that has several.

    Raises:
        ValueError: there is no row, and the test could not fail.
    """
    if not rows:
        raise ValueError("found no row, expected at least one: a test of none cannot fail")

    def of_all(check: Callable[..., None]) -> Callable[[], None]:
        is_spread = len(inspect.signature(check).parameters) > 1

        def run() -> None:
            failed = [error for row in rows if (error := _fault(check, row, is_spread=is_spread))]
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(rows)} rows", failed)

        run.__name__, run.__qualname__, run.__module__ = check.__name__, check.__qualname__, check.__module__
        run.__doc__ = check.__doc__
        return run

    return of_all


def _fault(check: Callable[..., None], row: object, *, is_spread: bool) -> Exception | None:
    """What a row fails with, the row noted on it."""
    try:
        if is_spread:
            check(*row)  # type: ignore[misc]  # the rows of such a check are sequences
        else:
            check(row)
    except Exception as error:  # any fault of a row is a failure of the test, and the other rows are still checked
        error.add_note(f"row: {row!r}")
        return error
    return None
