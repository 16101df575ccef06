"""Chinese slips: one wrong character in a place or a term that the corpus knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import rjieba

from indexer import Index
from language import bigram_tokens
from places import find_mentions
from records import Span
from search.scope import answers_to, place_names
from search.slips import Slip, keep_apart, overlap
from search.sounds import sound_alike

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_ANY = "\0"
_MAX_CHARS = 10
# 齐齐哈乐 can only be 齐齐哈尔; of three characters 李家庄 and 石家庄 are two places.
_SURE_CHARS = 4
_OFTEN = 3
# Once in ten million words: 新冠 stands 25 times that often, 成市 (for 城市) a fifth of it.
_WRITTEN = 1e-7
# Words of one character that stand beside anything: 是用 is no slip of 使用.
_FUNCTION_WORDS = frozenset(
    "的是有在用和或想叫提做为与于以也都就还很更再又这那哪个各几多少给到说讲写要会能可不没被把从向对比由按据及并且而"
    "其之所如若但因则即将已曾正使让令得地着了过们我你他她它谁何吗呢吧啊呀第每某该本"
)
_LONE_WORDS = _FUNCTION_WORDS | frozenset("上下中前后里外内间年月日时次件份位名人大小新老高低")


class ChineseSpelling:
    """Knows the places and terms of one index.

    Args:
        index: the index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._places = frozenset(
            name
            for report in index.reports
            for place in answers_to(report.place)
            for name in place_names(place)
            if _HAN_RUN.fullmatch(name)
        )
        self._by_pattern: dict[str, list[str]] = defaultdict(list)
        for known in (*sorted(self._places), *index.terms.texts):
            is_bare = not {known[0], known[-1]} & _FUNCTION_WORDS
            if is_bare and len(known) <= _MAX_CHARS and _HAN_RUN.fullmatch(known):
                for pattern in _patterns(known):
                    self._by_pattern[pattern].append(known)

    def find(self, folded: str, *, taken: Iterable[Span] = ()) -> tuple[Slip, ...]:
        """Find the slips in a folded question, longer ones first where they overlap.

        A stretch is a slip where the corpus nowhere writes it so, it names no place, and one
        character of the same sound makes it a place or term of the corpus; the wrong character is
        no part of a word that the corpus uses. In a place of four characters any one may be wrong.

        Args:
            folded: the folded question.
            taken: where it has been read as something else already.

        Returns:
            In the order of the question, without overlap.
        """
        named = [Span(mention.start, mention.end) for mention in find_mentions(folded)]
        return keep_apart(self._slips(folded, [*taken, *named]))

    def _slips(self, folded: str, taken: Iterable[Span]) -> Iterator[Slip]:
        for run in _HAN_RUN.finditer(folded):
            words = list(_word_spans(rjieba.cut(run.group(), False), run.start()))
            guesses = set(_word_spans(rjieba.cut(run.group()), run.start()))
            for start in range(run.start(), run.end() - 1):
                for end in range(start + 2, min(start + _MAX_CHARS, run.end()) + 1):
                    span = Span(start, end)
                    if any(overlap(span, other) for other in taken):
                        continue
                    read_as = self._meant_by(folded, span, words)
                    if read_as and (len(span) > 2 or self._is_sure_pair(span.of(folded), read_as, span, guesses)):
                        yield Slip(span, read_as)

    def _meant_by(self, folded: str, span: Span, words: list[Span]) -> str:
        """The place or term that a stretch is a slip of, or nothing."""
        written = span.of(folded)
        candidates = [
            (known, place)
            for place, pattern in enumerate(_patterns(written))
            for known in self._by_pattern.get(pattern, ())
            if known != written
            and not {written[place], known[place]} & _LONE_WORDS
            and self._is_meant(written, known, place)
        ]
        if not candidates or not self.is_unknown(written):
            return ""
        known, place = min(candidates, key=lambda one: (one[0] not in self._places, one))
        word = next(word for word in words if word.start <= span.start + place < word.end)
        is_slip = len(word) == 1 or (len(written) >= _SURE_CHARS and self.is_unknown(word.of(folded)))
        return known if is_slip else ""

    def _is_sure_pair(self, written: str, read_as: str, span: Span, guesses: set[Span]) -> bool:
        """Two characters are a place, or look like one word and mean a term that the corpus uses often."""
        is_often_used = bool(self._index.token_counts([read_as])[0] >= _OFTEN)
        return read_as in self._places or (span in guesses and is_often_used and not _is_word(written))

    def _is_meant(self, written: str, known: str, place: int) -> bool:
        is_sure = known in self._places and len(known) >= _SURE_CHARS and place < _SURE_CHARS
        return is_sure or sound_alike(written[place], known[place])

    def is_unknown(self, text: str) -> bool:
        """Whether the corpus nowhere writes one of the pairs of characters of a text."""
        return bool((self._index.token_counts(bigram_tokens(text)) == 0).any())


def _patterns(text: str) -> Iterator[str]:
    """The text with each of its characters left open in turn."""
    for place in range(len(text)):
        yield text[:place] + _ANY + text[place + 1 :]


def _word_spans(words: Iterable[str], start: int) -> Iterator[Span]:
    for word in words:
        yield Span(start, start + len(word))
        start += len(word)


def _is_word(text: str) -> bool:
    """Whether Chinese writes this anywhere: 新冠 is in no old dictionary, but is no slip of 新馆."""
    return text in _written_words()


@cache
def _written_words() -> frozenset[str]:
    from wordfreq import get_frequency_dict  # 0.4 s and 30 MB: only where a question has such a pair

    words = get_frequency_dict("zh", wordlist="best").items()
    return frozenset(word for word, share in words if len(word) == 2 and share >= _WRITTEN)
