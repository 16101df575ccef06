"""Whether a term is said whole: what stands before and behind it, wherever it is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

import rjieba

# What a term can lean on: nouns and words that act like them. A clause's verb, a particle, a number do not.
_LEANING = ("n", "vn", "an", "j", "l", "b", "k", "g", "t")
# jieba takes unknown words for names: 碧水 for a person, 高水平 for another.
_NAMES = ("nr", "ns", "nt")
_AROUND = 8
_MOST_PLACES = 200
_LEAST_FREE = 0.5
_SAME_SHARE, _SAME_LEAST = 0.6, 3

Neighbours = Counter[tuple[str, str]]
"""Words with their tags; both empty at the edge of the text or of a clause."""


def wholeness(term: str, text: str, *, before: Collection[str] = (), behind: Collection[str] = ()) -> float:
    """How much of a term's use is as a whole, 0..1.

    智慧校园 is said whole. 中小学智慧 is not: a noun stands behind it each time (校园, 教育), and so it is the
    beginning of something longer; 教育治理体系 is the end of one where 现代 stands before it. A term that has
    one and the same word beside it nearly each time (不发生…底线) is no whole one either, whatever word that is.

    Args:
        term: folded.
        text: folded, of all reports that are looked at.
        before: words that may stand before any term: what is done with it (推进), how (全面).
        behind: words that may stand behind any term: 建设, 改革, 工作.

    Returns:
        The share of places with nothing to lean on behind it times that before it; 0 where either is below
        a half, where the same word stands beside it nearly each time, or where the text does not hold it.

    Example:
        >>> text = "建好中小学智慧校园。国家中小学智慧教育平台。推进智慧校园建设，智慧校园。"
        >>> wholeness("中小学智慧", text), round(wholeness("智慧校园", text, before=["推进"], behind=["建设"]), 2)
        (0.0, 0.67)
    """
    places = [match.span() for match in re.finditer(re.escape(term), text)][:_MOST_PLACES]
    if not places:
        return 0.0
    left = Counter(_tagged(text[max(start - _AROUND, 0) : start], -1) for start, _ in places)
    right = Counter(_tagged(text[end : end + _AROUND], 0) for _, end in places)
    # What may follow any term (建设, 体系) still belongs to one that hardly goes without it.
    if _is_same(right, ()) or _is_same(left, before):
        return 0.0
    shares = [_free_share(right, behind), _free_share(left, before)]
    return shares[0] * shares[1] if min(shares) >= _LEAST_FREE else 0.0


def _tagged(around: str, place: int) -> tuple[str, str]:
    words: list[tuple[str, str]] = rjieba.tag(around)
    return words[place] if words else ("", "")


def _free_share(neighbours: Neighbours, fitting: Iterable[str]) -> float:
    """How often nothing stands there that the term would lean on."""
    opening = tuple(fitting)
    leaning = sum(n for (word, tag), n in neighbours.items() if _leans(tag) and not word.startswith(opening))
    return 1 - leaning / neighbours.total()


def _leans(tag: str) -> bool:
    return tag.startswith(_LEANING) and not tag.startswith(_NAMES)


def _is_same(neighbours: Neighbours, fitting: Collection[str]) -> bool:
    """Whether one and the same word stands there nearly each time; a sign or a particle is none."""
    (word, tag), n = neighbours.most_common(1)[0]
    is_word = _leans(tag) or tag.startswith("v")
    return is_word and word not in fitting and n >= _SAME_LEAST and n >= _SAME_SHARE * neighbours.total()
