"""What a result keeps of answers and passages, so that it can be read without the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from eval.answering import supported_reports
from eval.results import MOST_CHARS, SHOWN, Given, PassageText, QuestionResult
from indexer import Index
from records import Answer


def describe_answer(answer: Answer, expected: Collection[str], milliseconds: float) -> Given:
    """What was answered, with the confidence of the reports that were named or should have been.

    The other reports are left out: there may be thousands.
    """
    status = supported_reports(answer)
    wanted = status.keys() | set(expected)
    confidence = {one.report.report_id: one.confidence for one in answer.findings if one.report.report_id in wanted}
    return Given(status, answer.is_abstained, answer.text, milliseconds, confidence)


def keep_passages(questions: Iterable[QuestionResult], index: Index) -> dict[str, PassageText]:
    """The passages that a reader of the failures wants to see, each once.

    Args:
        questions: of one run.
        index: that was asked.

    Returns:
        The right ones of every question and the first found ones, by id, in the order of their ids.
    """
    wanted = {passage_id for one in questions for passage_id in (*one.relevant, *one.retrieved[:SHOWN])}
    return {
        passage.passage_id: PassageText(
            passage.report_id,
            index.section_of(passage).heading_path,
            shorten(index.report(passage.report_id).text[passage.start : passage.end], MOST_CHARS),
        )
        for passage in sorted(index.passages, key=lambda one: one.passage_id)
        if passage.passage_id in wanted
    }


def shorten(text: str, most_chars: int) -> str:
    """A text of at most ``most_chars`` characters; a cut one ends in an ellipsis.

    Example:
        >>> shorten("principal", 5), shorten("rank", 5)
        ('prin…', 'rank')
    """
    return text if len(text) <= most_chars else text[: most_chars - 1] + "…"
