"""``reports.csv`` beside the reports: metadata that a person knows better than the text tells."""

from __future__ import annotations

import codecs
import csv
import difflib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.cells import COLUMNS, NOTHING, CellError, check_cell
from corpus.describe import Description
from corpus.listing import OVERRIDES_FILE, Listed, list_files
from errors import CorpusError
from language import normalise
from places import named, place_of
from records import Clue, Kind, Level, Period, Place


@dataclass(frozen=True, slots=True)
class Override:
    """One line of ``reports.csv``: the checked cells by column, those left empty not among them.

    Attributes:
        report_id: the report it speaks of.
        cells: column and value in the order of the columns; ``-`` empties the value.
    """

    report_id: str
    cells: tuple[tuple[str, str], ...]


def read_overrides(folder: Path) -> Mapping[str, Override]:
    """Read ``reports.csv`` of a corpus folder; without the file nothing is overridden.

    The file is UTF-8 with or without a byte order mark, or GB18030 as Excel writes it. Any of the
    columns may be absent but ``report_id``; an empty cell keeps what the report tells, ``-`` empties it.

    Args:
        folder: the corpus folder.

    Returns:
        Overrides by report id, in the order of the lines.

    Raises:
        CorpusError: the file cannot be opened or is no CSV; a column, report or value is not known,
            or a report stands twice: names the line, what was found and what was expected.
    """
    path = folder / OVERRIDES_FILE
    if not path.exists():
        return {}
    rows = rows_of(normalise(read_csv(path).text))
    columns = read_columns(next(rows, (1, []))[1])
    known = _report_ids(folder)
    overrides: dict[str, Override] = {}
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            override = _read_line(columns, cells, line)
            _require_known(override.report_id, known, line)
            if override.report_id in overrides:
                raise _error(line, f"report {override.report_id} a second time", "one line a report")
            overrides[override.report_id] = override
    return overrides


def apply_override(description: Description, override: Override) -> Description:
    """Put the values of one line over a description; each gets the clue ``reports.csv``.

    A new ``place`` brings level, province and English name of the gazetteer where it knows just one
    such place, unless the line has its own; those of the old place never stay.

    Args:
        description: as read from the report.
        override: its line.

    Example:
        >>> from corpus.describe import describe
        >>> described = describe("区教体局2022年工作总结", file_name="a.txt")
        >>> changed = apply_override(described, Override("a", (("place", "义乌市"), ("year", "2021"))))
        >>> changed.place.name_en, changed.place.level.value, changed.period.year, changed.kind.value
        ('Yiwu', 'county', 2021, 'summary')
    """
    cells = {column: "" if value == NOTHING else value for column, value in override.cells}
    return Description(
        title=cells.get("title", description.title),
        bureau=cells.get("bureau", description.bureau),
        place=_override_place(description.place, cells),
        period=_override_period(description.period, cells),
        kind=Kind(cells["kind"] or Kind.UNKNOWN) if "kind" in cells else description.kind,
        published=cells.get("published", description.published),
        link=cells.get("link", description.link),
        clues=_override_clues(description.clues, cells),
    )


def _override_period(period: Period, cells: Mapping[str, str]) -> Period:
    """A year from the file lifts the mask; of another year nothing is known of what it looks back on."""
    review_year = None if "year" in cells else period.review_year
    return Period(
        year=_number(cells["year"]) if "year" in cells else period.year,
        half=_number(cells["half"]) if "half" in cells else period.half,
        plan_year=_number(cells["plan_year"]) if "plan_year" in cells else period.plan_year,
        is_masked=period.is_masked and not cells.get("year"),
        review_year=_number(cells["review_year"]) if "review_year" in cells else review_year,
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _override_place(place: Place, cells: Mapping[str, str]) -> Place:
    if not {"place", "place_en", "level", "province"} & cells.keys():
        return place
    if "place" in cells:
        place = _known_place(cells["place"], cells.get("province", ""))
    return replace(
        place,
        name_en=cells.get("place_en", place.name_en),
        level=Level(cells["level"] or Level.UNKNOWN) if "level" in cells else place.level,
        province=cells.get("province", place.province),
    )


def _known_place(name: str, province: str) -> Place:
    places = [place_of(division) for division in named(name)]
    fitting = [place for place in places if province in ("", place.province)]
    return fitting[0] if len(fitting) == 1 else Place(name=name)


def _override_clues(clues: tuple[Clue, ...], cells: Mapping[str, str]) -> tuple[Clue, ...]:
    kept = tuple(clue for clue in clues if clue.field not in cells)
    return (*kept, *(Clue(column, value, OVERRIDES_FILE, value) for column, value in cells.items()))


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with the line's number, from 1."""
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        raise _error(
            rows.line_num, f"no CSV ({error})", "cells with commas between them; look for a quote too many"
        ) from error


@dataclass(frozen=True, slots=True)
class CsvText:
    """The text of ``reports.csv`` as it is written, and the encoding it is in."""

    text: str
    encoding: str


def read_csv(path: Path) -> CsvText:
    """The text of ``reports.csv``; UTF-8 is tried first, for Chinese in GB18030 is next to never valid UTF-8.

    Raises:
        CorpusError: it cannot be opened, or is in neither encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror}), expected a CSV file: mend or remove it"
        raise CorpusError(OVERRIDES_FILE, reason) from error
    encodings = ("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8", "gb18030")
    for encoding in encodings:
        try:
            return CsvText(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise CorpusError(OVERRIDES_FILE, "found neither UTF-8 nor GB18030: save it as CSV UTF-8")


def read_columns(header: list[str]) -> list[str]:
    """The columns that a first line names.

    Raises:
        CorpusError: one is not known or stands twice, or ``report_id`` is missing.
    """
    columns = [cell.strip().lower() for cell in header]
    for column in columns:
        if column not in COLUMNS:
            raise _error(1, f"column {column!r}", f"columns among {', '.join(COLUMNS)}, with commas between them")
    if "report_id" not in columns:
        raise _error(1, f"columns {', '.join(columns) or 'none'}", "a column report_id")
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise _error(1, f"column {twice[0]} more than once", "each column once")
    return columns


def _read_line(columns: list[str], cells: list[str], line: int) -> Override:
    if len(cells) > len(columns):
        raise _error(line, f"{len(cells)} cells", f"at most {len(columns)}; put a value that holds a comma in quotes")
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    report_id = row.pop("report_id", "")
    if not report_id:
        raise _error(line, "no report_id", "the name of a report's file without its suffix")
    filled = [(column, row[column]) for column in COLUMNS if row.get(column)]
    return Override(report_id, tuple((column, _check_line(column, value, line)) for column, value in filled))


def _check_line(column: str, value: str, line: int) -> str:
    try:
        return check_cell(column, value)
    except CellError as error:
        raise _error(line, error.found, error.expected) from None


def _require_known(report_id: str, known: list[str], line: int) -> None:
    if report_id not in known:
        near = difflib.get_close_matches(report_id, known, n=1) or known[:1]
        hint = f", such as {near[0]}" if near else "; the folder holds no report"
        raise _error(line, f"report {report_id!r}", f"the name of a file in this folder without its suffix{hint}")


def _report_ids(folder: Path) -> list[str]:
    return sorted({entry.report_id for entry in list_files(folder) if isinstance(entry, Listed)})


def _error(line: int, found: str, expected: str) -> CorpusError:
    return CorpusError(OVERRIDES_FILE, f"line {line}: found {found}, expected {expected}")
