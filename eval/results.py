"""The result of a run: a tree of frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eval.questions import Quote
from eval.reliability import Reliability
from eval.shares import Figure, Share, figure_of
from eval.surroundings import Surroundings
from records import Language, Stance
from search import SearchOptions

LAYOUT = 2
"""Raised whenever an older program could not read what a newer one writes."""

SHOWN = 5
"""How many of the passages found for a question are kept with their text."""

MOST_CHARS = 400
"""Of a passage's text: a passage of a report is kept whole by default, of a longer paragraph its beginning."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the questions or texts came from."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What was searched: the essentials of the index's manifest.

    Attributes:
        folder: of the index.
        corpus: what it was built from.
        generation: its name.
        layout: of its files.
        encoder: the names of its encoders, joined by ``+``.
        fingerprint: of all of them.
        fingerprints: of each, by name.
        counts: reports, sections, passages, sentences.
        versions: of the libraries it was built with.
    """

    folder: str
    corpus: str
    generation: str
    layout: int
    encoder: str
    fingerprint: str
    fingerprints: Mapping[str, str]
    counts: Mapping[str, int]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Latency:
    """What a question took, in milliseconds: half of them at most ``p50``, 95 % at most ``p95``."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Slice:
    """The measures over some of the questions.

    Attributes:
        by: ``"all"``, ``"language"``, ``"kind"``, or one of ``eval.slices.GROUPS``.
        name: of the language, kind, report, …; empty for all.
        questions: how many.
        figures: one a measure; each says over how many it was measured.
    """

    by: str
    name: str
    questions: int
    figures: tuple[Figure, ...]

    def figure(self, measure: str) -> Figure:
        """One of the figures.

        Raises:
            KeyError: there is none of that name.
        """
        return figure_of(self.figures, measure)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a gold question wanted.

    Attributes:
        status: planned, done or both, by report.
        must_contain: strings that a right answer shows.
        answer: a reference answer, for people.
        reports: all reports that hold evidence; none for an unanswerable question.
        evidence: the quotes that prove it, in the order of ``QuestionResult.ranks``.
    """

    status: Mapping[str, Stance]
    must_contain: tuple[str, ...]
    answer: str
    reports: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered.

    Attributes:
        status: the stance of each supported report; none where it abstained.
        is_abstained: it was said that no report answers.
        text: the answer.
        milliseconds: what it took.
        confidence: of each supported and each expected report, 0..1.
    """

    status: Mapping[str, Stance]
    is_abstained: bool
    text: str
    milliseconds: float
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage for a reader of the result who has no index.

    Attributes:
        report_id: the report it lies in.
        heading_path: headings from the outermost to its own.
        text: its first ``MOST_CHARS`` characters; a longer one ends in an ellipsis.
    """

    report_id: str
    heading_path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What one question expected and got.

    Attributes:
        question_id: of the question.
        language: of the question.
        kind: of a gold question, else empty.
        question: its text.
        relevant: grade of every right passage.
        retrieved: the ids of the passages found, best first, at most 20.
        ranks: from 1, of each right passage - of each quote, for a gold question; None beyond 20.
        milliseconds: what the search took.
        measures: the share of each measure; a measure the question has no part in is absent.
        expected: for a gold question.
        given: for a gold question.
        groups: what it counts for, by ``eval.slices.GROUPS``, e.g. ``{"report": ("002_zibo_2022",)}``.
        probabilities: of each passage found, that it answers the question; None where it is not known.
        other_script: of a Chinese question that was also asked in the other script, that question.
        other_ranks: what came of it, as ``ranks``.
    """

    question_id: str
    language: Language
    kind: str
    question: str
    relevant: Mapping[str, int]
    retrieved: tuple[str, ...]
    ranks: tuple[int | None, ...]
    milliseconds: float
    measures: Mapping[str, Share]
    expected: Expected | None = None
    given: Given | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    probabilities: tuple[float | None, ...] = ()
    other_script: str | None = None
    other_ranks: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run of one suite.

    Attributes:
        layout: of this record.
        suite: as on the command line.
        headline: the measure that sums it up.
        started: UTC, ISO 8601.
        seconds: wall time, index building included.
        surroundings: commit, versions, machine.
        settings: the whole tree.
        index: what was searched.
        files: where the questions and texts came from.
        latency: by stage: ``"find"``, ``"ask"``, then the stages of a search as ``Ranking.seconds`` names
            them, ``"hits"``, and ``"answer"``, which is an ask without its search.
        slices: all, then by language, by kind, by script, by report, by level, by place.
        questions: every question, in the order of its file.
        passages: by id, those that were right and the first ``SHOWN`` that were found of each question.
        reliability: of the probabilities of the first hit, and of the first ten, of every question;
            empty where hits have none.
        sample: how many questions were drawn of a larger suite; None for all.
        options: what the search used; None in results of older programs, which used what the settings say.
    """

    layout: int
    suite: str
    headline: str
    started: str
    seconds: float
    surroundings: Surroundings
    settings: Mapping[str, Any]
    index: IndexFacts
    files: tuple[SourceFile, ...]
    latency: Mapping[str, Latency]
    slices: tuple[Slice, ...]
    questions: tuple[QuestionResult, ...]
    passages: Mapping[str, PassageText] = field(default_factory=dict)
    reliability: tuple[Reliability, ...] = ()
    sample: int | None = None
    options: SearchOptions | None = None

    def figure(self, measure: str) -> Figure:
        """A figure over all questions.

        Raises:
            KeyError: the suite has no such measure.
        """
        return self.slices[0].figure(measure)
