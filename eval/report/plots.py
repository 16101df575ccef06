"""The plots of a report, each as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from eval.headlines import recall_by_k
from eval.keeping import shorten
from eval.labels import PlotLabels
from eval.reliability import Reliability
from eval.report.drawing import DASHES, INK, MARKERS, MUTED, SERIES, draw
from eval.results import Latency, RunResult

Systems = Mapping[str, RunResult]

_NAME_CHARS = 28
_LEAST_AREA, _MOST_AREA = 12, 130
_ROW_INCHES = 0.3
_LEGEND_COLUMNS = 2
_LEGEND_INCHES = 0.22
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A difference with its interval.

    Attributes:
        name: of what differs.
        change: of a measure.
        low: lower end of the 95 % interval.
        high: upper end.
    """

    name: str
    change: float
    low: float
    high: float


def plot_recall(name: str, systems: Systems, *, labels: PlotLabels = PlotLabels()) -> Markup | None:  # noqa: B008 - frozen
    """Recall by how many passages are looked at, a line a system; None where no system has recall."""
    lines = {system: _recall_points(run) for system, run in systems.items()}
    cutoffs = sorted({k for points in lines.values() for k in points})
    if not cutoffs:
        return None

    def paint(axes: Axes) -> None:
        for number, (system, points) in enumerate(lines.items()):
            _paint_line(axes, number, len(lines), system, [(cutoffs.index(k), *ends) for k, ends in points.items()])
        axes.set_xticks(range(len(cutoffs)), [str(k) for k in cutoffs])
        axes.set(xlabel=labels.looked_at, ylabel=labels.recall or _recall_name(systems))
        axes.set_ylim(top=min(1.02, axes.get_ylim()[1]))
        _paint_legend(axes, len(lines))

    told = f"{labels.told_recall}: {_values_of(lines, labels)}"
    return draw(f"recall {name}", told, paint, height=3.0 + _legend_inches(len(lines)))


def plot_bars(
    name: str,
    label: str,
    bars: Sequence[Bar],
    *,
    measure: str,
    labels: PlotLabels = PlotLabels(),  # noqa: B008 - frozen
) -> Markup:
    """Differences of a measure as bars from 0 with their intervals, the first on top."""

    def paint(axes: Axes) -> None:
        places = range(len(bars))
        axes.barh(places, [one.change for one in bars], color=SERIES[0], height=0.55)
        for place, one in zip(places, bars, strict=True):
            axes.plot([one.low, one.high], [place, place], color=INK, linewidth=1.4)
            axes.plot([one.low, one.high], [place, place], color=INK, marker="|", markersize=7, linestyle="none")
        axes.axvline(0, color=MUTED, linewidth=1)
        axes.set_yticks(places, [shorten(one.name, _NAME_CHARS) for one in bars])
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(labels.change.format(measure=measure))
        axes.xaxis.set_major_locator(MaxNLocator(_TICKS))

    told = ", ".join(f"{one.name} {one.change:+.3f} ({one.low:+.3f} to {one.high:+.3f})" for one in bars)
    return draw(f"bars {name}", f"{label}: {told}", paint, height=1.0 + _ROW_INCHES * len(bars))


def plot_reliability(
    name: str,
    systems: Mapping[str, Reliability],
    *,
    labels: PlotLabels = PlotLabels(),  # noqa: B008 - frozen
) -> Markup:
    """What came of each height of probability, a line a system.

    Points grow with the hits they stand for. Behind the name of a system stand its Brier score and that
    of saying always the same.
    """

    def paint(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=":")
        for number, (system, one) in enumerate(systems.items()):
            look = _look(number)
            said, came = [spot.predicted for spot in one.bins], [spot.observed for spot in one.bins]
            axes.plot(said, came, color=look["color"], linestyle=look["linestyle"], linewidth=1.2)
            most = max(spot.count for spot in one.bins)
            areas = [_LEAST_AREA + (_MOST_AREA - _LEAST_AREA) * spot.count / most for spot in one.bins]
            legend = f"{shorten(system, _NAME_CHARS)}, {one.brier:.3f} / {one.brier_of_base:.3f}"
            axes.scatter(said, came, s=areas, color=look["color"], marker=_marker(number), label=legend)
        axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xlabel=labels.predicted, ylabel=labels.observed)
        _paint_legend(axes, len(systems), columns=1)

    told = "; ".join(
        f"{system} "
        + ", ".join(
            labels.told_reliability_at.format(said=f"{spot.predicted:.2f}", came=f"{spot.observed:.2f}")
            for spot in one.bins
        )
        for system, one in systems.items()
    )
    height = 3.6 + _legend_inches(len(systems), columns=1)
    return draw(f"reliability {name}", f"{labels.told_reliability}: {told}", paint, width=4.8, height=height)


def plot_latency(
    name: str,
    systems: Mapping[str, Mapping[str, Latency]],
    *,
    labels: PlotLabels = PlotLabels(),  # noqa: B008 - frozen
) -> Markup | None:
    """Milliseconds by stage: a bar to the half of the questions, a line on to 95 %; None without stages."""
    stages = list(dict.fromkeys(stage for latency in systems.values() for stage in latency))
    if not stages:
        return None
    thickness = 0.8 / len(systems)

    def paint(axes: Axes) -> None:
        for number, (system, latency) in enumerate(systems.items()):
            rows = [(stages.index(stage) + (number + 0.5) * thickness - 0.4, one) for stage, one in latency.items()]
            colour = SERIES[number % len(SERIES)]
            places, halves = [place for place, _ in rows], [one.p50 for _, one in rows]
            axes.barh(places, halves, height=thickness * 0.8, color=colour, label=shorten(system, _NAME_CHARS))
            for place, one in rows:
                axes.plot([one.p50, one.p95], [place, place], color=colour, linewidth=1.5)
                axes.plot([one.p95], [place], color=colour, marker="|", markersize=6)
        axes.set_yticks(range(len(stages)), stages)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(labels.milliseconds)
        if len(systems) > 1:
            _paint_legend(axes, len(systems))

    told = "; ".join(
        f"{system} " + ", ".join(f"{stage} {one.p50:.1f}, {one.p95:.1f}" for stage, one in latency.items())
        for system, latency in systems.items()
    )
    height = 0.9 + _ROW_INCHES * len(stages) * max(1.0, 0.4 * len(systems)) + _legend_inches(len(systems))
    return draw(f"latency {name}", f"{labels.told_latency}: {told}", paint, height=height)


def _recall_points(run: RunResult) -> dict[int, tuple[float, float, float]]:
    """Value, low and high by cutoff."""
    figures = {k: run.figure(measure) for k, measure in recall_by_k(run).items()}
    return {
        k: (one.value, one.low, one.high)
        for k, one in figures.items()
        if one.value is not None and one.low is not None and one.high is not None
    }


def _recall_name(systems: Systems) -> str:
    """Without the cutoff; systems of one suite have the same."""
    return next(measure for run in systems.values() for measure in recall_by_k(run).values()).partition("@")[0]


def _paint_line(
    axes: Axes, number: int, count: int, system: str, points: Sequence[tuple[int, float, float, float]]
) -> None:
    """One system: its line, and intervals a little beside those of the others."""
    look = _look(number)
    beside = 0.05 * (number - (count - 1) / 2)
    places = [place + beside for place, *_ in points]
    for place, (_, _, low, high) in zip(places, points, strict=True):
        axes.plot([place, place], [low, high], color=look["color"], linewidth=1)
    values = [value for _, value, *_ in points]
    axes.plot(places, values, marker=_marker(number), label=shorten(system, _NAME_CHARS), **look)


def _paint_legend(axes: Axes, count: int, *, columns: int = _LEGEND_COLUMNS) -> None:
    """Above the plot, where it hides nothing."""
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=min(count, columns), borderaxespad=0.2)


def _legend_inches(count: int, *, columns: int = _LEGEND_COLUMNS) -> float:
    """The room that ``_paint_legend`` takes."""
    return _LEGEND_INCHES * -(-count // columns)


def _marker(number: int) -> str:
    """Another one for the same colour once the colours are used up."""
    return MARKERS[(number + number // len(SERIES)) % len(MARKERS)]


def _look(number: int) -> dict[str, Any]:
    return {"color": SERIES[number % len(SERIES)], "linestyle": DASHES[number % len(DASHES)]}


def _values_of(lines: Mapping[str, Mapping[int, tuple[float, float, float]]], labels: PlotLabels) -> str:
    at = labels.told_recall_at
    return "; ".join(
        f"{system} " + ", ".join(at.format(value=f"{value:.3f}", k=k) for k, (value, *_) in points.items())
        for system, points in lines.items()
    )
