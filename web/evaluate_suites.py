"""Which suites may be run from the page: the project's own, the judged answers, and files of one folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from errors import EvaluationError
from eval import GOLD_FOLDER, read_gold
from web.desk import Desk
from web.feedback import feedback_file

MOST_FILES = 500
MOST_DEPTH = 4
# Gold questions are read for the list; a file that is larger is none.
MOST_GOLD_BYTES = 20_000_000


class Sort(StrEnum):
    """What sort of suite a file makes."""

    DEMO = "demo"
    FEEDBACK = "feedback"
    GOLD = "gold"
    SQUAD = "squad"
    BEIR = "beir"
    PAIRS = "pairs"


# A suite of two files: the first is its texts, or the questions of pairs.
WITH_SECOND: Mapping[Sort, bool] = MappingProxyType({Sort.SQUAD: False, Sort.PAIRS: True})
_SORTS: Mapping[str, Sort] = MappingProxyType({".jsonl": Sort.GOLD, ".json": Sort.SQUAD, ".txt": Sort.PAIRS})
_BEIR = ("corpus.jsonl", "queries.jsonl")


@dataclass(frozen=True, slots=True)
class Offered:
    """A suite that the page offers.

    Attributes:
        sort: of its file.
        name: the file below its folder; what the browser sends back.
        path: the file or folder; never sent.
        n_questions: of gold questions, else None.
        n_missing: reports that its questions name and the index in use does not hold.
        fault: why its file cannot be read; empty where it can.
    """

    sort: Sort
    name: str
    path: Path
    n_questions: int | None = None
    n_missing: int = 0
    fault: str = ""

    @property
    def suite_id(self) -> str:
        """What the browser chooses it by."""
        return f"{self.sort}:{self.name}"

    @property
    def can_run(self) -> bool:
        """Whether it can be asked of what is open."""
        return not self.fault and not self.n_missing and self.n_questions != 0


def list_suites(desk: Desk) -> tuple[Offered, ...]:
    """The suites that may be run, in the order they are shown.

    Only files below the folder of the settings are offered, none that a link leads out of it: what is not in
    this list is never read for the page.
    """
    if desk.settings is None:
        return ()
    reports = frozenset(desk.holdings.catalogue.reports)
    demo = GOLD_FOLDER / "demo.jsonl"
    own = [path for path in sorted(GOLD_FOLDER.glob("*.jsonl")) if path != demo]
    feedback = feedback_file(desk.settings)
    found = [Offered(Sort.DEMO, "demo", demo, n_questions=_look_at(demo)[0])]
    if feedback.is_file():
        found.append(_offer_gold(Sort.FEEDBACK, feedback.name, feedback, reports))
    offered = (_offer_gold(Sort.GOLD, f"eval/gold/{path.name}", path, reports) for path in own)
    found += [one for one in offered if not one.fault]  # topics and the like are no questions
    return (*found, *_offer_files(desk.settings.page.suites, reports))


def name_run(desk: Desk, suite_id: str, second: str = "") -> str:
    """A chosen suite as ``eval.run_suite`` takes it.

    Args:
        desk: whose suites.
        suite_id: from the browser; only looked up.
        second: of a suite of two files, the id of the one that has the second; only looked up.

    Raises:
        EvaluationError: there is no such suite, it cannot be run, or its second file is missing or none.
    """
    offered = {one.suite_id: one for one in list_suites(desk)}
    chosen = offered.get(suite_id)
    if chosen is None or not chosen.can_run:
        raise EvaluationError(f"suite {suite_id[:80]}", "cannot be run here; choose one of the list")
    if chosen.sort is Sort.DEMO:
        return "demo"
    head = Sort.GOLD if chosen.sort is Sort.FEEDBACK else chosen.sort
    other = offered.get(second)
    if chosen.sort not in WITH_SECOND or (not second and not WITH_SECOND[chosen.sort]):
        return f"{head}:{chosen.path}"
    if other is None or other.sort is not chosen.sort:
        raise EvaluationError(f"suite {suite_id[:80]}", "needs a second file of the same kind; choose one of the list")
    return f"{head}:{chosen.path},{other.path}"


def _offer_files(folder: Path, reports: frozenset[str]) -> Iterator[Offered]:
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        sort = Sort.BEIR if path.is_dir() else _SORTS[path.suffix.lower()]
        yield _offer_gold(sort, name, path, reports) if sort is Sort.GOLD else Offered(sort, name, path)


def _walk(folder: Path) -> list[Path]:
    """Files and folders of the known sorts below a folder, in the order of their names."""
    root = folder.resolve()
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        place = Path(here)
        depth = len(place.relative_to(folder).parts)
        # The names of a suite's files are told apart by commas.
        if depth and all(name in files for name in _BEIR) and "," not in str(place):
            found.append(place)
            folders.clear()
            continue
        folders[:] = sorted(one for one in folders if not one.startswith(".")) if depth < MOST_DEPTH else []
        paths = (place / name for name in sorted(files) if not name.startswith(".") and "," not in name)
        found += [path for path in paths if path.suffix.lower() in _SORTS and _is_within(path, root)]
        if len(found) >= MOST_FILES:
            break
    return sorted(found)[:MOST_FILES]


def _is_within(path: Path, root: Path) -> bool:
    """Whether a file really lies below a folder, wherever links lead."""
    real = path.resolve()
    return real.is_file() and real.is_relative_to(root)


def _offer_gold(sort: Sort, name: str, path: Path, reports: frozenset[str]) -> Offered:
    try:
        n_questions, named = _look_at(path)
    except EvaluationError as error:
        return Offered(sort, name, path, fault=error.reason)
    return Offered(sort, name, path, n_questions, len(named - reports))


def _look_at(path: Path) -> tuple[int, frozenset[str]]:
    """How many gold questions a file holds, and the reports they name."""
    facts = path.stat()
    if facts.st_size > MOST_GOLD_BYTES:
        raise EvaluationError(path.name, f"has {facts.st_size} bytes, expected at most {MOST_GOLD_BYTES}")
    return _read_gold(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=2 * MOST_FILES)
def _read_gold(path: Path, _changed: int, _size: int) -> tuple[int, frozenset[str]]:
    questions = read_gold(path)
    return len(questions), frozenset(report_id for one in questions for report_id in one.report_ids)
