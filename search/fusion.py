"""Fusion: the legs' scores made comparable and summed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from records import Language
from search.legs import LegScores
from search.standard import standardise

_WEIGHTS = Path(__file__).with_name("weights.json")
# About the standard deviation that the leg of the terms has over passages of reports: 0.02 to 0.03 for half of the
# English questions, 0.04 to 0.09 for half of the Chinese ones.
TERMS_SPREAD = 0.05
_OTHERS = Path(__file__).with_name("other_weights.json")


def comparable(leg: LegScores) -> NDArray[np.float32]:
    """One leg's scores as they are summed.

    Standardised, unless they come so, as those of tokens do. Those of terms keep their size: where no
    term of the corpus comes near the question, they say little, and standardising would make them say
    as much as always. (Learnt on NTREX and reports, XQuAD's paragraphs are then found for 0.886 of the
    English questions at rank 1; standardised, for 0.867 to 0.889, by which sets the weights were learnt on.)
    """
    if leg.name == "terms":
        moved: NDArray[np.float32] = (leg.scores - leg.scores.mean()) / np.float32(TERMS_SPREAD)
        return moved
    return leg.scores if leg.name.endswith(":tokens") else standardise(leg.scores)


def fuse(legs: Sequence[LegScores], weights: Mapping[str, float]) -> NDArray[np.float32]:
    """Sum the standardised scores of all legs, each with its weight.

    Summing normalised scores beat reciprocal rank fusion on every test set.

    Args:
        legs: at least one, all over the same passages, each with a name of its own.
        weights: by leg name; a name may end in ``:passages``, ``:sentences`` or ``:tokens`` and then stands
            for every encoder that has no entry of its own (key ``"*:passages"``).

    Returns:
        Shape (n_passages,), float32; independent of the order of ``legs``.

    Raises:
        ValueError: there is no leg, or a leg has no weight.
    """
    if not legs:
        raise ValueError("fusion needs at least one leg, got none")
    # Sums of float32 differ in the last digit with their order.
    ordered = sorted(legs, key=lambda leg: leg.name)
    weighted = [weight_of(leg.name, weights) * comparable(leg) for leg in ordered]
    fused: NDArray[np.float32] = np.sum(weighted, axis=0, dtype=np.float32)
    return fused


def weight_of(name: str, weights: Mapping[str, float]) -> float:
    """The weight of a leg, by its own name or by its kind.

    Raises:
        ValueError: neither is listed.
    """
    kind = "*:" + name.rpartition(":")[2]
    if name in weights:
        return weights[name]
    if kind in weights:
        return weights[kind]
    raise ValueError(f"leg {name} has no weight; known are {', '.join(sorted(weights))}")


def counted_weights(names: Sequence[str], weights: Mapping[str, float], counted: Sequence[str]) -> dict[str, float]:
    """The weight of each leg where only some count.

    Args:
        names: of the legs.
        weights: as for ``fuse``.
        counted: the legs that count; empty for all.

    Returns:
        By name; 0 for a leg that does not count. Legs that weigh nothing beside others, but are asked
        for alone, count 1 each: without that they would rank by passage id.

    Example:
        >>> counted_weights(["bm25", "terms"], {"bm25": 1.5, "terms": 0.0}, ["terms"])
        {'bm25': 0.0, 'terms': 1.0}
    """
    found = {name: weight_of(name, weights) if not counted or name in counted else 0.0 for name in names}
    if counted and not any(found.values()):
        found |= {name: 1.0 for name in names if name in counted}
    return found


def load_weights(language: Language, encoder: str) -> Mapping[str, float]:
    """The weights for questions of a language family.

    Args:
        language: of the question.
        encoder: the names of the index's encoders, joined by ``+``; of other encoders every dense leg weighs the same.

    Returns:
        From ``weights.json`` where they were learnt for these encoders, else from ``other_weights.json``.
    """
    learnt = _read(_WEIGHTS)
    made = learnt if learnt["encoder"] == encoder else _read(_OTHERS)
    weights: Mapping[str, float] = made["weights"]["en" if language is Language.EN else "zh"]
    return weights


def asked_weights(language: Language, encoder: str) -> Mapping[str, float]:
    """The weights for a question of a language, which may hold words of another.

    Chinese words in an English question count as in a Chinese one.
    """
    return {**load_weights(Language.HANS, encoder), **load_weights(language, encoder)}


@cache
def _read(path: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
