"""The SQLite file of an index: reports, sections and passages, in the order of their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from records import Clue, Kind, Language, Level, Passage, Period, Place, Repair, Report, Section, Span, Stance

if TYPE_CHECKING:
    from indexer.prepare import Material

DATABASE_FILE = "reports.sqlite"

# Sentences are pairs of little-endian int32 (start, end): 600,000 of them as rows of a table cost a second to open.
_SCHEMA = """
CREATE TABLE reports (
    row INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, bureau TEXT NOT NULL,
    place TEXT NOT NULL, place_en TEXT NOT NULL, level TEXT NOT NULL, province TEXT NOT NULL,
    place_is_inferred INTEGER NOT NULL, year INTEGER, half INTEGER, plan_year INTEGER,
    year_is_masked INTEGER NOT NULL, review_year INTEGER, kind TEXT NOT NULL, published TEXT NOT NULL,
    source TEXT NOT NULL, sha256 TEXT NOT NULL, language TEXT NOT NULL, link TEXT NOT NULL, repairs TEXT NOT NULL,
    clues TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE sections (
    row INTEGER PRIMARY KEY, section_id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL REFERENCES reports (report_id),
    heading_path TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, stance TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, passage_id TEXT NOT NULL UNIQUE,
    section_id TEXT NOT NULL REFERENCES sections (section_id), report_id TEXT NOT NULL REFERENCES reports (report_id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentences BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the database of an index holds.

    Attributes:
        reports: in row order.
        sections: by section_id, in row order.
        passages: in row order; row ``i`` of every passage matrix belongs to ``passages[i]``.
        sentences: the sentences of all passages, one after the other.
        sentence_rows: int32, for each sentence the row of its passage.
    """

    reports: tuple[Report, ...]
    sections: Mapping[str, Section]
    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    sentence_rows: npt.NDArray[np.int32]


def write_database(path: Path, material: Material) -> None:
    """Write reports, sections and passages in one transaction.

    Args:
        path: of a file that does not exist yet.
        material: in the order the rows shall have.

    Raises:
        sqlite3.Error: the disk is full, or two reports, sections or passages have one id.
    """
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_SCHEMA)
        with database:
            _insert(database, "reports", map(_report_row, material.reports))
            _insert(database, "sections", map(_section_row, material.sections))
            _insert(database, "passages", map(_passage_row, material.passages))


def read_database(path: Path) -> Contents:
    """Read the whole database.

    Raises:
        FileNotFoundError: there is none.
        sqlite3.DatabaseError: the file is damaged.
    """
    with closing(_open(path)) as database:
        reports = tuple(map(_report, _rows(database, "reports")))
        sections = {row["section_id"]: _section(row) for row in _rows(database, "sections")}
        passages = tuple(map(_passage, _rows(database, "passages")))
    lengths = [len(passage.sentences) for passage in passages]
    return Contents(
        reports=reports,
        sections=sections,
        passages=passages,
        sentences=tuple(span for passage in passages for span in passage.sentences),
        sentence_rows=np.repeat(np.arange(len(passages), dtype=np.int32), lengths),
    )


def read_report_counts(path: Path) -> list[tuple[Report, int, int]]:
    """Every report with its numbers of sections and passages, in row order.

    Raises:
        FileNotFoundError: there is no database.
        sqlite3.DatabaseError: the file is damaged.
    """
    with closing(_open(path)) as database:
        reports = [_report(row) for row in _rows(database, "reports")]
        sections, passages = (
            dict(database.execute(f"SELECT report_id, count(*) FROM {table} GROUP BY report_id").fetchall())
            for table in ("sections", "passages")
        )
    return [(report, sections.get(report.report_id, 0), passages.get(report.report_id, 0)) for report in reports]


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():  # sqlite would say "unable to open database file" and not which
        raise FileNotFoundError(2, "no such file", str(path))
    # immutable: a generation never changes, and a reader must leave no lock or journal beside it
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    return database


def _rows(database: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    return iter(database.execute(f"SELECT * FROM {table} ORDER BY row"))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for number, row in enumerate(rows):
        marks = ", ".join("?" * (len(row) + 1))
        database.execute(f"INSERT INTO {table} VALUES ({marks})", (number, *row))


def _report_row(report: Report) -> tuple[Any, ...]:
    place, period = report.place, report.period
    return (
        *(report.report_id, report.title, report.bureau),
        *(place.name, place.name_en, place.level, place.province, place.is_inferred),
        *(period.year, period.half, period.plan_year, period.is_masked, period.review_year),
        *(report.kind, report.published, report.source, report.sha256, report.language, report.link),
        *(_json(report.repairs), _json(report.clues), report.text),
    )


def _report(row: sqlite3.Row) -> Report:
    return Report(
        report_id=row["report_id"],
        title=row["title"],
        bureau=row["bureau"],
        place=Place(
            row["place"], row["place_en"], Level(row["level"]), row["province"], bool(row["place_is_inferred"])
        ),
        period=Period(row["year"], row["half"], row["plan_year"], bool(row["year_is_masked"]), row["review_year"]),
        kind=Kind(row["kind"]),
        published=row["published"],
        source=row["source"],
        sha256=row["sha256"],
        language=Language(row["language"]),
        text=row["text"],
        repairs=tuple(Repair(one["kind"], one["count"], tuple(one["examples"])) for one in json.loads(row["repairs"])),
        clues=tuple(Clue(**one) for one in json.loads(row["clues"])),
        link=row["link"],
    )


def _section_row(section: Section) -> tuple[Any, ...]:
    path = json.dumps(section.heading_path, ensure_ascii=False)
    return section.section_id, section.report_id, path, section.start, section.end, section.stance


def _section(row: sqlite3.Row) -> Section:
    path = tuple(json.loads(row["heading_path"]))
    return Section(row["section_id"], row["report_id"], path, row["start"], row["end"], Stance(row["stance"]))


def _passage_row(passage: Passage) -> tuple[Any, ...]:
    spans = np.array([(span.start, span.end) for span in passage.sentences], dtype="<i4").tobytes()
    return passage.passage_id, passage.section_id, passage.report_id, passage.start, passage.end, spans


def _passage(row: sqlite3.Row) -> Passage:
    pairs = np.frombuffer(row["sentences"], dtype="<i4").reshape(-1, 2).tolist()
    spans = tuple(Span(start, end) for start, end in pairs)
    return Passage(row["passage_id"], row["section_id"], row["report_id"], row["start"], row["end"], spans)


def _json(values: Iterable[Repair] | Iterable[Clue]) -> str:
    return json.dumps([asdict(value) for value in values], ensure_ascii=False)
