"""The columns of ``reports.csv`` and what each of them takes."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.periods import find_dates
from records import Kind, Level

COLUMNS = (
    "report_id",
    "title",
    "bureau",
    "place",
    "place_en",
    "level",
    "province",
    "year",
    "half",
    "plan_year",
    "review_year",
    "kind",
    "published",
    "link",
)
# A cell that empties the value, since an empty cell keeps it.
NOTHING = "-"
_YEARS = tuple(str(year) for year in range(1949, 2101))
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "level": tuple(Level),
    "kind": tuple(Kind),
    "half": ("1", "2"),
    "year": _YEARS,
    "plan_year": _YEARS,
    "review_year": _YEARS,
}


class CellError(ValueError):
    """A cell holds what its column does not take.

    Args:
        column: one of ``COLUMNS``.
        value: what was found.
        expected: what would do.
    """

    def __init__(self, column: str, value: str, expected: str) -> None:
        self.column = column
        self.found = f"{column} {value!r}"
        self.expected = expected
        super().__init__(f"found {self.found}, expected {expected}")


def check_cell(column: str, value: str) -> str:
    """The value of a cell in its stored form.

    Args:
        column: one of ``COLUMNS``.
        value: what the cell holds, without white space around it and not empty.

    Raises:
        CellError: the column takes no such value.

    Example:
        >>> check_cell("published", "2022/12/1"), check_cell("kind", "Plan")
        ('2022-12-01', 'plan')
    """
    if value == NOTHING:
        return value
    if column in _CHOICES:
        return _check_choice(column, value)
    if column == "published":
        return _check_date(value)
    if column == "link" and not value.startswith(("http://", "https://")):
        raise CellError(column, value, "an address that begins with http:// or https://")
    return value


def _check_choice(column: str, value: str) -> str:
    stored = value.lower().removesuffix(".0").removesuffix("年")
    if stored not in _CHOICES[column]:
        choices = _CHOICES[column]
        expected = f"a year from {choices[0]} to {choices[-1]}" if len(choices) > 9 else f"one of {', '.join(choices)}"
        raise CellError(column, value, expected)
    return stored


def _check_date(value: str) -> str:
    """Excel turns 2022-12-01 into 2022/12/1."""
    for iso, start, end in find_dates(value):
        if (start, end) == (0, len(value)):
            return iso
    raise CellError("published", value, "a date such as 2022-12-01")
