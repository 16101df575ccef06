"""A question written from what is asked for, in the language of a reader."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from language import to_traditional
from records import Language, Level, Place, QuestionKind, Understanding

# A Chinese topic is runs of words with the words between them left out.
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_FILE = Path(__file__).with_name("followup_rules.json")


def rephrase(asked: Understanding, language: Language, *, places: Sequence[Place] = (), form: str = "") -> str:
    """Write the question that an understanding stands for; read again, it is understood the same.

    Args:
        asked: what is asked for; its own ``question`` and ``places`` are not looked at.
        language: to write in; the topic stays as it is.
        places: those asked about.
        form: ``"count"`` where reports are counted; ``why``, ``when``, ``who``, ``where`` of a fact.

    Example:
        >>> asked = Understanding("", QuestionKind.WHICH_REPORTS, "校长职级制", level=Level.CITY)
        >>> rephrase(asked, Language.HANS), rephrase(asked, Language.HANT, form="count")
        ('哪些城市提到校长职级制？', '多少個城市提到校長職級制？')
    """
    family = load_family(language)
    words: dict[str, str] = family["words"]
    names = [name_in(place, language) for place in places]
    joined = join_names(names, language)
    text: str = _template(family["templates"], asked, form).format(
        reports=words[asked.level if asked.level is not Level.UNKNOWN else "reports"],
        topic=asked.topic if language is Language.EN else _SPACE.sub("", asked.topic),
        places=joined,
        **{"in": words["in"].format(places=joined) if names else ""},
        year=words["year"].format(years=words["comma"].join(map(str, asked.years))) if asked.years else "",
    )
    return to_traditional(text).replace("爲", "為") if language is Language.HANT else text


def name_in(place: Place, language: Language) -> str:
    """A place in the words of a question: Zibo, 淄博市, 齊齊哈爾市."""
    if language is Language.EN:
        return place.name_en or place.name
    return to_traditional(place.name) if language is Language.HANT else place.name


def join_names(names: Sequence[str], language: Language) -> str:
    """Names as a question writes them: Zibo, Qingdao and Beijing; 淄博市、青岛市和北京市."""
    words = load_family(language)["words"]
    head: str = words["comma"].join(names[:-1])
    return f"{head}{words['and']}{names[-1]}" if len(names) > 1 else "".join(names)


@cache
def load_family(language: Language) -> dict[str, Any]:
    """The words of a language family, from ``followup_rules.json``."""
    families: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return families["en" if language is Language.EN else "zh"]


def _template(templates: dict[str, dict[str, str]], asked: Understanding, form: str) -> str:
    if not asked.topic:
        return templates["overview"]["none"]
    forms = templates[asked.kind]
    stance = "silent" if asked.is_negated else str(asked.stance)
    wanted = [form] if asked.kind is QuestionKind.FACT else [f"{form} {stance}".strip(), stance]
    if form == "count" and stance == "none":
        wanted = ["count"]
    return next((forms[key] for key in wanted if key in forms), forms["none"])
