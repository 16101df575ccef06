"""Kill builds at each of their file operations and look at the index each time; prints how many were killed.

Runs as a program of its own (``python -m tests.indexer.killed_builds FOLDER STEP``), because it forks: each
build is a child that SIGKILLs itself at its n-th file operation, for n = 1, 1 + STEP, ...
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from errors import BrokenIndexError
from indexer import build_index, open_index, verify_index
from settings import Settings
from tests.indexer.materials import hashing, make_material

OLD = ("旧的报告。推行职级制；",)
NEW = ("新的报告。落实双减。", "加强食堂管理。")
OPERATIONS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect", "shutil.rmtree"}


def main(folder: Path, step: int) -> int:
    """Kill first builds and rebuilds until one of each gets through; return the number of the killed."""
    killed = 0
    while build_and_die(folder, 1 + killed * step):
        killed += 1
        check(folder, {NEW, None})
    first = killed
    build(folder, OLD)
    while build_and_die(folder, 1 + (killed - first) * step):
        killed += 1
        check(folder, {OLD, NEW})
    assert read_texts(folder) == NEW
    build(folder, OLD)
    names = sorted(path.name for path in (folder / "generations").iterdir())
    assert len(names) == 2, f"leftovers: {names}"
    return killed


def build(folder: Path, texts: tuple[str, ...]) -> None:
    """Build in this process."""
    build_index(make_material(texts), folder, hashing(), settings=Settings())


def build_and_die(folder: Path, operation: int) -> bool:
    """Build NEW in a child that kills itself at an operation; False if it ended before."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(kill_at(folder, operation))
        build(folder, NEW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"the child failed: {status}"
    return os.WIFSIGNALED(status)


def kill_at(folder: Path, operation: int):
    """An audit hook that kills this process at the n-th file operation below a folder."""
    left = operation

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in OPERATIONS and str(folder) in str(arguments[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def check(folder: Path, allowed: set[tuple[str, ...] | None]) -> None:
    """The index is whole and one of the allowed (None is no index); a copy of the folder can be built upon."""
    found = read_texts(folder)
    assert found in allowed, found
    if found:
        verify_index(folder)
    if folder.exists():
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
        build(copy, OLD)
        assert read_texts(copy) == OLD
        shutil.rmtree(copy)


def read_texts(folder: Path) -> tuple[str, ...] | None:
    """The texts of the reports, None where nothing was built yet."""
    try:
        return tuple(report.text for report in open_index(folder).reports)
    except BrokenIndexError as error:
        assert "no index here yet" in str(error), error
        return None


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2])))  # noqa: T201
