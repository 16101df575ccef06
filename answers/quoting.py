"""Citations: the sentences that prove a finding, word for word."""

from __future__ import annotations

import re
from itertools import pairwise

import rjieba

from language import key_text
from records import Citation, Passage, Report, Section, Span

_CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")
_SENTENCE_END = re.compile(r"[。；！？!?;][”’」』）)】]*$")
_OPENS_LIST = re.compile(r"[:：]\s*$")
_LONGEST_HEADING = 40
# 二是…, 第三…, ③… go on with what the sentence before began.
_GOES_ON = re.compile(
    r"\W{0,2}(?:[二三四五六七八九十][是要]|其[二三四五六]|第[二三四五六七八九]|[②-⑳]|[(（][2-9二三四五六七八九][)）])"
)


def cite(
    report: Report, passage: Passage, section: Section, span: Span, *, max_chars: int = 0, focus: Span | None = None
) -> Citation:
    """Quote a span of a report.

    Args:
        report: the report.
        passage: the passage the span lies in.
        section: the section the passage lies in.
        span: what to quote, offsets into ``report.text``.
        max_chars: the longest quote, 0 for any; a longer one is cut to whole clauses around the focus,
            without the comma behind them, and inside a clause that is longer still between words.
        focus: what the quote must hold, inside ``span``; its beginning by default.

    Returns:
        A citation with ``report.text[start:end] == quote``.

    Raises:
        ValueError: the span does not lie in the passage, or the focus not in the span.
    """
    if not passage.start <= span.start <= span.end <= passage.end:
        raise ValueError(f"span [{span.start}, {span.end}) lies outside passage {passage.passage_id}")
    focus = focus or Span(span.start, span.start)
    if not span.start <= focus.start <= focus.end <= span.end:
        raise ValueError(f"focus [{focus.start}, {focus.end}) lies outside span [{span.start}, {span.end})")
    cut = _cut(report.text, span, focus, max_chars) if 0 < max_chars < len(span) else span
    if cut != span:
        cut = Span(cut.start, cut.start + len(cut.of(report.text).rstrip("，,；; \n") or cut.of(report.text)))
    return Citation(
        report_id=report.report_id,
        passage_id=passage.passage_id,
        start=cut.start,
        end=cut.end,
        quote=cut.of(report.text),
        heading_path=section.heading_path,
    )


def stands(citation: Citation, report: Report) -> bool:
    """Whether a quote stands in its report at its offsets, to the letter."""
    return report.text[citation.start : citation.end] == citation.quote


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """Cut a sentence at its commas, as spans into ``text``; each keeps its comma.

    Example:
        >>> text = "新建6所，占比50%。"
        >>> [clause.of(text) for clause in clauses(text, Span(0, len(text)))]
        ['新建6所，', '占比50%。']
    """
    ends = [match.end() for match in _CLAUSE_END.finditer(text, span.start, span.end)]
    edges = (span.start, *ends, span.end)
    return tuple(Span(a, b) for a, b in pairwise(edges) if b > a)


def is_bare_heading(text: str, span: Span, section: Section) -> bool:
    """Whether a sentence is only a heading of its section or a part of one, or a short line that ends like one.

    A heading names what follows and proves nothing by itself.

    Args:
        text: of the report.
        span: of the sentence.
        section: it lies in.
    """
    said = key_text(span.of(text))
    if any(said in key_text(heading) for heading in section.heading_path):
        return True
    is_line = text[span.end : span.end + 1] in ("", "\n") and (span.start == 0 or text[span.start - 1] == "\n")
    return is_line and len(span) <= _LONGEST_HEADING and not _SENTENCE_END.search(span.of(text))


def behind_heading(text: str, span: Span, passage: Passage, section: Section) -> Span:
    """The sentence that a heading stands before, with the heading where both are on one line.

    Args:
        text: of the report.
        span: of the sentence; returned as it is where it is no heading, or nothing follows.
        passage: it lies in.
        section: it lies in.
    """
    if not is_bare_heading(text, span, section):
        return span
    for follower in passage.sentences:
        if follower.start < span.end or is_bare_heading(text, follower, section):
            continue
        is_same_line = "\n" not in text[span.end : follower.start]
        return Span(span.start, follower.end) if is_same_line else follower
    return span


def with_list(text: str, span: Span, passage: Passage, *, max_chars: int) -> Span:
    """A sentence and those behind it that go on with its list (一是…二是…, or behind a colon).

    Args:
        text: of the report.
        span: of the sentence.
        passage: it lies in.
        max_chars: the longest span that is made.
    """
    end = span.end
    for follower in passage.sentences:
        if follower.start < end:
            continue
        if follower.end - span.start > max_chars:
            break
        goes_on = _GOES_ON.match(follower.of(text)) or opens_list(follower.of(text))
        if not (goes_on or opens_list(text[span.start : end])):
            break
        end = follower.end
    return Span(span.start, end)


def opens_list(quote: str) -> bool:
    """Whether a quote ends by announcing a list (重点推进以下工作：)."""
    return _OPENS_LIST.search(quote) is not None


def _cut(text: str, span: Span, focus: Span, max_chars: int) -> Span:
    """As many whole clauses around the focus as fit, those behind it first."""
    parts = clauses(text, span)
    first = next(place for place, part in enumerate(parts) if focus.start < part.end or part.end == span.end)
    last = max(first, max((place for place, part in enumerate(parts) if part.start < focus.end), default=first))
    if parts[last].end - parts[first].start > max_chars:
        return _cut_words(text, parts[first], focus, max_chars)
    while last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= max_chars:
        last += 1
    while first and parts[last].end - parts[first - 1].start <= max_chars:
        first -= 1
    return Span(parts[first].start, parts[last].end)


def _cut_words(text: str, clause: Span, focus: Span, max_chars: int) -> Span:
    """Of one long clause, as many whole words from its beginning, or from the focus where that lies too far in."""
    start = clause.start if focus.end - clause.start <= max_chars else focus.start
    end = start
    for word in rjieba.cut(text[start : clause.end]):
        if end + len(word) - start > max_chars:
            break
        end += len(word)
    return Span(start, max(end, min(start + max_chars, clause.end) if end == start else end))
