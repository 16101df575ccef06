"""List what went wrong."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import TypeAdapter

from console import report_errors, write_json
from eval.commands.terminal import width
from eval.failures import Failure, Fault, count_faults, list_failures
from eval.questions import GoldKind
from eval.showing import show_failures
from eval.storing import read_result
from records import Language

_FAULTS = ", ".join(Fault)
_ADAPTER = TypeAdapter(tuple[Failure, ...])


@click.command()
@click.argument("result", type=click.Path(path_type=Path))
@click.option("--worst", type=click.IntRange(min=1), help="Most questions to list.  [default: all]")
@click.option("--kind", type=click.Choice([*GoldKind]), help="Kind of the questions.")
@click.option("--language", type=click.Choice([*Language]), help="Language of the questions.")
@click.option("--fault", type=click.Choice([*Fault]), metavar="FAULT", help=f"One of: {_FAULTS}.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@report_errors
def failures(
    *, result: Path, worst: int | None, kind: str | None, language: str | None, fault: str | None, as_json: bool
) -> None:
    """List the questions of RESULT that went wrong, the worst first.

    Each comes with the reasons, what was expected and what came. RESULT is a file that `run` wrote; no
    index is needed.

    \b
    Example:
      python -m eval failures runs/demo.json --worst 5
      python -m eval failures runs/demo.json --kind which_reports --fault "missing report"

    \b
    --json writes:
      {"suite", "questions", "failed", "faults": {fault: count},
       "failures": [{"question": as in a result, "score", "reasons": [{"fault", "details"}],
                     "found": [{"passage_id", "rank", "is_right", "text": as in a result}], "missed": …}]}
    """  # noqa: D301 - click reads the control character
    run = read_result(result)
    chosen = [one for one in run.questions if kind in (None, one.kind) and language in (None, one.language)]
    found = list_failures(
        run,
        kind=kind or "",
        language=Language(language) if language else None,
        fault=Fault(fault) if fault else None,
    )
    if as_json:
        listed = _ADAPTER.dump_python(found[:worst], mode="json")
        counts = {"suite": run.suite, "questions": len(chosen), "failed": len(found), "faults": count_faults(found)}
        write_json(counts | {"failures": listed})
    else:
        click.echo(show_failures(found, questions=len(chosen), worst=worst, width=width()))
