"""The command line of the answers: ask and chat; the others have files in ``answers/commands``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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
from answers.commands.compare import compare_command
from console import BatchLine, read_batch, read_questions, report_errors, require_question, write_json
from records import Answer, Filters, Understanding
from search import filter_options, has_words, open_searcher, read_filters
from settings import Settings, load_settings


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Answer questions from the reports of an index, with the sentences that prove it.

    Results go to standard output, messages to standard error. Exit status: 0 done; 1 it failed, one
    line says what was found, what was expected and what to do; 2 wrong usage; 130 interrupted.
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
@filter_options
@report_errors
def ask(
    *,
    question: str | None,
    index: Path | None,
    as_json: bool,
    as_csv: bool,
    batch: Path | None,
    llm: bool | None,
    **narrowed: tuple[Any, ...],
) -> None:
    """Answer QUESTION, or every question of a batch.

    Every report that the question can mean is looked at: the answer, a table of the reports that say
    so with their quotes, then what was looked at. A batch writes one JSON object a line, in the order
    of its lines; a line that is not valid gets an object with "error", the others are answered. A line
    with "previous", the id of an earlier one, may take that one's question up (and Qingdao?).

    A filter given several times lets any of its values pass; different filters must all pass.

    Where the settings name a language model it writes the answer from the quotes, and every sentence
    is checked against them: one that fails is marked. Whatever it fails at, the answer is given in the
    reports' own words, and why is said.

    \b
    Example:
      python -m answers ask --index index "which cities plan principal rank reform"
      python -m answers ask --index index --place 山东 --year 2022 --stance planned 校长职级制

    \b
    --json writes:
      {"id", "question", "language", "hits": […] as `python -m search find`, "answer", "abstained",
       "findings": [{"report_id", "place", "place_en", "year", "supported", "stance", "confidence",
        "figures", "citations": [{"report_id", "passage_id", "start", "end", "quote", "heading_path"}],
        "figure_details": [{"text", "value", "upper", "unit", "object", "qualifier", "is_target",
        "is_ordinal", "is_masked", "start", "end"}], "aside", "aside_speaks"}],
       "coverage": {"reports", "supporting", "silent", "masked", "aside",
        "unreadable": [{"source", "reason"}]}, "understood": {"question", "kind", "topic",
        "stance", "is_negated", "places", "years", "level", "terms", "combination", "other_topic", "action",
        "condition"}}
    "silent" counts all reports that do not say what is asked, "aside" those of them that are put aside. Of a
    finding "aside" says why: it is of another level, stance, year or kind than asked for, joins two topics
    otherwise (topic), or gives another figure; else none.
    Where a model writes, also:
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
    settings, filters = load_settings(index=index), read_filters(narrowed)
    answerer = Answerer(open_searcher(settings))
    writer = None if as_csv else _open_writer(settings, answerer, wanted=llm)
    if lines is not None:
        _answer_batch(lines, answerer, writer, filters)
        return
    answer = answerer.ask(asked, filters=filters)
    if as_json:
        write_json(_to_json(answer, answerer, writer))
    elif writer is not None:
        _show_written(answer, writer)
    else:
        click.echo(answer_to_csv(answer) if as_csv else answer_to_text(answer), nl=not as_csv)


@cli.command()
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@filter_options
@report_errors
def chat(*, index: Path | None, **narrowed: tuple[Any, ...]) -> None:
    """Answer questions line by line; each may take up the one before.

    Reads standard input to its end (Ctrl-D). An answer begins with what the question was understood
    to be, where it left something to the one before.

    \b
    Example:
      printf '%s\\n' "which cities plan principal rank reform" "and Qingdao?" | python -m answers chat --index index
    """  # noqa: D301 - click reads the control character
    filters = read_filters(narrowed)
    answerer = Answerer(open_searcher(load_settings(index=index)))
    previous: Understanding | None = None
    for question in read_questions():
        answer = answerer.ask(question, filters=filters, previous=previous)
        previous = answer.understood if has_words(question) else previous
        click.echo(f"{answer_to_text(answer)}\n")


def _open_writer(settings: Settings, answerer: Answerer, *, wanted: bool | None) -> Writer | None:
    is_wanted = bool(settings.llm.model) if wanted is None else wanted
    return Writer(settings.llm, searcher=answerer.searcher) if is_wanted else None


def _answer_batch(lines: Iterable[BatchLine], answerer: Answerer, writer: Writer | None, filters: Filters) -> None:
    """One object a line; what each question was understood to be is kept for those that take it up."""
    understood: dict[str, Understanding | None] = {}
    for line in lines:
        previous = json.dumps(line.previous)
        if line.question is None:
            write_json({"id": line.question_id, "error": line.error})
        elif line.previous is not None and previous not in understood:
            reason = f"no line before has the id {previous} that previous names; expected an earlier line's id"
            write_json({"id": line.question_id, "error": reason})
        else:
            answer = answerer.ask(line.question, filters=filters, previous=understood.get(previous))
            if line.question_id is not None:
                understood[json.dumps(line.question_id)] = answer.understood
            write_json(_to_json(answer, answerer, writer, question_id=line.question_id))


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


cli.add_command(compare_command)


if __name__ == "__main__":
    cli(prog_name="python -m answers")
