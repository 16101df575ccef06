"""Which figure a question asks for: the fit of its unit, and how near its noun is to the topic."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from answers.measures import COUNTS, Measure, measure_of
from answers.quoting import clauses
from language import bigram_tokens, detect_language, fold_text
from records import Figure, Finding, Language, QuestionKind, Report, Span, Stance, Understanding

_RULES = Path(__file__).with_name("asked_measures.json")
# 个 counts whatever the question counts in 所 or 名; the other way round it is less likely.
_GENERIC = frozenset({"个", "项", ""})
_SHARES = frozenset({Measure.SHARE, Measure.POINTS})
_HOW_MANY = re.compile(r"how many|number of|几|多少(?![?？。，\s]|$)|数量|总数")
_UNIT_ASKED = re.compile(
    r"(?:多少|几)(?:[万亿千百十]+)?(个百分点|平方米|公里|小时|人次|[所处座间栋幢家名位人个项条台套篇块枚门支对件本册户辆元场次期亩倍届轮批天成种类])"
)
_TERMS_READ = 12
# A figure whose noun and clause hold less of the topic than this tells of something else.
_LEAST_NEAR = 0.05
# Two numbers are often asked for at once (how many schools and how many pupils).
_NEARLY = 0.8
_MOST_ASKED = 3
_RIGHT_STANCE = 0.8
_ASKS = re.compile(
    r"how (?:many|much)|what (?:share|percent\w*|proportion|rate|number)|多少|几(?![乎何份个][省市报])|呢"
)
_TARGET = re.compile(r"\btargets?\b|\bgoals?\b|目标|指标要求|要达到|力争")
_EACH = re.compile(r"各(?:有|是|占|自)?(?:多少|几)|分别|\beach\b|\brespectively\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The figure that a question asks for.

    Attributes:
        measures: what it may measure; empty where any will do.
        units: the units that the question names (几所), folded.
        weights: pairs of Han characters of the topic and of the terms looked for, each with what
            it counts, 0..1.
        is_target: only planned ones are asked for, or only results; None for either.
        n_asked: how many figures are asked for, 1 to 3.
        is_literal: the topic's words are Chinese and so stand in the reports, not only terms near them.
    """

    measures: frozenset[Measure]
    units: frozenset[str]
    weights: dict[str, float]
    is_target: bool | None
    n_asked: int = 1
    is_literal: bool = False


@lru_cache(maxsize=64)
def read_wanted(understood: Understanding) -> Wanted:
    """Read off a question which figure it wants.

    The rules are data (``asked_measures.json``): all whose patterns match give a measure. Where none
    does, how many wants any count, and everything else any figure.

    Args:
        understood: what was understood of the question.

    Example:
        >>> from records import QuestionKind
        >>> wanted = read_wanted(Understanding("淄博要新建几所幼儿园", QuestionKind.NUMBER, "新建幼儿园"))
        >>> sorted(wanted.units), sorted(wanted.measures)
        (['所'], [<Measure.PLACES: 'places'>])
    """
    folded = fold_text(understood.question)
    language = detect_language(understood.question)
    rules = _rules()["en" if language is Language.EN else "zh"]
    units = frozenset(_UNIT_ASKED.findall(folded)) - {"成"}
    measures = {measure for measure, pattern in rules if pattern.search(folded)} | {measure_of(unit) for unit in units}
    return Wanted(
        measures=frozenset(measures) or (COUNTS if _HOW_MANY.search(folded) else frozenset()),
        units=units,
        weights=_weigh(understood, language),
        is_target=_wants_target(understood.stance, folded),
        is_literal=language is not Language.EN,
        n_asked=_MOST_ASKED if _EACH.search(folded) else min(max(len(_ASKS.findall(folded)), 1), _MOST_ASKED),
    )


def _wants_target(stance: Stance, folded: str) -> bool | None:
    if stance in (Stance.PLANNED, Stance.DONE):
        return stance is Stance.PLANNED
    return True if _TARGET.search(folded) else None


def fit(figure: Figure, wanted: Wanted, *, around: str) -> float:
    """How well a figure fits what is asked, 1 to 4.8, and 0 where it measures something else.

    Args:
        figure: a figure or a masked one.
        wanted: from ``read_wanted``.
        around: the clause it stands in, in any script.
    """
    unit = _unit_fit(figure, wanted)
    if unit == 0.0:
        return 0.0
    near = _nearness(figure.counted, wanted.weights) + _held(around, wanted.weights)
    if wanted.is_literal and near < _LEAST_NEAR:
        return 0.0
    stance = 0.0 if wanted.is_target is None else _RIGHT_STANCE * (figure.is_target is wanted.is_target)
    return 1.0 + unit + near + stance


def relevance(figure: Figure, wanted: Wanted, *, around: str) -> float:
    """How much of the topic a figure's noun holds, and how much its clause, together 0 to 2, whatever its unit.

    Args:
        figure: a figure or a masked one.
        wanted: from ``read_wanted``.
        around: the clause it stands in, in any script.
    """
    return _held(figure.counted, wanted.weights) + _held(around, wanted.weights)


def wants_number(understood: Understanding) -> bool:
    """Whether the answer is a figure: by the kind of the question, or by the measure that a fact names (what share)."""
    return understood.kind is QuestionKind.NUMBER or (
        understood.kind is QuestionKind.FACT and bool(read_wanted(understood).measures)
    )


def asks_how_many(understood: Understanding) -> bool:
    """Whether a question of any kind asks for figures besides (which provinces, and how many each)."""
    return _ASKS.search(fold_text(understood.question)) is not None


def asked_figures(finding: Finding, wanted: Wanted) -> tuple[Figure, ...]:
    """The figures of a finding that answer the question: the best, and those of its sentence that fit nearly as well.

    Args:
        finding: its ``figure_details`` in the order of their fit.
        wanted: from ``read_wanted``.

    Returns:
        As many as are asked for, in text order; none where no figure fits. Masked ones only where the best is masked.
    """
    fits = [(fit(one, wanted, around=clause_of(finding.report, one)), one) for one in finding.figure_details]
    best, first = max(fits, key=lambda pair: pair[0], default=(0.0, None))
    if first is None or best == 0.0:
        return ()
    home = next((c for c in finding.citations if c.start <= first.span.start and first.span.end <= c.end), None)
    near = [
        one
        for how, one in sorted(fits, key=lambda pair: -pair[0])
        if how >= best - _NEARLY
        and one.is_masked is first.is_masked
        and home
        and home.start <= one.span.start < home.end
    ]
    return tuple(sorted(near[: wanted.n_asked], key=lambda one: one.span))


def clause_of(report: Report, figure: Figure) -> str:
    """The clause a figure stands in and the one before it, in the report's script."""
    line = report.text.rfind("\n", 0, figure.span.start) + 1
    before = clauses(report.text, Span(max(line, figure.span.start - 80), figure.span.start))
    after = clauses(report.text, Span(figure.span.end, min(figure.span.end + 40, len(report.text))))
    start = before[-2].start if len(before) > 1 else before[-1].start if before else figure.span.start
    return report.text[start : after[0].end if after else figure.span.end]


def _unit_fit(figure: Figure, wanted: Wanted) -> float:
    if figure.is_ordinal:
        return 1.0 if Measure.RANK in wanted.measures else 0.0
    if Measure.RANK in wanted.measures:
        return 0.0
    if figure.is_masked:
        return _masked_fit(figure, wanted)
    measure = measure_of(figure.unit)
    if not wanted.measures:
        return 0.5
    if figure.unit in wanted.units:
        return 1.0
    if measure in wanted.measures:
        return 0.8 if wanted.measures is not COUNTS else 0.6
    if wanted.measures & COUNTS and measure in COUNTS and (figure.unit in _GENERIC or wanted.units & _GENERIC):
        return 0.6
    if wanted.measures & _SHARES and measure in _SHARES:
        return 0.4
    return 0.0


def _masked_fit(figure: Figure, wanted: Wanted) -> float:
    unit = re.sub(r"^.*?[x*…+/.]+\s*[十百千万亿余多]*", "", fold_text(figure.text)) or figure.unit
    try:
        measure = measure_of(unit)
    except KeyError:
        return 0.0
    is_count = bool(wanted.measures & COUNTS) and measure in COUNTS
    return 0.5 if not wanted.measures or measure in wanted.measures or is_count else 0.0


def _weigh(understood: Understanding, language: Language) -> dict[str, float]:
    """Of a Chinese question its own words count full, the terms less the farther; of an English one the terms only."""
    weights: dict[str, float] = {}
    for place, term in enumerate(understood.terms[:_TERMS_READ]):
        share = 1.0 if language is Language.EN else 0.5
        for pair in bigram_tokens(term):
            weights.setdefault(pair, share * (1.0 - 0.05 * place))
    if language is not Language.EN:
        weights |= dict.fromkeys(bigram_tokens(fold_text(understood.topic)), 1.0)
    return weights


def _nearness(counted: str, weights: dict[str, float]) -> float:
    """How much of a noun the topic holds, 0..1."""
    pairs = bigram_tokens(fold_text(counted))
    return sum(weights.get(pair, 0.0) for pair in pairs) / len(pairs) if pairs else 0.0


def _held(around: str, weights: dict[str, float]) -> float:
    """How much of the topic the words around a figure hold, 0..1."""
    total = sum(weights.values())
    held = set(bigram_tokens(fold_text(around)))
    return sum(weight for pair, weight in weights.items() if pair in held) / total if total else 0.0


@cache
def _rules() -> dict[str, Sequence[tuple[Measure, re.Pattern[str]]]]:
    table: dict[str, list[tuple[str, list[str]]]] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {
        family: [(Measure(measure), re.compile("|".join(patterns))) for measure, patterns in rules]
        for family, rules in table.items()
    }
