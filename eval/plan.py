"""The plan of what is measured for README.md: which suite, over what, under which name, shown in which words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from errors import EvaluationError
from eval.files import name_problem, read_text

FOLDER = Path(__file__).parent / "results"
"""Holds, for every entry of the plan, the summary of what was measured."""

_PLAN = Path(__file__).parent / "plan.json"
_DATA = "{data}"


class Work(StrEnum):
    """What is done with a suite."""

    RUN = "run"
    ABLATE = "ablate"


class Entry(BaseModel):
    """One thing to measure.

    Attributes:
        name: of its summary, without suffix.
        what: it is, in the words of README.md.
        work: run or ablate.
        suite: as on the command line; ``{data}`` stands for the folder of data outside the repository.
        corpus: the reports to build an index of, or empty.
        sample: how many questions are drawn; None for all.
        measures: to show of a run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    what: str
    work: Work
    suite: str
    corpus: str = ""
    sample: int | None = None
    measures: tuple[str, ...] = ()

    @property
    def summary(self) -> Path:
        """The file of its summary."""
        return FOLDER / f"{self.name}.json"

    def suite_over(self, data: Path) -> str:
        """The suite with its files."""
        return self.suite.replace(_DATA, str(data))

    def corpus_over(self, data: Path) -> Path | None:
        """The folder of reports to build an index of; None where the suite brings its own."""
        return Path(self.corpus.replace(_DATA, str(data))) if self.corpus else None


def read_plan(path: Path = _PLAN) -> tuple[Entry, ...]:
    """Read the plan.

    Raises:
        EvaluationError: it cannot be read, an entry is not valid, or a name is there twice.
    """
    try:
        entries = _ADAPTER.validate_json(read_text(path))
    except ValidationError as error:
        raise EvaluationError(str(path), f"{name_problem(error)}; expected a list of entries") from error
    names = [entry.name for entry in entries]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise EvaluationError(str(path), f"has {twice[0]} twice; every name must be unique")
    return entries


def choose_entries(plan: Sequence[Entry], names: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of some names, all of them where none is given.

    Raises:
        EvaluationError: there is no entry of a name.
    """
    known = {entry.name: entry for entry in plan}
    for name in names:
        if name not in known:
            raise EvaluationError(f"name {name}", f"is not in the plan; expected one of {', '.join(known)}")
    return tuple(known[name] for name in names) if names else tuple(plan)


_ADAPTER = TypeAdapter(tuple[Entry, ...])
