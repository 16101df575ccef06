"""Where the passages of an index stand: which rows are of which report, and in which order they are ranked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from records import Filters, Passage, Report
from search.choosing import choose_by_report
from search.filters import passing_reports
from search.scope import Scope

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class PassageRows:
    """The rows of an index's passages, looked up once.

    Args:
        passages: of the index; those of one report stand together.
        reports: of the index, each passage's among them.
    """

    def __init__(self, passages: Sequence[Passage], reports: Sequence[Report]) -> None:
        self._reports = reports
        # Ties are broken by passage id: the place of each passage in that order.
        ids = np.array([passage.passage_id for passage in passages], dtype=object)
        self._id_order = np.argsort(np.argsort(ids, kind="stable"), kind="stable")
        self._report_ids = np.array([passage.report_id for passage in passages], dtype=object)
        numbers = {report.report_id: number for number, report in enumerate(reports)}
        self._numbers = np.array([numbers[passage.report_id] for passage in passages], dtype=np.int64)
        self._ranges: dict[str, tuple[int, int]] = {}
        for row, passage in enumerate(passages):
            first, _ = self._ranges.get(passage.report_id, (row, row))
            self._ranges[passage.report_id] = (first, row + 1)

    def of(self, report_id: str) -> tuple[int, int]:
        """The half-open range of a report's rows; empty for one without passages."""
        return self._ranges.get(report_id, (0, 0))

    def best_first(self, fused: NDArray[np.float32], scope: Scope, passing: Bools) -> Ints:
        """The rows that pass, those of reports in scope before the others, ties by passage id.

        Args:
            fused: shape (n_passages,), higher is better; told apart to six decimals.
            scope: the reports that the question names.
            passing: shape (n_passages,), whether a passage passes the filters.
        """
        outside = ~np.isin(self._report_ids, scope.report_ids) if scope.report_ids else np.zeros(len(fused), bool)
        order = np.lexsort((self._id_order, -fused.astype(np.float64).round(6), outside))
        return order[passing[order]]

    def by_report(self, rows: Ints, *, top: int, per_report: int) -> list[int]:
        """The best rows of the reports that come first; see ``choose_by_report``."""
        return list(choose_by_report(rows, self._numbers, top=top, per_report=per_report))

    def reports_looked_at(self, filters: Filters, passing: Bools, scope: Scope) -> tuple[str, ...]:
        """The ids of the reports that pass and are named, in the index's order.

        Of filtered sections a report must hold one. Where the question names none, all are named.

        Raises:
            FilterError: the filters name a place or report that there is not.
        """
        chosen = passing_reports(filters, self._reports)
        if filters.stances or filters.headings:
            holding = set(self._report_ids[passing])
            chosen = tuple(report_id for report_id in chosen if report_id in holding)
        named = set(scope.report_ids)
        return tuple(report_id for report_id in chosen if not named or report_id in named)
