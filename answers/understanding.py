"""What a question asks for: its kind, the stance it wants, and whether it asks for the silent ones."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language import fold_text
from records import Language, QuestionKind, Stance, Understanding
from search import Ranking

_RULES = Path(__file__).with_name("question_rules.json")


def understand(question: str, language: Language, ranking: Ranking | None = None) -> Understanding:
    """Read kind, stance and negation off the words of a question.

    The rules are data (``question_rules.json``): for each language family (``en``, ``zh``) an
    ordered list of kinds with patterns, the first match decides; ``fact`` when none matches.
    A stance counts only if one of planned and done is named, not both.

    Args:
        question: as asked.
        language: of the question.
        ranking: of the question; its places, years and terms are those understood.

    Example:
        >>> understand("which cities plan principal rank reform", Language.EN).stance
        <Stance.PLANNED: 'planned'>
        >>> understand("淄博要新建几所幼儿园", Language.HANS).kind
        <QuestionKind.NUMBER: 'number'>
    """
    folded = fold_text(question)
    rules = _rules()["en" if language is Language.EN else "zh"]
    kinds = (kind for kind, pattern in rules.kinds if pattern.search(folded))
    wanted = [stance for stance, pattern in rules.stances if pattern.search(folded)]
    scope = ranking.scope if ranking else None
    return Understanding(
        question=question,
        topic=ranking.topic if ranking else folded,
        places=tuple(place.name for place in (*scope.places, *scope.missing)) if scope else (),
        years=scope.years if scope else (),
        terms=tuple(near.term for near in ranking.translation.near) if ranking else (),
        kind=next(kinds, QuestionKind.FACT),
        stance=wanted[0] if len(wanted) == 1 else Stance.NONE,
        is_negated=bool(rules.negation.search(folded)),
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    kinds: tuple[tuple[QuestionKind, re.Pattern[str]], ...]
    stances: tuple[tuple[Stance, re.Pattern[str]], ...]
    negation: re.Pattern[str]


@cache
def _rules() -> dict[str, _Rules]:
    data = json.loads(_RULES.read_text(encoding="utf-8"))
    return {
        family: _Rules(
            kinds=tuple((QuestionKind(kind), re.compile("|".join(words))) for kind, words in rules["kinds"]),
            stances=tuple((Stance(stance), re.compile("|".join(words))) for stance, words in rules["stances"]),
            negation=re.compile("|".join(rules["negation"])),
        )
        for family, rules in data.items()
    }
