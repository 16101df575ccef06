"""What a report says as a whole: the sentence of each of its main sections that is nearest to its heading."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from answers.proving import STANCE_BY_KIND, state
from answers.quoting import cite
from language import fold_text, key_text, stance_of
from records import Citation, Finding, Language, Report, Section, Stance, Understanding
from search import Searcher

_MAX_SECTIONS = 6
_LEAST_SECTIONS = 3
_MIN_CHARS, _MAX_CHARS = 12, 120
_SENTENCE_END = re.compile(r"[。；！？!?;][”’」』）)]*$")
_EITHER = (Stance.PLANNED, Stance.DONE)


def summarise(report: Report, understood: Understanding, searcher: Searcher) -> Finding:
    """Quote a sentence of each main section.

    Main are the sections under the outermost headings of which there are at least three; of more
    than six the longest count.

    Args:
        report: the report.
        understood: what is asked for; only planned or only done things where it wants them.
        searcher: over the index the report lies in.

    Returns:
        A supported finding with its citations in text order; an unsupported one where the report
        has no sentence of the asked stance.
    """
    quotes = [
        quote
        for heading, sections in _main_sections(report, searcher)
        if (quote := _best(report, heading, sections, understood.stance, searcher)) is not None
    ]
    if not quotes:
        return Finding(report, False, Stance.NONE, 0.0, (), ())
    stance = understood.stance if understood.stance in _EITHER else STANCE_BY_KIND[report.kind]
    return state(report, sorted(quotes, key=lambda quote: quote[0].start), stance)


def _main_sections(report: Report, searcher: Searcher) -> list[tuple[str, tuple[Section, ...]]]:
    """The main headings with all sections under them; the longest where there are many."""
    sections = [one for one in searcher.index.sections.values() if one.report_id == report.report_id]
    deepest = max((len(one.heading_path) for one in sections), default=0)
    groups: dict[str, list[Section]] = {}
    for depth in range(1, deepest + 1):
        groups = {}
        for section in sections:
            if len(section.heading_path) >= depth:
                groups.setdefault(section.heading_path[depth - 1], []).append(section)
        if len(groups) >= _LEAST_SECTIONS:
            break
    if not groups:
        return [(report.title, tuple(sections))] if sections else []
    longest = sorted(groups, key=lambda heading: (-sum(one.end - one.start for one in groups[heading]), heading))
    return [(heading, tuple(groups[heading])) for heading in longest[:_MAX_SECTIONS]]


def _best(
    report: Report, heading: str, sections: tuple[Section, ...], stance: Stance, searcher: Searcher
) -> tuple[Citation, Section] | None:
    """The whole sentence nearest to the heading, of the asked stance where one is asked for."""
    index = searcher.index
    section_of = {section.section_id: section for section in sections}
    first, last = searcher.rows_of(report.report_id)
    begin, end = np.searchsorted(index.sentence_rows, [first, last])
    fitting = []
    for row in range(int(begin), int(end)):
        section = section_of.get(index.passages[index.sentence_rows[row]].section_id)
        sentence = index.sentences[row].of(report.text)
        if section is not None and _is_telling(sentence, section) and _has_stance(sentence, section, stance):
            fitting.append(row)
    if not fitting:
        return None
    scores = _nearness(heading, searcher)[fitting]
    row = fitting[int(np.argmax(scores))]
    passage = index.passages[index.sentence_rows[row]]
    section = index.section_of(passage)
    return cite(report, passage, section, index.sentences[row], max_chars=_MAX_CHARS), section


def _is_telling(sentence: str, section: Section) -> bool:
    """A whole sentence that is not the heading itself, which is nearest to itself."""
    key = key_text(sentence)
    is_heading = any(key in key_text(heading) for heading in section.heading_path)
    return len(sentence) >= _MIN_CHARS and bool(_SENTENCE_END.search(sentence)) and not is_heading


def _has_stance(sentence: str, section: Section, wanted: Stance) -> bool:
    return wanted not in _EITHER or stance_of(sentence, inherited=section.stance) in (wanted, Stance.BOTH)


def _nearness(heading: str, searcher: Searcher) -> NDArray[np.float32]:
    """Of every sentence of the index to a heading."""
    index = searcher.index
    encoder = next(one for one in searcher.ensemble.members if one.name == index.terms.encoder)
    vectors = index.centre_query(encoder.name, encoder.encode_queries([fold_text(heading)]), Language.HANS)
    scores: NDArray[np.float32] = index.sentence_scores(encoder.name, vectors)[0]
    return scores
