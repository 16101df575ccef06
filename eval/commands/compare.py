"""Compare two results."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from console import report_errors, write_json
from eval.commands.terminal import width
from eval.compare import compare_runs
from eval.results import read_result
from eval.table import show_comparison


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--measure", help="Measure to compare single questions by.  [default: the suite's headline]")
@click.option("--top", type=click.IntRange(min=0), default=10, show_default=True, help="Changed questions to name.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of tables.")
@report_errors
def compare(*, before: Path, after: Path, measure: str | None, top: int, as_json: bool) -> None:
    """Compare two results of one suite, BEFORE and AFTER.

    The intervals are of the paired bootstrap over questions: where one holds 0, the change may be chance.

    \b
    Example:
      python -m eval compare runs/before.json runs/after.json

    \b
    --json writes:
      {"measure", "differences": [{"measure", "before", "after", "change", "low", "high"}], "n_changed",
       "changed": [{"question_id", "question", "before", "after", "ranks_before", "ranks_after"}]}
    """  # noqa: D301 - click reads the control character
    found = compare_runs(read_result(before), read_result(after), measure=measure, top=top)
    if as_json:
        write_json(asdict(found))
    else:
        click.echo(show_comparison(found, width=width()))
