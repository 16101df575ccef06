"""What a question asks for: its kind, the stance and level it wants, and whether it asks for the silent ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from answers.rules import PLACE_MARK, Rules, load_rules
from language import fold_text
from records import Language, Level, QuestionKind, Stance, Understanding
from search import Scope

# What the silent reports are silent about is the topic, not that they are.
_NOT = re.compile(
    r"(?:^|(?<=\s))(?:(?:没有?|未|不|从未|尚未|not|never|nothing)(?:\s+|$)|(?:没有?|从未|尚未)(?=[\u4e00-\u9fff]))"
)
_COUNTED = re.compile(r"多少|几|how many")
_OF_SEVERAL = re.compile(r"哪(?:些|几|两|[二三四五六七八九十])|\b(?:which|what) [\w-]*(?:ies|s)\b")


def understand(
    question: str,
    language: Language,
    *,
    scope: Scope = Scope((), (), (), ()),  # noqa: B008 - frozen
    topic: str = "",
    terms: tuple[str, ...] = (),
    guess: Callable[[str], QuestionKind] | None = None,
) -> Understanding:
    """Read a question by the rules of ``question_rules.json``.

    The first pattern that matches gives the kind. A question that names two places compares them.
    One without any word of asking is a bare topic: of a named place it wants a summary, else the
    reports that hold it. Where no rule decides, ``guess`` does.

    A summary of a report as a whole has no topic, nor has a question for the reports as such (which are
    of 2022, which are plans). A stance counts only if one of planned and done is
    named, not both; a level and a negation only where reports are asked for.

    Args:
        question: the whole question.
        language: of the question.
        scope: the places and years it names.
        topic: the words looked for.
        terms: the corpus's terms looked for.
        guess: decides the kind of a question that no rule fits; without it such a one wants a fact.

    Example:
        >>> understand("which cities plan principal rank reform", Language.EN).stance
        <Stance.PLANNED: 'planned'>
        >>> understand("淄博要新建几所幼儿园", Language.HANS).kind
        <QuestionKind.NUMBER: 'number'>
    """
    rules, marked = load_rules(language), mark_names(question, scope)
    places = named_places(scope)
    stance = _stance_of(marked, rules)
    kind = _kind_of(marked, rules, scope, stance) or (guess(question) if guess else QuestionKind.FACT)
    is_whole = kind is QuestionKind.SUMMARY and rules.general.fullmatch(marked) is not None
    if kind is not QuestionKind.SUMMARY and len(places) < 2 and rules.catalogue.fullmatch(marked):
        kind, is_whole = QuestionKind.WHICH_REPORTS, True
    is_set = kind is QuestionKind.WHICH_REPORTS
    is_negated = is_set and bool(rules.negation.search(marked))
    topic = _NOT.sub("", topic).strip() if is_negated else topic
    return Understanding(
        question=question,
        kind=kind,
        topic="" if is_whole else topic or fold_text(question),
        stance=stance,
        is_negated=is_negated,
        places=places,
        years=scope.years,
        level=level_asked(marked, rules) if is_set else Level.UNKNOWN,
        terms=terms,
    )


def mark_names(question: str, scope: Scope) -> str:
    """The folded question with ``PLACE_MARK`` for every place and year it names.

    Patterns can so tell 淄博计划新建 (Zibo plans) from 行动计划 (a plan of action).

    Example:
        >>> from records import Span
        >>> mark_names("淄博计划新建", Scope((), (), (), (Span(0, 2),)))
        '§计划新建'
    """
    folded, position, parts = fold_text(question), 0, []
    for span in scope.spans:
        parts += [folded[position : span.start], PLACE_MARK] if span.start >= position else []
        position = max(position, span.end)
    marked = "".join((*parts, folded[position:]))
    for place in scope.missing:
        for name in (place.name, place.name[:-1], place.name_en):
            marked = marked.replace(fold_text(name), PLACE_MARK) if len(name) > 1 else marked
    return marked


def named_places(scope: Scope) -> tuple[str, ...]:
    """The full names of the places a question names, without provinces that only say where another lies."""
    places = dict.fromkeys((*scope.places, *scope.held, *scope.missing))
    holders = {place.province for place in places if place.level is not Level.PROVINCE}
    kept = (place.name for place in places if place.level is not Level.PROVINCE or place.name not in holders)
    return tuple(dict.fromkeys(filter(None, kept)))


def _kind_of(marked: str, rules: Rules, scope: Scope, stance: Stance) -> QuestionKind | None:
    """None where no rule decides."""
    places = named_places(scope)
    if len(places) > 1:
        return QuestionKind.COMPARE
    is_of_one = len(places) == 1 or _is_of_hidden(scope)
    kind = next((kind for kind, pattern in rules.kinds if pattern.search(marked)), None)
    if kind is QuestionKind.WHICH_REPORTS and is_of_one:
        return _inside_one(marked, rules)
    if kind is None and not rules.asking.search(marked):
        return _bare(is_of_one, stance)
    return kind


def _is_of_hidden(scope: Scope) -> bool:
    """Whether the question names one report by its hiding its place: 那个区, the anonymous city."""
    return len(scope.report_ids) == 1 and not (scope.places or scope.years or scope.level is not Level.UNKNOWN)


def _inside_one(marked: str, rules: Rules) -> QuestionKind:
    """Cities and districts asked for inside one place are no reports."""
    if not rules.asking.search(marked):
        return QuestionKind.SUMMARY
    if _COUNTED.search(marked):
        return QuestionKind.NUMBER
    return QuestionKind.LIST if _OF_SEVERAL.search(marked) else QuestionKind.FACT


def _bare(is_of_one: bool, stance: Stance) -> QuestionKind:
    if not is_of_one:
        return QuestionKind.WHICH_REPORTS
    return QuestionKind.LIST if stance is Stance.PROBLEM else QuestionKind.SUMMARY


def _stance_of(marked: str, rules: Rules) -> Stance:
    wanted = [stance for stance, pattern in rules.stances if pattern.search(marked)]
    is_either = rules.either.search(marked) and wanted != [Stance.PROBLEM]
    return wanted[0] if len(wanted) == 1 and not is_either else Stance.NONE


def level_asked(marked: str, rules: Rules) -> Level:
    """The level of the reports a folded question asks for; the one named first decides."""
    found = [(match.start(), level) for level, pattern in rules.levels if (match := pattern.search(marked))]
    return min(found, default=(0, Level.UNKNOWN))[1]
