from __future__ import annotations

import numpy as np
import pytest

from records import Language
from search.translation import NearTerm, Translation
from search.words import words_to_match

FOOTBALL = NearTerm("campus football", "校园足球", 0.77)
BUS = NearTerm("bus", "公交车", 0.8)
NOTHING = Translation(np.zeros(1, np.float32), (), ())


def near(*terms: NearTerm) -> Translation:
    return Translation(np.zeros(1, np.float32), (), (), terms)


@pytest.mark.parametrize(
    ("asked", "language", "translation", "words"),
    [
        ("校车", Language.HANS, NOTHING, "校车"),
        ("school bus", Language.EN, NOTHING, ""),
        ("which cities mention 县管校聘 and 双减", Language.EN, NOTHING, "县管校聘 双减"),
        ("有 campus football 吗", Language.HANT, near(FOOTBALL), "有 campus football 吗 校园足球"),
        # The longest phrase stands for its words; one that is only somewhat near stands for nothing.
        ("campus bus", Language.HANS, near(NearTerm("campus bus", "校车", 0.7), BUS), "campus bus 校车"),
        ("campus bus", Language.HANS, near(NearTerm("campus bus", "校车", 0.59), BUS), "campus bus 公交车"),
        ("ai", Language.HANS, near(NearTerm("ai", "ai", 1.0)), "ai"),
        ("校车", Language.HANS, near(NearTerm("校车", "校车接送", 0.8)), "校车"),
    ],
)
def test_what_is_matched_as_written(asked, language, translation, words):
    assert words_to_match(asked, language, translation) == words
