"""The plots of a result, drawn once for each language."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from eval import AblationResult, RunResult, plot_ablation, plot_run
from web.evaluate_runs import Result, Stored, read_run
from web.evaluate_words import name_bar, name_stage, plot_labels
from web.wording import Words

N_KEPT = 32
# What draws keeps its style for the whole program while it draws.
_drawing = threading.Lock()


@lru_cache(maxsize=N_KEPT)
def plots_of(stored: Stored, words: Words) -> Mapping[str, str]:
    """The plots of a result as SVG, by what they show; kept until the result is written anew."""
    return draw(read_run(stored), words)


def draw(result: Result, words: Words) -> dict[str, str]:
    """The plots of a result as SVG, by what they show."""
    labels = plot_labels(result.headline, words)
    with _drawing:
        if isinstance(result, RunResult):
            latency = {name_stage(stage, words): one for stage, one in result.latency.items()}
            plots = plot_run(words.say("this_run"), replace(result, latency=latency), labels)
            return {what: str(plot) for what, plot in plots.items()}
        return {what: str(plot) for what, plot in plot_ablation("ablation", _renamed(result, words), labels).items()}


def _renamed(result: AblationResult, words: Words) -> AblationResult:
    systems = (replace(one, name=name_bar(one.name, words)) for one in result.systems)
    return replace(result, systems=tuple(systems))
