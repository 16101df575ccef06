"""The words of the page in its three languages: one table, wording.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from records import Language

TABLE_FILE = Path(__file__).with_name("wording.json")

Entry = str | Mapping[str, str]


@cache
def wording() -> Mapping[str, Mapping[str, Entry]]:
    """Read the table: key, then language, then the words or their ``one`` and ``other`` forms."""
    table: Mapping[str, Mapping[str, Entry]] = json.loads(TABLE_FILE.read_text(encoding="utf-8"))
    return table


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
            key: a key of wording.json.
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
