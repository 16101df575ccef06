"""Results in files: written whole, read with every fault named."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from pydantic import TypeAdapter

from errors import EvaluationError
from eval.files import read_record, write_whole
from eval.results import LAYOUT, RunResult
from eval.surroundings import describe_surroundings


def to_json(result: RunResult) -> dict[str, Any]:
    """The whole result as plain JSON values; a share is ``[total, out_of]``."""
    found: dict[str, Any] = _ADAPTER.dump_python(result, mode="json")
    return found


def write_result(result: RunResult, path: Path) -> None:
    """Write a result, whole or not at all.

    Raises:
        EvaluationError: the file cannot be written.
    """
    write_whole(path, _ADAPTER.dump_json(result, indent=1) + b"\n")


def require_writable(path: Path) -> None:
    """Make the folder of a result file, before a long run rather than after it.

    Raises:
        EvaluationError: the folder cannot be made, or the path is a folder.
    """
    try:
        is_folder = path.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(str(path), f"cannot be written ({error.strerror}); give --out another file") from error
    if is_folder:
        raise EvaluationError(str(path), "is a folder; give --out the name of a file")


def read_result(path: Path) -> RunResult:
    """Read a result file.

    Raises:
        EvaluationError: it cannot be read, is not a result, or has another layout.
    """
    return read_record(path, _ADAPTER, layout=LAYOUT, command="run")


def name_result(folder: Path, *words: str) -> Path:
    """A new file of results: ``FOLDER/WORDS-commit12-time.json``.

    Args:
        folder: of results.
        words: e.g. the suite as on the command line; of a path its last name.
    """
    names = (Path(part).name for word in words for part in re.split("[:,]", word))
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", " ".join(names)).strip("-.")
    time = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return folder / f"{slug}-{describe_surroundings().commit[:12]}-{time}.json"


def name_suite(suite: str) -> str:
    """A suite's name with its files, but without their folders: these say nothing on another machine.

    Example:
        >>> name_suite("squad:sets/a.json,sets/b.json"), name_suite("demo")
        ('squad:a.json,b.json', 'demo')
    """
    head, colon, files = suite.partition(":")
    return head + colon + ",".join(PurePath(name).name for name in files.split(","))


_ADAPTER = TypeAdapter(RunResult)
