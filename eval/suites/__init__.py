"""The suites by name, and the one function that opens them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from types import MappingProxyType

from errors import EvaluationError
from eval.suites.beir import open_beir
from eval.suites.gold import open_demo, open_gold
from eval.suites.pairs import open_pairs
from eval.suites.squad import open_squad
from eval.tasks import Question, Request, Suite, Task
from search import Searcher, SearchOptions

_SEED = 20221201

SUITES: Mapping[str, Suite] = MappingProxyType(
    {
        "demo": Suite("demo", (0, 0), makes_index=False, open=open_demo),
        "gold": Suite("gold:FILE", (1, 1), makes_index=False, open=open_gold),
        "squad": Suite("squad:FILE[,QUESTIONS_FILE]", (1, 2), makes_index=True, open=open_squad),
        "beir": Suite("beir:FOLDER", (1, 1), makes_index=True, open=open_beir),
        "pairs": Suite("pairs:SOURCE_FILE,TARGET_FILE[,DOCUMENTS_FILE]", (2, 3), makes_index=True, open=open_pairs),
    }
)


def find_suite(name: str) -> Suite:
    """The suite that a name such as ``squad:FILE`` means.

    Args:
        name: as on the command line.

    Raises:
        EvaluationError: there is no such suite, or it has too few or too many arguments.

    Example:
        >>> find_suite("squad:paragraphs.json,questions.json").usage
        'squad:FILE[,QUESTIONS_FILE]'
    """
    head, _, argument = name.partition(":")
    suite = SUITES.get(head)
    if suite is None:
        usages = ", ".join(one.usage for one in SUITES.values())
        raise EvaluationError(f"suite {name}", f"is not known; expected one of {usages}")
    words = argument.split(",") if argument else []
    fewest, most = suite.arguments
    if not fewest <= len(words) <= most or not all(words):
        raise EvaluationError(f"suite {name}", f"has the wrong number of arguments; expected {suite.usage}")
    return suite


def open_task(name: str, request: Request) -> Task:
    """Make a suite ready: read its questions, open or build its index, draw a sample where one is asked for.

    Args:
        name: as on the command line, e.g. ``"gold:questions.jsonl"``.
        request: the rest of what was asked for; its argument is taken from ``name``.

    Raises:
        EvaluationError: the suite is not known, or its files cannot be used.
        YaodianError: its index cannot be opened or built.
    """
    suite = find_suite(name)
    if suite.makes_index and (request.index or request.corpus):
        reason = "brings its own texts; leave out --index and --corpus"
        raise EvaluationError(f"suite {name}", reason)
    task = suite.open(dataclasses.replace(request, argument=name.partition(":")[2]))
    searcher = task.searcher if request.options is None else _narrow(task.searcher, request.options)
    return dataclasses.replace(task, searcher=searcher, questions=_draw(task.questions, request.sample))


def _narrow(searcher: Searcher, options: SearchOptions) -> Searcher:
    """The same index asked with other options; a leg that it does not have is a mistake of the reader's."""
    options = dataclasses.replace(options, collapses=options.collapses and searcher.options.collapses)
    try:
        return Searcher(searcher.index, searcher.ensemble, options)
    except ValueError as error:
        raise EvaluationError("legs", f"{error}; choose among these") from error


def _draw(questions: tuple[Question, ...], sample: int | None) -> tuple[Question, ...]:
    """Some of the questions, in their order; the same ones every time."""
    if sample is None or sample >= len(questions):
        return questions
    chosen = random.Random(_SEED).sample(range(len(questions)), sample)
    return tuple(questions[place] for place in sorted(chosen))
