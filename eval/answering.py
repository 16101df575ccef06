"""Answer measures: whether the right reports were found, with the right words and honest quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eval.questions import GoldKind, GoldQuestion
from eval.shares import Share
from language import fold_text, key_text
from records import Answer, Citation, Stance

ANSWER_CHARS = 400
"""An answer to a number, fact or list question is no longer than this."""

MEASURES = (
    "set F1",
    "status accuracy",
    "answer accuracy",
    "abstention precision",
    "abstention recall",
    "citation fidelity",
)

_SET_KINDS = frozenset({GoldKind.WHICH_REPORTS, GoldKind.COMPARE})
_TEXT_KINDS = frozenset({GoldKind.NUMBER, GoldKind.FACT, GoldKind.LIST})


def measure_answer(gold: GoldQuestion, answer: Answer, text_of: Callable[[str], str]) -> dict[str, Share]:
    """Measure one answer.

    Args:
        gold: what a right answer holds.
        answer: what was answered.
        text_of: the text of a report by its id; KeyError for an unknown one.

    Returns:
        The shares of ``MEASURES`` that the question takes part in:

        * set F1 (which_reports, compare): of the supported reports, out of 1; an abstained answer
          supports none.
        * status accuracy: over the supported reports that are right and have a status; a gold status
          of both takes any of planned, done and both.
        * answer accuracy (number, fact, list): out of 1.
        * abstention precision: over the questions abstained from; recall: over the unanswerable ones.
        * citation fidelity: over the citations of all findings, supported or not.
    """
    supported = supported_reports(answer)
    abstained = float(answer.is_abstained)
    shares: dict[str, Share] = {}
    if gold.kind in _SET_KINDS:
        shares["set F1"] = Share(_f1(set(gold.report_ids), set(supported)), 1)
    if gold.kind in _TEXT_KINDS:
        shares["answer accuracy"] = Share(float(_is_accurate(gold, answer)), 1)
    shares["status accuracy"] = _measure_status(gold.status, supported)
    shares["abstention precision"] = Share(abstained * (not gold.is_answerable), abstained)
    shares["abstention recall"] = Share(abstained * (not gold.is_answerable), float(not gold.is_answerable))
    shares["citation fidelity"] = _measure_fidelity(answer, text_of)
    return {measure: share for measure, share in shares.items() if share.out_of}


def supported_reports(answer: Answer) -> dict[str, Stance]:
    """The stance of every report that an answer says yes of; of none where it abstains."""
    if answer.is_abstained:
        return {}
    return {finding.report.report_id: finding.stance for finding in answer.findings if finding.is_supported}


def _f1(expected: set[str], found: set[str]) -> float:
    """Harmonic mean of precision and recall; ``expected`` is not empty."""
    return 2 * len(expected & found) / (len(expected) + len(found))


def _is_accurate(gold: GoldQuestion, answer: Answer) -> bool:
    """Short enough, and showing what must be shown; where nothing must, quoting a piece of evidence."""
    if len(answer.text) > ANSWER_CHARS:
        return False
    if gold.must_contain:
        shown = fold_text(answer.text)
        return all(fold_text(words) in shown for words in gold.must_contain)
    return any(
        _is_cited(quote.report_id, quote.text, citation) for quote in gold.evidence for citation in _cited(answer)
    )


def _cited(answer: Answer) -> list[Citation]:
    """The citations an answer rests on: a nearest miss proves nothing."""
    return [citation for finding in answer.findings if finding.is_supported for citation in finding.citations]


def _is_cited(report_id: str, quote: str, citation: Citation) -> bool:
    return citation.report_id == report_id and key_text(quote) in key_text(citation.quote)


def _measure_status(expected: Mapping[str, Stance], found: Mapping[str, Stance]) -> Share:
    rightly_found = expected.keys() & found.keys()
    right = sum(is_right_status(expected[report_id], found[report_id]) for report_id in rightly_found)
    return Share(right, len(rightly_found))


def is_right_status(expected: Stance, found: Stance) -> bool:
    """Whether a report's stance is the one wanted; a wanted ``BOTH`` takes planned, done and both."""
    if expected is Stance.BOTH:
        return found in (Stance.PLANNED, Stance.DONE, Stance.BOTH)
    return found is expected


def _measure_fidelity(answer: Answer, text_of: Callable[[str], str]) -> Share:
    citations = [citation for finding in answer.findings for citation in finding.citations]
    return Share(sum(_is_faithful(citation, text_of) for citation in citations), len(citations))


def _is_faithful(citation: Citation, text_of: Callable[[str], str]) -> bool:
    try:
        text = text_of(citation.report_id)
    except KeyError:
        return False
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote
