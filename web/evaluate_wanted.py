"""What a browser sends to start a run; nothing in it is trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from search import Searcher, SearchOptions

MOST_SAMPLE = 100_000
MOST_RERANKED = 1000
_SWITCHES = ("late", "centred", "scope", "collapse", "ablation")
_FIELDS = frozenset({"suite", "second", "legs", "reranked", "sample", *_SWITCHES})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run as a reader wants it.

    Attributes:
        suite_id: as ``web.evaluate_suites`` offers it.
        second: that of a second file, or empty.
        legs: the legs that count; None for all.
        has_late_interaction: the best are read again token by token.
        n_reranked: how many.
        is_centred: means are taken off the question's vectors.
        reads_scope: places and years in the question choose reports.
        collapses: of passages that say nearly the same only one is a hit.
        sample: how many questions to draw; None for all.
        is_ablation: each part of the search is left out in turn.
    """

    suite_id: str
    second: str = ""
    legs: tuple[str, ...] | None = None
    has_late_interaction: bool = True
    n_reranked: int = 50
    is_centred: bool = True
    reads_scope: bool = True
    collapses: bool = True
    sample: int | None = None
    is_ablation: bool = False


def read_wanted(text: str) -> Wanted:
    """Read what is wanted.

    Args:
        text: a JSON object with ``suite`` and, if given, the other fields.

    Raises:
        ValueError: it is none, has an unknown field, or a value of the wrong kind or size.

    Example:
        >>> read_wanted('{"suite": "demo:demo", "sample": 10}').sample
        10
    """
    try:
        sent = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"found no JSON ({type(error).__name__}), expected what to run") from error
    if not isinstance(sent, dict) or set(sent) - _FIELDS:
        raise ValueError(f"found {str(sent)[:80]!r}, expected an object with some of {', '.join(sorted(_FIELDS))}")
    late, centred, scope, collapse, ablation = (_switch(name, sent.get(name)) for name in _SWITCHES)
    return Wanted(
        suite_id=_text("suite", sent.get("suite", "")),
        second=_text("second", sent.get("second") or ""),
        legs=_legs(sent.get("legs")),
        has_late_interaction=late is not False,
        n_reranked=_number("reranked", sent.get("reranked"), MOST_RERANKED) or 50,
        is_centred=centred is not False,
        reads_scope=scope is not False,
        collapses=collapse is not False,
        sample=_number("sample", sent.get("sample"), MOST_SAMPLE),
        is_ablation=ablation is True,
    )


def legs_of(searcher: Searcher) -> tuple[str, ...]:
    """The legs that a reader can leave out; late interaction is a switch of its own."""
    return tuple(name for name in searcher.legs if not name.endswith(":tokens"))


def options_of(wanted: Wanted, searcher: Searcher) -> SearchOptions:
    """What the search uses in a run.

    Raises:
        ValueError: no leg is left.
    """
    legs: tuple[str, ...] = ()
    if wanted.legs is not None and set(wanted.legs) != set(legs_of(searcher)):
        if not wanted.legs:
            raise ValueError("found no leg, expected at least one: a search without one finds nothing")
        tokens = [f"{name}:tokens" for name in searcher.index.token_members]
        legs = (*wanted.legs, *(tokens if wanted.has_late_interaction else ()))
    return SearchOptions(
        legs=legs,
        has_late_interaction=wanted.has_late_interaction,
        is_centred=wanted.is_centred,
        reads_scope=wanted.reads_scope,
        n_reranked=wanted.n_reranked,
        collapses=wanted.collapses,
    )


def _switch(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"found {name} {str(value)[:40]!r}, expected true or false")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_RERANKED:
        raise ValueError(f"found {name} of another kind, expected a short text")
    return value


def _number(name: str, value: object, most: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError(f"found {name} {str(value)[:40]!r}, expected 1 to {most}")
    return value


def _legs(value: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - JSON of any shape
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > 100 or not all(isinstance(one, str) for one in value):
        raise ValueError("found legs of another kind, expected a list of names")
    return tuple(dict.fromkeys(value))
