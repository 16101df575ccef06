"""The rules that read a question, as data: patterns by language family and what they decide."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from records import Kind, Language, Level, QuestionKind, Stance

_RULES = Path(__file__).with_name("question_rules.json")

PLACE_MARK = "§"
"""What the patterns see instead of a place or year that the question names."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of one language family; all of them match a folded question.

    Attributes:
        kinds: in order, the first that matches decides.
        stances: each counts for itself.
        turns: the year that reports look back on, or the one they plan for, is named as the last or the next.
        either: done and planned are both asked for, whatever words of one stand elsewhere.
        negation: the reports that do not say so are asked for.
        levels: reports of which level are asked for; the one that stands first decides.
        general: words that name no topic; a question of such alone is about a report as a whole.
        catalogue: words that ask for reports as such; a question of such alone lists them.
        report_kinds: reports of which kind are asked for.
        asking: a word of asking; a question without any is a bare topic.
    """

    kinds: tuple[tuple[QuestionKind, re.Pattern[str]], ...]
    stances: tuple[tuple[Stance, re.Pattern[str]], ...]
    turns: tuple[tuple[Stance, re.Pattern[str]], ...]
    either: re.Pattern[str]
    negation: re.Pattern[str]
    levels: tuple[tuple[Level, re.Pattern[str]], ...]
    general: re.Pattern[str]
    catalogue: re.Pattern[str]
    report_kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    asking: re.Pattern[str]


def load_rules(language: Language) -> Rules:
    """The rules for questions in a language, from ``question_rules.json``.

    Patterns may hold the names of ``words`` in angle brackets: ``<reports>`` stands for all words
    for cities, reports and bureaus.
    """
    return _families()["en" if language is Language.EN else "zh"]


@cache
def _families() -> dict[str, Rules]:
    data: dict[str, dict[str, Any]] = json.loads(_RULES.read_text(encoding="utf-8"))
    return {family: _compile(rules) for family, rules in data.items()}


def _compile(rules: dict[str, Any]) -> Rules:
    words: dict[str, str] = rules["words"]

    def joined(patterns: list[str]) -> re.Pattern[str]:
        text = "|".join(patterns)
        for name in reversed(words):  # later words may hold earlier ones
            text = text.replace(f"<{name}>", words[name])
        return re.compile(text)

    return Rules(
        kinds=tuple((QuestionKind(kind), joined(patterns)) for kind, patterns in rules["kinds"]),
        stances=tuple((Stance(stance), joined(patterns)) for stance, patterns in rules["stances"]),
        turns=tuple((Stance(stance), joined(patterns)) for stance, patterns in rules["turns"]),
        either=joined(rules["either"]),
        negation=joined(rules["negation"]),
        levels=tuple((Level(level), joined(patterns)) for level, patterns in rules["levels"]),
        general=joined(rules["general"]),
        catalogue=joined(rules["catalogue"]),
        report_kinds=tuple((Kind(kind), joined(patterns)) for kind, patterns in rules["report_kinds"]),
        asking=joined(rules["asking"]),
    )
