"""The command line of the answers: ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from answers import (
    Answerer,
    Writer,
    WrittenAnswer,
    answer_to_csv,
    answer_to_json,
    answer_to_text,
    written_lines,
    written_to_json,
)
from console import BatchLine, read_batch, report_errors, require_question, write_json
from records import Answer
from search import open_searcher
from settings import Settings, load_settings


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
@click.option(
    "--llm/--no-llm", default=None, help="Let the model of the settings write.  [default: if llm.model is set]"
)
@report_errors
def ask(
    *, question: str | None, index: Path | None, as_json: bool, as_csv: bool, batch: Path | None, llm: bool | None
) -> None:
    """Answer QUESTION, or every question of a batch.

    Every report that the question can mean is looked at: the answer, a table of the reports that say
    so with their quotes, then what was looked at. A batch writes one JSON object a line, in the order
    of its lines; a line that is not valid gets an object with "error", the others are answered.

    Where the settings name a language model it writes the answer from the quotes, and every sentence
    is checked against them: one that fails is marked. Whatever it fails at, the answer is given in the
    reports' own words, and why is said.

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
    and, where a model writes:
      {"written": {"model", "text", "sentences": [{"text", "citations", "status", "missing"}], "dropped",
       "fallback_reason"}}
    """  # noqa: D301 - click reads the control character
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE; see --help for an example")
    if as_csv and (as_json or batch is not None):
        raise click.UsageError("--csv goes with one QUESTION, without --json and --batch")
    if as_csv and llm:
        raise click.UsageError("--csv holds findings, not an answer's words: leave out --llm")
    lines = read_batch(batch) if batch is not None else None
    asked = require_question(question or "") if lines is None else ""
    settings = load_settings(index=index)
    answerer = Answerer(open_searcher(settings))
    writer = None if as_csv else _open_writer(settings, answerer, wanted=llm)
    if lines is not None:
        for line in lines:
            write_json(_answer_line(answerer, writer, line))
        return
    answer = answerer.ask(asked)
    if as_json:
        write_json(_to_json(answer, answerer, writer))
    elif writer is not None:
        _show_written(answer, writer)
    else:
        click.echo(answer_to_csv(answer) if as_csv else answer_to_text(answer), nl=not as_csv)


def _open_writer(settings: Settings, answerer: Answerer, *, wanted: bool | None) -> Writer | None:
    is_wanted = bool(settings.llm.model) if wanted is None else wanted
    return Writer(settings.llm, searcher=answerer.searcher) if is_wanted else None


def _answer_line(answerer: Answerer, writer: Writer | None, line: BatchLine) -> dict[str, Any]:
    if line.question is None:
        return {"id": line.question_id, "error": line.error}
    return _to_json(answerer.ask(line.question), answerer, writer, question_id=line.question_id)


def _to_json(
    answer: Answer, answerer: Answerer, writer: Writer | None, *, question_id: object = None
) -> dict[str, Any]:
    told = answer_to_json(answer, answerer.searcher, question_id=question_id)
    if writer is None:
        return told
    *_, written = writer.write(answer)
    return told | {"written": written_to_json(written)}


def _show_written(answer: Answer, writer: Writer) -> None:
    """The sentences as they come, then the table; the extractive answer between them where the model failed."""
    steps: list[WrittenAnswer] = []
    for line in written_lines(_keep_last(writer.write(answer), steps)):
        click.echo(line)
    click.echo()
    rest = answer if steps[-1].fallback_reason else replace(answer, text="")
    click.echo(answer_to_text(rest))


def _keep_last(steps: Iterator[WrittenAnswer], last: list[WrittenAnswer]) -> Iterator[WrittenAnswer]:
    for step in steps:
        last[:] = [step]
        yield step


if __name__ == "__main__":
    cli(prog_name="python -m answers")
