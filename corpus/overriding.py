"""Writing ``reports.csv``: one report's line is put in, changed or taken out, every other byte stays."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.cells import COLUMNS, NOTHING, CellError, check_cell
from corpus.listing import OVERRIDES_FILE
from corpus.overrides import CsvText, read_columns, read_csv, read_overrides, rows_of
from errors import CorpusError
from language import normalise

MOST_CELL_CHARS = 500
# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
_FORMULA_SIGNS = ("=", "+", "-", "@")
_ID = "report_id"


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of one row and the text they are written as; a quoted cell may hold line ends."""

    cells: tuple[str, ...]
    text: str


def check_cells(cells: Mapping[str, str]) -> tuple[dict[str, str], dict[str, CellError]]:
    """Bring what a person typed into its stored form.

    Args:
        cells: column and value; white space around a value does not count, an empty one keeps what
            the report tells, ``-`` empties it.

    Returns:
        The filled cells in the order of the columns, and what is wrong by column.

    Example:
        >>> good, wrong = check_cells({"year": "2022年", "title": " 工作 要点 ", "link": "ftp://a", "place": ""})
        >>> good, list(wrong)
        ({'title': '工作 要点', 'year': '2022'}, ['link'])
    """
    good: dict[str, str] = {}
    wrong: dict[str, CellError] = {}
    for column in (*COLUMNS[1:], *sorted(cells.keys() - set(COLUMNS[1:]))):
        value = normalise(" ".join(cells.get(column, "").split()))
        if not value:
            continue
        try:
            good[column] = _check_typed(column, value)
        except CellError as error:
            wrong[column] = error
    return good, wrong


def _check_typed(column: str, value: str) -> str:
    """What a file may hold is taken, but no formula, nothing invisible and no second page of text."""
    if column not in COLUMNS[1:]:
        raise CellError(column, value, f"one of {', '.join(COLUMNS[1:])}")
    if value != NOTHING and value.startswith(_FORMULA_SIGNS):
        raise CellError(column, value, f"a value that does not begin with one of {' '.join(_FORMULA_SIGNS)}")
    if not value.isprintable():
        raise CellError(column, value, "visible characters only")
    if len(value) > MOST_CELL_CHARS:
        raise CellError(column, f"{len(value)} characters", f"at most {MOST_CELL_CHARS}")
    return check_cell(column, value)


def read_row(folder: Path, report_id: str) -> dict[str, str]:
    """The filled cells of a report's line as they are written; empty where it has none.

    Args:
        folder: the corpus folder.
        report_id: the report.

    Raises:
        CorpusError: as ``read_overrides``.
    """
    lines = _lines(_written(folder).text)
    if not lines:
        return {}
    columns = read_columns(list(lines[0].cells))
    found = next((line for line in lines[1:] if _id_of(line, columns) == report_id), None)
    row = dict(zip(columns, (cell.strip() for cell in found.cells), strict=False)) if found else {}
    return {column: row[column] for column in COLUMNS[1:] if row.get(column)}


def write_row(folder: Path, report_id: str, cells: Mapping[str, str]) -> None:
    """Make ``cells`` the line of a report in ``reports.csv``.

    Every other line stays as it is written, in its place and encoding; a column that the file does
    not have yet is added behind the others. The file is replaced as a whole, so whoever reads it
    sees the old one or the new one. It is made where there is none, and a report without cells has
    no line.

    Args:
        folder: the corpus folder.
        report_id: a report of the folder.
        cells: from ``check_cells``.

    Raises:
        CorpusError: the file as it is now is not valid, or it cannot be written.
        CellError: a value is not valid.
    """
    checked, wrong = check_cells(cells)
    for error in wrong.values():
        raise error
    read_overrides(folder)
    held = _written(folder)
    text = _with_row(held.text, report_id, checked)
    if text != held.text:
        _replace(folder / OVERRIDES_FILE, text.encode(held.encoding))


def _written(folder: Path) -> CsvText:
    path = folder / OVERRIDES_FILE
    # Excel takes UTF-8 for what it is only behind a byte order mark.
    return read_csv(path) if path.exists() else CsvText("", "utf-8-sig")


def _lines(text: str) -> list[_Line]:
    physical = list(io.StringIO(text, newline=""))
    lines: list[_Line] = []
    at = 0
    for end, cells in rows_of(text):
        lines.append(_Line(tuple(cells), "".join(physical[at:end])))
        at = end
    return lines


def _id_of(line: _Line, columns: list[str]) -> str:
    at = columns.index(_ID)
    return normalise(line.cells[at].strip()) if at < len(line.cells) else ""


def _with_row(text: str, report_id: str, cells: Mapping[str, str]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    header, *rows = _lines(text) or [_Line((_ID,), _ID + end)]
    columns = read_columns(list(header.cells))
    if new := [column for column in cells if column not in columns]:
        header = _Line((*header.cells, *new), _write((*header.cells, *new), end))
        columns += new
    fresh = _write([report_id if column == _ID else cells.get(column, "") for column in columns], end) if cells else ""
    found = [_id_of(row, columns) == report_id for row in rows]
    if not cells and not any(found):
        return text
    kept = [fresh if is_own else _closed(row.text, end) for row, is_own in zip(rows, found, strict=True)]
    return "".join([_closed(header.text, end), *kept, "" if any(found) else fresh])


def _closed(line: str, end: str) -> str:
    """A line with its end; the last one of a file may have none."""
    return line if line.endswith(("\n", "\r")) else line + end


def _write(cells: tuple[str, ...] | list[str], end: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end).writerow(cells)
    return written.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """Beside the file first, then in its place; a link stays a link."""
    target = path.resolve()
    draft = target.with_name(f".{target.name}.partial")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        reason = f"it cannot be written ({error.strerror}): check the permissions of the folder and its free space"
        raise CorpusError(OVERRIDES_FILE, reason) from error
