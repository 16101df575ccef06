"""Development zones, which have bureaus of their own but no code."""

from __future__ import annotations

import re

from places.mentions import Mention
from records import Level

_ZONE = re.compile(
    r"(?:国家)?(?:级)?(?P<kind>高新技术产业开发区|高新技术开发区|经济技术开发区|高新技术产业园区|经济开发区|高新区|经开区|开发区|"
    r"工业园区|保税港?区|旅游度假区|度假区|综合试验区|示范区|新区|管理区|风景区)"
)
_ZONE_ENGLISH = (("高新", "High-tech Zone"), ("经", "Economic Development Zone"), ("工业园", "Industrial Park"))


def find_zone(text: str, mention: Mention) -> tuple[str, str, int] | None:
    """The development zone named right behind a place, which has its own bureau but no code.

    Args:
        text: folded text.
        mention: a place in it.

    Returns:
        Chinese name, English name and the zone's end in ``text``; None where no zone follows.

    Example:
        >>> from places.mentions import find_mentions
        >>> text = "淄博高新区教育局"
        >>> find_zone(text, next(find_mentions(text)))
        ('淄博高新区', 'Zibo High-tech Zone', 5)
    """
    found = _ZONE.match(text, mention.end)
    if not found or not mention.division or mention.division.level is Level.COUNTY:
        return None
    kind = next((english for word, english in _ZONE_ENGLISH if word in found["kind"]), "Development Zone")
    return mention.division.stem + found["kind"], f"{mention.division.name_en} {kind}", found.end()
