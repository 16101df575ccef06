"""What a question wants ended, forbidden, closed or lowered: that a report names the thing proves none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from answers.evidence import Candidate, Evidence
from answers.quoting import clauses
from language import bigram_tokens, detect_language, fold_text
from records import Language, Understanding
from search import Ranking

_RULES = Path(__file__).with_name("action_rules.json")


@dataclass(frozen=True, slots=True)
class Action:
    """What a question wants to be done to its topic.

    Attributes:
        word: as the folded question has it: ``banned``, ``取消``.
        said: what a report says where it does so; matches folded text.
        sort: its name in ``action_rules.json``: ``end``, ``stop``, ``forbid``, ``close``, ``lower``.
    """

    word: str
    said: re.Pattern[str]
    sort: str = ""


def read_action(question: str, language: Language) -> Action | None:
    """The action that a question names, of those in ``action_rules.json``; the first one named counts.

    Args:
        question: as asked, in any script.
        language: of the question.

    Example:
        >>> read_action("why was the gaokao abolished", Language.EN).word
        'abolished'
        >>> read_action("哪些省提到高考", Language.HANS) is None
        True
    """
    folded = fold_text(question)
    found = [
        (match.start(), match.group(), said, sort)
        for sort, asked, said in _rules()["en" if language is Language.EN else "zh"]
        if (match := asked.search(folded))
    ]
    if not found:
        return None
    _, word, said, sort = min(found, key=lambda one: one[:2])
    return Action(word.strip(), said, sort)


def sort_of_action(understood: Understanding) -> str:
    """The sort of the action that a question was understood to want; empty where it wants none.

    Example:
        >>> from records import QuestionKind
        >>> sort_of_action(Understanding("哪里取消了校车", QuestionKind.WHICH_REPORTS, "校车", action="取消"))
        'end'
    """
    found = read_action(understood.question, detect_language(understood.question)) if understood.action else None
    return found.sort if found else ""


def keep_acting(offered: Evidence, action: Action, ranking: Ranking) -> Evidence:
    """The sentences of a report in which the action is said of the topic, in one clause or in two side by side.

    Args:
        offered: what the report offers.
        action: from ``read_action``.
        ranking: of the question.

    Returns:
        The same evidence with these candidates only; none where the report names the topic alone.
    """
    is_named = _names_topic(ranking, action)
    kept = tuple(one for one in offered.candidates if _acts(offered.report.text, one, action, is_named))
    return replace(offered, candidates=kept)


def _acts(text: str, candidate: Candidate, action: Action, is_named: Callable[[str], bool]) -> bool:
    parts = [fold_text(part.of(text)) for part in clauses(text, candidate.span)]
    return any(
        action.said.search(part) and is_named(action.said.sub(" ", "".join(parts[max(place - 1, 0) : place + 2])))
        for place, part in enumerate(parts)
    )


def _names_topic(ranking: Ranking, action: Action) -> Callable[[str], bool]:
    """Whether a folded text holds some of the topic's own words besides the action, or a term near them."""
    is_chinese = ranking.language is not Language.EN
    pairs = set(bigram_tokens(ranking.topic.replace(action.word, " "))) if is_chinese else set()
    terms = [term for _, near in ranking.translation.looked_for for term, _ in near if not action.said.search(term)]
    return lambda text: bool(pairs & set(bigram_tokens(text))) or any(term in text for term in terms)


@cache
def _rules() -> dict[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]]:
    table: dict[str, dict[str, list[str] | str]] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {
        family: tuple(
            (sort, re.compile("|".join(rule[family])), re.compile(str(rule["said"]))) for sort, rule in table.items()
        )
        for family in ("en", "zh")
    }
