"""The findings of two questions put together: both, either, or one without the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from answers.asides import counted, name_counted
from answers.proving import unsupport
from answers.saying import quoted, say_count
from answers.wording import name_place, name_stance, name_year, say
from language import to_traditional
from records import Aside, Citation, Combination, Finding, Language, Stance, Understanding

_QUOTES = 2
_LINES_SHOWN = 12
# Of the others the line with what was looked at says why they do not count.
_LISTED = (Aside.NONE, Aside.TOPIC)
_EITHER_STANCE = {Stance.PLANNED, Stance.DONE}

Sides = Mapping[str, tuple[Finding, Finding]]
"""By report id what it says to the first and to the second topic."""


def pair(first: Sequence[Finding], second: Sequence[Finding]) -> Sides:
    """Put together what the same reports say to two topics.

    Args:
        first: of the reports, to the first topic.
        second: of the same reports, in any order.
    """
    others = {finding.report.report_id: finding for finding in second}
    return {one.report.report_id: (one, others[one.report.report_id]) for one in first}


def combine(sides: Sides, combination: Combination) -> tuple[Finding, ...]:
    """One finding a report, supported where it says what is asked of both topics.

    Args:
        sides: from ``pair``.
        combination: how the topics are joined.

    Returns:
        Supported ones first, then by confidence, ties by report id. The citations of an "and" or "or"
        are those of both topics, the first topic's before the others; of a "but not" the first's.
    """
    merged = [_merge(one, other, combination) for one, other in sides.values()]
    return tuple(sorted(merged, key=lambda one: (not one.is_supported, -one.confidence, one.report.report_id)))


def compose_combined(asked: Understanding, findings: Sequence[Finding], sides: Sides, language: Language) -> list[str]:
    """The verdict, a quote of each topic for every report, and the reports that say one thing only.

    Args:
        asked: with its two topics.
        findings: from ``combine``.
        sides: from ``pair``.
        language: to write in.
    """
    supported = [finding for finding in findings if finding.is_supported]
    names = name_counted(asked.level, findings, language)
    lines = [_verdict(asked, len(supported), len(counted(findings)), language, names)]
    number = 1
    for place, finding in enumerate(supported):
        if place < _LINES_SHOWN:
            lines += _lines(asked, finding, sides[finding.report.report_id], number, language)
        number += len(finding.citations)
    if len(supported) > _LINES_SHOWN:
        more = len(supported) - _LINES_SHOWN
        lines.append(say("more_one" if more == 1 else "more_many", language, count=more))
    return lines + _others(asked, findings, sides, language)


def _merge(one: Finding, other: Finding, combination: Combination) -> Finding:
    if combination is Combination.BUT_NOT:
        is_supported = one.is_supported and not other.is_supported
        merged = one if is_supported else _nearest(one, one, other)
        return replace(merged, confidence=round(min(one.confidence, 1.0 - other.confidence), 4))
    if not _holds(one, other, combination):
        nearest = replace(one if one.confidence >= other.confidence else other, aside=Aside.NONE)
        missed = _nearest(_speaking_against(one, other, combination) or nearest, one, other)
        return replace(missed, confidence=min(one.confidence, other.confidence))
    parts = [finding for finding in (one, other) if finding.is_supported]
    citations = _once([citation for part in parts for citation in part.citations[:_QUOTES]])
    held = [
        figure
        for part in parts
        for figure in part.figure_details
        if any(quote.start <= figure.span.start and figure.span.end <= quote.end for quote in citations)
    ]
    details = tuple({figure.text: figure for figure in reversed(held)}.values())[::-1]
    least = min if combination is Combination.AND else max
    return Finding(
        report=one.report,
        is_supported=True,
        stance=_joined_stance([part.stance for part in parts]),
        confidence=least(part.confidence for part in parts),
        figures=tuple(dict.fromkeys(figure.text for figure in details if not figure.is_masked)),
        citations=citations,
        figure_details=tuple(sorted(details, key=lambda figure: figure.is_masked)),
    )


def _speaking_against(one: Finding, other: Finding, combination: Combination) -> Finding | None:
    """The side for which alone a report does not fit, not for silence: of an "and" all that do not say so."""
    missed = [side for side in (one, other) if not side.is_supported]
    aside = [side for side in missed if side.aside is not Aside.NONE]
    is_alone = len(aside) == len(missed) if combination is Combination.AND else bool(aside)
    return aside[0] if is_alone else None


def _nearest(nearest: Finding, one: Finding, other: Finding) -> Finding:
    """A nearest miss; put aside where its own side is, or where a topic is spoken of, but not as they are joined."""
    speaks = any(side.is_supported or side.aside_speaks for side in (one, other))
    aside = nearest.aside if nearest.aside is not Aside.NONE else Aside.TOPIC if speaks else Aside.NONE
    return replace(unsupport(nearest), aside=aside, aside_speaks=speaks)


def _holds(one: Finding, other: Finding, combination: Combination) -> bool:
    said = (one.is_supported, other.is_supported)
    return all(said) if combination is Combination.AND else any(said)


def _once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each quote once: one sentence may speak of both."""
    return tuple({(quote.start, quote.end): quote for quote in citations}.values())


def _joined_stance(stances: Sequence[Stance]) -> Stance:
    different = set(stances)
    if len(different) == 1:
        return stances[0]
    return Stance.BOTH if different & _EITHER_STANCE else stances[0]


def _verdict(asked: Understanding, count: int, total: int, language: Language, names: Mapping[str, str]) -> str:
    whole = "sole" if total == 1 else "all"
    extent = "none" if count == 0 else whole if count == total else "one" if count == 1 else "many"
    said = say(
        f"{asked.combination}_{extent}",
        language,
        count=say_count(count, language),
        total=say_count(total, language),
        **names,
        **_topics(asked, language),
    )
    return said[:1].upper() + said[1:]


def _topics(asked: Understanding, language: Language) -> dict[str, str]:
    return {
        key: quoted(_written(topic, language), language)
        for key, topic in (("first", asked.topic), ("second", asked.other_topic))
    }


def _written(topic: str, language: Language) -> str:
    return to_traditional(topic) if language is Language.HANT else topic


def _lines(
    asked: Understanding, finding: Finding, sides: tuple[Finding, Finding], number: int, language: Language
) -> list[str]:
    """A quote of each topic that the report speaks of, with what it is a quote of; one line where it is the same."""
    places = {(quote.start, quote.end): place for place, quote in enumerate(finding.citations)}
    topics_of: dict[int, list[str]] = {}
    stance_of: dict[int, Stance] = {}
    for side, topic in zip(sides, (asked.topic, asked.other_topic), strict=True):
        place = next((places[one.start, one.end] for one in side.citations if (one.start, one.end) in places), None)
        if side.is_supported and place is not None:
            topics_of.setdefault(place, []).append(_written(topic, language))
            stance_of.setdefault(place, side.stance)
    return [
        say(
            "topic_line",
            language,
            place=name_place(finding.report.place, language),
            year=name_year(finding.report, stance_of[place], language),
            topic=say("list_separator", language).join(topics),
            stance=name_stance(stance_of[place], language),
            quote=quoted(finding.citations[place].quote, language),
            number=number + place,
        ).replace(" ·  · ", " · ")
        for place, topics in topics_of.items()
    ]


def _others(asked: Understanding, findings: Sequence[Finding], sides: Sides, language: Language) -> list[str]:
    """The reports that do not fit, by what they do say, by name."""
    groups: dict[str, list[str]] = {}
    for finding in findings:
        if not finding.is_supported and finding.aside in _LISTED:
            one, other = sides[finding.report.report_id]
            key = ("neither", "first_only", "second_only", "both_topics")[one.is_supported + 2 * other.is_supported]
            name, year = name_place(finding.report.place, language), name_year(finding.report, Stance.NONE, language)
            groups.setdefault(key, []).append(f"{name} {year}".rstrip())
    glue = say("report_separator", language)
    return [
        say(key, language, names=glue.join(groups[key]), **_topics(asked, language))
        for key in ("both_topics", "first_only", "second_only", "neither")
        if key in groups
    ]
