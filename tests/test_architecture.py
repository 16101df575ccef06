"""The import table of ARCHITECTURE.md, checked."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

NOUNS = {"records", "errors"}
TABLE: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "settings": {"errors"},
    "console": {"errors"},
    "endpoints": {"errors", "settings"},
    "language": NOUNS,
    "places": NOUNS,
    "corpus": NOUNS | {"language", "places"},
    "embeddings": NOUNS | {"settings", "endpoints"},
    "indexer": NOUNS | {"settings", "console", "language", "corpus", "embeddings"},
    "search": NOUNS | {"settings", "console", "language", "places", "embeddings", "indexer"},
    "answers": NOUNS | {"settings", "console", "endpoints", "language", "places", "search", "embeddings"},
    "eval": NOUNS | {"settings", "console", "language", "corpus", "search", "answers", "indexer", "embeddings"},
    "web": NOUNS | {"settings", "language", "places", "corpus", "indexer", "search", "answers", "eval"},
    "app": {"errors", "settings", "console", "web", "indexer"},
}
MUST_NOT_KNOW: dict[str, set[str]] = {
    "corpus": {"torch", "faiss", "sentence_transformers", "gradio"},
    "language": {"torch", "faiss", "sentence_transformers", "gradio"},
    "places": {"torch", "faiss", "sentence_transformers", "gradio"},
    "embeddings": {"faiss", "gradio"},
    "indexer": {"gradio"},
    "search": {"gradio"},
    "answers": {"gradio", "faiss"},
    "eval": {"gradio"},
    "web": {"faiss", "torch", "sentence_transformers"},
}


def files_of(room: str) -> list[Path]:
    folder = ROOT / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [ROOT / f"{room}.py"]


def imports_of(path: Path) -> set[str]:
    """Every dotted name that a file imports, late imports inside functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("room", TABLE)
def test_room_imports_only_what_the_table_allows(room: str):
    for path in files_of(room):
        rooms = {name.split(".")[0] for name in imports_of(path)} & TABLE.keys()
        assert rooms <= TABLE[room] | {room}, f"{path.relative_to(ROOT)} imports {rooms - TABLE[room] - {room}}"


@pytest.mark.parametrize("room", MUST_NOT_KNOW)
def test_room_does_not_know_what_it_must_not(room: str):
    for path in files_of(room):
        known = {name.split(".")[0] for name in imports_of(path)} & MUST_NOT_KNOW[room]
        assert not known, f"{path.relative_to(ROOT)} knows {known}"


@pytest.mark.parametrize("room", sorted(NOUNS))
def test_nouns_need_nothing_but_python(room: str):
    for path in files_of(room):
        tops = {name.split(".")[0] for name in imports_of(path)}
        assert tops <= sys.stdlib_module_names | {room}, f"{path.relative_to(ROOT)} imports {tops}"


@pytest.mark.parametrize("room", TABLE)
def test_a_room_is_a_folder_with_a_door_or_one_file(room: str):
    is_folder = (ROOT / room / "__init__.py").is_file()
    assert is_folder != (ROOT / f"{room}.py").is_file()


@pytest.mark.parametrize("room", TABLE)
def test_rooms_are_entered_by_their_door(room: str):
    for path in files_of(room):
        for name in imports_of(path):
            other, _, inner = name.partition(".")
            assert not (inner and other in TABLE and other != room), f"{path.relative_to(ROOT)} imports {name}"


def test_architecture_page_prints_the_table():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = {cells[1].strip(): cells[2] for line in page.splitlines() if len(cells := line.split("|")) == 5}
    for room, allowed in TABLE.items():
        label = "records, errors" if room in NOUNS else "app.py" if room == "app" else room
        words = {word.strip(" ,") for word in rows[label].split()}
        assert allowed <= words, f"{label}: {allowed - words} not printed"
        assert not (set(TABLE) - allowed) & words, f"{label}: {(set(TABLE) - allowed) & words} printed but not allowed"


def test_files_stay_within_one_idea():
    long = {}
    for path in ROOT.rglob("*.py"):
        relative = path.relative_to(ROOT)
        if relative.parts[0].startswith(".") or relative.parts[0] == "tests":
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300:
            long[str(relative)] = lines
    assert not long
