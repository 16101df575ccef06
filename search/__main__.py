"""The command line of the search: find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from console import BatchLine, read_batch, report_errors, require_question, write_json
from records import Filters, Hit
from search import Ranking, Searcher, SearchOptions, find_to_json, has_words, open_searcher
from search.narrowing import filter_options, read_filters
from search.present import group_by_report
from search.printing import hits_to_text
from settings import load_settings


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Find the passages of an index that answer a question.

    Results go to standard output, messages to standard error. Exit status: 0 done; 1 it failed, one
    line says what was found, what was expected and what to do; 2 wrong usage; 130 interrupted.
    """


@cli.command()
@click.argument("question", required=False)
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@click.option("--top", type=click.IntRange(1, 1000), help="Hits to show.  [default: from the settings, 10]")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--batch", type=click.Path(path_type=Path), help="File of JSON lines with id and question; - is stdin.")
@filter_options
@click.option("--by-report", is_flag=True, help="The best reports with their best passages; --top counts reports.")
@click.option(
    "--per-report",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help="Passages of a report with --by-report.",
)
@click.option("--explain", is_flag=True, help="Say of each hit what every leg, term and token said.")
@click.option("--no-late", is_flag=True, help="Without late interaction: faster, a little worse.")
@report_errors
def find(
    *,
    question: str | None,
    index: Path | None,
    top: int | None,
    as_json: bool,
    batch: Path | None,
    by_report: bool,
    per_report: int,
    explain: bool,
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
      python -m search find --index index --by-report --explain 校车安全

    \b
    --json writes:
      {"id", "question", "language", "hits": [{"rank", "passage_id", "report_id", "heading_path",
       "start", "end", "text", "score", "best_sentence": {"start", "end", "text"}, "legs": {…},
       "terms", "tokens": [{"asked", "found", "similarity"}], "probability", "duplicates"}],
       "terms": [{"phrase", "term", "cosine"}], "read_as": [{"asked", "read_as"}], "unread_chars",
       "missing": {"places", "years"}, "reports_looked_at"}
    --by-report adds:
      {"reports": [{"report_id", "title", "place", "year", "kind", "ranks"}]}
    """  # noqa: D301 - click reads the control character
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE; see --help for an example")
    settings = load_settings(index=index)
    options = SearchOptions.of(settings.search)
    options = replace(options, has_late_interaction=False) if no_late else options
    wanted = _Wanted(top or settings.search.top, read_filters(narrowed), per_report if by_report else 0)
    if batch is not None:
        lines = read_batch(batch)
        _answer_batch(lines, open_searcher(settings, options=options), wanted)
        return
    asked = require_question(question or "")
    searcher = open_searcher(settings, options=options)
    if as_json:
        write_json(_as_json(searcher, asked, wanted))
    else:
        ranking, hits = _search(searcher, asked, wanted)
        click.echo(hits_to_text(hits, searcher.index, ranking, explains=explain, by_report=by_report))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How many hits of what; ``per_report`` is 0 where they are not grouped."""

    top: int
    filters: Filters
    per_report: int


def _search(searcher: Searcher, question: str, wanted: _Wanted) -> tuple[Ranking | None, tuple[Hit, ...]]:
    if not has_words(question):
        return None, ()
    ranking = searcher.rank(question, filters=wanted.filters)
    if wanted.per_report:
        return ranking, searcher.hits_by_report(ranking, top=wanted.top, per_report=wanted.per_report)
    return ranking, searcher.hits(ranking, top=wanted.top)


def _as_json(searcher: Searcher, question: str, wanted: _Wanted, *, question_id: object = None) -> dict[str, Any]:
    ranking, hits = _search(searcher, question, wanted)
    found = find_to_json(question, hits, searcher.index, question_id=question_id, ranking=ranking)
    return found | ({"reports": group_by_report(hits, searcher.index)} if wanted.per_report else {})


def _answer_batch(lines: Iterable[BatchLine], searcher: Searcher, wanted: _Wanted) -> None:
    for line in lines:
        if line.question is None:
            write_json({"id": line.question_id, "error": line.error})
        else:
            write_json(_as_json(searcher, line.question, wanted, question_id=line.question_id))


if __name__ == "__main__":
    cli(prog_name="python -m search")
