"""Questions of every kind, for the mean question vector of a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from records import Language

FILE = Path(__file__).with_name("background.json")


@cache
def background_questions() -> Mapping[Language, tuple[str, ...]]:
    """Questions about anything, 120 in English and the same spread in simplified Chinese.

    Question vectors of one language crowd around a mean of their own; subtracting it is what lets
    an English question find a Chinese passage. The mean is taken over these, none of which comes
    from a benchmark or a gold file. Traditional questions are folded to simplified before they are
    encoded, so they share the Chinese mean and there is no third list.

    Example:
        >>> {language.value: len(questions) for language, questions in background_questions().items()}
        {'en': 120, 'zh-Hans': 120}
    """
    lists = json.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({Language(language): tuple(questions) for language, questions in lists.items()})
