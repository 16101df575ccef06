"""What every run of the tests shares: no file is imported for examples it has not, and garbage is sought in less."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

ROOT = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out code without an example: importing it for none costs seconds where it brings torch."""
    if collection_path.suffix != ".py" or collection_path.is_relative_to(ROOT / "tests"):
        return None
    return True if ">>> " not in collection_path.read_text(encoding="utf-8") else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what the imports made, a million objects that stay, out of every later search for garbage."""
    gc.collect()
    gc.freeze()
