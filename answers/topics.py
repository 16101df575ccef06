"""The topics of a comparison: as a reader types them, or drawn from the corpus's own terms."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import rjieba

from answers.wholeness import wholeness
from language import fold_text, key_text
from search import Searcher

MOST_TOPICS = 24
MOST_TOPIC_CHARS = 100
SUGGESTED = 8

_WORDS = Path(__file__).with_name("topic_words.json")
_BETWEEN = re.compile(r"[\n\r\t;；,，、|]+")
# A term that stands in one report compares nothing, one that stands in nearly all of them hardly more.
_LEAST_REPORTS, _MOST_SHARE = 2, 0.85
_LEAST_CHARS, _MOST_CHARS = 4, 10
_HEADING_CHARS = 30
# A longer term that stands in nearly as many reports says what the shorter one only begins.
_LONGER_SHARE = 0.7
_CHECKED = 400
_ALIKE_PAIRS, _ALIKE_COSINE = 0.34, 0.6
_NOUN_TAGS = ("n", "vn", "j", "l")
_OPENING_NONE = ("v", "vd", "d", "a", "ad", "i", "s", "ns", "f")
# Sayings are one word to the tagger (真抓实干, 绿水青山), and so are 教学改革 and 人才培养.
_SET_PHRASES = ("l", "i", "nr")
_ENDING_NONE = ("v", "a", "ad", "d", "s", "f", "z", "+")
# Zipf: the logarithm of how often a word stands in a thousand million; 8 is as common as words get.
_MOST_ZIPF = 8.0
_FOLLOWED_SHARE, _HEADING_SHARE = 0.7, 0.4


def read_topics(text: str) -> tuple[str, ...]:
    r"""The topics in a text: one a line, or with commas, semicolons or bars between them; each once.

    Args:
        text: as typed, in any script.

    Returns:
        In their order, without white space around them; what holds no letter or digit is left out. At
        most ``MOST_TOPICS``, each cut to ``MOST_TOPIC_CHARS``.

    Example:
        >>> read_topics("校车、 課後服務\n\nprincipal rank reform; 校车")
        ('校车', '課後服務', 'principal rank reform')
    """
    found: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        topic = " ".join(part.split())[:MOST_TOPIC_CHARS].strip()
        if key_text(topic):
            found.setdefault(key_text(topic), topic)
    return tuple(found.values())[:MOST_TOPICS]


def suggest_topics(searcher: Searcher, report_ids: Sequence[str], *, most: int = SUGGESTED) -> tuple[str, ...]:
    """Topics on which these reports differ, in the words of the reports.

    A term is the better the more reports speak of it without all doing so (``p (1 - p)``), the rarer its
    words are in general Chinese (wordfreq) and in the passages, the longer it is, and the more often it
    is what is acted upon: 推进…, …改革, or in a heading, and the more often it is said whole
    (``answers.wholeness``). Terms that only begin or end a longer one, or are much like one that is chosen,
    are left out.

    Args:
        searcher: over the index.
        report_ids: the reports to be compared.
        most: how many topics.

    Returns:
        The best first; fewer where the reports have fewer in common. Simplified, since terms are.
    """
    held = _count(searcher, frozenset(report_ids))
    ranked = sorted(_scored(held, _headings(searcher, held.reports)), key=lambda pair: (-pair[1], pair[0]))
    text = "\n".join(fold_text(report.text) for report in searcher.index.reports if report.report_id in held.reports)
    longest = [(term, weight) for term, weight in ranked[:_CHECKED] if not _only_begins(term, held, text)]
    weighed = [(term, weight * _wholeness(term, text)) for term, weight in longest]
    whole = sorted((pair for pair in weighed if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    return tuple(islice(_apart((term for term, _ in whole), searcher, held), most))


@dataclass(frozen=True, slots=True)
class _Held:
    """How often the terms stand: rows and numbers of passages and of reports, by term."""

    reports: frozenset[str]
    n_passages: int
    rows: Mapping[str, int]
    passages: Mapping[str, int]
    of_reports: Mapping[str, int]


def _count(searcher: Searcher, report_ids: frozenset[str]) -> _Held:
    terms, passages = searcher.index.terms, searcher.index.passages
    numbers = {report_id: number for number, report_id in enumerate(sorted(report_ids))}
    of_report = np.array([numbers.get(passage.report_id, -1) for passage in passages], dtype=np.int64)
    of_held = np.repeat(of_report, np.diff(terms.starts))
    held = terms.held[of_held >= 0].astype(np.int64)
    in_passages = np.bincount(held, minlength=len(terms.texts)).tolist()
    pairs = np.unique(held * max(len(numbers), 1) + of_held[of_held >= 0])
    in_reports = np.bincount(pairs // max(len(numbers), 1), minlength=len(terms.texts)).tolist()
    return _Held(
        reports=report_ids,
        n_passages=max(int((of_report >= 0).sum()), 2),
        rows={text: row for row, text in enumerate(terms.texts)},
        passages=dict(zip(terms.texts, in_passages, strict=True)),
        of_reports=dict(zip(terms.texts, in_reports, strict=True)),
    )


def _scored(held: _Held, headings: frozenset[str]) -> Iterator[tuple[str, float]]:
    n_reports = len(held.reports)
    most = max(_LEAST_REPORTS, int(_MOST_SHARE * n_reports))
    for term, n in held.of_reports.items():
        if len(term) < _LEAST_CHARS or not _LEAST_REPORTS <= n <= most:
            continue
        acted = _acted_upon(term, held, headings)
        words = _words_of(term) if acted else ()
        if not words:
            continue
        share = n / n_reports
        weight = math.log2(len(term)) * math.sqrt(n) * (0.3 + 4 * share * (1 - share))
        yield term, weight * acted * _rarity(words, held)


def _acted_upon(term: str, held: _Held, headings: frozenset[str]) -> float:
    """How much of its use is as what is done something about, 0..1."""
    rules = _rules()
    before = sum(held.passages.get(act + term, 0) for act in rules["acts"])
    after = sum(held.passages.get(term + end, 0) for end in rules["goes_on"])
    share = (before + _FOLLOWED_SHARE * after) / held.passages[term]
    return min(1.0, max(share, _HEADING_SHARE if term in headings else 0.0))


@lru_cache(maxsize=50_000)
def _words_of(term: str) -> tuple[str, ...]:
    """The words of a term that can be a topic: opening and closing as a noun does, and one of them saying something."""
    tagged, rules = rjieba.tag(term), _rules()
    if not tagged[-1][1].startswith(_NOUN_TAGS) or tagged[0][1] in _OPENING_NONE:
        return ()
    words = tuple(part for word, _ in tagged for part in _halves(word))
    if len(tagged) == 1 and tagged[0][1] in _SET_PHRASES and words[-1] not in rules["goes_on"]:
        return ()
    if words[-1] in rules["names_who"] or (len(words[-1]) > 2 and words[-1].endswith(tuple(rules["names_who"]))):
        return ()
    if words[0] in rules["opens_none"] or all(word in rules["says_nothing"] for word in words):
        return ()
    if len(words) > 1 and (_tag_of(words[-1]) in _ENDING_NONE or _tag_of(words[0]) in _OPENING_NONE):
        return ()
    return words


def _halves(word: str) -> list[str]:
    """A word of four characters as the two that it is made of, where general Chinese knows both."""
    parts = [word[at : at + 2] for at in range(0, len(word), 2)] if len(word) > 3 else [word]
    return parts if all(part in _general() for part in parts) else [word]


@lru_cache(maxsize=50_000)
def _tag_of(word: str) -> str:
    tagged = rjieba.tag(word)
    return str(tagged[0][1]) if len(tagged) == 1 else "+"


def _rarity(words: Sequence[str], held: _Held) -> float:
    """How rare the words are among the passages, and in general Chinese."""
    nothing = _rules()["says_nothing"]
    among = sum(_rarity_here(word, held) for word in words if word in held.passages and word not in nothing) / len(
        words
    )
    zipf = sum(math.log10(_general().get(word, 1e-8)) + 9 for word in words) / len(words)
    return among * max(0.2, _MOST_ZIPF - zipf)


def _rarity_here(word: str, held: _Held) -> float:
    return math.log(held.n_passages / max(held.passages.get(word, 1), 1)) / math.log(held.n_passages)


def _only_begins(term: str, held: _Held, text: str) -> bool:
    """Whether it nearly always stands in one longer term, or goes on with one and the same character."""
    least = _LONGER_SHARE * held.of_reports[term]
    if any(n >= least and term in longer and term != longer for longer, n in held.of_reports.items() if n > 1):
        return True
    behind = Counter(re.findall(re.escape(term) + "(.)", text, re.DOTALL))
    character, n = behind.most_common(1)[0] if behind else ("", 0)
    return n >= _LONGER_SHARE * behind.total() and key_text(character) != ""


def _wholeness(term: str, text: str) -> float:
    rules = _rules()
    before = rules["acts"] | rules["opens_none"]
    return wholeness(term, text, before=before, behind=rules["goes_on"] | rules["opens_none"])


def _apart(terms: Iterable[str], searcher: Searcher, held: _Held) -> Iterator[str]:
    """Terms that are not much like one before them, in their characters or to the encoder."""
    vectors = searcher.index.terms.vectors
    chosen: list[str] = []
    for term in terms:
        vector = vectors[held.rows[term]]
        if any(
            _shared_pairs(term, one) >= _ALIKE_PAIRS or float(vector @ vectors[held.rows[one]]) > _ALIKE_COSINE
            for one in chosen
        ):
            continue
        chosen.append(term)
        yield term


def _shared_pairs(one: str, other: str) -> float:
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / min(len(pairs), len(others))


def _headings(searcher: Searcher, report_ids: frozenset[str]) -> frozenset[str]:
    """Every stretch of a short heading that is as long as a term."""
    headings = {
        fold_text(section.heading_path[-1])
        for section in searcher.index.sections.values()
        if section.report_id in report_ids and section.heading_path and len(section.heading_path[-1]) <= _HEADING_CHARS
    }
    return frozenset(
        heading[start : start + size]
        for heading in headings
        for size in range(_LEAST_CHARS, _MOST_CHARS + 1)
        for start in range(len(heading) - size + 1)
    )


@cache
def _rules() -> Mapping[str, frozenset[str]]:
    table: dict[str, list[str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


@cache
def _general() -> Mapping[str, float]:
    from wordfreq import get_frequency_dict  # 0.4 s and 30 MB: only where topics are suggested

    return get_frequency_dict("zh")
