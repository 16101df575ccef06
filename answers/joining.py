"""Questions for two things at once: both of them, either, or one without the other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from language import fold_text
from records import Combination, Language

_RULES = Path(__file__).with_name("joining_rules.json")
# "primary or secondary schools": what is one word and no plural shares the noun of the other.
_SHARES_NOUN = re.compile(r"[a-z-]+(?<!s)(?<!ing)(?<!tion)")


@dataclass(frozen=True, slots=True)
class Join:
    """Two questions in one.

    Attributes:
        combination: how they are joined.
        first: the question for the first thing, folded; it keeps the words of asking.
        second: the same for the second one; of a "but not" only its words.
        topics: both things in the question's words; of a "but not" the first still with its words of asking.
    """

    combination: Combination
    first: str
    second: str
    topics: tuple[str, str]


def read_join(question: str, language: Language) -> Join | None:
    """Take a question for two things apart, by the patterns of ``joining_rules.json``.

    Args:
        question: as asked, in any script.
        language: of the question.

    Returns:
        None where it asks for one thing: "planned but not finished" joins stances, not topics.

    Example:
        >>> join = read_join("which cities mention school buses but not canteens", Language.EN)
        >>> join.combination, join.first, join.second
        (<Combination.BUT_NOT: 'but_not'>, 'which cities mention school buses', 'canteens')
        >>> read_join("哪些报告同时提到校车和食堂", Language.HANS).topics
        ('校车', '食堂')
    """
    folded, rules = fold_text(question).strip(), _rules()["en" if language is Language.EN else "zh"]
    for combination, pattern in rules.joins:
        if match := pattern.match(folded):
            named = match.groupdict()
            things = [named[key].strip() for key in ("a", "b") if key in named]
            if all(thing and not rules.tells_no_topic(thing) for thing in things):
                return _but_not(named) if combination is Combination.BUT_NOT else _both(combination, named)
    return None


def _but_not(named: dict[str, str]) -> Join:
    first, second = named["first"].strip(), named["b"].strip()
    return Join(Combination.BUT_NOT, first, second, (first, second))


def _both(combination: Combination, named: dict[str, str]) -> Join:
    head, a, b = named["head"], named["a"].strip(), named["b"].strip()
    words = b.split()
    if _SHARES_NOUN.fullmatch(a) and len(words) > 1 and _SHARES_NOUN.fullmatch(words[0]):
        a = f"{a} {' '.join(words[1:])}"
    return Join(combination, f"{head}{a}", f"{head}{b}", (a, b))


@dataclass(frozen=True, slots=True)
class _Rules:
    joins: tuple[tuple[Combination, re.Pattern[str]], ...]
    no_topic: re.Pattern[str]
    begins_none: re.Pattern[str]

    def tells_no_topic(self, thing: str) -> bool:
        """Whether words name no thing, or one only by how far it is: it, finished, 完成改革."""
        return bool(self.no_topic.fullmatch(thing) or self.begins_none.match(thing))


@cache
def _rules() -> dict[str, _Rules]:
    data: dict[str, dict[str, Any]] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {family: _compile(rules) for family, rules in data.items()}


def _compile(rules: dict[str, Any]) -> _Rules:
    joins = []
    for combination, pattern in rules["joins"]:
        for name, words in rules["words"].items():
            pattern = pattern.replace(f"<{name}>", words)
        joins.append((Combination(combination), re.compile(pattern)))
    return _Rules(tuple(joins), re.compile(rules["no_topic"]), re.compile(rules["begins_none"]))
