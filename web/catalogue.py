"""What the page knows of the reports behind the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from records import Report, Section


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The reports and sections of an index, looked up by their ids.

    Attributes:
        reports: by ``report_id``.
        sections: by ``section_id``.
        outlines: the sections of each report in text order, by ``report_id``.
    """

    reports: Mapping[str, Report]
    sections: Mapping[str, Section]
    outlines: Mapping[str, tuple[Section, ...]]

    @classmethod
    def of(cls, reports: Iterable[Report], sections: Iterable[Section]) -> Catalogue:
        """File reports and sections under their ids.

        Args:
            reports: each ``report_id`` once.
            sections: of these reports, in text order.
        """
        by_report: dict[str, list[Section]] = {}
        by_id = {section.section_id: section for section in sections}
        for section in by_id.values():
            by_report.setdefault(section.report_id, []).append(section)
        outlines = {report_id: tuple(held) for report_id, held in by_report.items()}
        return cls({report.report_id: report for report in reports}, by_id, outlines)

    def heading_path(self, report_id: str, offset: int) -> tuple[str, ...]:
        """The headings over a place of a report's text; empty where there is none."""
        for section in self.outlines.get(report_id, ()):
            if section.start <= offset < section.end:
                return section.heading_path
        return ()
