"""Whether a written sentence says what its quotes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from answers.asides import counted
from answers.writing.nouns import SentenceStatus, Source, WrittenSentence
from answers.writing.numbers import missing_numbers
from answers.writing.sentences import plain_marks, read_marks, strip_marks
from language import fold_text
from places import Division, find_english, find_mentions, named
from records import Answer, Language, Stance

# A sentence that a model invents shares few pairs of characters with the quotes, those of the question left aside.
LEAST_SHARE = 0.4
_OF_REPORTS = re.compile(
    r"\b(?:reports?|places|cities|districts|provinces|bureaus)\b|报告|地区|城市|省份|个市|个区|个省"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_ENGLISH_DONE = re.compile(r"\b(?:ha[sd]|have) (?:already |been |also )*\w+(?:ed|en|t|lt)\b|\balready\b|\bcompleted\b")
_ENGLISH_PLANNED = re.compile(r"\b(?:plan(?:s|ned)?|will|aims?|intends?|going to|to be|target|propos\w+|by 20\d\d)\b")
_CHINESE_DONE = re.compile(r"已(?!知)|(?<=[\u4e00-\u9fff])了(?!解)")
_CHINESE_PLANNED = re.compile(r"计划|打算|准备|力争|即将|将(?![军领近])|拟(?=[建于在订定开推])")
# Words that any answer may be made of.
_OWN_WORDS = fold_text(
    "报告提到计划已做正在将会今年全市根据材料显示其中以及并且同时此外问题没有说明写明表示提出要求内容方面"
)


def check_sentence(
    sentence: str,
    sources: Mapping[int, Source],
    answer: Answer,
    *,
    is_near: Callable[[str, Sequence[Source]], bool] | None = None,
) -> WrittenSentence:
    """Hold a sentence against the quotes it cites.

    In this order: it cites, and only quotes that were handed over; every number stands in a cited
    quote (or is the year of its report, or counts reports); every place is one of the cited reports
    or quotes; what is done or planned there is not turned round; its words are those of the quotes.

    Args:
        sentence: with its marks.
        sources: the quotes handed over, by number.
        answer: that the sentence is written for.
        is_near: whether a sentence is near to quotes in meaning, for one in another language than
            theirs, whose words cannot be compared; None to let such words pass.

    Returns:
        The sentence with the first fault found.
    """
    numbers = read_marks(sentence)
    text = plain_marks(sentence)
    plain = strip_marks(sentence)
    unknown = tuple(f"[{number}]" for number in numbers if number not in sources)
    if not numbers or unknown:
        return WrittenSentence(text, numbers, SentenceStatus.UNCITED, unknown)
    cited = [sources[number] for number in numbers]
    if missing := _missing_numbers(plain, cited, answer):
        return WrittenSentence(text, numbers, SentenceStatus.FIGURE_MISMATCH, missing)
    if missing := (*_missing_places(plain, cited), *_turned_stance(plain, cited)):
        return WrittenSentence(text, numbers, SentenceStatus.UNSUPPORTED, missing)
    if not _says_the_same(plain, cited, answer, is_near):
        return WrittenSentence(text, numbers, SentenceStatus.UNSUPPORTED, (plain,))
    return WrittenSentence(text, numbers, SentenceStatus.OK)


def _missing_numbers(plain: str, cited: Sequence[Source], answer: Answer) -> tuple[str, ...]:
    texts = [text for source in cited for text in (source.citation.quote, *source.citation.heading_path)]
    also = {year for source in cited for year in source.finding.report.period.years}
    if _OF_REPORTS.search(fold_text(plain)):
        coverage = answer.coverage
        also |= {coverage.reports, coverage.supporting, coverage.silent, coverage.aside, len(cited)}
        also.add(len(counted(answer.findings)))
    return missing_numbers(plain, texts, also=also)


def _missing_places(plain: str, cited: Sequence[Source]) -> tuple[str, ...]:
    """Places named that are neither those of the cited reports nor in their quotes."""
    texts = [fold_text(text) for source in cited for text in _texts_of(source)]
    allowed = {division for source in cited for division in _places_of(source)}
    allowed |= {division for text in texts for mention in find_mentions(text) for division in mention.divisions}
    return tuple(
        name
        for name, divisions in _named_places(plain)
        if not any(one.is_within(found) for one in allowed for found in divisions)
        and not any(fold_text(name) in text for text in texts)
    )


def _named_places(plain: str) -> Iterator[tuple[str, tuple[Division, ...]]]:
    folded = fold_text(plain)
    for mention in find_mentions(folded):
        yield folded[mention.start : mention.end], mention.divisions
    for mention in find_english(plain.lower()):
        if plain[mention.start].isupper():
            yield plain[mention.start : mention.end], mention.divisions


def _places_of(source: Source) -> tuple[Division, ...]:
    place = source.finding.report.place
    return named(fold_text(place.name)) + named(fold_text(place.province))


def _texts_of(source: Source) -> tuple[str, ...]:
    report = source.finding.report
    return (source.citation.quote, *source.citation.heading_path, report.title, report.bureau, report.place.name)


def _turned_stance(plain: str, cited: Sequence[Source]) -> tuple[str, ...]:
    """Words that call done what all cited reports plan, or planned what all of them did."""
    stances = {source.finding.stance for source in cited}
    if len(stances) != 1 or not stances <= {Stance.PLANNED, Stance.DONE}:
        return ()
    (stance,) = stances
    folded, quotes = fold_text(plain), " ".join(fold_text(source.citation.quote) for source in cited)
    has_han = _HAN.search(folded) is not None
    done = (_CHINESE_DONE if has_han else _ENGLISH_DONE).search(folded)
    planned = (_CHINESE_PLANNED if has_han else _ENGLISH_PLANNED).search(folded)
    turned, right = (done, planned) if stance is Stance.PLANNED else (planned, done)
    # 行动计划 is a name, and 已 may be quoted: a word that the quotes hold turns nothing round.
    return (turned.group(),) if turned and not right and turned.group() not in quotes else ()


def _says_the_same(
    plain: str, cited: Sequence[Source], answer: Answer, is_near: Callable[[str, Sequence[Source]], bool] | None
) -> bool:
    """By the words where both are Chinese, by meaning otherwise."""
    if answer.language is Language.EN or not _HAN.search(plain):
        return is_near is None or is_near(plain, cited)
    return (
        share_of_words(plain, [text for source in cited for text in _texts_of(source)], answer.question) >= LEAST_SHARE
    )


def share_of_words(sentence: str, texts: Sequence[str], question: str) -> float:
    """The share of a Chinese sentence's pairs of characters that stand in the texts.

    Args:
        sentence: without marks.
        texts: quotes, headings, titles, place names.
        question: its pairs are left aside, as are those that any answer is made of.

    Returns:
        0..1; 1 where nothing is left to compare.

    Example:
        >>> share_of_words("淄博推行校长职级制", ["推行校长职级制改革"], "")
        0.75
        >>> share_of_words("学校都关了", ["推行校长职级制改革"], "")
        0.0
    """
    neutral = _pairs(question) | _pairs(_OWN_WORDS)
    own = _pairs(sentence) - neutral
    held = set().union(*(_pairs(text) for text in texts))
    return len(own & held) / len(own) if own else 1.0


def _pairs(text: str) -> set[str]:
    runs = _HAN.findall(fold_text(text))
    return {run[place : place + 2] for run in runs for place in range(len(run) - 1)}
