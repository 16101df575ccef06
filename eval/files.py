"""Files of questions and texts, read whole; what goes wrong becomes an EvaluationError."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from errors import EvaluationError


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


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
