"""Questions with what they expected and got, as paragraphs on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.compare import ChangedQuestion, Returned
from eval.failures import Failure, ShownPassage
from eval.keeping import shorten
from eval.results import Expected, Given
from eval.screen import show_change, show_number, show_ranks

_MOST_CHARS = 280
_PASSAGE_CHARS = 110
_PASSAGES = 3

Rows = list[tuple[str, str]]


def show_failure(failure: Failure) -> RenderableType:
    """A question that went wrong: reasons, what was expected, what came."""
    question = failure.question
    head = _head(question.question_id, question.language, question.kind, show_number(failure.score))
    rows: Rows = [("wrong", f"{one.fault}: {one.details}") for one in failure.reasons]
    rows += _expected_rows(question.expected)
    rows += _given_rows("got", question.given)
    rows += _passage_rows("found", failure.found)
    if question.expected is None:
        rows += _passage_rows("right", failure.missed)
    return _paragraph(head, question.question, rows)


def show_changed(changed: ChangedQuestion) -> RenderableType:
    """A question whose measure changed: what was expected, what each run returned."""
    before, after = changed.before, changed.after
    figures = f"{show_number(before.value)} → {show_number(after.value)} ({show_change(changed.change)})"
    head = _head(changed.question_id, changed.language, changed.kind, figures)
    rows = _expected_rows(changed.expected) or _passage_rows("expected", changed.right)
    rows += _returned_rows("before", before)
    rows += _returned_rows("after", after)
    return _paragraph(head, changed.question, rows)


def _head(question_id: str, language: str, kind: str, figures: str) -> str:
    return "  ".join(filter(None, (question_id, language, kind, figures)))


def _paragraph(head: str, question: str, rows: Rows) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return Group(Text(head, style="bold"), Padding(Text(question), (0, 0, 0, 2)), Padding(table, (0, 0, 1, 2)))


def _expected_rows(expected: Expected | None) -> Rows:
    if expected is None:
        return []
    reports = [f"{one} {expected.status.get(one, '')}".strip() for one in expected.reports]
    rows = [("expected", ", ".join(reports) or "that no report says so")]
    if expected.must_contain:
        rows.append(("", "to show " + ", ".join(expected.must_contain)))
    return rows + [("", f"“{quote.text}” in {quote.report_id}") for quote in expected.evidence]


def _given_rows(name: str, given: Given | None) -> Rows:
    if given is None:
        return []
    if given.is_abstained:
        return [(name, "no report says so: " + _on_a_line(given.text, _MOST_CHARS))]
    reports = ", ".join(_describe_report(report_id, stance, given) for report_id, stance in given.status.items())
    return [(name, reports), ("", _on_a_line(given.text, _MOST_CHARS))]


def _describe_report(report_id: str, stance: str, given: Given) -> str:
    confidence = given.confidence.get(report_id)
    return f"{report_id} {stance}" + ("" if confidence is None else f" ({confidence:.2f})")


def _returned_rows(name: str, returned: Returned) -> Rows:
    rows = [(name, f"ranks {show_ranks(returned.ranks)}")] if returned.ranks else []
    rows += _given_rows("" if rows else name, returned.given)
    return rows + _passage_rows("" if rows else name, returned.found[:1])


def _passage_rows(name: str, passages: Sequence[ShownPassage]) -> Rows:
    names = [name] + [""] * len(passages)
    return [(label, _describe_passage(passage)) for label, passage in zip(names, passages[:_PASSAGES], strict=False)]


def _describe_passage(passage: ShownPassage) -> str:
    place = f"{passage.rank or '-'}{' right' if passage.is_right else ''} {passage.passage_id}"
    if passage.text is None:
        return place
    return f"{place} {_on_a_line(passage.text.text, _PASSAGE_CHARS)}"


def _on_a_line(text: str, most_chars: int) -> str:
    return shorten(" ".join(text.split()), most_chars)
