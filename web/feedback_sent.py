"""What a browser sends with a judgement; nothing in it is trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from eval import Blame, Verdict
from records import Stance

MOST_BECAUSE = 500
MOST_SHOWN = 60
MOST_PASTED = 400
MOST_REPORTS = 1000
MOST_QUOTES = 3000
_FIELDS = frozenset({"verdict", "mark", "blames", "because", "reports", "quotes", "shows", "pasted"})
_STANCES = (Stance.PLANNED, Stance.DONE, Stance.BOTH)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reader said of an answer.

    Attributes:
        verdict: right or wrong.
        mark: ``web.feedback_mark.mark_of`` the answer that was shown.
        blames: what is wrong.
        because: in the reader's words.
        reports: the stance of every report that says so, None where it is neither planned nor done; None for
            what the answer said.
        quotes: report, start and end of the citations that prove it; None for those of these reports.
        shows: what a right answer must show, or empty.
        pasted: words of reports that prove it and that the answer did not cite, by report.
    """

    verdict: Verdict
    mark: str
    blames: tuple[Blame, ...] = ()
    because: str = ""
    reports: dict[str, Stance | None] | None = None
    quotes: frozenset[tuple[str, int, int]] | None = None
    shows: str = ""
    pasted: tuple[tuple[str, str], ...] = ()


def read_judged(text: str) -> Judged:
    """Read a judgement.

    Args:
        text: a JSON object with ``verdict`` and ``mark`` and, if given, the other fields of ``Judged``.

    Raises:
        ValueError: it is none, has an unknown field, or a value of the wrong kind or size.

    Example:
        >>> read_judged('{"verdict": "wrong", "mark": "0", "blames": ["other"]}').blames
        (<Blame.OTHER: 'other'>,)
    """
    sent = _parse(text)
    if not isinstance(sent, dict) or set(sent) - _FIELDS:
        raise ValueError(f"found {str(sent)[:80]!r}, expected an object with some of {', '.join(sorted(_FIELDS))}")
    reports, quotes = sent.get("reports"), sent.get("quotes")
    return Judged(
        verdict=_choose(Verdict, sent.get("verdict")),
        mark=_text("mark", sent.get("mark", ""), 64),
        blames=tuple(dict.fromkeys(_choose(Blame, one) for one in _list("blames", sent.get("blames", []), 10))),
        because=_text("because", sent.get("because", ""), MOST_BECAUSE),
        reports=None if reports is None else _read_reports(reports),
        quotes=None if quotes is None else frozenset(map(_read_quote, _list("quotes", quotes, MOST_QUOTES))),
        shows=_text("shows", sent.get("shows", ""), MOST_SHOWN * 5),
        pasted=tuple(_read_pasted(sent.get("pasted", {}))),
    )


def _parse(text: str) -> Any:  # noqa: ANN401 - JSON of any shape
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"found no JSON ({type(error).__name__}), expected a judgement") from error


def _choose(choices: type[Choice], value: object) -> Choice:
    if value not in list(choices):
        raise ValueError(f"found {str(value)[:40]!r}, expected one of {', '.join(choices)}")
    return choices(str(value))


def _text(name: str, value: object, most: int) -> str:
    """A text without control characters and half characters, which no editor of the file would show."""
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(f"found {name} of another kind or length, expected a text of at most {most} characters")
    whole = value.encode("utf-8", "replace").decode("utf-8")
    return "".join(one if one.isprintable() else " " for one in whole).strip()


def _list(name: str, value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError(f"found {name} of another kind, expected a list of at most {most}")
    return value


def _read_reports(value: object) -> dict[str, Stance | None]:
    if not isinstance(value, dict) or len(value) > MOST_REPORTS:
        raise ValueError(f"found reports of another kind, expected at most {MOST_REPORTS} of them with their stance")
    return {report_id: _read_stance(stance) for report_id, stance in value.items()}


def _read_stance(value: object) -> Stance | None:
    if value not in ("", *_STANCES):
        raise ValueError(f"found the stance {str(value)[:40]!r}, expected one of {', '.join(_STANCES)} or nothing")
    return Stance(str(value)) if value else None


def _read_quote(value: object) -> tuple[str, int, int]:
    match value:
        case [str(report_id), int(start), int(end)]:
            return report_id, start, end
    raise ValueError(f"found the quote {str(value)[:80]!r}, expected a report, a start and an end")


def _read_pasted(value: object) -> list[tuple[str, str]]:
    if not isinstance(value, dict) or len(value) > MOST_REPORTS:
        raise ValueError("found pasted words of another kind, expected them by report")
    found = [(str(report_id), _text("pasted words", words, MOST_PASTED)) for report_id, words in value.items()]
    return [(report_id, words) for report_id, words in found if words]
