"""The judged answers of a file one by one: listed, also where lines are damaged, and removed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from errors import EvaluationError
from eval.feedback import Blame, Verdict, locked, write_texts
from eval.files import read_text


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of a file of judged answers.

    Attributes:
        mark: told from the words of the line, so that a line that was changed is another one.
        line: its number, from 1.
        question: as it is asked again; empty where the line is damaged.
        verdict: of the answer; None where the line is damaged.
        blames: what was wrong; one that is not known is left out.
        because: in the reader's words, or empty.
        who: the reader's name, or empty.
        when: UTC, ISO 8601, or empty.
        fault: why it is no judged answer, in a few words; empty where it is one.
    """

    mark: str
    line: int
    question: str = ""
    verdict: Verdict | None = None
    blames: tuple[Blame, ...] = ()
    because: str = ""
    who: str = ""
    when: str = ""
    fault: str = ""


def list_judgements(path: Path) -> tuple[Kept, ...]:
    """Every line of a file that is not blank, in its order; none where there is no file.

    Args:
        path: of the file.

    Raises:
        EvaluationError: it cannot be read as text.
    """
    return tuple(_read(number, text) for number, text in _lines(path))


def take_judgements(path: Path) -> str:
    """A file of judged answers as it is, to be taken along; empty where there is none.

    Raises:
        EvaluationError: it cannot be read as text.
    """
    return read_text(path) if path.exists() else ""


def drop_judgement(path: Path, mark: str) -> None:
    """Remove a line with the earlier judgements in it; all others stay as they are, damaged ones too.

    Args:
        path: of the file.
        mark: of the line, as it was listed.

    Raises:
        EvaluationError: no line has the mark any more, since the file has changed; or it cannot be read,
            is locked for long or cannot be written.
    """
    with locked(path):
        texts = [text for _, text in _lines(path)]
        kept = [text for text in texts if _mark_of(text) != mark]
        if len(kept) == len(texts):
            raise EvaluationError(str(path), "has changed: this judgement is not in it any more; list it again")
        write_texts(path, kept)


def _lines(path: Path) -> list[tuple[int, str]]:
    if not path.exists():
        return []
    lines = enumerate(read_text(path).split("\n"), start=1)
    return [(number, text.rstrip("\r")) for number, text in lines if text.strip()]


def _mark_of(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _read(number: int, text: str) -> Kept:
    mark = _mark_of(text)
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return Kept(mark, number, fault="no JSON")
    if not isinstance(held, dict):
        return Kept(mark, number, fault="no JSON object")
    question, verdict = held.get("question"), held.get("verdict")
    if not isinstance(question, str) or not question.strip():
        return Kept(mark, number, fault="no question")
    if verdict not in list(Verdict):
        return Kept(mark, number, fault="no verdict")
    blames = held.get("blames")
    named = blames if isinstance(blames, list) else []
    told = {name: value if isinstance(value := held.get(name), str) else "" for name in ("because", "who", "when")}
    known = tuple(Blame(one) for one in named if one in list(Blame))
    return Kept(mark, number, question, Verdict(verdict), known, **told)
