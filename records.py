"""The nouns that flow through every room: frozen, slotted, with nothing to import."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The language a question or a text is written in."""

    EN = "en"
    HANS = "zh-Hans"
    HANT = "zh-Hant"


class Level(StrEnum):
    """The administrative level of the place that wrote a report."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a report holds: what was done, what is planned, or both."""

    SUMMARY = "summary"
    PLAN = "plan"
    BOTH = "both"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """Whether a text speaks of things done, things planned or problems."""

    DONE = "done"
    PLANNED = "planned"
    BOTH = "both"
    PROBLEM = "problem"
    NONE = "none"


class QuestionKind(StrEnum):
    """The form of answer a question wants."""

    WHICH_REPORTS = "which_reports"
    NUMBER = "number"
    FACT = "fact"
    LIST = "list"
    COMPARE = "compare"
    YES_NO = "yes_no"
    SUMMARY = "summary"


class Combination(StrEnum):
    """How the two topics of a question are joined."""

    NONE = "none"
    AND = "and"
    OR = "or"
    BUT_NOT = "but_not"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of characters.

    Raises:
        ValueError: ``start`` is negative or lies behind ``end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Cut this range out of ``text``.

        Example:
            >>> Span(2, 4).of("校长职级制")
            '职级'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of repair made in a report, how often, and a few examples.

    Attributes:
        kind: the name of the repair step, e.g. ``"pinyin"``.
        count: how many places it changed, at least 1.
        examples: at most three ``"before -> after"`` strings, in text order.
    """

    kind: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """How one piece of metadata was found.

    Attributes:
        field: the name of the Report field, e.g. ``"place"``.
        value: the value as text.
        how: ``title``, ``header``, ``file name``, ``body``, ``inferred`` or ``reports.csv``.
        evidence: the words that gave it away.
    """

    field: str
    value: str
    how: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Place:
    """The place a report speaks for; an unknown one has empty names.

    Attributes:
        name: simplified Chinese with its level word, e.g. ``"淄博市"``.
        name_en: e.g. ``"Zibo"``.
        level: administrative level.
        province: simplified Chinese with its level word, e.g. ``"山东省"``, or empty.
        is_inferred: the report hides the place and clues in the body gave it away.
    """

    name: str = ""
    name_en: str = ""
    level: Level = Level.UNKNOWN
    province: str = ""
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The time a report speaks of; None where it does not say.

    Attributes:
        year: the year summed up, or, in a report that only plans, the year planned.
        half: 1 or 2 for a half-year report.
        plan_year: the year its plan is for, where that differs from ``year``.
        is_masked: the report hides its year behind a mask such as ``XXXX年``.
    """

    year: int | None = None
    half: int | None = None
    plan_year: int | None = None
    is_masked: bool = False

    def year_for(self, stance: Stance) -> int | None:
        """The year a planned or a done thing of this report belongs to.

        Example:
            >>> Period(year=2019, plan_year=2020).year_for(Stance.PLANNED)
            2020
        """
        return self.plan_year or self.year if stance is Stance.PLANNED else self.year


@dataclass(frozen=True, slots=True)
class Report:
    """One readable report, repaired and described.

    Attributes:
        report_id: the stem of its file name, unique in a corpus.
        title: one line; the file's own title or its first heading.
        bureau: who wrote it, simplified, e.g. ``"淄博市教育局"``, or empty.
        place: the place it speaks for.
        period: the time it speaks of.
        kind: summary, plan or both.
        published: ISO date ``YYYY-MM-DD``, or empty.
        source: path relative to the corpus folder, with forward slashes.
        sha256: of the file's bytes, 64 hexadecimal digits.
        language: the script of ``text``: ``HANS`` or ``HANT`` (``EN`` for a report in English).
        text: repaired, in its own script, NFC, lines end in a line feed; all offsets point into it.
        repairs: one entry a kind, in the order of the steps.
        clues: how the metadata were found.
        link: the address it was published at, or empty.
    """

    report_id: str
    title: str
    bureau: str
    place: Place
    period: Period
    kind: Kind
    published: str
    source: str
    sha256: str
    language: Language
    text: str
    repairs: tuple[Repair, ...] = ()
    clues: tuple[Clue, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not become a report.

    Attributes:
        source: path relative to the corpus folder.
        reason: what was found, what was expected, what to do - one line.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report under one heading.

    Attributes:
        section_id: ``report_id`` + ``"/"`` + running number from 0 in text order.
        report_id: the report it lies in.
        heading_path: headings from the outermost to its own, as the report writes them.
        start: first offset into ``Report.text``; includes its own heading.
        end: half-open end.
        stance: what the section speaks of.
    """

    section_id: str
    report_id: str
    heading_path: tuple[str, ...]
    start: int
    end: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and ranked; lies inside one section.

    Attributes:
        passage_id: ``report_id`` + ``"#"`` + running number from 0 in text order; the same
            on every machine.
        section_id: the section it lies in.
        report_id: the report it lies in.
        start: first offset into ``Report.text``.
        end: half-open end.
        sentences: spans into ``Report.text``, in order, inside ``[start, end)``.
    """

    passage_id: str
    section_id: str
    report_id: str
    start: int
    end: int
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """What one leg of the search said about a passage.

    Attributes:
        name: e.g. ``"e5:passages"``, ``"muse:sentences"``, ``"bm25"``.
        score: in the leg's own unit, higher is better.
        rank: from 1.
    """

    name: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """A token of the question and the token of a passage that is nearest to it in late interaction.

    Attributes:
        asked: the question's token, as the encoder's tokenizer cuts it.
        found: the passage's.
        similarity: -1..1, of their centred vectors.
    """

    asked: str
    found: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows a question to; an empty field does not narrow.

    Attributes:
        places: names of divisions as a reader writes them (any script, English); a province
            stands for all its reports.
        levels: of the report's place.
        years: the report's year or the year it plans for.
        kinds: of the report.
        stances: of a passage's section, and of a finding.
        headings: words of which a passage's heading path holds at least one.
        report_ids: reports by their ids.
    """

    places: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    stances: tuple[Stance, ...] = ()
    headings: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a question; a reader may correct any of it.

    Attributes:
        question: the whole question as it was read; of a follow-up, with what it took up.
        kind: the form of answer wanted.
        topic: the words looked for, without places, years and words of asking.
        stance: ``PLANNED`` or ``DONE`` when only such reports are asked for, ``PROBLEM`` for
            shortcomings, else ``NONE``.
        is_negated: the reports that do *not* say so are asked for.
        places: full names of the places named, simplified.
        years: the years named.
        level: reports of this level only are asked for, or ``UNKNOWN``.
        terms: the corpus's own terms that were looked for, nearest first.
        combination: how a second topic is joined to the first.
        other_topic: the second topic, or empty.
        action: the question's word for what is to be done to the topic where that is to end, forbid,
            close or lower it (``ban``, ``取消``); empty for none.
        condition: what the figures must be: in the question's words (``超过40处``), or stated by a reader
            as ``most``, ``least``, ``> 5000``, ``>= 80%``, ``40 .. 60``; empty for none.
    """

    question: str
    kind: QuestionKind
    topic: str
    stance: Stance = Stance.NONE
    is_negated: bool = False
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    level: Level = Level.UNKNOWN
    terms: tuple[str, ...] = ()
    combination: Combination = Combination.NONE
    other_topic: str = ""
    action: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage.

    Attributes:
        passage: the passage.
        score: fused, higher is better.
        rank: from 1, in the order ``(-score, passage_id)``.
        best_sentence: the sentence nearest to the question, or None where the index has none.
        legs: what every leg said.
        terms: the corpus's terms that were looked for and stand in the passage, nearest first.
        tokens: what late interaction matched, the strongest first; empty without it.
        probability: calibrated, 0..1, that the passage answers the question; None where it is not known.
        duplicates: ids of the passages that say nearly the same and were left out behind this one.
    """

    passage: Passage
    score: float
    rank: int
    best_sentence: Span | None
    legs: tuple[Leg, ...]
    terms: tuple[str, ...] = ()
    tokens: tuple[TokenMatch, ...] = ()
    probability: float | None = None
    duplicates: tuple[str, ...] = ()


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
    """

    report: Report
    is_supported: bool
    stance: Stance
    confidence: float
    figures: tuple[str, ...]
    citations: tuple[Citation, ...]
    figure_details: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at: numbers of reports, and the files that could not be read.

    Attributes:
        reports: looked at.
        supporting: of these that say so.
        silent: of these that do not.
        unreadable: files of the whole index.
        masked: of the reports looked at that hide their place, their year or a figure that is quoted.
    """

    reports: int
    supporting: int
    silent: int
    unreadable: tuple[Failure, ...]
    masked: int = 0


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
