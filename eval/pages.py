"""Reports and plots for others; what draws them is half a second to load, and is loaded when first wanted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from eval.ablation import AblationResult
from eval.labels import PlotLabels
from eval.results import RunResult

if TYPE_CHECKING:
    from markupsafe import Markup


def write_page(
    systems: Mapping[str, RunResult], ablations: Mapping[str, AblationResult] = MappingProxyType({}), *, worst: int = 30
) -> str:
    """Results as one page that needs nothing else; see ``eval.report.page.make_page``."""
    from eval.report.page import make_page

    return make_page(systems, ablations, worst=worst)


def plot_run(name: str, run: RunResult, labels: PlotLabels = PlotLabels()) -> dict[str, Markup]:  # noqa: B008 - frozen
    """The plots of a run as SVG, by ``"recall"``, ``"latency"``, ``"reliability 1"``, …; those that it has.

    Args:
        name: of the run, in legends; ids inside the SVG are made of it.
        run: what is drawn.
        labels: the words of the axes.
    """
    from eval.report.plots import plot_latency, plot_recall, plot_reliability

    found = {
        "recall": plot_recall(name, {name: run}, labels=labels),
        **{
            f"reliability {one.depth}": plot_reliability(f"{name} {one.depth}", {name: one}, labels=labels)
            for one in run.reliability
        },
        "latency": plot_latency(name, {name: run.latency}, labels=labels),
    }
    return {what: plot for what, plot in found.items() if plot is not None}


def plot_ablation(name: str, result: AblationResult, labels: PlotLabels = PlotLabels()) -> dict[str, Markup]:  # noqa: B008 - frozen
    """The bars of an ablation as SVG, by the role of the systems: ``"without"`` and ``"alone"``."""
    from eval.report.ablations import plot_roles

    return {str(role): plot for role, plot in plot_roles(name, result, labels=labels).items()}
