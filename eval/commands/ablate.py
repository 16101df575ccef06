"""Ask a suite of lesser systems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console import report_errors, write_json
from eval.ablation import ablate_suite, write_ablation
from eval.ablation_table import show_ablation
from eval.commands.asking import read_settings, suite_options
from eval.commands.run import name_file
from eval.commands.terminal import say, width
from eval.storing import require_writable
from eval.suites import find_suite
from eval.tasks import Request
from indexer import show_on


@click.command()
@suite_options
@click.option("--answers", is_flag=True, help="Measure the answers of every system, not of the full one only.")
@click.option("--out", type=click.Path(path_type=Path), help="File of the result.  [default: one in runs/]")
@click.option("--json", "as_json", is_flag=True, help="Write the whole result as one JSON object instead of a table.")
@report_errors
def ablate(
    *,
    suite: str,
    index: Path | None,
    corpus: Path | None,
    encoder: str | None,
    sample: int | None,
    answers: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Ask SUITE of the full search, of each of its legs alone, and of it without each of its parts.

    All systems search one index. Suites, --index and --corpus are those of `run`.

    \b
    Example:
      python -m eval ablate demo
      python -m eval ablate squad:questions.json --sample 400

    \b
    --json writes what the file holds:
      {"layout", "suite", "headline", "started", "seconds", "surroundings", "settings", "index", "files",
       "sample", "question_ids", "languages",
       "systems": [{"name", "role", "options", "figures": [{"measure", "value", "count", "low", "high"}],
                    "change": {"value", "low", "high", "p"}, "by_language": {language: change},
                    "measures": [{measure: [total, out of]}]}]}
    """  # noqa: D301 - click reads the control character
    settings = read_settings(index=index, corpus=corpus, encoder=encoder)
    find_suite(suite)
    path = out or name_file("ablation", suite)
    require_writable(path)
    with show_on(sys.stderr) as progress:
        request = Request("", settings, progress, index, corpus, encoder, say, sample)
        result = ablate_suite(suite, request, has_answers=answers)
    write_ablation(result, path)
    if as_json:
        write_json(result.to_json())
    else:
        click.echo(show_ablation(result, width=width()))
    say(f"the result is in {path}")
