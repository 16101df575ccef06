"""Where passages stand, and in which order they are ranked."""

from __future__ import annotations

import numpy as np
import pytest

from records import Filters, Level, Passage, Stance
from search.rows import PassageRows
from search.scope import Scope
from tests.search.shelf import SHELF

HELD = (("zibo", 2), ("qiqihar", 1), ("hidden_city", 11), ("xian", 1))
PASSAGES = tuple(Passage(f"{name}#{n}", f"{name}/0", name, 0, 1, ()) for name, count in HELD for n in range(count))
ALL = np.ones(len(PASSAGES), dtype=bool)
EVERYWHERE = Scope((), (), (), ())


@pytest.fixture(scope="module")
def rows():
    return PassageRows(PASSAGES, SHELF)


def named(*report_ids: str) -> Scope:
    return Scope(report_ids, (), (), ())


def ids(rows):
    return [PASSAGES[row].passage_id for row in rows]


@pytest.mark.parametrize(
    ("report_id", "expected"),
    [("zibo", (0, 2)), ("qiqihar", (2, 3)), ("hidden_city", (3, 14)), ("xian", (14, 15)), ("jilin_city", (0, 0))],
)
def test_the_rows_of_a_report_are_a_range_that_is_empty_without_passages(rows, report_id, expected):
    assert rows.of(report_id) == expected


def test_equal_scores_stand_in_the_order_of_their_ids(rows):
    same = np.zeros(len(PASSAGES), dtype=np.float32)
    same[2] = 4e-7  # rounds to the others' score
    assert ids(rows.best_first(same, EVERYWHERE, ALL)) == sorted(passage.passage_id for passage in PASSAGES)


def test_reports_in_scope_come_first_whatever_they_score(rows):
    fused = np.arange(len(PASSAGES), dtype=np.float32)
    order = ids(rows.best_first(fused, named("zibo", "qiqihar"), ALL))
    assert order[:4] == ["qiqihar#0", "zibo#1", "zibo#0", "xian#0"]
    assert len(order) == len(PASSAGES)


def test_what_does_not_pass_is_not_ranked_even_in_scope(rows):
    passing = ~np.isin(np.arange(len(PASSAGES)), [1, 2])
    order = ids(rows.best_first(np.arange(len(PASSAGES), dtype=np.float32), named("zibo", "qiqihar"), passing))
    assert order[:2] == ["zibo#0", "xian#0"]
    assert not {"zibo#1", "qiqihar#0"} & set(order)


def test_of_the_first_reports_the_best_rows_are_taken(rows):
    assert ids(rows.by_report(np.array([14, 4, 3, 5, 1, 2]), top=2, per_report=2)) == [
        "xian#0", "hidden_city#1", "hidden_city#0",
    ]  # fmt: skip


EVERY = tuple(report.report_id for report in SHELF)
HIDDEN_ONLY = np.array([passage.report_id == "hidden_city" for passage in PASSAGES])


@pytest.mark.parametrize(
    ("filters", "scope", "passing", "expected"),
    [
        (Filters(), EVERYWHERE, ALL, EVERY),
        (Filters(), named("xian", "zibo"), ALL, ("zibo", "xian")),
        (Filters(levels=(Level.COUNTY,)), EVERYWHERE, ALL, ("hidden_district",)),  # without a passage, still looked at
        (Filters(levels=(Level.COUNTY,)), named("zibo"), ALL, ()),
        (Filters(stances=(Stance.PLANNED,)), EVERYWHERE, HIDDEN_ONLY, ("hidden_city",)),
        (Filters(headings=("规划",)), named("zibo"), HIDDEN_ONLY, ()),
        (Filters(years=(2022,)), EVERYWHERE, HIDDEN_ONLY, ("zibo", "hidden_district")),
    ],
)
def test_reports_looked_at_pass_the_filters_and_are_named(rows, filters, scope, passing, expected):
    assert rows.reports_looked_at(filters, passing, scope) == expected
