"""Results gathered into groups that can be shown beside each other, and written as one HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.ablation import AblationResult
from eval.compare import Comparison, compare_runs
from eval.failures import Failure, Fault, count_faults, list_failures
from eval.headlines import choose_measures
from eval.report.ablations import make_ablation_part
from eval.report.matrix import Matrix, make_matrix, to_cell
from eval.report.plots import plot_latency, plot_recall, plot_reliability
from eval.results import RunResult, Slice
from eval.screen import show_change, show_interval, show_number, show_p
from eval.shares import Figure
from eval.storing import name_suite
from language import detect_script

_FOLDER = Path(__file__).parent
_MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class FailureList:
    """What went wrong in one system: how many questions by fault, and the worst of them."""

    count: int
    faults: Mapping[Fault, int]
    worst: Sequence[Failure]


@dataclass(frozen=True, slots=True)
class Group:
    """Systems that were asked the same questions.

    Attributes:
        anchor: of its part of the page.
        suite: its name, files without folders.
        n_questions: how many were asked.
        systems: the runs, by the names they go under.
        measures: the few that tell most.
        slices: of the first run, by what they are of.
        recall: a plot, or None.
        latency: likewise.
        reliability: plots by how many hits of each question they look at.
        comparisons: of every further system with the first.
        matrix: questions by systems.
        failures: by system.
    """

    anchor: str
    suite: str
    n_questions: int
    systems: Mapping[str, RunResult]
    measures: Sequence[str]
    slices: Mapping[str, Sequence[Slice]]
    recall: Markup | None
    latency: Markup | None
    reliability: Mapping[int, Markup]
    comparisons: Mapping[str, Comparison]
    matrix: Matrix
    failures: Mapping[str, FailureList]


def make_page(
    systems: Mapping[str, RunResult], ablations: Mapping[str, AblationResult] = MappingProxyType({}), *, worst: int = 30
) -> str:
    """Write results as one page that needs nothing else: no network, no script, no font.

    Args:
        systems: runs of any suites, by the names they shall go under. Those that asked the same
            questions are shown beside each other.
        ablations: likewise.
        worst: the most failures to show of each run.

    Returns:
        HTML. Whatever comes from the results is escaped.
    """
    groups = [_make_group(number, members, worst) for number, members in enumerate(_group(systems), start=1)]
    parts = [
        make_ablation_part(number, name, result, texts=_texts_for(result, systems), most=_MOST_ROWS)
        for number, (name, result) in enumerate(ablations.items(), start=1)
    ]
    style = Markup((_FOLDER / "style.css").read_text(encoding="utf-8"))
    return _environment().get_template("page.html").render(groups=groups, ablations=parts, style=style) + "\n"


def _environment() -> Environment:
    """Templates that escape what they are given and refuse a name they do not know."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=show_number, change=show_change, p=show_p, cell=to_cell, script=detect_script, figures=_figures_of
    )
    environment.globals.update(interval=show_interval)
    return environment


def _texts_for(result: AblationResult, systems: Mapping[str, RunResult]) -> dict[str, str]:
    """The questions of an ablation, which keeps their ids only, as far as a run of its suite tells them."""
    asked = [run for run in systems.values() if run.suite == result.suite]
    return {question.question_id: question.question for run in asked for question in run.questions}


def _group(systems: Mapping[str, RunResult]) -> list[dict[str, RunResult]]:
    """Runs of the same questions together, in the order of their first."""
    groups: dict[frozenset[tuple[str, str]], dict[str, RunResult]] = {}
    for name, run in systems.items():
        asked = frozenset((question.question_id, question.question) for question in run.questions)
        groups.setdefault(asked, {})[name] = run
    return list(groups.values())


def _make_group(number: int, systems: Mapping[str, RunResult], worst: int) -> Group:
    names = list(systems)
    first = systems[names[0]]
    anchor = f"suite-{number}"
    return Group(
        anchor=anchor,
        suite=name_suite(first.suite),
        n_questions=len(first.questions),
        systems=systems,
        measures=choose_measures(first),
        slices=_slices_of(first),
        recall=plot_recall(anchor, systems),
        latency=plot_latency(anchor, {name: run.latency for name, run in systems.items()}),
        reliability=_plot_reliabilities(anchor, systems),
        comparisons={name: compare_runs(first, systems[name]) for name in names[1:]},
        matrix=make_matrix(systems, most=_MOST_ROWS),
        failures={name: _list_failures(run, worst) for name, run in systems.items()},
    )


def _slices_of(run: RunResult) -> dict[str, list[Slice]]:
    found: dict[str, list[Slice]] = {}
    for one in run.slices[1:]:
        found.setdefault(one.by, []).append(one)
    return found


def _plot_reliabilities(anchor: str, systems: Mapping[str, RunResult]) -> dict[int, Markup]:
    depths = sorted({one.depth for run in systems.values() for one in run.reliability})
    return {
        depth: plot_reliability(
            f"{anchor} {depth}",
            {name: one for name, run in systems.items() for one in run.reliability if one.depth == depth},
        )
        for depth in depths
    }


def _list_failures(run: RunResult, worst: int) -> FailureList:
    failures = list_failures(run)
    return FailureList(len(failures), count_faults(failures), failures[:worst])


def _figures_of(run: RunResult, by: str, name: str) -> dict[str, Figure]:
    """The figures of one slice by measure; none where the run has no such slice."""
    found: Slice | None = next((one for one in run.slices if (one.by, one.name) == (by, name)), None)
    return {} if found is None else {figure.measure: figure for figure in found.figures}
