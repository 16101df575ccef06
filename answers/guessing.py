"""The kind of a question that no rule decides: that of the examples it is nearest to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language import fold_text
from records import Language, QuestionKind
from search import Searcher

Floats = NDArray[np.float32]

_EXAMPLES = Path(__file__).with_name("kind_questions.json")
_NEAREST = 3
# Encoders that do not tell the examples apart much better than chance (1 in 7) are not asked.
_LEAST_RIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Guesser:
    """Examples of every kind in one language, as the encoders of an index see them.

    Attributes:
        language: of the examples.
        kinds: of each example.
        vectors: of each, by encoder, shape (n, dimension).
        share_right: of the examples that the others tell the kind of, 0..1.
    """

    language: Language
    kinds: tuple[QuestionKind, ...]
    vectors: Mapping[str, Floats]
    share_right: float

    @property
    def is_telling(self) -> bool:
        """Whether the encoders tell kinds apart; where not, a question is taken for a fact."""
        return self.share_right >= _LEAST_RIGHT

    def guess(self, question: str, searcher: Searcher) -> QuestionKind:
        """The kind whose examples are nearest; a fact where the encoders do not tell.

        Args:
            question: as asked.
            searcher: over the index that the examples were encoded for.
        """
        if not self.is_telling:
            return QuestionKind.FACT
        asked = _encode(searcher, [question], self.language)
        return _nearest_kind(sum_cosines(asked, self.vectors)[0], self.kinds)


def learn_kinds(searcher: Searcher, language: Language) -> Guesser:
    """Encode the examples of ``kind_questions.json`` for questions in a language.

    Args:
        searcher: over the index.
        language: of the questions.
    """
    family = Language.EN if language is Language.EN else Language.HANS
    examples = [(QuestionKind(kind), text) for kind, texts in _examples()[family].items() for text in texts]
    kinds = tuple(kind for kind, _ in examples)
    vectors = _encode(searcher, [text for _, text in examples], family)
    cosines = sum_cosines(vectors, vectors)
    np.fill_diagonal(cosines, -np.inf)
    right = [_nearest_kind(row, kinds) is kind for row, kind in zip(cosines, kinds, strict=True)]
    return Guesser(family, kinds, vectors, sum(right) / len(right))


def sum_cosines(some: Mapping[str, Floats], others: Mapping[str, Floats]) -> Floats:
    """The cosines of texts by all encoders together.

    Args:
        some: shape (n, dimension) by encoder.
        others: shape (m, dimension) by encoder.

    Returns:
        Shape (n, m).
    """
    summed: Floats = np.sum([some[name] @ others[name].T for name in some], axis=0, dtype=np.float32)
    return summed


def _nearest_kind(cosines: Floats, kinds: Sequence[QuestionKind]) -> QuestionKind:
    """By the mean cosine of the nearest few of each kind; ties in the order of the kinds."""
    nearness = {
        kind: float(np.sort(cosines[[one is kind for one in kinds]])[-_NEAREST:].mean())
        for kind in dict.fromkeys(kinds)
    }
    return max(nearness, key=lambda kind: nearness[kind])


def _encode(searcher: Searcher, questions: Sequence[str], language: Language) -> dict[str, Floats]:
    folded = [fold_text(question) for question in questions]
    return {
        member.name: searcher.index.centre_query(member.name, member.encode_queries(folded), language)
        for member in searcher.ensemble.members
    }


@cache
def _examples() -> dict[Language, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = json.loads(_EXAMPLES.read_text(encoding="utf-8"))
    return {Language.EN: table["en"], Language.HANS: table["zh"]}
