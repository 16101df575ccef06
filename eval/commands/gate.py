"""Check that quality did not fall."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console import report_errors
from errors import EvaluationError
from eval.commands.terminal import say
from eval.gate import GATE_FILE, Floor, find_falls, read_floors, renew_floor, write_floors
from eval.results import RunResult
from eval.run import run_suite
from eval.tasks import Request
from indexer import show_on
from settings import load_settings


@click.command()
@click.option("--renew", is_flag=True, help="Write what is measured now as the new floors.")
@click.option("--file", "path", type=click.Path(path_type=Path), default=GATE_FILE, help="File of the floors.")
@report_errors
def gate(*, renew: bool, path: Path) -> None:
    """Ask the small suites of the gate, and fail where a figure fell below its floor.

    `make test` holds the same floors. Renew them when a fall is meant or a rise shall be kept, and say
    why in the commit. The file says which figures are held; a suite without any gets the usual ones.

    \b
    Example:
      python -m eval gate
      python -m eval gate --renew
    """  # noqa: D301 - click reads the control character
    floors = read_floors(path)
    results = [_run(floor) for floor in floors]
    if renew:
        write_floors([renew_floor(one, floor) for one, floor in zip(results, floors, strict=True)], path)
        say(f"the floors are in {path}")
        return
    fallen = [
        f"{fall} with {floor.encoder}"
        for result, floor in zip(results, floors, strict=True)
        for fall in find_falls(result, floor)
    ]
    if fallen:
        reason = "; mend it, or if it is meant renew the floors: `python -m eval gate --renew`"
        raise EvaluationError("gate", "; ".join(fallen) + reason)
    click.echo(f"none of {sum(len(one) for floor in floors for one in floor.figures.values())} figures fell")


def _run(floor: Floor) -> RunResult:
    settings = load_settings(encoder=floor.encoder)
    with show_on(sys.stderr) as progress:
        return run_suite(floor.suite, Request("", settings, progress, None, None, floor.encoder, say))
