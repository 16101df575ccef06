"""The command line of the search: find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from console import BatchLine, read_batch, report_errors, require_question, write_json
from records import Hit
from search import Searcher, find_to_json, open_searcher
from settings import Settings, load_settings


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Find the passages of an index that answer a question.

    Results go to standard output, messages to standard error. Exit status: 0 done; 1 it failed, one
    line says what was found, what was expected and what to do; 2 wrong usage.
    """


@cli.command()
@click.argument("question", required=False)
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@click.option("--top", type=click.IntRange(1, 1000), help="Hits to show.  [default: from the settings, 10]")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--batch", type=click.Path(path_type=Path), help="File of JSON lines with id and question; - is stdin.")
@report_errors
def find(*, question: str | None, index: Path | None, top: int | None, as_json: bool, batch: Path | None) -> None:
    """Rank passages for QUESTION, or for every question of a batch.

    A batch writes one JSON object a line, in the order of its lines; a line that is not valid gets
    an object with "error", the others are answered.

    \b
    Example:
      python -m search find --index index "which cities plan principal rank reform"

    \b
    --json writes:
      {"id", "question", "language", "hits": [{"rank", "passage_id", "report_id", "heading_path",
       "start", "end", "text", "score", "best_sentence": {"start", "end", "text"}, "legs": {…}}]}
    """  # noqa: D301 - click reads the control character
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE; see --help for an example")
    settings = load_settings(index=index)
    count = top or settings.search.top
    if batch is not None:
        _answer_batch(batch, settings, count)
        return
    asked = require_question(question or "")
    searcher = open_searcher(settings)
    hits = searcher.find(asked, top=count)
    if as_json:
        write_json(find_to_json(asked, hits, searcher.index))
    else:
        click.echo(_as_text(hits, searcher))


def _answer_batch(batch: Path, settings: Settings, top: int) -> None:
    lines = read_batch(batch)
    searcher = open_searcher(settings)
    for line in lines:
        write_json(_answer_line(searcher, line, top))


def _answer_line(searcher: Searcher, line: BatchLine, top: int) -> dict[str, Any]:
    if line.question is None:
        return {"id": line.question_id, "error": line.error}
    hits = searcher.find(line.question, top=top)
    return find_to_json(line.question, hits, searcher.index, question_id=line.question_id)


def _as_text(hits: tuple[Hit, ...], searcher: Searcher) -> str:
    lines = []
    for hit in hits:
        report = searcher.index.report(hit.passage.report_id)
        path = " > ".join(searcher.index.section_of(hit.passage).heading_path)
        sentence = hit.best_sentence.of(report.text) if hit.best_sentence else ""
        lines.append(f"{hit.rank:>3}. {report.report_id}  {path}  ({hit.score:.2f})\n     {sentence}")
    return "\n".join(lines) if lines else "nothing found"


if __name__ == "__main__":
    cli(prog_name="python -m search")
