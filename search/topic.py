"""What a question is about, without the words that only frame it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import rjieba

from language import fold_text
from records import Language
from search.scope import Scope

_WORDS = Path(__file__).with_name("frame_words.json")
_FUNCTION_TAGS = tuple("ucpryoqd")  # jieba's tags: 的, 和, 在, 这, 吗, …, 都, 个
_POSSESSIVE = re.compile(r"['’]s?\b")
_OWNER = re.compile(r"(?<=\w)['’]s\b")
_BLANKS = re.compile(r"[ \t]+")
# In "which provinces … high schools in the counties" the counties are no reports that are asked for.
_LEVELS = r"provinces|cities|counties|districts"
_ASKED_LEVEL = re.compile(rf"\b(?:which|what|any|all|many)\s+(?:[\w'’-]+\s+){{0,2}}?({_LEVELS})\b")
_ASKING = frozenset({"which", "what", "any", "all", "many", "and", "or"})
_SPACE = re.compile(r"[\s,，。；;:：?？!！、“”\"()（）]+")


def without_names(question: str, scope: Scope) -> str:
    """The folded question without the places and years that chose its reports.

    A name that has already chosen the reports would only draw their titles forward.

    Example:
        >>> from records import Span
        >>> without_names("淄博市要建几所学校", Scope((), (), (), (Span(0, 3),)))
        '要建几所学校'
    """
    folded = fold_text(question)
    kept, position = [], 0
    for span in scope.spans:
        kept.append(folded[position : span.start])
        possessive = _POSSESSIVE.match(folded, span.end)
        position = max(position, possessive.end() if possessive else span.end)
    rest = _BLANKS.sub(" ", "".join((*kept, folded[position:]))).strip(" ,，的、")
    return rest or folded


def topic_of(question: str, scope: Scope, language: Language) -> str:
    """The words of a question that a report would use, folded, separated by blanks.

    Args:
        question: as asked.
        scope: its places and years, which are left out.
        language: of the question; its frame words (``frame_words.json``: which, how many,
            哪些, 多少, …) are left out. "Reports" and their like frame a question, unless a word makes
            them a thing of their own: supporting documents, kindergarten places, youth-friendly cities, 配套文件.

    Returns:
        The topic; the question without its names where nothing else is left.

    Example:
        >>> topic_of("哪些城市计划推行校长职级制?", Scope((), (), (), ()), Language.HANS)
        '推行校长职级制'
        >>> topic_of("Which cities plan principal rank reform?", Scope((), (), (), ()), Language.EN)
        'principal rank reform'
    """
    bare = without_names(question, scope)
    family = "en" if language is Language.EN else "zh"
    rest = _without_frames(_SPACE.sub(" ", bare) if family == "zh" else bare, family)
    if family == "zh":  # English words in a Chinese question: their frame words say no more than its own
        rest = _without_frames(rest, "en")
    topic = " ".join(rest.split()) if family == "en" else _content_words(rest)
    return topic or bare


def _without_frames(text: str, family: str) -> str:
    if family == "en":
        text = _OWNER.sub("", text)
        asked = _ASKED_LEVEL.search(text)
        level = asked[1] if asked else ""
        text = _frames()["en nouns"].sub(lambda match: _without_framing_noun(match, level), text)
    return _SPACE.sub(" ", _frames()[family].sub(" ", text))


def _without_framing_noun(match: re.Match[str], asked: str) -> str:
    """What is left of "reports" and the word before them, if there is one, where a level of places is asked for."""
    before = match["before"]
    if before is None:
        return " "
    if asked and re.fullmatch(_LEVELS, match["noun"]) and match["noun"] != asked and before not in _ASKING:
        return match[0]
    is_frame = _frames()["en"].fullmatch(before) or _frames()["before en nouns"].fullmatch(before)
    return f"{before} " if is_frame else match[0]


def _content_words(text: str) -> str:
    """Drop particles, pronouns, prepositions and their like; words that stand together stay together."""
    kept = (" " if tag == "e" or tag.startswith(_FUNCTION_TAGS) else word for word, tag in rjieba.tag(text))
    return " ".join("".join(kept).split())


@cache
def _frames() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    joined = {name: "|".join(members) for name, members in words.items()}
    return {
        "en": re.compile(rf"(?<![\w-])(?:{joined['en']})(?![\w-])"),
        "en nouns": re.compile(rf"(?:\b(?P<before>[\w'’-]+) )?(?<![\w-])(?P<noun>{joined['en nouns']})(?![\w-])"),
        "before en nouns": re.compile(joined["before en nouns"]),
        "zh": re.compile(joined["zh"]),
    }
