"""Files of questions and texts, read whole; what goes wrong becomes an EvaluationError."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from errors import EvaluationError

_SHOWN = 40

Record = TypeVar("Record")


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Raises:
        EvaluationError: there is no such file, it cannot be opened, or it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise EvaluationError(str(path), "no such file; check the path") from error
    except OSError as error:
        raise EvaluationError(
            str(path), f"cannot be read ({error.strerror}); expected a file that can be opened"
        ) from error
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise EvaluationError(str(path), reason) from error


def read_json(path: Path) -> Any:  # noqa: ANN401 - any JSON value
    """Read a JSON file.

    Raises:
        EvaluationError: the file cannot be read or is not JSON.
    """
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise EvaluationError(str(path), f"is not JSON ({error}); expected a JSON file") from error


def read_record(path: Path, adapter: TypeAdapter[Record], *, layout: int, command: str) -> Record:
    """Read a file that a command of the evaluation wrote.

    Args:
        path: the file.
        adapter: of what it holds; one with another layout is refused before anything else is looked at.
        layout: the one that is read.
        command: that writes such files, e.g. ``"run"``.

    Raises:
        EvaluationError: it cannot be read, is no such file, or has another layout; names the command
            that makes it anew.
    """
    text = read_text(path)
    try:
        head = _Head.model_validate_json(text)
        if head.layout != layout:
            anew = f"python -m eval {command} {head.suite or path.stem}"
            raise EvaluationError(str(path), f"has layout {head.layout}, expected {layout}; run `{anew}` again")
        return adapter.validate_json(text)
    except ValidationError as error:
        reason = f"{name_problem(error)}; expected a file that `python -m eval {command}` wrote"
        raise EvaluationError(str(path), reason) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        EvaluationError: the file cannot be written.
    """
    draft = path.with_name(path.name + ".partial")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise EvaluationError(str(path), f"cannot be written ({error.strerror}); give --out another file") from error


def name_problem(error: ValidationError) -> str:
    """What is wrong with a value that a model refused, as words that follow the name of the value.

    Returns:
        E.g. ``"has no field data"``, ``"holds a list"``, ``'has "x" under kind; input should be …'``.
    """
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"has no field {field}"
    if first["type"] == "json_invalid":
        return f"is not JSON ({first['ctx']['error']})"
    if not field:
        return f"holds a {type(first['input']).__name__}"
    found = json.dumps(first["input"], ensure_ascii=False, default=str)[:_SHOWN]
    return f"has {found} under {field}; {first['msg'][:1].lower()}{first['msg'][1:]}"


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def name_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Short names for some files: the stem of each, with as many of its folders as tell it from the others.

    Example:
        >>> list(name_files([Path("a/run.json"), Path("b/run.json"), Path("b/other.json")]))
        ['a/run', 'b/run', 'other']
    """
    named: dict[str, Path] = {}
    for path in dict.fromkeys(paths):
        parts = path.with_suffix("").parts
        alike = [other for other in paths if other != path and other.stem == path.stem]
        size = next(
            (n for n in range(1, len(parts)) if all(parts[-n:] != one.with_suffix("").parts[-n:] for one in alike)),
            len(parts),
        )
        named["/".join(parts[-size:])] = path
    return named


class _Head(BaseModel):
    """What files of every layout have."""

    layout: int
    suite: str = ""
