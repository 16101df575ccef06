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
    """

    looked_at: str = "passages looked at"
    recall: str = ""
    predicted: str = "predicted probability"
    observed: str = "part that was right"
    change: str = "change of {measure}"
    milliseconds: str = "milliseconds a question"
