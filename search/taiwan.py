"""Words of Taiwan that a mainland report writes otherwise: 國中 is 初中, 網路 is 网络."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import rjieba
from opencc import OpenCC

from language import to_traditional
from records import Span
from search.slips import Slip, keep_apart

_WORDS = Path(__file__).with_name("taiwan_words.json")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_MAX_CHARS = 4


def find_taiwan_words(folded: str, *, is_unknown: Callable[[str], bool]) -> tuple[Slip, ...]:
    """Find the words of a question that the corpus would write otherwise.

    Both scripts are read alike: what is typed in simplified characters may still be 国中. The words
    of schools come from ``taiwan_words.json``, those of computers and daily life from OpenCC.

    Args:
        folded: the folded question.
        is_unknown: whether the corpus nowhere writes a text; what it writes is never changed.

    Returns:
        In the order of the question, without overlap; longer words first where they overlap.

    Example:
        >>> [slip.read_as for slip in find_taiwan_words("全国中小学和国中的网路", is_unknown=lambda text: True)]
        ['初中', '网络']
    """
    own = keep_apart(_own_words(folded, is_unknown))
    return keep_apart((*own, *_common_words(folded, is_unknown)), is_sorted=True)


def _own_words(folded: str, is_unknown: Callable[[str], bool]) -> Iterator[Slip]:
    for match in _table().pattern.finditer(folded):
        word, span = match.group(), Span(*match.span())
        not_behind = _table().always.get(word)
        if not_behind is not None:
            before = folded[max(span.start - 1, 0) : span.start]
            is_meant = not before or before not in not_behind
        else:
            is_meant = is_unknown(word) and not _is_inside_word(folded, span)
        if is_meant:
            yield Slip(span, _table().words[word])


def _common_words(folded: str, is_unknown: Callable[[str], bool]) -> Iterator[Slip]:
    for run in _HAN_RUN.finditer(folded):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(start + _MAX_CHARS, run.end()) + 1):
                span = Span(start, end)
                written = span.of(folded)
                if _is_changed(written) and is_unknown(written) and not _is_inside_word(folded, span):
                    yield Slip(span, _by_opencc(written))


def _is_changed(written: str) -> bool:
    """Whether OpenCC changes a stretch as a whole; longer ones only hold the word."""
    parts = (written[1:], written[:-1]) if len(written) > 2 else ()
    return _by_opencc(written) != written and all(_by_opencc(part) == part for part in parts)


def _is_inside_word(folded: str, span: Span) -> bool:
    """Whether a word of the dictionary reaches over a stretch: 在地 in 所在地."""
    start = 0
    for word in rjieba.cut(folded, False):
        end = start + len(word)
        if start <= span.start and span.end <= end and len(word) > len(span):
            return True
        start = end
    return False


@dataclass(frozen=True, slots=True)
class _Table:
    words: Mapping[str, str]
    always: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def _table() -> _Table:
    data = json.loads(_WORDS.read_text(encoding="utf-8"))
    longest_first = sorted(data["words"], key=lambda word: (-len(word), word))
    return _Table(data["words"], data["always"], re.compile("|".join(map(re.escape, longest_first))))


@lru_cache(maxsize=16384)
def _by_opencc(written: str) -> str:
    """The mainland word for a folded one, or itself."""
    traditional = to_traditional(written)
    mainland = _converter("tw2sp").convert(traditional)
    return mainland if mainland != _converter("tw2s").convert(traditional) else written


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
