"""A file of a corpus, read: a report with all that was found out and mended, or a failure."""

from __future__ import annotations

from dataclasses import dataclass

from records.choices import Kind, Language, Level, Stance


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
        year: the year it is named for: the one summed up, or, in a report that only plans, the year planned.
        half: 1 or 2 for a half-year report.
        plan_year: the year its plan is for, where that differs from ``year``.
        review_year: the year summed up, where the report is named for the year after: the work report of
            2025 sums up 2024.
        is_masked: the report hides its year behind a mask such as ``XXXX年``.
    """

    year: int | None = None
    half: int | None = None
    plan_year: int | None = None
    is_masked: bool = False
    review_year: int | None = None

    @property
    def years(self) -> frozenset[int]:
        """The years it sums up or plans, and the one it is named for."""
        return frozenset(year for year in (self.year, self.plan_year, self.review_year) if year is not None)

    def year_for(self, stance: Stance) -> int | None:
        """The year a planned or a done thing of this report belongs to.

        Example:
            >>> Period(year=2019, plan_year=2020).year_for(Stance.PLANNED)
            2020
            >>> Period(year=2025, review_year=2024).year_for(Stance.DONE)
            2024
        """
        of_stance = {Stance.PLANNED: self.plan_year, Stance.DONE: self.review_year}.get(stance)
        return of_stance or self.year


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
