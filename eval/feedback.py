"""Answers that readers judged right or wrong, kept in a file of gold questions."""

from __future__ import annotations

import contextlib
import json
import os
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from errors import EvaluationError
from eval.files import read_text
from eval.questions import GoldQuestion, find_contradiction
from language import normalise

MOST_JUDGEMENTS = 10_000
"""Of one file: whoever may ask may judge, and the disk is not theirs to fill."""

MOST_EARLIER = 20
"""Earlier judgements of one question that are kept."""

_WAIT_S = 10.0
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


class Verdict(StrEnum):
    """What a reader says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"


class Blame(StrEnum):
    """What is wrong with an answer."""

    WRONG_REPORT = "wrong_report"
    MISSED_REPORT = "missed_report"
    WRONG_STANCE = "wrong_stance"
    WRONG_FIGURE = "wrong_figure"
    SHOULD_SAY_NOTHING = "should_say_nothing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader said of one answer, and what a right one would hold.

    Attributes:
        gold: the question with the reports that really say so; its id is ``judged_id`` of its text.
        verdict: of the answer that was given.
        blames: what was wrong with it; none where it was right.
        because: in the reader's words, or empty.
        who: the reader's name, or empty.
        when: UTC, ISO 8601.
        generation: of the index that answered.
    """

    gold: GoldQuestion
    verdict: Verdict
    blames: tuple[Blame, ...] = ()
    because: str = ""
    who: str = ""
    when: str = ""
    generation: str = ""


def judged_id(question: str) -> str:
    """The id of a judged question: the same for the same words, however they are spaced.

    Example:
        >>> judged_id("谁推行 校长职级制？") == judged_id(" 谁推行  校长职级制？ ")
        True
    """
    words = " ".join(normalise(question).split())
    return f"judged-{sha256(words.encode('utf-8', 'replace')).hexdigest()[:12]}"


def save_judgement(path: Path, judgement: Judgement) -> str:
    """Add a judgement to a file that ``read_gold`` reads; it takes the place of an earlier one of its question.

    The file is written anew and renamed, under a lock: it is whole at any moment, whoever writes. Earlier
    judgements of the question stay in its line, under ``earlier``.

    Args:
        path: the file; its folder is made where there is none.
        judgement: with a question that holds no contradiction.

    Returns:
        What ``undo_judgement`` takes this one back by.

    Raises:
        EvaluationError: the question contradicts itself, the file is full, damaged, locked for long or
            cannot be written.
    """
    problem = find_contradiction(judgement.gold)
    if problem:
        raise EvaluationError("judgement", problem)
    token = uuid.uuid4().hex
    line = _to_line(judgement) | {"judgement": token}
    with locked(path):
        lines = _read_lines(path)
        before = lines.get(judgement.gold.question_id)
        if before is None and len(lines) >= MOST_JUDGEMENTS:
            reason = f"holds {len(lines)} judged questions, which is the most; move it away to begin another"
            raise EvaluationError(str(path), reason)
        if before is not None:
            line = _with_earlier(line, [_without_earlier(before), *before.get("earlier", [])])
        _write_lines(path, lines | {judgement.gold.question_id: line})
    return token


def undo_judgement(path: Path, token: str) -> None:
    """Take a judgement back; the one that it replaced comes again.

    Args:
        path: the file it was saved in.
        token: from ``save_judgement``.

    Raises:
        EvaluationError: it is not there, or another has taken its place since; or as ``save_judgement``.
    """
    with locked(path):
        lines = _read_lines(path)
        found = next((one for one in lines.values() if one.get("judgement") == token), None)
        if found is None:
            raise EvaluationError(str(path), "this judgement is not in it any more; judge the answer again")
        earlier = found.get("earlier", [])
        kept = {name: line for name, line in lines.items() if line is not found}
        if earlier:
            kept = {
                name: line if line is not found else _with_earlier(earlier[0], earlier[1:])
                for name, line in lines.items()
            }
        _write_lines(path, kept)


def count_judgements(path: Path) -> int:
    """How many judged questions a file holds; none where there is no file.

    Raises:
        EvaluationError: the file cannot be read or is damaged.
    """
    return len(_read_lines(path))


def _to_line(judgement: Judgement) -> dict[str, Any]:
    gold = judgement.gold
    return {
        "id": gold.question_id,
        "lang": str(gold.language),
        "kind": str(gold.kind),
        "question": gold.text,
        "reports": list(gold.report_ids),
        "status": {report_id: str(stance) for report_id, stance in gold.status.items()},
        "evidence": [{"report": quote.report_id, "quote": quote.text} for quote in gold.evidence],
        "answer": gold.answer,
        "must_contain": list(gold.must_contain),
        "verdict": str(judgement.verdict),
        "blames": [str(one) for one in judgement.blames],
        "because": judgement.because,
        "who": judgement.who,
        "when": judgement.when,
        "generation": judgement.generation,
    }


def _with_earlier(line: dict[str, Any], earlier: list[dict[str, Any]]) -> dict[str, Any]:
    return line | ({"earlier": earlier[:MOST_EARLIER]} if earlier else {})


def _on_a_line(line: dict[str, Any]) -> str:
    """JSON without the characters that some readers take for the end of a line."""
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, ensure_ascii=False))


def _without_earlier(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != "earlier"}


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One writer at a time, in this program and beside it.

    Raises:
        EvaluationError: another one held the file for long, or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=_WAIT_S):
            yield
    except Timeout as error:
        raise EvaluationError(str(path), f"another program has held it for {_WAIT_S:.0f} s; try again") from error
    except OSError as error:
        raise EvaluationError(str(path), f"cannot be written ({error.strerror}); look at its folder") from error


def _read_lines(path: Path) -> dict[str, dict[str, Any]]:
    """The lines by their ids, in order; what else they hold is left as it is."""
    if not path.exists():
        return {}
    lines: dict[str, dict[str, Any]] = {}
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
            lines[str(line["id"])] = line
        except (ValueError, TypeError, KeyError) as error:
            reason = f"line {number} is no judged question; mend it or move the file away"
            raise EvaluationError(str(path), reason) from error
    return lines


def _write_lines(path: Path, lines: dict[str, dict[str, Any]]) -> None:
    write_texts(path, [_on_a_line(line) for line in lines.values()])


def write_texts(path: Path, texts: Sequence[str]) -> None:
    """Write a file anew, a line a text; without a line there is no file.

    It is handed to the disk before it takes the old file's name.
    """
    if not texts:
        path.unlink(missing_ok=True)
        return
    draft = path.with_name(f"{path.name}.partial")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for text in texts:
            file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
