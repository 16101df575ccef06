"""Which of the many measures are shown where there is room for a few."""

from __future__ import annotations

from eval.results import RunResult

_OF_GOLD = ("evidence recall@5", "set F1", "answer accuracy", "abstention recall")
_OF_TEXTS = ("recall@1", "recall@5", "MRR@10", "nDCG@10")
_CUTOFFS = (1, 5, 10, 20)


def choose_measures(result: RunResult) -> tuple[str, ...]:
    """At most four measures that tell most of a run, none of them without a value."""
    measured = {figure.measure for figure in result.slices[0].figures if figure.value is not None}
    chosen = _OF_GOLD if _OF_GOLD[0] in measured else _OF_TEXTS
    return tuple(measure for measure in chosen if measure in measured)


def recall_by_k(result: RunResult) -> dict[int, str]:
    """The measures of recall that a run has, by their cutoff: of evidence for gold questions, else of passages."""
    measured = {figure.measure for figure in result.slices[0].figures if figure.value is not None}
    for name in ("evidence recall", "recall"):
        found = {k: f"{name}@{k}" for k in _CUTOFFS if f"{name}@{k}" in measured}
        if found:
            return found
    return {}
