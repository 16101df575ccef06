"""From a question to an answer over every report of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.composing import compose
from answers.evidence import Evidence, gather
from answers.proving import prove, unsupport
from answers.support import load_support_model
from answers.understanding import understand
from answers.wording import name_place, say
from language import detect_language
from records import (
    Answer,
    Coverage,
    Filters,
    Finding,
    Language,
    Place,
    QuestionKind,
    Report,
    Stance,
    Understanding,
)
from search import Ranking, Searcher, has_words, read_question

_HITS = 10


class Answerer:
    """Answers questions over one index. Holds no state between questions; safe for several threads.

    Args:
        searcher: over the index.
    """

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.index = searcher.index

    def ask(
        self,
        question: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        previous: Understanding | None = None,
        understood: Understanding | None = None,
    ) -> Answer:
        """Answer a question from all reports it asks about.

        Args:
            question: in English or Chinese of either script.
            filters: what a reader narrows it to.
            previous: what the question before was understood to be, for a question that follows it up.
            understood: the reader's correction, used instead of reading the question.

        Returns:
            An answer with a finding for every report looked at: all reports of the index, or
            those of the places and years that the question names. A question without a letter or
            digit is answered with a request for one.
        """
        asked = read_question(question)
        language = detect_language(asked)
        if not has_words(asked):
            return self._empty(question, language)
        ranking = self.searcher.rank(asked)
        request = understood or understand(asked, language, ranking)
        reports = self._reports_in_scope(ranking)
        request = _narrow(request, ranking, len(reports))
        evidence = gather(self.searcher, ranking, reports)
        model = load_support_model(language)
        decided = model.decide([offered.features for offered in evidence])
        findings = [
            prove(request, offered, self.searcher, says_so=says_so, confidence=confidence)
            for offered, (says_so, confidence) in zip(evidence, decided, strict=True)
        ]
        findings = _keep_asked_stance(request, findings)
        findings.sort(key=lambda finding: (not finding.is_supported, -finding.confidence, finding.report.report_id))
        if request.kind in (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST):
            findings = _only_the_best(findings)
        if ranking.scope.missing:
            findings = [unsupport(finding) for finding in findings]
        return self._answer(question, language, request, ranking, findings)

    def gather_evidence(self, question: str) -> tuple[Evidence, ...]:
        """What every report in scope offers, before any decision: for fitting the decision.

        Args:
            question: with at least one letter or digit.
        """
        ranking = self.searcher.rank(read_question(question))
        return gather(self.searcher, ranking, self._reports_in_scope(ranking))

    def _answer(
        self, question: str, language: Language, request: Understanding, ranking: Ranking, findings: Sequence[Finding]
    ) -> Answer:
        supporting = sum(finding.is_supported for finding in findings)
        coverage = Coverage(len(findings), supporting, len(findings) - supporting, self.index.failures)
        text = compose(request, findings, coverage, language, asked_names=_names(ranking.scope.places, language))
        if ranking.scope.missing:
            text = say("no_report_of", language, names=_names(ranking.scope.missing, language))
        return Answer(
            question=question,
            language=language,
            text=text,
            findings=tuple(findings),
            hits=self.searcher.hits(ranking, top=_HITS),
            is_abstained=supporting == 0,
            coverage=coverage,
            understood=request,
        )

    def _empty(self, question: str, language: Language) -> Answer:
        coverage = Coverage(0, 0, 0, self.index.failures)
        return Answer(question, language, say("empty", language), (), (), True, coverage)

    def _reports_in_scope(self, ranking: Ranking) -> tuple[Report, ...]:
        named = set(ranking.scope.report_ids)
        return tuple(report for report in self.index.reports if not named or report.report_id in named)


def _names(places: Sequence[Place], language: Language) -> str:
    return say("list_separator", language).join(name_place(place, language) for place in dict.fromkeys(places))


def _narrow(request: Understanding, ranking: Ranking, n_reports: int) -> Understanding:
    """A question about one named report does not ask which reports."""
    if request.kind is QuestionKind.WHICH_REPORTS and ranking.scope.report_ids and n_reports == 1:
        return replace(request, kind=QuestionKind.FACT, stance=Stance.NONE)
    return request


def _keep_asked_stance(request: Understanding, findings: Sequence[Finding]) -> list[Finding]:
    """Where only planned or only done things are asked for, a report of the other kind does not say so."""
    if request.kind is not QuestionKind.WHICH_REPORTS or request.stance not in (Stance.PLANNED, Stance.DONE):
        return list(findings)
    opposite = Stance.DONE if request.stance is Stance.PLANNED else Stance.PLANNED
    return [unsupport(finding) if finding.stance is opposite else finding for finding in findings]


def _only_the_best(findings: Sequence[Finding]) -> list[Finding]:
    """A number, fact or list comes from the report that is surest, and those nearly as sure."""
    least = findings[0].confidence - 0.2 if findings else 0.0
    return [finding if finding.confidence >= least else unsupport(finding) for finding in findings]
