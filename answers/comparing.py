"""Figures of several reports held against each other, or against a number: like with like only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from answers.asides import counted, name_counted
from answers.asked import Wanted, asked_figures, clause_of, read_wanted, relevance
from answers.conditions import Condition
from answers.measures import COUNTS, Measure, measure_of
from answers.proving import unsupport
from answers.saying import quoted, say_count, say_figure
from answers.wording import name_place, name_stance, name_year, say
from language import fold_text, to_traditional
from records import Aside, Figure, Finding, Language, Level, Stance, Understanding

_LINES_SHOWN = 12
# 所, 处 and 个 count the same schools; 人次 are no 人.
_COUNTED_APART = frozenset({"人次", "人次场", "例次", "辆次", "校次"})
# A figure that holds less than this of what the best one holds of the topic counts something else.
_LEAST_RELEVANCE = 0.45
_RATE = re.compile(r"[\u4e00-\u9fff]{2,}率")
_SHORTEST_RATE = 3
_THOUSANDTHS = {"‰": 10.0, "‱": 100.0}


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of all reports for one condition.

    Attributes:
        figures: by report id the figure that is compared, of the supported findings.
        outside: reports with a like figure that does not meet the condition.
        unlike: reports whose figure measures something else.
        masked: reports that hide theirs.
        without: reports that give none, and are not put aside.
    """

    figures: Mapping[str, Figure]
    outside: tuple[Finding, ...] = ()
    unlike: tuple[Finding, ...] = ()
    masked: tuple[Finding, ...] = ()
    without: tuple[Finding, ...] = ()


def want(condition: Condition, understood: Understanding) -> Wanted:
    """Which figure a condition is about: that of the topic, of the unit it names.

    Args:
        condition: read off the question.
        understood: of the question without it.
    """
    topic = understood.topic
    asked = read_wanted(replace(understood, question=f"how many {topic}" if topic.isascii() else f"{topic}多少"))
    if not topic.isascii() and asked.measures == COUNTS:
        asked = read_wanted(replace(understood, question=f"多少{topic}"))
    measures = asked.measures
    if condition.unit:
        measure = measure_of(condition.unit)
        measures = COUNTS if measure in COUNTS and measure is not Measure.PEOPLE else frozenset({measure})
    units = frozenset(filter(None, [condition.unit]))
    return replace(asked, measures=measures, units=units, n_asked=1, is_literal=True)


def rates_of(understood: Understanding) -> frozenset[str]:
    """The rates that a topic names (毛入园率), with what stands before them: a rate is compared with the same rate.

    Args:
        understood: of the question; where its own words name none, the nearest term that is a rate does.
    """
    named = _RATE.findall(fold_text(understood.topic))
    nearest = [rate for term in understood.terms for rate in _RATE.findall(term)][:1]
    return frozenset(named or nearest)


def compare(
    findings: Sequence[Finding], condition: Condition, wanted: Wanted, *, rates: Collection[str] = ()
) -> tuple[tuple[Finding, ...], Compared]:
    """Keep the support of the findings whose figure meets a condition.

    Args:
        findings: of all reports; those that are supported speak of the topic.
        condition: read off the question.
        wanted: from ``want``.
        rates: from ``rates_of``.

    Returns:
        All findings, supported ones first, then by confidence; and the figures that were compared.
        Figures are like each other where they measure the same: shares, amounts of one currency,
        people, things that are counted. The kind that most reports give is compared.
    """
    best = {
        finding.report.report_id: figures[0]
        for finding in findings
        if finding.is_supported and (figures := asked_figures(_of_rate(finding, rates), wanted))
    }
    best = _of_the_matter(best, findings, wanted)
    shown = {key: figure for key, figure in best.items() if not figure.is_masked}
    kinds = Counter(_kind(figure) for figure in shown.values())
    kind = max(kinds, key=lambda one: (kinds[one], one), default="")
    like = {key: figure for key, figure in shown.items() if _kind(figure) == kind}
    met = {key: figure for key, figure in like.items() if condition.is_met_by(_scaled(figure))}

    def chosen(keys: Mapping[str, Figure], *, but: Mapping[str, Figure]) -> tuple[Finding, ...]:
        return tuple(one for one in findings if one.report.report_id in keys and one.report.report_id not in but)

    judged = [one if one.report.report_id in met else _without_figure(one) for one in findings]
    judged.sort(key=lambda one: (not one.is_supported, -one.confidence, one.report.report_id))
    return tuple(judged), Compared(
        figures=met,
        outside=chosen(like, but=met),
        unlike=chosen(shown, but=like),
        masked=chosen(best, but=shown),
        without=tuple(one for one in findings if one.report.report_id not in best and one.aside is Aside.NONE),
    )


def compose_compared(
    condition: Condition,
    findings: Sequence[Finding],
    compared: Compared,
    numbers: Mapping[tuple[str, int], int],
    language: Language,
    *,
    level: Level = Level.UNKNOWN,
) -> list[str]:
    """The figures in order, each with its quote, and the reports that give none, another one, or a masked one.

    Args:
        condition: read off the question.
        findings: from ``compare``.
        compared: from ``compare``.
        numbers: of the citations, by report id and place.
        language: to write in.
        level: of the places asked for.
    """
    supported = [finding for finding in findings if finding.is_supported]
    sign = 1.0 if condition.relation in ("least", "under", "at_most") else -1.0

    def order(finding: Finding) -> tuple[float, str]:
        figure = _scaled(compared.figures[finding.report.report_id])
        return sign * (figure.value or 0.0), finding.report.report_id

    names = name_counted(level, findings, language)
    lines = [_verdict(condition, len(supported), len(counted(findings)), language, names)]
    ordered = sorted(supported, key=order)
    lines += [_line(one, compared.figures[one.report.report_id], numbers, language) for one in ordered[:_LINES_SHOWN]]
    if len(ordered) > _LINES_SHOWN:
        more = len(ordered) - _LINES_SHOWN
        lines.append(say("more_one" if more == 1 else "more_many", language, count=more))
    groups = (
        ("figures_outside", compared.outside),
        ("figures_unlike", compared.unlike),
        ("figures_masked", compared.masked),
        ("figures_none", compared.without),
    )
    return lines + [say(key, language, names=_names(members, language)) for key, members in groups if members]


def _without_figure(finding: Finding) -> Finding:
    """A report that speaks of the topic is not silent, whatever figure it gives."""
    return unsupport(finding, Aside.FIGURE, speaks=True) if finding.is_supported else unsupport(finding)


def _of_rate(finding: Finding, rates: Collection[str]) -> Finding:
    """The finding with the figures only that are of the asked rate; of two those whose name is more alike."""
    if not rates:
        return finding
    alike = {
        figure: max(_shared_end(_noun_of(figure, clause_of(finding.report, figure)), rate) for rate in rates)
        for figure in finding.figure_details
    }
    most = max(alike.values(), default=0)
    kept = tuple(figure for figure in finding.figure_details if most >= _SHORTEST_RATE and alike[figure] == most)
    return replace(finding, figure_details=kept)


def _shared_end(text: str, rate: str) -> int:
    """How many characters at the end of a rate's name stand together in a text.

    Example:
        >>> _shared_end("公办入园率", "学前毛入园率"), _shared_end("普惠性幼儿园覆盖率", "普惠率")
        (3, 3)
    """
    ends = (len(rate) - start for start in range(len(rate)) if rate[start:] in text)
    split = len(rate) if text.endswith("率") and all(character in text for character in rate) else 0
    return max(next(ends, 0), split)


def _noun_of(figure: Figure, around: str) -> str:
    """What a share is of: its noun, or its clause where the noun is no rate itself."""
    noun = fold_text(figure.counted)
    return noun if noun.endswith("率") else fold_text(around)


def _of_the_matter(best: Mapping[str, Figure], findings: Sequence[Finding], wanted: Wanted) -> dict[str, Figure]:
    """The figures that count what is asked about: where one counts its noun, those that do.

    Their nouns and clauses hold nearly as much of the topic as the best. Of masked ones the noun is
    not asked: they are not compared.
    """
    reports = {finding.report.report_id: finding.report for finding in findings}
    held = {key: relevance(figure, wanted, around=clause_of(reports[key], figure)) for key, figure in best.items()}
    least = _LEAST_RELEVANCE * max(held.values(), default=0.0)
    kept = {key: figure for key, figure in best.items() if held[key] >= least}
    same = {key for key, figure in kept.items() if fold_text(figure.counted)[-2:] in wanted.weights}
    return {key: figure for key, figure in kept.items() if not same or figure.is_masked or key in same}


def _verdict(condition: Condition, count: int, total: int, language: Language, names: Mapping[str, str]) -> str:
    extent = "none" if count == 0 else "one" if count == 1 else "many"
    family = condition.relation if condition.is_ranking else "bound"
    words = to_traditional(condition.words) if language is Language.HANT else condition.words
    counts = {"count": say_count(count, language), "total": say_count(total, language)}
    said = say(f"figures_{family}_{extent}", language, words=words, **counts, **names)
    return said[:1].upper() + said[1:]


def _line(finding: Finding, figure: Figure, numbers: Mapping[tuple[str, int], int], language: Language) -> str:
    stance = Stance.PLANNED if figure.is_target else finding.stance
    holds = (one.start <= figure.span.start and figure.span.end <= one.end for one in finding.citations)
    place = list(holds).index(True)
    line = say(
        "compared_line",
        language,
        figures=say_figure(figure, language),
        place=name_place(finding.report.place, language),
        year=name_year(finding.report, stance, language),
        stance=name_stance(stance, language),
        quote=quoted(finding.citations[place].quote, language),
        number=numbers[finding.report.report_id, place],
    ).replace(" ·  · ", " · ")
    return line[:1].upper() + line[1:]


def _names(members: Sequence[Finding], language: Language) -> str:
    named = [
        " ".join(filter(None, (name_place(one.report.place, language), name_year(one.report, Stance.NONE, language))))
        for one in members
    ]
    years = {name_year(one.report, Stance.NONE, language) for one in members}
    if len(members) > 3 and len(years) == 1:
        return say("list_separator", language).join(name_place(one.report.place, language) for one in members)
    return say("report_separator", language).join(named)


def _kind(figure: Figure) -> str:
    """What makes figures alike: the measure, and where an amount is per something or in a currency, the unit."""
    unit, _, per = figure.unit.partition("/")
    measure = measure_of(figure.unit)
    if measure is Measure.SHARE:
        return f"{measure}/{per}"
    if measure is Measure.PEOPLE or measure not in COUNTS:
        return f"{measure} {unit if unit in _COUNTED_APART or measure is not Measure.PEOPLE else ''}/{per}"
    return f"counted {unit if unit in _COUNTED_APART or measure is Measure.EVENTS else ''}/{per}"


def _scaled(figure: Figure) -> Figure:
    """A share in percent, whatever it is written in."""
    by = _THOUSANDTHS.get(figure.unit)
    if by is None or figure.value is None:
        return figure
    return replace(figure, value=figure.value / by, upper=figure.upper / by if figure.upper is not None else None)
