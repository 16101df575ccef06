"""The index folder: generations side by side, one named as current, one writer at a time."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from errors import BrokenIndexError
from indexer.manifest import build_command, rebuild_command

CURRENT_FILE = "CURRENT"
LOCK_FILE = "lock"
GENERATIONS = "generations"
CACHE = "cache"
PARTIAL = ".partial"

Loaded = TypeVar("Loaded")

_NAME = re.compile(r"\d{6,}")
_OWN_NAMES = frozenset({CURRENT_FILE, CURRENT_FILE + PARTIAL, LOCK_FILE, GENERATIONS, CACHE})


def generation_folder(index: Path, name: str) -> Path:
    """Where a generation lies."""
    return index / GENERATIONS / name


def current_generation(index: Path) -> str:
    """The name of the generation that readers open.

    Raises:
        BrokenIndexError: there is no index here, or ``CURRENT`` names no generation.
    """
    try:
        name = (index / CURRENT_FILE).read_text(encoding="ascii", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise BrokenIndexError(str(index), f"no index here yet: run `{build_command(index)}`") from None
    except OSError as error:
        raise _unusable(index, error) from error
    if not _NAME.fullmatch(name):
        reason = f"{CURRENT_FILE} holds {name!r}, not the name of a generation: run `{build_command(index)}`"
        raise BrokenIndexError(str(index), reason)
    return name


def load_current(index: Path, load: Callable[[Path], Loaded]) -> Loaded:
    """Load something of the current generation, although builds may clean it up meanwhile.

    Args:
        index: the index folder.
        load: takes the folder of a generation; its errors count only if the generation is
            still the current one afterwards.

    Raises:
        BrokenIndexError: there is no index, or a file of its current generation is missing.
    """
    name = current_generation(index)
    while True:
        try:
            return load(generation_folder(index, name))
        except (OSError, BrokenIndexError) as error:
            newer = current_generation(index)
            if newer != name:
                name = newer
                continue
            if isinstance(error, BrokenIndexError):
                raise
            raise _incomplete(index, name, error) from error


def require_index_folder(index: Path) -> None:
    """Make the index folder, or refuse one that holds other things.

    Raises:
        BrokenIndexError: the path is a file, cannot be written, or holds files that are no index's.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in index.iterdir()}
    except OSError as error:
        raise _unusable(index, error) from error
    foreign = sorted(names - _OWN_NAMES)
    if foreign and GENERATIONS not in names:
        reason = f"the folder holds other things ({foreign[0]}) and no index: give --index an empty or a new folder"
        raise BrokenIndexError(str(index), reason)


@contextmanager
def writer_lock(index: Path) -> Iterator[None]:
    """Hold the index for writing; the system frees it when the process ends, however it ends.

    Raises:
        BrokenIndexError: another process is writing.
    """
    lock = FileLock(index / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        reason = "another build is writing to it: wait until it has finished, or stop it, then run the command again"
        raise BrokenIndexError(str(index), reason) from None
    except OSError as error:
        raise _unusable(index, error) from error
    try:
        yield
    finally:
        lock.release()


def require_writable(index: Path) -> None:
    """Find out before the long work whether a build could write here; a folder that is not there is not made.

    Raises:
        BrokenIndexError: as ``require_index_folder`` and ``writer_lock``.
    """
    try:
        is_there = index.exists()
    except OSError as error:
        raise _unusable(index, error) from error
    if is_there:
        require_index_folder(index)
        with writer_lock(index):
            pass


@contextmanager
def draft_generation(index: Path) -> Iterator[Path]:
    """A new generation's folder; it is gone again if the block fails. Hold the lock.

    Yields:
        An empty folder ``generations/NAME.partial`` with a NAME above all others.
    """
    generations = index / GENERATIONS
    generations.mkdir(exist_ok=True)
    numbers = [int(name) for path in generations.iterdir() if _NAME.fullmatch(name := path.name.removesuffix(PARTIAL))]
    draft = generations / f"{max(numbers, default=0) + 1:06d}{PARTIAL}"
    draft.mkdir()
    try:
        yield draft
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def publish(index: Path, draft: Path) -> Path:
    """Make a verified draft the current generation: two renames, the second one is the switch. Hold the lock.

    Returns:
        The folder of the generation.
    """
    folder = draft.with_name(draft.name.removesuffix(PARTIAL))
    _sync_tree(draft)
    draft.rename(folder)
    _sync(folder.parent)
    waiting = index / (CURRENT_FILE + PARTIAL)
    with waiting.open("w", encoding="ascii") as file:
        file.write(folder.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(index / CURRENT_FILE)
    _sync(index)
    return folder


def remove_leftovers(index: Path) -> None:
    """Remove all generations but the current one and the one before it. Hold the lock.

    Only folders that a build has made are touched. Where ``CURRENT`` is lost the newest
    generation stays. What cannot be removed (another system may hold a file open) stays for
    the next build.
    """
    generations = index / GENERATIONS
    if not generations.is_dir():
        return
    numbers = {int(path.name): path for path in generations.iterdir() if _NAME.fullmatch(path.name)}
    try:
        current = int(current_generation(index))
    except BrokenIndexError:
        current = max(numbers, default=0)
    previous = max((number for number in numbers if number < current), default=current)
    drafts = [path for path in generations.glob(f"*{PARTIAL}") if _NAME.fullmatch(path.stem)]
    for path in drafts + [numbers[number] for number in numbers.keys() - {current, previous}]:
        shutil.rmtree(path, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    """Hand every file to the disk, so that a power cut after the switch finds them whole."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(index: Path, error: OSError) -> BrokenIndexError:
    reason = f"cannot be used ({error.strerror or error}): give --index a folder that you may read and write"
    return BrokenIndexError(str(index), reason)


def _incomplete(index: Path, name: str, error: OSError) -> BrokenIndexError:
    missing = Path(error.filename).name if error.filename else str(error)
    command = rebuild_command(generation_folder(index, name))
    reason = f"{missing} of generation {name} is missing or cannot be read: run `{command}`"
    return BrokenIndexError(str(index), reason)
