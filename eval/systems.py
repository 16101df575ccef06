"""The systems of an ablation: the full search, each of its legs alone, and it without each of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eval.tasks import Question
from indexer import Index
from search import Searcher, SearchOptions

TOKENS = ":tokens"
"""How the names of late interaction's legs end; they are a step of their own."""


class Role(StrEnum):
    """What a system is beside the full one."""

    FULL = "full"
    ALONE = "alone"
    WITHOUT = "without"


_JOINT = "joint"


@dataclass(frozen=True, slots=True)
class System:
    """A way to search.

    Attributes:
        name: ``"full"``, ``"bm25 alone"``, ``"without centring"``, …
        role: what it is beside the full one.
        options: what its search uses.
    """

    name: str
    role: Role
    options: SearchOptions


def list_legs(searcher: Searcher, questions: Sequence[Question]) -> tuple[str, ...]:
    """The names of the legs that the search has for some questions, one of each language asked."""
    first = {question.language: question.text for question in reversed(questions)}
    return tuple(dict.fromkeys(leg.name for text in first.values() for leg in searcher.rank(text).legs))


def list_systems(full: SearchOptions, legs: Sequence[str], index: Index) -> tuple[System, ...]:
    """The systems of an ablation, the full one first.

    Args:
        full: what the full system uses.
        legs: all its legs.
        index: that is searched; scope reading is left alone where no report has a place or year.

    Returns:
        The full system, each leg alone, and the full one without each leg, without each encoder and
        each kind of leg that has several, without late interaction where there is some, centring,
        scope reading and collapsing. What the full system already does without is not listed.
    """
    alone = [System(f"{leg} alone", Role.ALONE, _only(full, [leg])) for leg in legs if len(legs) > 1]
    groups = {f"without {name}": [leg for leg in legs if leg not in left_out] for name, left_out in _groups(legs)}
    fewer = [System(name, Role.WITHOUT, _only(full, kept)) for name, kept in groups.items() if kept]
    steps = [System(f"without {name}", Role.WITHOUT, options) for name, options in _steps(full, legs, index)]
    return (System("full", Role.FULL, full), *alone, *fewer, *(one for one in steps if one.options != full))


def _only(full: SearchOptions, legs: Sequence[str]) -> SearchOptions:
    """Late interaction is switched off where none of its legs counts."""
    has_tokens = any(leg.endswith(TOKENS) for leg in legs)
    return replace(full, legs=tuple(legs), has_late_interaction=full.has_late_interaction and has_tokens)


def _groups(legs: Sequence[str]) -> Iterable[tuple[str, set[str]]]:
    """Legs to leave out together: each by itself, those of one encoder, those of one kind.

    What several encoders say jointly is lost with each of them.
    """
    dense = [leg for leg in legs if ":" in leg and not leg.endswith(TOKENS)]
    for leg in legs:
        if not leg.endswith(TOKENS):
            yield leg, {leg}
    for part, shown in ((0, "{}"), (1, "all {}")):
        names = dict.fromkeys(leg.split(":")[part] for leg in dense)
        for name in names:
            members = {leg for leg in legs if ":" in leg and leg.split(":")[part] in {name, _JOINT}}
            if name != _JOINT and len(members) > 1 and len(names) > 1:
                yield shown.format(name), members


def _steps(full: SearchOptions, legs: Sequence[str], index: Index) -> Iterable[tuple[str, SearchOptions]]:
    if any(leg.endswith(TOKENS) for leg in legs):
        yield "late interaction", replace(full, has_late_interaction=False)
    yield "centring", replace(full, is_centred=False)
    if any(report.place.name or report.period.year for report in index.reports):
        yield "scope reading", replace(full, reads_scope=False)
        yield "collapsing", replace(full, collapses=False)
