"""Parallel lines: each line of one file must find the line of the same number in the other, or its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from errors import EvaluationError
from eval.bench import build, passage_id_of, to_material
from eval.files import read_text
from eval.tasks import Question, Request, Task
from language import detect_language, normalise

HEADLINE = "recall@1"
# As long as passages of reports are.
PARAGRAPH_CHARS = 400


def open_pairs(request: Request) -> Task:
    """Lines of the first file are the questions, lines of the second the passages.

    Equal target lines are one passage, so that no question is marked down for finding its twin. A third
    file names the document of every line: the lines of one document that follow each other are then
    joined to paragraphs, and each question must find the paragraph that holds its line.

    Raises:
        EvaluationError: the files have different numbers of lines, none, or an empty line.
    """
    files = [Path(name) for name in request.argument.split(",")]
    asked, found, *documents = (_read_lines(file) for file in files)
    for file, lines in zip(files[1:], (found, *documents), strict=True):
        if len(asked) != len(lines):
            reason = f"has {len(asked)} lines and {file} has {len(lines)}; expected as many, line for line"
            raise EvaluationError(str(files[0]), reason)
    passages = _join(found, documents[0]) if documents else found
    texts: dict[str, str] = {}
    text_ids = [texts.setdefault(text, f"l{number:06d}") for number, text in enumerate(passages, start=1)]
    material = to_material((text_id, "", text) for text, text_id in texts.items())
    questions = (
        Question(f"l{number:06d}", text, detect_language(text), {passage_id_of(text_id): 1})
        for number, (text, text_id) in enumerate(zip(asked, text_ids, strict=True), start=1)
    )
    return Task(build(request, material, files[1], collapses=False), tuple(questions), tuple(files), HEADLINE)


def _join(lines: Sequence[str], documents: Sequence[str]) -> list[str]:
    """For each line the paragraph it stands in: lines of one document, up to ``PARAGRAPH_CHARS`` of them."""
    paragraphs: list[list[str]] = []
    places = []
    for number, (line, document) in enumerate(zip(lines, documents, strict=True)):
        is_new = not number or document != documents[number - 1]
        if is_new or sum(map(len, paragraphs[-1])) + len(line) > PARAGRAPH_CHARS:
            paragraphs.append([])
        paragraphs[-1].append(line)
        places.append(len(paragraphs) - 1)
    return ["".join(paragraphs[place]) for place in places]


def _read_lines(path: Path) -> list[str]:
    lines = [normalise(line).strip() for line in read_text(path).removesuffix("\n").split("\n")]
    if "" in lines:
        raise EvaluationError(str(path), f"line {lines.index('') + 1} is empty; expected a sentence on every line")
    return lines
