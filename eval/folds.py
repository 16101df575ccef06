"""Questions parted for cross-validation: what is learnt on some is tried on others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from errors import EvaluationError
from records import Language

FOLDS = 5

FAMILIES = ("zh", "en")
"""Questions are learnt from by language family: Chinese of either script, and English."""


def family_of(language: Language) -> str:
    """The family of a language.

    Example:
        >>> family_of(Language.HANT), family_of(Language.EN)
        ('zh', 'en')
    """
    return "en" if language is Language.EN else "zh"


def fold_by_source(sources: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
    """Give every question one of ``FOLDS`` folds; those of one source are in one.

    Args:
        sources: the suite of each question, and what in it the question was written for.

    Returns:
        Shape (questions,), 0 to ``FOLDS - 1``; depends on the set of sources only. The sources are
        shuffled, since neighbouring articles of a file are often alike.

    Raises:
        EvaluationError: there are fewer sources than folds.

    Example:
        >>> folds = fold_by_source([("set.json", article) for article in "aabcde"])
        >>> bool(folds[0] == folds[1]), sorted(set(folds.tolist()))
        (True, [0, 1, 2, 3, 4])
    """
    names = sorted(set(sources))
    if len(names) < FOLDS:
        suites = ", ".join(sorted({suite for suite, _ in names}))
        reason = (
            f"has questions on {len(names)} sources; expected at least {FOLDS}, to learn from some and try on others"
        )
        raise EvaluationError(suites, reason)
    order = np.random.default_rng(0).permutation(len(names))
    fold_of = {names[place]: number % FOLDS for number, place in enumerate(order.tolist())}
    return np.array([fold_of[one] for one in sources])
