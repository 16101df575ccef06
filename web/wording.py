"""The words of the page in its three languages: one table, in the files of words/."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from records import Language

TABLE = Path(__file__).with_name("words")

Entry = str | Mapping[str, str]


@cache
def wording() -> Mapping[str, Mapping[str, Entry]]:
    """Read the table: key, then language, then the words or their ``one`` and ``other`` forms."""
    return join_words({path.name: path.read_text(encoding="utf-8") for path in sorted(TABLE.glob("*.json"))})


def join_words(files: Mapping[str, str]) -> dict[str, Mapping[str, Entry]]:
    """Join the files of the table, so that every tab can have its own.

    Args:
        files: JSON objects by file name.

    Raises:
        ValueError: a key stands twice, in one file or in two.

    Example:
        >>> join_words({"a.json": '{"ask": {"en": "Ask"}}', "b.json": '{"ask": {"en": "Question"}}'})
        Traceback (most recent call last):
        ...
        ValueError: web/words/b.json has the key 'ask', which a.json has already: choose another
    """
    joined: dict[str, Mapping[str, Entry]] = {}
    owner: dict[str, str] = {}
    for name, text in files.items():
        for key, entry in json.loads(text, object_pairs_hook=lambda pairs: pairs):
            if key in owner:
                raise ValueError(
                    f"web/words/{name} has the key {key!r}, which {owner[key]} has already: choose another"
                )
            owner[key] = name
            joined[key] = {language: dict(words) if isinstance(words, list) else words for language, words in entry}
    return joined


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Example:
        >>> Words(Language.EN).say("silent_reports", n=3)
        '3 reports are silent'
        >>> Words(Language.HANT).say("silent_reports", n=3)
        '3份報告未提及'
    """

    language: Language

    def say(self, key: str, **values: object) -> str:
        """Plain words, not escaped.

        Args:
            key: a key of the table.
            **values: what its ``{name}`` places hold; ``n`` also chooses between one and many.

        Raises:
            KeyError: the table has no such key, or the words have a place no value was given for.
        """
        entry = wording()[key][self.language]
        if not isinstance(entry, str):
            entry = entry["one" if values.get("n") == 1 else "other"]
        return entry.format_map(values)

    def html(self, key: str, **values: object) -> str:
        """The same words, escaped for HTML text and attributes."""
        return escape(self.say(key, **values))


def page_language(code: str) -> Language:
    """The page's language for a code from the browser; English for any other.

    Example:
        >>> page_language("zh-Hant")
        <Language.HANT: 'zh-Hant'>
        >>> page_language("<script>")
        <Language.EN: 'en'>
    """
    return Language(code) if code in set(Language) else Language.EN


def preferred_language(accepted: str) -> Language:
    """The page's language that a browser likes best; English where it likes none of them.

    Args:
        accepted: an ``Accept-Language`` header.

    Example:
        >>> [str(preferred_language(one)) for one in ("zh-TW,zh;q=0.9,en;q=0.8", "de, zh-CN;q=0.5", "fr", "zh;q=0,en")]
        ['zh-Hant', 'zh-Hans', 'en', 'en']
    """
    wishes: list[tuple[float, Language]] = []
    for wish in accepted.lower().split(","):
        tag, _, weight = wish.strip().partition(";q=")
        if tag.startswith("zh"):
            is_traditional = re.search(r"hant|tw|hk|mo", tag) is not None
            wishes.append((_weight(weight), Language.HANT if is_traditional else Language.HANS))
        elif tag.startswith("en"):
            wishes.append((_weight(weight), Language.EN))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, Language.EN))
    return best[1] if best[0] > 0 else Language.EN


def _weight(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0
