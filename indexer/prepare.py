"""What an index is made of: a corpus, outlined and cut into passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus import Corpus
from indexer.chunk import chunk
from indexer.outline import outline
from records import Failure, Passage, Report, Section


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an index is built from, in the order of the corpus.

    Attributes:
        reports: the readable reports.
        failures: the files that could not become one.
        sections: of all reports, report by report, in text order.
        passages: likewise.
    """

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]


def prepare(corpus: Corpus, *, max_chars: int, on_report: Callable[[str], None] | None = None) -> Material:
    """Outline every report of a corpus and cut it into passages.

    Args:
        corpus: what was read.
        max_chars: most characters of a passage.
        on_report: is called with the id of each finished report, for progress.

    Returns:
        The material of an index; a corpus without reports gives empty tuples.
    """
    sections: list[Section] = []
    passages: list[Passage] = []
    for report in corpus.reports:
        of_report = outline(report)
        sections.extend(of_report)
        passages.extend(chunk(report, of_report, max_chars=max_chars))
        if on_report:
            on_report(report.report_id)
    return Material(corpus.reports, corpus.failures, tuple(sections), tuple(passages))
