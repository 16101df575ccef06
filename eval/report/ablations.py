"""The part of a report that shows an ablation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.ablation import AblationResult, SystemResult
from eval.labels import PlotLabels
from eval.report.matrix import Matrix, make_ablation_matrix
from eval.report.plots import Bar, plot_bars
from eval.storing import name_suite
from eval.systems import Role
from records import Language


@dataclass(frozen=True, slots=True)
class AblationPart:
    """An ablation made ready for the page.

    Attributes:
        anchor: of its part of the page.
        name: of its file.
        suite: its suite, files without folders.
        result: all of it.
        languages: of its questions, where there are several.
        plots: by caption.
        matrix: its questions by its systems.
    """

    anchor: str
    name: str
    suite: str
    result: AblationResult
    languages: Sequence[Language]
    plots: Mapping[str, Markup]
    matrix: Matrix


def make_ablation_part(
    number: int, name: str, result: AblationResult, *, texts: Mapping[str, str], most: int
) -> AblationPart:
    """Draw the bars of an ablation, and put its questions against its systems.

    Args:
        number: unique on the page.
        name: of its file.
        result: of an ablation.
        texts: of questions by their ids, where they are known.
        most: the most questions to show.
    """
    anchor = f"ablation-{number}"
    languages = sorted(set(result.languages))
    captions = _captions(PlotLabels())
    plots = {captions[role]: plot for role, plot in plot_roles(anchor, result).items()}
    shown = languages if len(languages) > 1 else []
    matrix = make_ablation_matrix(result, texts, most=most)
    return AblationPart(anchor, name, name_suite(result.suite), result, shown, plots, matrix)


def plot_roles(
    name: str,
    result: AblationResult,
    *,
    labels: PlotLabels = PlotLabels(),  # noqa: B008 - frozen
) -> dict[Role, Markup]:
    """The bars of the systems that something is left out of, and of the legs alone; those that there are."""
    return {
        role: plot_bars(f"{name} {role}", caption, bars, measure=result.headline, labels=labels)
        for role, caption in _captions(labels).items()
        if (bars := [bar for system in result.systems if system.role is role and (bar := _to_bar(system))])
    }


def _captions(labels: PlotLabels) -> dict[Role, str]:
    return {Role.WITHOUT: labels.told_without, Role.ALONE: labels.told_alone}


def _to_bar(system: SystemResult) -> Bar | None:
    change = system.change
    if change is None or change.value is None or change.low is None or change.high is None:
        return None
    return Bar(system.name, change.value, change.low, change.high)
