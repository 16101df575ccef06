"""Learn the probability of hits."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from console import report_errors
from eval.calibrating import LearntCalibration, SeenHit, learn_calibration, see_hits, write_calibration
from eval.commands.gathering import name_command, open_suites, require_one_encoder
from eval.commands.terminal import say, width
from eval.screen import empty_table, print_parts, show_number
from eval.storing import require_writable
from indexer import show_on


@click.command()
@click.argument("suites", nargs=-1, required=True, metavar="SUITE[=INDEX]...")
@click.option("--sample", type=click.IntRange(min=1), help="Learn from so many questions of each suite.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File of the models.")
@report_errors
def calibrate(*, suites: tuple[str, ...], sample: int | None, out: Path) -> None:
    """Learn on SUITEs how probable it is that a hit answers the question, for Chinese and for English.

    Every suite counts the same. The Brier scores shown are of five-fold cross-validation: each question
    is judged by a model of other articles. `run` shows how far the probabilities hold on other suites.
    Do it again whenever the weights change.

    \b
    Example:
      python -m eval calibrate squad:dev.json gold:questions.jsonl=index --out search/calibration.json
    """  # noqa: D301 - click reads the control character
    require_writable(out)
    seen: list[SeenHit] = []
    encoders: dict[str, str] = {}
    with show_on(sys.stderr) as progress:
        for name, task in open_suites(suites, progress, sample=sample):
            encoders[name] = task.searcher.ensemble.name
            encoder = require_one_encoder(encoders)
            seen += see_hits(name, task, progress)
        progress.stage("Learning", unit="models")
        learnt = learn_calibration(seen)
    write_calibration(learnt, encoder=encoder, command=name_command("calibrate", suites, sample), path=out)
    click.echo(_show(learnt))
    say(f"the models are in {out}")


def _show(learnt: Mapping[str, LearntCalibration]) -> str:
    quality = empty_table("questions", "hits", "n", "Brier score", "of the base rate", "error")
    for family, found in learnt.items():
        for one in found.reliability:
            values = map(show_number, (one.brier, one.brier_of_base, one.error))
            quality.add_row(family, f"first {one.depth}" if one.depth > 1 else "first", str(one.count), *values)
    models = empty_table("model", *learnt)
    models.add_row("intercept", *(show_number(found.intercept) for found in learnt.values()))
    for name in next(iter(learnt.values())).coefficients:
        models.add_row(name, *(show_number(found.coefficients[name]) for found in learnt.values()))
    return print_parts([quality, models], width())
