"""Measure what README.md shows."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console import fail, report_errors
from errors import YaodianError
from eval.commands.run import RUNS
from eval.commands.terminal import say
from eval.plan import choose_entries, read_plan
from eval.publishing import publish as publish_entry
from indexer import show_on
from settings import load_settings


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared"),
    show_default=True,
    help="Folder of the public sets and reports that are no part of the repository.",
)
@report_errors
def publish(*, names: tuple[str, ...], data: Path) -> None:
    """Measure every entry of the plan, or those of the NAMEs, and keep a summary of each in eval/results.

    The plan is eval/plan.json. Summaries hold figures only, no question and no text; the whole results
    are in runs/NAME.json, for `report`, `compare` and `failures`. What cannot be measured is named, the
    rest is done, and the exit status is 1. `tables` puts the summaries into README.md.

    \b
    Example:
      python -m eval publish --data ../shared
      python -m eval publish demo
    """  # noqa: D301 - click reads the control character
    entries = choose_entries(read_plan(), names)
    settings = load_settings()
    failed = []
    for entry in entries:
        say(f"measuring {entry.name}")
        whole = RUNS / f"{entry.name}.json"
        try:
            with show_on(sys.stderr) as progress:
                publish_entry(entry, data=data, whole=whole, settings=settings, progress=progress, say=say)
        except YaodianError as error:
            failed.append(entry.name)
            say(f"{entry.name}: {error}")
    if failed:
        which = f"{len(failed)} of {len(entries)} could not be measured ({', '.join(failed)})"
        fail(f"{which}; their summaries are as before")
