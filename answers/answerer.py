"""From a question to an answer over every report of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.composing import SHORT_ANSWER_CHARS, compose
from answers.evidence import Candidate, Evidence, gather
from answers.figures import find_figures
from answers.quoting import cite
from answers.support import load_support_model
from answers.understanding import understand
from answers.wording import name_place, say
from language import detect_language, stance_of
from records import (
    Answer,
    Citation,
    Coverage,
    Filters,
    Finding,
    Kind,
    Language,
    Place,
    QuestionKind,
    Report,
    Stance,
    Understanding,
)
from search import Ranking, Searcher, has_words, read_question

# A second or third quote is kept while it is nearly as good as the first.
_MAX_CITATIONS = 3
_CITATION_MARGIN = 1.2
_MATCH_SHARE = 0.6
_QUOTE_CHARS = SHORT_ANSWER_CHARS - 80
_HITS = 10
_BY_KIND = {Kind.PLAN: Stance.PLANNED, Kind.SUMMARY: Stance.DONE, Kind.BOTH: Stance.BOTH, Kind.UNKNOWN: Stance.NONE}


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
            self._finding(request, offered, says_so=says_so, confidence=confidence)
            for offered, (says_so, confidence) in zip(evidence, decided, strict=True)
        ]
        findings = _keep_asked_stance(request, findings)
        findings.sort(key=lambda finding: (not finding.is_supported, -finding.confidence, finding.report.report_id))
        if request.kind in (QuestionKind.NUMBER, QuestionKind.FACT, QuestionKind.LIST):
            findings = _only_the_best(findings)
        if ranking.scope.missing:
            findings = [_unsupport(finding) for finding in findings]
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

    def _finding(self, request: Understanding, offered: Evidence, *, says_so: bool, confidence: float) -> Finding:
        """Quote the proof or the nearest miss."""
        is_supported = says_so and bool(offered.candidates)
        chosen = _choose(request, offered, only_one=not is_supported)
        citations = tuple(self._cite(offered.report, candidate) for candidate in chosen)
        return Finding(
            report=offered.report,
            is_supported=is_supported,
            stance=self._stance(offered.report, chosen),
            confidence=round(confidence, 4),
            figures=_figures(citations),
            citations=citations,
        )

    def _cite(self, report: Report, candidate: Candidate) -> Citation:
        section = self.index.section_of(candidate.passage)
        return cite(report, candidate.passage, section, candidate.span, max_chars=_QUOTE_CHARS)

    def _stance(self, report: Report, chosen: Sequence[Candidate]) -> Stance:
        """Of the first quote: by its words, else its section, else what the report as a whole is."""
        if not chosen:
            return Stance.NONE
        section = self.index.section_of(chosen[0].passage)
        stance = stance_of(chosen[0].span.of(report.text), inherited=section.stance)
        return _BY_KIND[report.kind] if stance is Stance.NONE else stance


def _names(places: Sequence[Place], language: Language) -> str:
    return say("list_separator", language).join(name_place(place, language) for place in dict.fromkeys(places))


def _narrow(request: Understanding, ranking: Ranking, n_reports: int) -> Understanding:
    """A question about one named report does not ask which reports."""
    if request.kind is QuestionKind.WHICH_REPORTS and ranking.scope.report_ids and n_reports == 1:
        return replace(request, kind=QuestionKind.FACT, stance=Stance.NONE)
    return request


def _choose(request: Understanding, offered: Evidence, *, only_one: bool) -> tuple[Candidate, ...]:
    """The best sentences; one of the asked stance, or with a number where one is asked for, first."""
    if not offered.candidates:
        return ()
    best = offered.candidates[0]
    near = [
        candidate
        for candidate in offered.candidates
        if candidate.score >= best.score - _CITATION_MARGIN and candidate.match >= _MATCH_SHARE * best.match
    ]
    if request.kind is QuestionKind.NUMBER:
        near.sort(key=lambda candidate: not find_figures(candidate.span.of(offered.report.text)))
    return tuple(near[: 1 if only_one else _MAX_CITATIONS])


def _figures(citations: Sequence[Citation]) -> tuple[str, ...]:
    """The figures of all quotes, in their order, each once."""
    found = (figure.text for citation in citations for figure in find_figures(citation.quote))
    return tuple(dict.fromkeys(found))


def _keep_asked_stance(request: Understanding, findings: Sequence[Finding]) -> list[Finding]:
    """Where only planned or only done things are asked for, a report of the other kind does not say so."""
    if request.kind is not QuestionKind.WHICH_REPORTS or request.stance not in (Stance.PLANNED, Stance.DONE):
        return list(findings)
    opposite = Stance.DONE if request.stance is Stance.PLANNED else Stance.PLANNED
    return [_unsupport(finding) if finding.stance is opposite else finding for finding in findings]


def _only_the_best(findings: Sequence[Finding]) -> list[Finding]:
    """A number, fact or list comes from the report that is surest, and those nearly as sure."""
    least = findings[0].confidence - 0.2 if findings else 0.0
    return [finding if finding.confidence >= least else _unsupport(finding) for finding in findings]


def _unsupport(finding: Finding) -> Finding:
    nearest = finding.citations[:1]
    return Finding(finding.report, False, finding.stance, finding.confidence, _figures(nearest), nearest)
