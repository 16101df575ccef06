"""BEIR folders: corpus.jsonl, queries.jsonl and graded judgements in qrels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from errors import EvaluationError
from eval.bench import build, passage_id_of, to_material
from eval.files import read_text
from eval.tasks import Question, Request, Task
from language import detect_language

HEADLINE = "nDCG@10"
_SPLIT = "test.tsv"

Judgements = Mapping[str, Mapping[str, int]]


def open_beir(request: Request) -> Task:
    """Every text of the corpus is a passage, whatever its length; the queries with a judgement are asked.

    Raises:
        EvaluationError: a file is missing or not in the format, or a judgement names a query or text
            that does not exist.
    """
    folder = Path(request.argument)
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    qrels = _find_qrels(folder / "qrels")
    texts, asked, judged = _read_lines(corpus), _read_lines(queries), _read_qrels(qrels)
    _require_known(qrels, "query", judged.keys() - asked.keys())
    _require_known(qrels, "text", {text_id for grades in judged.values() for text_id in grades} - texts.keys())
    material = to_material((text_id, line.get("title") or "", line["text"]) for text_id, line in texts.items())
    questions = tuple(
        Question(
            query_id,
            line["text"],
            detect_language(line["text"]),
            {passage_id_of(text_id): grade for text_id, grade in judged[query_id].items()},
        )
        for query_id, line in asked.items()
        if query_id in judged
    )
    return Task(build(request, material, folder, collapses=False), questions, (corpus, queries, qrels), HEADLINE)


def _find_qrels(folder: Path) -> Path:
    """``test.tsv``, or the only file there is."""
    found = sorted(folder.glob("*.tsv"))
    if folder / _SPLIT in found:
        return folder / _SPLIT
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise EvaluationError(str(folder), f"holds {names}; expected {_SPLIT} or a single .tsv file")
    return found[0]


def _read_lines(path: Path) -> dict[str, Mapping[str, Any]]:
    """Objects with a text by their ``_id``.

    A title without a text is the text; what has neither is left out, as nothing can find it.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            text_id, has_text = str(entry["_id"]), isinstance(entry["text"], str)
        except (ValueError, KeyError, TypeError) as error:
            has_text, text_id = False, repr(error)
        if not has_text:
            raise EvaluationError(str(path), f'line {number} is not valid; expected {{"_id": "…", "text": "…"}}')
        if text_id in found:
            raise EvaluationError(str(path), f"has two entries with the _id {text_id}; every _id must be unique")
        found[text_id] = entry if entry["text"].strip() else {"text": entry.get("title") or ""}
    return {text_id: entry for text_id, entry in found.items() if entry["text"].strip()}


def _read_qrels(path: Path) -> Judgements:
    """Grades above 0 by query and text; the first line is the heading."""
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).split("\n")[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise EvaluationError(str(path), f"line {number} is not valid; expected query, text and grade with tabs")
        if int(cells[2]) > 0:
            judged.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not judged:
        raise EvaluationError(str(path), "has no judgement above 0; expected query, text and grade with tabs")
    return judged


def _require_known(path: Path, what: str, unknown: set[str]) -> None:
    if unknown:
        reason = (
            f"names an unknown {what} ({min(unknown)}, {len(unknown)} in all); expected ids of the corpus and queries"
        )
        raise EvaluationError(str(path), reason)
