from __future__ import annotations

import json
from pathlib import Path

import pytest

from language import fold_text
from search.taiwan import find_taiwan_words

CASES = json.loads((Path(__file__).parent / "cases" / "taiwan.json").read_text(encoding="utf-8"))
TABLE = json.loads((Path(__file__).parents[2] / "search" / "taiwan_words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_which_words_are_read_otherwise(case):
    folded = fold_text(case["question"])
    # What a corpus of mainland reports writes, beside what the case says.
    written = {"校车", "建立", "网站", "小学", "中小", "课程", "教师", "学校", *case.get("written", ())}
    found = find_taiwan_words(folded, is_unknown=lambda text: text not in written)
    assert [[slip.span.of(folded), slip.read_as] for slip in found] == case["words"]


def test_the_table_is_folded_and_leads_nowhere_twice():
    for taiwan, mainland in TABLE["words"].items():
        assert fold_text(taiwan) == taiwan
        assert fold_text(mainland) == mainland
        assert mainland not in TABLE["words"]
    assert set(TABLE["always"]) <= set(TABLE["words"])
