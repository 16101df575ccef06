"""From a question to an answer over every report of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answers.actions import keep_acting, read_action
from answers.cataloguing import catalogue, compose_catalogue, is_catalogue
from answers.combining import combine, compose_combined, pair
from answers.comparing import compare, compose_compared, rates_of, want
from answers.composing import compose
from answers.coverage import cover
from answers.deciding import decide
from answers.evidence import Evidence, best_others, gather
from answers.guessing import Guesser, learn_kinds
from answers.lines import citation_numbers
from answers.prefacing import asked_names, is_only_missing, preface
from answers.proving import prove, unsupport
from answers.reading import Reading, read, reread
from answers.subject import Subject, is_outside, learn_subject
from answers.summarising import summarise
from answers.support import load_support_model
from answers.wording import say
from answers.years import keep_years, turned_to
from language import detect_language
from records import (
    Answer,
    Aside,
    Combination,
    Coverage,
    Filters,
    Finding,
    Language,
    QuestionKind,
    Report,
    Understanding,
)
from search import Ranking, Searcher, has_words, read_question

_HITS = 10


class Answerer:
    """Answers questions over one index. Nothing of a question is kept for the next; safe for several threads.

    Args:
        searcher: over the index.
    """

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.index = searcher.index
        self._subjects: dict[Language, Subject] = {}
        self._guessers: dict[Language, Guesser] = {}

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
        if not has_words(asked):
            return self._empty(question, detect_language(asked))
        if understood is not None:
            reading = reread(understood, self.searcher, filters=filters)
        else:
            reading = read(asked, self.searcher, filters=filters, previous=previous, guess=self._guess)
        if reading.sides:
            return self._combined(question, reading)
        reports = self._reports_in_scope(reading.ranking)
        if is_catalogue(reading.understood):
            findings = catalogue(reports, reading.understood, self.searcher)
            return self._answer(
                question, reading, findings, lines=compose_catalogue(reading.understood, findings, reading.language)
            )
        evidence, others = self._evidence(reading.ranking, reports)
        findings = self._findings(reading, evidence, others)
        if reading.condition is not None:
            return self._compared(question, reading, findings)
        if self._is_outside(reading, evidence):
            answer = self._answer(question, reading, [_as_silent(finding) for finding in findings])
            return replace(answer, text=say("outside", reading.language), is_abstained=True)
        return self._answer(question, reading, findings)

    def gather_evidence(self, question: str) -> tuple[Evidence, ...]:
        """What every report in scope offers, before any decision: for fitting the decision.

        Args:
            question: with at least one letter or digit.
        """
        ranking = self.searcher.rank(read_question(question))
        return self._evidence(ranking, self._reports_in_scope(ranking))[0]

    def _evidence(
        self, ranking: Ranking, reports: Sequence[Report]
    ) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """What the reports asked about offer, and the best others do: what is said elsewhere tells what is silence."""
        found = gather(self.searcher, ranking, (*reports, *best_others(self.searcher, ranking, reports)))
        return found[: len(reports)], found[len(reports) :]

    def _guess(self, question: str) -> QuestionKind:
        """The kind of a question that no rule decides."""
        language = detect_language(question)
        if language not in self._guessers:
            self._guessers[language] = learn_kinds(self.searcher, language)
        return self._guessers[language].guess(question, self.searcher)

    def _is_outside(self, reading: Reading, evidence: Sequence[Evidence]) -> bool:
        language = reading.ranking.language
        if language not in self._subjects:
            self._subjects[language] = learn_subject(self.searcher, language)
        return is_outside(reading.understood, reading.ranking, evidence, self.searcher, self._subjects[language])

    def _findings(
        self, reading: Reading, evidence: Sequence[Evidence], others: Sequence[Evidence]
    ) -> tuple[Finding, ...]:
        """What every report in scope says."""
        ranking = reading.ranking
        if reading.understood.kind is QuestionKind.SUMMARY and not reading.understood.topic:
            return tuple(summarise(offered.report, reading.understood, self.searcher) for offered in evidence)
        findings = [
            self._finding(reading, offered, says_so=says_so, confidence=confidence)
            for offered, (says_so, confidence) in zip(evidence, self._said(reading, evidence, others), strict=True)
        ]
        return decide(
            reading.understood,
            findings,
            filters=ranking.filters,
            missing_years=ranking.scope.missing_years,
            has_scope=not is_only_missing(ranking.scope),
            enough=load_support_model(ranking.language).threshold,
        )

    def _said(
        self, reading: Reading, evidence: Sequence[Evidence], others: Sequence[Evidence]
    ) -> list[tuple[bool, float]]:
        """Whether each report says so. For a yes each must come up to the best of all, not only the best of them."""
        model = load_support_model(reading.ranking.language)
        inside, outside = ([one.features for one in some] for some in (evidence, others))
        if reading.understood.kind is not QuestionKind.YES_NO:
            return model.decide(inside, n_passages=sum(one.n_passages for one in evidence), others=outside)
        said = model.decide(inside + outside, n_passages=len(self.index.passages))[: len(evidence)]
        return [(says_so and confidence >= model.threshold, confidence) for says_so, confidence in said]

    def _finding(self, reading: Reading, offered: Evidence, *, says_so: bool, confidence: float) -> Finding:
        """What one report says; where something is to be done away with, only from sentences that say so."""
        asked = reading.understood
        action = read_action(asked.question, reading.ranking.language) if asked.action else None
        turn = turned_to(asked.question, reading.ranking.language)
        of_years = keep_years(offered, reading.ranking.scope.years, self.searcher, turn=turn)
        acting = keep_acting(of_years, action, reading.ranking) if action else of_years
        is_said = says_so and bool(acting.candidates)
        chosen = acting if is_said else offered
        compared = want(reading.condition, reading.understood) if reading.condition else None
        return prove(
            reading.understood, chosen, self.searcher, says_so=is_said, confidence=confidence, compared=compared
        )

    def _combined(self, question: str, reading: Reading) -> Answer:
        """The answer to a question for two topics, from what every report says to each."""
        reports = self._reports_in_scope(reading.ranking)
        if reading.understood.combination is Combination.OR and not self._is_said(reading, reports):
            return self.ask(question, filters=reading.ranking.filters, understood=_of_one_topic(reading.understood))
        first, second = (self._findings(side, *self._evidence(side.ranking, reports)) for side in reading.sides)
        sides = pair(first, second)
        findings = combine(sides, reading.understood.combination)
        lines = compose_combined(reading.understood, findings, sides, reading.language)
        return self._answer(question, reading, findings, lines=lines)

    def _is_said(self, reading: Reading, reports: Sequence[Report]) -> bool:
        """Whether any report says so where both topics are looked for at once: two chances would be taken for one."""
        said = self._said(reading, *self._evidence(reading.ranking, reports))
        return any(says_so for says_so, _ in said)

    def _compared(self, question: str, reading: Reading, findings: Sequence[Finding]) -> Answer:
        """The answer to a question whose figures must meet a condition."""
        condition = reading.condition
        if condition is None:
            return self._answer(question, reading, findings)
        wanted, rates = want(condition, reading.understood), rates_of(reading.understood)
        level = reading.understood.level
        judged, compared = compare(findings, condition, wanted, rates=rates)
        lines = compose_compared(condition, judged, compared, citation_numbers(judged), reading.language, level=level)
        return self._answer(question, reading, judged, lines=lines)

    def _answer(
        self, question: str, reading: Reading, findings: Sequence[Finding], *, lines: list[str] | None = None
    ) -> Answer:
        """Put an answer together, in these words or those of ``compose``."""
        understood, ranking, language = reading.understood, reading.ranking, reading.language
        coverage = cover(findings, self.index.failures)
        reports, scope = self._reports_in_scope(ranking), ranking.scope
        if lines is None:
            lines = [
                compose(understood, findings, coverage, language, asked_names=asked_names(scope, reports, language))
            ]
        is_said = coverage.supporting > 0
        text = preface("\n".join(lines), scope, reports, is_said=is_said, language=language, level=understood.level)
        return Answer(
            question=question,
            language=language,
            text=text,
            findings=tuple(findings),
            hits=self.searcher.hits(ranking, top=_HITS),
            is_abstained=_is_abstained(reading, coverage),
            coverage=coverage,
            understood=understood,
        )

    def _empty(self, question: str, language: Language) -> Answer:
        coverage = cover((), self.index.failures)
        understood = Understanding(question, QuestionKind.FACT, "")
        return Answer(question, language, say("empty", language), (), (), True, coverage, understood)

    def _reports_in_scope(self, ranking: Ranking) -> tuple[Report, ...]:
        """The reports to be looked at; none for a question about places without a report."""
        if is_only_missing(ranking.scope):
            return ()
        return tuple(self.index.report(report_id) for report_id in ranking.report_ids)


def _of_one_topic(understood: Understanding) -> Understanding:
    """A question for one of two topics as one for a single topic."""
    topic = f"{understood.topic} {understood.other_topic}"
    return replace(understood, combination=Combination.NONE, topic=topic, other_topic="")


def _as_silent(finding: Finding) -> Finding:
    """A finding to a question that is about something else: nothing of it is said, nor put aside."""
    return replace(unsupport(finding), aside=Aside.NONE, aside_speaks=False)


def _is_abstained(reading: Reading, coverage: Coverage) -> bool:
    """Nothing can be said: no report says so, or, where the silent ones are asked for, none was looked at."""
    if reading.understood.is_negated and not is_only_missing(reading.ranking.scope):
        return coverage.reports == 0
    return coverage.supporting == 0
