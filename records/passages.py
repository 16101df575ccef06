"""The parts of a report's text."""

from __future__ import annotations

from dataclasses import dataclass

from records.choices import Stance


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
