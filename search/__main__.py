"""The command line of the search: find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from console import BatchLine, read_batch, report_errors, require_question, write_json
from records import Filters, Hit, Kind, Level, Stance
from search import Searcher, SearchOptions, find_to_json, open_searcher
from settings import load_settings

_FILTERS = (
    click.option("--place", "places", multiple=True, help="Only reports of this place or places in it."),
    click.option("--level", "levels", multiple=True, type=click.Choice(list(Level)), help="Only places of this level."),
    click.option("--year", "years", multiple=True, type=int, help="Only reports of this year, or planning for it."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(list(Kind)), help="Only reports of this kind."),
    click.option("--stance", "stances", multiple=True, type=click.Choice(list(Stance)), help="Only such sections."),
    click.option("--heading", "headings", multiple=True, help="Only passages under a heading with this word."),
)
_Command = TypeVar("_Command", bound=Callable[..., None])


def _filter_options(command: _Command) -> _Command:
    """Add the options of ``Filters``; each may be given several times and then any of its values will do."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


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
@_filter_options
@click.option("--no-late", is_flag=True, help="Without late interaction: faster, a little worse.")
@report_errors
def find(
    *,
    question: str | None,
    index: Path | None,
    top: int | None,
    as_json: bool,
    batch: Path | None,
    no_late: bool,
    **narrowed: tuple[Any, ...],
) -> None:
    """Rank passages for QUESTION, or for every question of a batch.

    A filter given several times lets any of its values pass; different filters must all pass.

    A batch writes one JSON object a line, in the order of its lines; a line that is not valid gets
    an object with "error", the others are answered.

    \b
    Example:
      python -m search find --index index "which cities plan principal rank reform"
      python -m search find --index index --place 山东 --year 2022 --stance planned 校长职级制

    \b
    --json writes:
      {"id", "question", "language", "hits": [{"rank", "passage_id", "report_id", "heading_path",
       "start", "end", "text", "score", "best_sentence": {"start", "end", "text"}, "legs": {…},
       "terms", "tokens": [{"asked", "found", "similarity"}], "probability", "duplicates"}]}
    """  # noqa: D301 - click reads the control character
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE; see --help for an example")
    settings = load_settings(index=index)
    count, filters = top or settings.search.top, _read_filters(narrowed)
    options = SearchOptions.of(settings.search)
    options = replace(options, has_late_interaction=False) if no_late else options
    if batch is not None:
        lines = read_batch(batch)
        _answer_batch(lines, open_searcher(settings, options=options), count, filters)
        return
    asked = require_question(question or "")
    searcher = open_searcher(settings, options=options)
    hits = searcher.find(asked, top=count, filters=filters)
    if as_json:
        write_json(find_to_json(asked, hits, searcher.index))
    else:
        click.echo(_as_text(hits, searcher))


def _read_filters(narrowed: Mapping[str, tuple[Any, ...]]) -> Filters:
    return Filters(
        places=narrowed["places"],
        levels=tuple(map(Level, narrowed["levels"])),
        years=narrowed["years"],
        kinds=tuple(map(Kind, narrowed["kinds"])),
        stances=tuple(map(Stance, narrowed["stances"])),
        headings=narrowed["headings"],
    )


def _answer_batch(lines: Iterable[BatchLine], searcher: Searcher, top: int, filters: Filters) -> None:
    for line in lines:
        write_json(_answer_line(searcher, line, top, filters))


def _answer_line(searcher: Searcher, line: BatchLine, top: int, filters: Filters) -> dict[str, Any]:
    if line.question is None:
        return {"id": line.question_id, "error": line.error}
    hits = searcher.find(line.question, top=top, filters=filters)
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
