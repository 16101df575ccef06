"""Put what was measured into README.md."""

from __future__ import annotations

from pathlib import Path

import click

from console import report_errors
from eval.commands.terminal import say
from eval.files import read_text, write_whole
from eval.plan import read_plan
from eval.readme import fill_page, read_measured

_README = Path(__file__).resolve().parents[2] / "README.md"


@click.command()
@click.option("--page", type=click.Path(path_type=Path), default=_README, help="File to fill.  [default: README.md]")
@report_errors
def tables(*, page: Path) -> None:
    """Write the measured tables of README.md from the summaries in eval/results.

    \b
    Example:
      python -m eval tables
    """  # noqa: D301 - click reads the control character
    before = read_text(page)
    after = fill_page(before, read_measured(read_plan()), source=str(page))
    if after != before:
        write_whole(page, after.encode("utf-8"))
    say(f"{page} is {'as it was' if after == before else 'written anew'}")
