"""What is asked: how a question was understood, and what it is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.choices import Kind, Level, Stance


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
