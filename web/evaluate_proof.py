"""Where the passages and reports of a result are found in the index in use, to be opened from it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from language import key_text
from records import Span, Stance
from web.desk import Holdings
from web.labels import report_label
from web.wording import Words

_CUT = "…"


@dataclass(frozen=True, slots=True)
class Proofs:
    """What of a result can be opened.

    Attributes:
        holdings: the index in use, which need not be the one that was asked.
        spans: of its passages, by id.
        words: the page's words.
    """

    holdings: Holdings
    spans: dict[str, tuple[str, Span]]
    words: Words

    @classmethod
    def of(cls, holdings: Holdings, words: Words) -> Proofs:
        """Look the passages of an index up by their ids."""
        passages = holdings.answerer.index.passages if holdings.answerer else ()
        return cls(holdings, {one.passage_id: (one.report_id, Span(one.start, one.end)) for one in passages}, words)

    def opening(self, passage_id: str, text: str) -> str:
        """The attributes of a button that opens a passage; empty where the index in use holds another text there.

        Args:
            passage_id: of the result.
            text: as the result keeps it, which may be its beginning alone.
        """
        found = self.spans.get(passage_id)
        if found is None:
            return ""
        report_id, span = found
        report = self.holdings.catalogue.reports.get(report_id)
        if report is None or not span.of(report.text).startswith(text.removesuffix(_CUT)):
            return ""
        return f'data-proof="{escape(report_id)}" data-from="{span.start}" data-to="{span.end}"'

    def opening_quote(self, report_id: str, quote: str) -> str:
        """The same for the first passage of a report that holds a quote; compared by ``key_text``."""
        report, wanted = self.holdings.catalogue.reports.get(report_id), key_text(quote)
        if report is None or not wanted:
            return ""
        for held_by, span in self.spans.values():
            if held_by == report_id and wanted in key_text(span.of(report.text)):
                return f'data-proof="{escape(report_id)}" data-from="{span.start}" data-to="{span.end}"'
        return ""

    def name_report(self, report_id: str, stance: Stance = Stance.NONE) -> str:
        """Place and time of a report, plain text; its id where the index in use does not hold it."""
        report = self.holdings.catalogue.reports.get(report_id)
        return report_label(report, stance, self.words) if report else report_id
