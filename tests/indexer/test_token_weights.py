from __future__ import annotations

import math
from pathlib import Path

import pytest

from indexer.lexical import Lexical, read_lexical, write_lexical


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    write_lexical(tmp_path / "bm25", ["校长职级制", "校长轮岗", "近视防控"])
    return read_lexical(tmp_path / "bm25", 3)


def test_a_token_weighs_by_how_few_passages_hold_it(lexical: Lexical):
    weights = lexical.weights(["校长", "近视", "泳池"])
    assert weights == pytest.approx([math.log1p(1.5 / 2.5), math.log1p(2.5 / 1.5), math.log1p(3.5 / 0.5)])
