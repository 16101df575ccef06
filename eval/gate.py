"""The gate: figures of a small suite that may not fall, and which of them fell."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from errors import EvaluationError
from eval.files import name_problem, read_text, write_whole
from eval.results import RunResult, Slice

GATE_FILE = Path(__file__).with_name("gate.json")
"""The floors, written by ``python -m eval gate --renew``."""

_OF_ALL = (
    *("evidence recall@1", "evidence recall@5", "evidence recall@5 in the other script", "MRR@10"),
    *("set F1", "status accuracy", "answer accuracy", "abstention precision", "abstention recall", "citation fidelity"),
)
_OF_LANGUAGES = ("evidence recall@5", "set F1", "answer accuracy")
_ALL = "all"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Floor:
    """What the figures of one suite may not fall below.

    Attributes:
        suite: as on the command line.
        encoder: that it is asked with.
        allowed: how many questions' worth each figure may fall by: 0 where every machine computes the same,
            1 where arithmetic differs a little between processors.
        figures: by slice (``"all"``, or a language) the measures with their values when they were written.
    """

    suite: str
    encoder: str
    allowed: int
    figures: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that fell below its floor.

    Attributes:
        name: of the slice.
        measure: of the figure.
        floor: what it was.
        found: what it is; None where there is nothing to measure any more.
        count: what it was measured over.
    """

    name: str
    measure: str
    floor: float
    found: float | None
    count: int

    def __str__(self) -> str:
        """E.g. ``evidence recall@5 of zh-Hant fell from 0.925 to 0.900 (20)``."""
        found = "nothing" if self.found is None else f"{self.found:.3f}"
        return f"{self.measure} of {self.name} fell from {self.floor:.3f} to {found} ({self.count})"


def find_falls(result: RunResult, floor: Floor) -> tuple[Fall, ...]:
    """The figures of a run that lie below their floor by more than is allowed, in the floor's order.

    Args:
        result: of the floor's suite.
        floor: of it.

    Raises:
        EvaluationError: the run lacks a slice or measure of the floor.
    """
    slices = _slices(result)
    falls = []
    for name, figures in floor.figures.items():
        for measure, least in figures.items():
            try:
                figure = slices[name].figure(measure)
            except KeyError as error:
                reason = (
                    f"has no {measure} of {name}; if that is meant, renew the floors: `python -m eval gate --renew`"
                )
                raise EvaluationError(f"suite {result.suite}", reason) from error
            slack = floor.allowed / figure.count if figure.count else 0.0
            if figure.value is None or figure.value < least - slack - 10**-_DIGITS:
                falls.append(Fall(name, measure, least, figure.value, figure.count))
    return tuple(falls)


def renew_floor(result: RunResult, floor: Floor) -> Floor:
    """The floor that a run sets: of the figures held so far, or of the usual ones where there are none.

    Args:
        result: of the floor's suite.
        floor: as it was.
    """
    slices = _slices(result)
    wanted = {name: tuple(figures) for name, figures in floor.figures.items()} or {
        name: _OF_ALL if name == _ALL else _OF_LANGUAGES for name in slices
    }
    figures = {name: _figures(slices[name], measures) for name, measures in wanted.items() if name in slices}
    return replace(floor, figures=figures)


def read_floors(path: Path = GATE_FILE) -> tuple[Floor, ...]:
    """Read the floors.

    Raises:
        EvaluationError: the file cannot be read or is not in the format.
    """
    try:
        return _ADAPTER.validate_json(read_text(path))
    except ValidationError as error:
        reason = f"{name_problem(error)}; expected a file that `python -m eval gate --renew` wrote"
        raise EvaluationError(str(path), reason) from error


def write_floors(floors: Sequence[Floor], path: Path = GATE_FILE) -> None:
    """Write the floors, one line a figure, so that a change can be read.

    Raises:
        EvaluationError: the file cannot be written.
    """
    content = json.dumps(_ADAPTER.dump_python(tuple(floors), mode="json"), ensure_ascii=False, indent=2)
    write_whole(path, content.encode("utf-8") + b"\n")


def _slices(result: RunResult) -> dict[str, Slice]:
    """All questions, and those of each language."""
    return {one.name or _ALL: one for one in result.slices if one.by in ("all", "language")}


def _figures(chosen: Slice, measures: Collection[str]) -> dict[str, float]:
    """Their values, cut to four digits."""
    return {
        figure.measure: int(figure.value * 10**_DIGITS) / 10**_DIGITS
        for figure in chosen.figures
        if figure.measure in measures and figure.value is not None
    }


_ADAPTER = TypeAdapter(tuple[Floor, ...])
