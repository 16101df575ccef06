"""The words of the plots, which a page in another language replaces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlotLabels:
    """What stands along the axes.

    Attributes:
        looked_at: of recall, how many passages count.
        recall: of recall, its measure; empty for the measure's own name.
        predicted: of reliability, what was said.
        observed: of reliability, what came of it.
        change: of bars; ``{measure}`` holds the measure.
        milliseconds: of latency.
        told_recall: what a reader who cannot see the plot of recall is told first.
        told_recall_at: then of every point; ``{value}`` and ``{k}`` are its own.
        told_reliability: likewise.
        told_reliability_at: of ``{said}`` and ``{came}``.
        told_latency: likewise.
        told_without: of bars, what is lost without a part.
        told_alone: of bars, what a leg reaches alone.
    """

    looked_at: str = "passages looked at"
    recall: str = ""
    predicted: str = "predicted probability"
    observed: str = "part that was right"
    change: str = "change of {measure}"
    milliseconds: str = "milliseconds a question"
    told_recall: str = "Recall by passages looked at"
    told_recall_at: str = "{value} of {k}"
    told_reliability: str = "Predicted and observed"
    told_reliability_at: str = "{said} came {came}"
    told_latency: str = "Milliseconds, half of the questions and 95 %"
    told_without: str = "What is lost without a part"
    told_alone: str = "What a leg reaches alone, beside all together"
