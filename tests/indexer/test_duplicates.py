"""Passages that say nearly the same, against the definition."""

from __future__ import annotations

import random

import numpy as np
import pytest

from indexer.duplicates import LEAST_JACCARD, find_duplicates

LONG = "深入推进中小学校长职级制改革完善校长选拔任用培养激励机制搞好新一轮校长选聘工作配套推进各项改革措施落实到位"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (LONG, LONG, True),
        (LONG, LONG + "。", True),
        (LONG, "，".join((LONG[:20], LONG[20:])), True),  # signs do not count
        (LONG, LONG[:-1], True),
        (LONG, LONG.replace("校长", "园长"), False),
        (LONG + "12", LONG + "12", True),
        (LONG + "12", LONG + "13", False),  # another figure is another thing said
        (LONG + "完成12项", LONG + "完成12.5项", False),
        ("附件", "附件", True),
        ("附件", "附录", False),
        ("", "", True),
        ("加强学校食堂管理", "加强学校食堂的管理", False),  # too short to be nearly the same
    ],
)
def test_two_texts(one, other, is_same):
    assert find_duplicates([one, other]).tolist() == ([0, 0] if is_same else [0, 1])


def test_no_texts():
    assert find_duplicates([]).tolist() == []


def test_each_text_is_compared_with_the_first_of_its_kind():
    texts = [LONG, "加强管理", LONG[:-1], "加强管理", LONG[:-2]]
    assert find_duplicates(texts).tolist() == [0, 1, 0, 1, 0]


def test_the_definition_is_met_on_random_texts():
    chance = random.Random(7)
    base = ["".join(chance.choices(LONG, k=chance.randint(60, 300))) for _ in range(60)]
    texts = base + ["".join(c for c in text if chance.random() > chance.choice((0, 0.01, 0.02, 0.1))) for text in base]
    first = find_duplicates(texts)
    runs = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
    jaccard = np.array([[len(a & b) / len(a | b) for b in runs] for a in runs])
    for row, leader in enumerate(first):
        leaders = [other for other in range(row) if first[other] == other]
        same = [other for other in leaders if jaccard[row, other] >= LEAST_JACCARD]
        assert leader == (same[0] if same else row)
    assert 10 < int((first != np.arange(len(texts))).sum()) < 60
