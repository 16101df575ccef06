"""The command line of the answers: ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from answers import Answerer, answer_to_csv, answer_to_json, answer_to_text
from console import BatchLine, read_batch, report_errors, require_question, write_json
from search import open_searcher
from settings import load_settings


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Answer questions from the reports of an index, with the sentences that prove it.

    Results go to standard output, messages to standard error. Exit status: 0 done; 1 it failed, one
    line says what was found, what was expected and what to do; 2 wrong usage.
    """


@cli.command()
@click.argument("question", required=False)
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the findings as CSV (UTF-8), one row a report.")
@click.option("--batch", type=click.Path(path_type=Path), help="File of JSON lines with id and question; - is stdin.")
@report_errors
def ask(*, question: str | None, index: Path | None, as_json: bool, as_csv: bool, batch: Path | None) -> None:
    """Answer QUESTION, or every question of a batch.

    Every report that the question can mean is looked at: the answer, a table of the reports that say
    so with their quotes, then what was looked at. A batch writes one JSON object a line, in the order
    of its lines; a line that is not valid gets an object with "error", the others are answered.

    \b
    Example:
      python -m answers ask --index index "which cities plan principal rank reform"

    \b
    --json writes:
      {"id", "question", "language", "hits": […] as `python -m search find`, "answer", "abstained",
       "findings": [{"report_id", "place", "place_en", "year", "supported", "stance", "confidence",
        "figures", "citations": [{"report_id", "passage_id", "start", "end", "quote",
        "heading_path"}]}], "coverage": {"reports", "supporting", "silent",
        "unreadable": [{"source", "reason"}]}}
    """  # noqa: D301 - click reads the control character
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE; see --help for an example")
    if as_csv and (as_json or batch is not None):
        raise click.UsageError("--csv goes with one QUESTION, without --json and --batch")
    if batch is not None:
        _answer_batch(batch, index)
        return
    asked = require_question(question or "")
    answerer = Answerer(open_searcher(load_settings(index=index)))
    answer = answerer.ask(asked)
    if as_json:
        write_json(answer_to_json(answer, answerer.searcher))
    else:
        click.echo(answer_to_csv(answer) if as_csv else answer_to_text(answer), nl=not as_csv)


def _answer_batch(batch: Path, index: Path | None) -> None:
    lines = read_batch(batch)
    answerer = Answerer(open_searcher(load_settings(index=index)))
    for line in lines:
        write_json(_answer_line(answerer, line))


def _answer_line(answerer: Answerer, line: BatchLine) -> dict[str, Any]:
    if line.question is None:
        return {"id": line.question_id, "error": line.error}
    answer = answerer.ask(line.question)
    return answer_to_json(answer, answerer.searcher, question_id=line.question_id)


if __name__ == "__main__":
    cli(prog_name="python -m answers")
