"""Parallel lines: each line of one file must find the line of the same number in the other."""

from __future__ import annotations

from pathlib import Path

from errors import EvaluationError
from eval.bench import build, passage_id_of, to_material
from eval.files import read_text
from eval.tasks import Question, Request, Task
from language import detect_language, normalise

HEADLINE = "recall@1"


def open_pairs(request: Request) -> Task:
    """Lines of the first file are the questions, lines of the second the passages.

    Equal target lines are one passage, so that no question is marked down for finding its twin.

    Raises:
        EvaluationError: the files have different numbers of lines, none, or an empty line.
    """
    source, target = (Path(name) for name in request.argument.split(","))
    asked, found = _read_lines(source), _read_lines(target)
    if len(asked) != len(found):
        reason = f"has {len(asked)} lines and {target} has {len(found)}; expected as many, line for line"
        raise EvaluationError(str(source), reason)
    texts: dict[str, str] = {}
    text_ids = [texts.setdefault(line, f"l{number:06d}") for number, line in enumerate(found, start=1)]
    material = to_material((text_id, "", text) for text, text_id in texts.items())
    questions = (
        Question(f"l{number:06d}", text, detect_language(text), {passage_id_of(text_id): 1})
        for number, (text, text_id) in enumerate(zip(asked, text_ids, strict=True), start=1)
    )
    return Task(build(request, material, target, collapses=False), tuple(questions), (source, target), HEADLINE)


def _read_lines(path: Path) -> list[str]:
    lines = [normalise(line).strip() for line in read_text(path).removesuffix("\n").split("\n")]
    if "" in lines:
        raise EvaluationError(str(path), f"line {lines.index('') + 1} is empty; expected a sentence on every line")
    return lines
