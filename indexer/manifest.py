"""What an index generation says of itself: what it was built from, with what, and the checksum of every file."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from errors import BrokenIndexError, IndexMismatchError
from records import Failure

# Raised whenever an older program could not read what a newer one writes, or the other way round.
LAYOUT = 5
MANIFEST_FILE = "manifest.json"

# The libraries whose version decides what is in the files.
_LIBRARIES = ("faiss-cpu", "bm25s", "numpy", "OpenCC", "torch", "sentence-transformers", "transformers", "tokenizers")


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One encoder of the ensemble; ``stem`` begins the names of its files."""

    name: str
    fingerprint: str
    dimension: int
    stem: str


@dataclass(frozen=True, slots=True)
class EncoderRecord:
    """The ensemble an index was built with; ``spec`` is what ``--encoder`` was given."""

    spec: str
    name: str
    fingerprint: str
    members: tuple[MemberRecord, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an index holds."""

    reports: int
    sections: int
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The size in bytes and the sha256 of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of an index.

    Attributes:
        layout: of the files; another one cannot be read.
        generation: its name.
        created: UTC, ISO 8601.
        encoder: what made the vectors.
        corpus: the folder of reports as it was given.
        settings: the whole tree of settings.
        counts: reports, sections, passages, sentences.
        failures: the files that could not be read.
        files: every file of the generation but the manifest, by its path with forward slashes.
        versions: of the libraries that decide what is in the files.
    """

    layout: int
    generation: str
    created: str
    encoder: EncoderRecord
    corpus: str
    settings: Mapping[str, Any]
    counts: Counts
    failures: tuple[Failure, ...]
    files: Mapping[str, FileRecord]
    versions: Mapping[str, str]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation as JSON.

    Args:
        folder: of the generation.
        manifest: what to write.
    """
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a generation.

    Args:
        folder: of the generation, ``INDEX/generations/NAME``.

    Raises:
        FileNotFoundError: the generation is gone; a build may have cleaned it up.
        IndexMismatchError: the layout is not this program's.
        BrokenIndexError: the manifest is damaged.
    """
    content = (folder / MANIFEST_FILE).read_bytes()
    try:
        layout = json.loads(content)["layout"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error
    if layout != LAYOUT:
        raise IndexMismatchError("layout", str(layout), str(LAYOUT), rebuild_command(folder))
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError as error:
        raise _damaged(folder, error) from error


def describe_files(folder: Path) -> dict[str, FileRecord]:
    """Size and sha256 of every file below a generation but its manifest, by path, in the order of the paths."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_FILE)
    return {path.relative_to(folder).as_posix(): _describe_file(path) for path in paths}


def library_versions() -> dict[str, str]:
    """Versions of the installed libraries that decide what is in an index."""
    found: dict[str, str] = {}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:  # another encoder than the bundled ones may need none of them
            continue
    return found


def build_command(index: Path, *, corpus: str = "", encoder: str = "") -> str:
    """The command that builds an index, quoted for a shell.

    Example:
        >>> build_command(Path("my index"), corpus="reports")
        "python -m indexer build --corpus reports --index 'my index'"
    """
    words = ["python", "-m", "indexer", "build", *(["--corpus", corpus] if corpus else []), "--index", str(index)]
    return shlex.join(words + (["--encoder", encoder] if encoder else []))


def rebuild_command(folder: Path) -> str:
    """The command that builds an index anew, from the same reports where its manifest still tells them.

    Without ``--corpus`` the command would put the reports of the settings in the place of those that
    the index was built from.

    Args:
        folder: of a generation whose manifest may be missing, damaged, or of another layout.
    """
    index = folder.parent.parent
    try:
        found = json.loads((folder / MANIFEST_FILE).read_bytes())
        corpus, encoder = found["corpus"], found["encoder"]["spec"]
    except (OSError, ValueError, KeyError, TypeError):
        return build_command(index)
    return build_command(index, corpus=str(corpus), encoder=str(encoder))


def _describe_file(path: Path) -> FileRecord:
    with path.open("rb") as file:
        return FileRecord(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _damaged(folder: Path, error: Exception) -> BrokenIndexError:
    problem = str(error).splitlines()[0]
    reason = f"the manifest of generation {folder.name} is damaged ({problem}): run `{rebuild_command(folder)}`"
    return BrokenIndexError(str(folder.parent.parent), reason)


_ADAPTER = TypeAdapter(Manifest)
