"""What a browser sends with a question: words, filters, and how it, or the one before, is to be understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from records import Combination, Filters, Kind, Level, QuestionKind, Stance, Understanding

MOST_CHARS = 1000
MOST_VALUES = 100
_ENUMS: Mapping[str, type[StrEnum]] = {
    "kind": QuestionKind,
    "stance": Stance,
    "level": Level,
    "combination": Combination,
}
_FILTER_ENUMS: Mapping[str, type[StrEnum]] = {"levels": Level, "kinds": Kind, "stances": Stance}
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page sends it.

    Attributes:
        question: as typed, without the white space around it.
        filters: what the reader narrows it to.
        previous: what the question before was understood to be, for a follow-up.
        understood: the reader's correction, used instead of reading the question.
    """

    question: str
    filters: Filters = field(default_factory=Filters)
    previous: Understanding | None = None
    understood: Understanding | None = None


def read_asked(text: str) -> Asked:
    """Read what the browser sent; nothing in it is trusted.

    Args:
        text: a JSON object with ``question`` and, if given, ``filters``, ``previous``, ``understood``.

    Raises:
        ValueError: it is none, has an unknown field, or a value of the wrong kind or size.

    Example:
        >>> read_asked('{"question": " 校长 ", "filters": {"years": [2022]}}').filters.years
        (2022,)
    """
    sent = _require(_parse(text), {"question", "filters", "previous", "understood"})
    question = sent.get("question", "")
    if not isinstance(question, str):
        raise ValueError(f"found the question {question!r}, expected a text")
    return Asked(
        question.strip(),
        _read_filters(sent.get("filters") or {}),
        _read_understanding(sent.get("previous")),
        _read_understanding(sent.get("understood")),
    )


def understanding_to_json(understood: Understanding | None) -> dict[str, Any] | None:
    """An understanding as the page keeps it, to send it back; the terms only explain and stay here."""
    if understood is None:
        return None
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(understood).items()}
    return {
        name: str(value) if isinstance(value, StrEnum) else value for name, value in told.items() if name != "terms"
    }


def _parse(text: str) -> Any:  # noqa: ANN401 - JSON of any shape
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"found no JSON ({type(error).__name__}), expected an object with a question") from error


def _require(value: Any, names: set[str]) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise ValueError(f"found {type(value).__name__}, expected an object")
    if unknown := set(value) - names:
        raise ValueError(f"found the fields {sorted(unknown)}, expected some of {sorted(names)}")
    return value


def _read_filters(value: Any) -> Filters:  # noqa: ANN401
    known = {one.name for one in fields(Filters)}
    sent = _require(value, known)
    return Filters(**{name: _read_list(name, held, _FILTER_ENUMS) for name, held in sent.items()})


def _read_understanding(value: Any) -> Understanding | None:  # noqa: ANN401
    if value is None:
        return None
    sent = _require(value, {one.name for one in fields(Understanding)})
    if missing := {"question", "kind", "topic"} - set(sent):
        raise ValueError(f"found an understanding without {sorted(missing)}, expected all three")
    return Understanding(**{name: _read_field(name, held) for name, held in sent.items()})


def _read_field(name: str, value: Any) -> Any:  # noqa: ANN401
    if name in _ENUMS:
        return _read_choice(name, value, _ENUMS[name])
    if name in ("places", "years", "terms"):
        return _read_list(name, value, {})
    if name == "is_negated":
        if not isinstance(value, bool):
            raise ValueError(f"found is_negated {value!r}, expected true or false")
        return value
    return _read_text(name, value)


def _read_list(name: str, value: Any, enums: Mapping[str, type[StrEnum]]) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(value, list) or len(value) > MOST_VALUES:
        raise ValueError(f"found {name} of another kind, expected a list of at most {MOST_VALUES}")
    if name == "years":
        return tuple(_read_year(one) for one in value)
    if name in enums:
        return tuple(_read_choice(name, one, enums[name]) for one in value)
    return tuple(_read_text(name, one) for one in value)


def _read_year(value: Any) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise ValueError(f"found the year {value!r}, expected {_YEARS.start} to {_YEARS.stop - 1}")
    return value


def _read_choice(name: str, value: Any, choices: type[StrEnum]) -> StrEnum:  # noqa: ANN401
    if value not in list(choices):
        raise ValueError(f"found {name} {value!r}, expected one of {', '.join(choices)}")
    return choices(value)


def _read_text(name: str, value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or len(value) > MOST_CHARS:
        raise ValueError(f"found {name} of another kind, expected a text of at most {MOST_CHARS} characters")
    return value
