"""From an answer and what a reader said of it to a gold question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from eval import Blame, GoldKind, GoldQuestion, Quote, Verdict, judged_id
from language import fold_text, key_text
from records import Answer, Finding, QuestionKind, Stance
from web.catalogue import Catalogue
from web.feedback_sent import MOST_SHOWN, Judged

# A summary is measured by its reports, for it is longer than what a fact may have; a yes or no by its proof.
KINDS: Mapping[QuestionKind, GoldKind] = MappingProxyType(
    {
        QuestionKind.WHICH_REPORTS: GoldKind.WHICH_REPORTS,
        QuestionKind.SUMMARY: GoldKind.WHICH_REPORTS,
        QuestionKind.COMPARE: GoldKind.COMPARE,
        QuestionKind.NUMBER: GoldKind.NUMBER,
        QuestionKind.FACT: GoldKind.FACT,
        QuestionKind.YES_NO: GoldKind.FACT,
        QuestionKind.LIST: GoldKind.LIST,
    }
)
TEXT_KINDS = frozenset({GoldKind.NUMBER, GoldKind.FACT, GoldKind.LIST})
STANCES = (Stance.PLANNED, Stance.DONE, Stance.BOTH)
_PARTS = re.compile(r"[;；、\n]+")


class JudgingError(Exception):
    """A judgement that no gold question can be made of; the reader is told how to mend it.

    Args:
        key: of the page's words.
        **values: for the words.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def gold_kind(answer: Answer) -> GoldKind:
    """The kind of gold question that an answer's question makes where some report says so."""
    return KINDS[answer.understood.kind] if answer.understood else GoldKind.WHICH_REPORTS


def make_gold(question: str, answer: Answer, judged: Judged, catalogue: Catalogue) -> GoldQuestion:
    """What a right answer holds.

    The reports are those that the reader ticked, the evidence is the citations that were ticked and the
    words that were pasted; where the reader ticked nothing by hand, what the answer said.

    Args:
        question: as it is to be asked again; of a follow-up the whole one.
        answer: that was judged.
        judged: what the reader said.
        catalogue: the reports, which pasted words must stand in.

    Raises:
        JudgingError: nothing is wrong with an answer that is judged wrong, a report is not known, no quote
            proves it, or pasted words stand in no report.
    """
    if judged.verdict is Verdict.WRONG and not judged.blames:
        raise JudgingError("judge_no_blame")
    should_say_nothing = Blame.SHOULD_SAY_NOTHING in judged.blames and judged.verdict is Verdict.WRONG
    status = {} if should_say_nothing else _reports_of(answer, judged, catalogue)
    if not status and judged.verdict is Verdict.WRONG and not should_say_nothing:
        raise JudgingError("judge_no_report")
    kind = gold_kind(answer) if status else GoldKind.UNANSWERABLE
    evidence = tuple(dict.fromkeys(_evidence(answer, judged, status, catalogue)))
    if status and not evidence:
        raise JudgingError("judge_no_quote")
    return GoldQuestion(
        question_id=judged_id(question),
        language=answer.language,
        kind=kind,
        text=question,
        report_ids=tuple(status),
        status={report_id: stance for report_id, stance in status.items() if stance is not None},
        evidence=evidence,
        answer=answer.text if judged.verdict is Verdict.RIGHT else "",
        must_contain=_shown(answer, judged) if kind in TEXT_KINDS else (),
    )


def _reports_of(answer: Answer, judged: Judged, catalogue: Catalogue) -> dict[str, Stance | None]:
    """The reports that say so with their stances, in the order of the index."""
    ticked = judged.reports
    if ticked is None:
        ticked = {one.report.report_id: _stance_of(one) for one in answer.findings if one.is_supported}
    for report_id in ticked:
        if report_id not in catalogue.reports:
            raise JudgingError("judge_unknown_report")
    return {report_id: ticked[report_id] for report_id in catalogue.reports if report_id in ticked}


def _stance_of(finding: Finding) -> Stance | None:
    return finding.stance if finding.stance in STANCES else None


def _evidence(
    answer: Answer, judged: Judged, status: Mapping[str, Stance | None], catalogue: Catalogue
) -> Iterator[Quote]:
    for finding in answer.findings:
        if finding.report.report_id not in status:
            continue
        for one in finding.citations:
            place = (one.report_id, one.start, one.end)
            is_ticked = finding.is_supported if judged.quotes is None else place in judged.quotes
            if is_ticked and key_text(one.quote):
                yield Quote(one.report_id, one.quote)
    for report_id, words in judged.pasted:
        if report_id not in status:
            continue
        if not key_text(words) or key_text(words) not in key_text(catalogue.reports[report_id].text):
            raise JudgingError("judge_not_in_report", words=words[:30])
        yield Quote(report_id, words)


def _shown(answer: Answer, judged: Judged) -> tuple[str, ...]:
    """What an answer must show: what the reader typed, or of a right answer about a number its figure."""
    typed = tuple(part.strip() for part in _PARTS.split(judged.shows) if part.strip())
    if any(len(part) > MOST_SHOWN for part in typed):
        raise JudgingError("judge_long_figure", n=MOST_SHOWN)
    if typed or judged.verdict is not Verdict.RIGHT or gold_kind(answer) is not GoldKind.NUMBER:
        return typed
    figures = [figure for one in answer.findings if one.is_supported for figure in one.figures[:1]]
    said = fold_text(answer.text)
    return tuple(figure for figure in figures[:1] if fold_text(figure) in said)
