"""The questions that went wrong, each with what was expected, what came, and why it counts as wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.answering import ANSWER_CHARS, is_right_status
from eval.questions import GoldKind, Quote
from eval.results import MOST_CHARS, SHOWN, Expected, Given, PassageText, QuestionResult, RunResult
from language import fold_text, key_text
from records import Language

_DEFAULT_DEPTH = 5
_OF_ANSWERS = ("set F1", "answer accuracy", "status accuracy", "abstention recall")
_SET_KINDS = frozenset({GoldKind.WHICH_REPORTS, GoldKind.COMPARE})


class Fault(StrEnum):
    """A way in which a question can go wrong."""

    EVIDENCE_MISSED = "evidence not found"
    EVIDENCE_SPLIT = "evidence in no single passage"
    MISSING_REPORT = "missing report"
    WRONG_REPORT = "wrong report"
    WRONG_STATUS = "wrong status"
    ABSTAINED_WRONGLY = "abstained wrongly"
    SHOULD_HAVE_ABSTAINED = "should have abstained"
    FIGURE_MISSING = "figure missing"
    NOT_QUOTED = "evidence not quoted"
    TOO_LONG = "answer too long"
    ALTERED_QUOTE = "quote not word for word"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question counts as wrong: the fault, and what of the question shows it."""

    fault: Fault
    details: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage in a list of failures.

    Attributes:
        passage_id: its id.
        rank: from 1; None where it was not found.
        is_right: it is one of those the question should find.
        text: None where the result did not keep it.
    """

    passage_id: str
    rank: int | None
    is_right: bool
    text: PassageText | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong.

    Attributes:
        question: what it expected and got.
        score: 0..1, the mean of what it was measured by.
        reasons: at least one.
        found: its first passages, best first.
        missed: the right passages that are not among these.
    """

    question: QuestionResult
    score: float
    reasons: tuple[Reason, ...]
    found: tuple[ShownPassage, ...]
    missed: tuple[ShownPassage, ...]


def list_failures(
    result: RunResult, *, kind: str = "", language: Language | None = None, fault: Fault | None = None
) -> tuple[Failure, ...]:
    """The questions of a run that went wrong, the worst first.

    Args:
        result: of a run.
        kind: of the questions wanted, e.g. ``"number"``; empty for all.
        language: of the questions wanted; None for all.
        fault: only questions with this one.

    Returns:
        By score, then by how many reasons there are, then by id.
    """
    failures = [
        _describe(question, reasons, result)
        for question in result.questions
        if kind in ("", question.kind)
        and language in (None, question.language)
        and (reasons := find_reasons(question, result))
        and (fault is None or fault in {reason.fault for reason in reasons})
    ]
    return tuple(sorted(failures, key=lambda one: (one.score, -len(one.reasons), one.question.question_id)))


def count_faults(failures: Iterable[Failure]) -> dict[Fault, int]:
    """How many questions have each fault, the most frequent first; a question may have several."""
    counts = Counter(fault for one in failures for fault in {reason.fault for reason in one.reasons})
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def find_reasons(question: QuestionResult, result: RunResult) -> tuple[Reason, ...]:
    """Why a question counts as wrong; nothing where all is as it should be.

    Evidence has to be as high as the result's headline measure counts, e.g. among the first 5.
    Reports too many or too few are faults of questions that ask for a set; numbers, facts and lists
    are held to what their answer must show.
    """
    reasons = [*_evidence_reasons(question, result)]
    if question.expected is not None and question.given is not None:
        reasons += _answer_reasons(question, question.expected, question.given)
    return tuple(reasons)


def score_question(question: QuestionResult, headline: str) -> float | None:
    """The mean of what a question was measured by: its ranking by the headline, and its answer; None if nothing."""
    return _mean(question, (headline, *_OF_ANSWERS))


def answer_score(question: QuestionResult) -> float | None:
    """The mean of what a question's answer was measured by, 0..1; None where it has none."""
    return _mean(question, _OF_ANSWERS)


def _mean(question: QuestionResult, measures: Sequence[str]) -> float | None:
    shares = [question.measures[name] for name in measures if name in question.measures]
    return sum(share.total / share.out_of for share in shares) / len(shares) if shares else None


def show_passages(question: QuestionResult, kept: Mapping[str, PassageText]) -> tuple[ShownPassage, ...]:
    """The first passages found for a question, with their texts."""
    return tuple(
        ShownPassage(passage_id, rank, passage_id in question.relevant, kept.get(passage_id))
        for rank, passage_id in enumerate(question.retrieved[:SHOWN], start=1)
    )


def show_right(question: QuestionResult, kept: Mapping[str, PassageText]) -> tuple[ShownPassage, ...]:
    """The right passages of a question, with their texts."""
    ranks = {passage_id: rank for rank, passage_id in enumerate(question.retrieved, start=1)}
    return tuple(
        ShownPassage(passage_id, ranks.get(passage_id), is_right=True, text=kept.get(passage_id))
        for passage_id in question.relevant
    )


def _describe(question: QuestionResult, reasons: tuple[Reason, ...], result: RunResult) -> Failure:
    found = show_passages(question, result.passages)
    shown = {one.passage_id for one in found}
    missed = tuple(one for one in show_right(question, result.passages) if one.passage_id not in shown)
    score = score_question(question, result.headline)
    return Failure(question, 0.0 if score is None else score, reasons, found, missed)


def _evidence_reasons(question: QuestionResult, result: RunResult) -> Iterator[Reason]:
    depth = _depth_of(result.headline)
    quotes = question.expected.evidence if question.expected else ()
    for number, rank in enumerate(question.ranks):
        if rank is not None and rank <= depth:
            continue
        quote = quotes[number] if quotes else None
        if quote is not None and not _is_held(quote, question, result.passages):
            yield Reason(Fault.EVIDENCE_SPLIT, _name(quote))
            continue
        where = f"rank {rank}" if rank else f"not in the first {max(len(question.retrieved), depth)}"
        what = list(question.relevant)[number] if quote is None else _name(quote)
        yield Reason(Fault.EVIDENCE_MISSED, f"{what}: {where}, expected in the first {depth}")


def _depth_of(headline: str) -> int:
    found = re.search(r"@(\d+)$", headline)
    return int(found[1]) if found else _DEFAULT_DEPTH


def _is_held(quote: Quote, question: QuestionResult, kept: Mapping[str, PassageText]) -> bool:
    """Whether a right passage holds a quote; one that was kept only in part may."""
    wanted = key_text(quote.text)
    right = [kept[passage_id] for passage_id in question.relevant if passage_id in kept]
    return any(
        one.report_id == quote.report_id and (len(one.text) == MOST_CHARS or wanted in key_text(one.text))
        for one in right
    )


def _name(quote: Quote) -> str:
    return f"“{quote.text}” of {quote.report_id}"


def _answer_reasons(question: QuestionResult, expected: Expected, given: Given) -> Iterator[Reason]:
    if question.kind == GoldKind.UNANSWERABLE:
        if not given.is_abstained:
            yield Reason(Fault.SHOULD_HAVE_ABSTAINED, f"said yes of {_list(given.status, given) or 'no report'}")
    elif given.is_abstained:
        yield Reason(Fault.ABSTAINED_WRONGLY, f"expected {_list(expected.reports, given)}")
    else:
        yield from _set_reasons(question.kind, expected, given)
        yield from _text_reasons(question, expected, given)
    fidelity = question.measures.get("citation fidelity")
    if fidelity is not None and fidelity.total < fidelity.out_of:
        yield Reason(Fault.ALTERED_QUOTE, f"{fidelity.out_of - fidelity.total:.0f} of {fidelity.out_of:.0f} quotes")


def _set_reasons(kind: str, expected: Expected, given: Given) -> Iterator[Reason]:
    if kind in _SET_KINDS:
        missing = [report_id for report_id in expected.reports if report_id not in given.status]
        wrong = [report_id for report_id in given.status if report_id not in expected.reports]
        yield from (Reason(Fault.MISSING_REPORT, _list([one], given)) for one in missing)
        yield from (Reason(Fault.WRONG_REPORT, _list([one], given)) for one in wrong)
    for report_id in expected.reports:
        wanted, found = expected.status.get(report_id), given.status.get(report_id)
        if wanted and found and not is_right_status(wanted, found):
            yield Reason(Fault.WRONG_STATUS, f"{report_id}: expected {wanted}, got {found}")


def _text_reasons(question: QuestionResult, expected: Expected, given: Given) -> Iterator[Reason]:
    share = question.measures.get("answer accuracy")
    if share is None or share.total == share.out_of:
        return
    if len(given.text) > ANSWER_CHARS:
        yield Reason(Fault.TOO_LONG, f"{len(given.text)} characters, expected at most {ANSWER_CHARS}")
    shown = fold_text(given.text)
    missing = [words for words in expected.must_contain if fold_text(words) not in shown]
    if missing:
        yield Reason(Fault.FIGURE_MISSING, ", ".join(missing))
    elif not expected.must_contain:
        yield Reason(Fault.NOT_QUOTED, "no citation holds the evidence")


def _list(report_ids: Mapping[str, object] | tuple[str, ...] | list[str], given: Given) -> str:
    """Reports with the confidence that they say so, where it is known."""
    return ", ".join(f"{one} ({given.confidence[one]:.2f})" if one in given.confidence else one for one in report_ids)
