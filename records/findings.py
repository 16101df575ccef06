"""What reports say to a question, with the proof, and the answer made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.choices import Language, Stance
from records.hits import Hit
from records.passages import Span
from records.questions import Understanding
from records.reports import Failure, Report


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that stands word for word: ``Report.text[start:end] == quote``."""

    report_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a report writes it, read.

    Attributes:
        text: number and unit as written, e.g. ``"8.07万个"``, ``"55%以上"``, ``"第十三届"``.
        span: where it stands; in a finding, offsets into the report's text.
        value: what it says, 万 and 亿 multiplied out, the least of a range; None where it is masked.
            A part (三分之一, 八成, 一半) is a share in percent.
        upper: the greatest of a range, else None.
        unit: simplified, without 万 and 亿, e.g. ``"个"``, ``"元"``, ``"%"``; empty where there is none.
        counted: what is counted or whose share it is, as the report writes it; empty where the words
            around it do not say.
        qualifier: 约, 近, 超, 不少于, 以上 and the like, simplified; empty where there is none.
        is_target: the clause plans it.
        is_ordinal: it counts an edition or a rank, not an amount.
        is_masked: the report hides the number (``xx所``).
    """

    text: str
    span: Span
    value: float | None = None
    upper: float | None = None
    unit: str = ""
    counted: str = ""
    qualifier: str = ""
    is_target: bool = False
    is_ordinal: bool = False
    is_masked: bool = False


class Aside(StrEnum):
    """Why a report is neither counted among those that say so nor silent: what it says answers another question."""

    NONE = "none"
    LEVEL = "level"
    STANCE = "stance"
    YEAR = "year"
    KIND = "kind"
    TOPIC = "topic"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report says to a question.

    Attributes:
        report: the report looked at.
        is_supported: whether it says so.
        stance: planned, done or both where supported; of the nearest miss otherwise.
        confidence: 0..1 that it says so.
        figures: numbers with their units as the quotes write them, the asked-for first.
        citations: the proof, best first; of an unsupported finding, the nearest miss.
        figure_details: ``figures`` read, in the same order, and behind them the masked ones.
        aside: why the report is put aside: it is of another level or kind, says it of another year,
            did what is to be planned (or the other way round), speaks of two topics otherwise than they
            are joined, or gives another figure. ``NONE`` where it is supported or silent.
        aside_speaks: whether a report that is put aside speaks of the topic all the same; one of another level
            may not, one of another kind was asked for no topic.
    """

    report: Report
    is_supported: bool
    stance: Stance
    confidence: float
    figures: tuple[str, ...]
    citations: tuple[Citation, ...]
    figure_details: tuple[Figure, ...] = ()
    aside: Aside = Aside.NONE
    aside_speaks: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at: numbers of reports, and the files that could not be read.

    Attributes:
        reports: looked at.
        supporting: of these that say so.
        silent: of these that do not, and are not put aside.
        unreadable: files of the whole index.
        masked: of the reports looked at that hide their place, their year or a figure that is quoted.
        aside: of the reports looked at that are put aside (``Finding.aside``); with the supporting and
            the silent ones they are all.
    """

    reports: int
    supporting: int
    silent: int
    unreadable: tuple[Failure, ...]
    masked: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to one question.

    Attributes:
        question: as asked.
        language: of the question; the answer is written in it.
        text: the answer, with ``[1]``-style marks counting the supported citations in order.
        findings: one for every report looked at, supported ones first, then by confidence.
        hits: the ranked passages.
        is_abstained: no report answers; ``text`` says so.
        coverage: what was looked at.
        understood: how the question was read; a fact without a topic where there was nothing to read.
    """

    question: str
    language: Language
    text: str
    findings: tuple[Finding, ...]
    hits: tuple[Hit, ...]
    is_abstained: bool
    coverage: Coverage
    understood: Understanding | None = None
