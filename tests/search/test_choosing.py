from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.choosing import choose_by_report, choose_rows

GROUPS = st.lists(st.integers(0, 6), min_size=1, max_size=30)


@given(GROUPS, st.integers(1, 10), st.randoms(use_true_random=False))
def test_of_each_group_the_best_row_is_chosen(groups, top, random):
    rows = list(range(len(groups)))
    random.shuffle(rows)
    alike = np.array([groups.index(group) for group in groups], dtype=np.int32)
    chosen = list(choose_rows(np.array(rows), top=top, alike=alike))
    firsts = [row for place, row in enumerate(rows) if groups[row] not in [groups[other] for other in rows[:place]]]
    assert chosen == firsts[:top]
    assert list(choose_rows(np.array(rows), top=top)) == rows[:top]


@given(GROUPS, st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_first_reports_give_their_best_rows(groups, top, per_report, random):
    rows = list(range(len(groups)))
    random.shuffle(rows)
    chosen = list(choose_by_report(np.array(rows), np.array(groups), top=top, per_report=per_report))
    first = list(dict.fromkeys(groups[row] for row in rows))[:top]
    assert list(dict.fromkeys(groups[row] for row in chosen)) == first
    assert chosen == [row for row in rows if row in set(chosen)]
    counts = Counter(groups)
    assert Counter(groups[row] for row in chosen) == {report: min(per_report, counts[report]) for report in first}
    for report in first:
        best = [row for row in rows if groups[row] == report][:per_report]
        assert [row for row in chosen if groups[row] == report] == best
