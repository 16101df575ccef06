"""Compare two results."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import TypeAdapter

from console import report_errors, write_json
from eval.commands.terminal import width
from eval.compare import Comparison, compare_runs
from eval.showing import show_comparison
from eval.storing import read_result

_ADAPTER = TypeAdapter(Comparison)


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--measure", help="Measure to compare single questions by.  [default: the suite's headline]")
@click.option("--top", type=click.IntRange(min=0), default=10, show_default=True, help="Questions to name each way.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of tables.")
@report_errors
def compare(*, before: Path, after: Path, measure: str | None, top: int, as_json: bool) -> None:
    """Compare two results of one suite, BEFORE and AFTER.

    Intervals are of the paired bootstrap over questions: where one holds 0, the change may be chance. p
    is of the paired randomisation test: how often so large a change, up or down, comes about when it
    does not matter which run gave which result.

    \b
    Example:
      python -m eval compare runs/before.json runs/after.json

    \b
    --json writes:
      {"measure", "slices": [{"by", "name", "questions",
                              "differences": [{"measure", "before", "after", "change", "low", "high", "p"}]}],
       "n_better", "n_worse",
       "better": [{"question_id", "language", "kind", "question", "change", "expected": as in a result,
                   "right": [{"passage_id", "rank", "is_right", "text"}],
                   "before": {"value", "ranks", "found": as right,
                              "given": as in a result}, "after": …}],
       "worse": …}
    """  # noqa: D301 - click reads the control character
    found = compare_runs(read_result(before), read_result(after), measure=measure, top=top)
    if as_json:
        write_json(_ADAPTER.dump_python(found, mode="json"))
    else:
        click.echo(show_comparison(found, width=width()))
