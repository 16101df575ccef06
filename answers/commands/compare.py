"""``python -m answers compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from answers.answerer import Answerer
from answers.matrix import Matrix, compare
from answers.matrix_printing import matrix_to_csv, matrix_to_json, matrix_to_text
from answers.topics import read_topics, suggest_topics
from console import report_errors, write_json
from language import detect_language
from search import filter_options, open_searcher, passing_reports, read_filters
from settings import load_settings


@click.command("compare")
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@click.option("--topic", "topics", multiple=True, help="A topic; may be given again.  [default: suggested]")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV (UTF-8), one row a report.")
@filter_options
@report_errors
def compare_command(
    *, index: Path | None, topics: tuple[str, ...], as_json: bool, as_csv: bool, **narrowed: tuple[Any, ...]
) -> None:
    """Compare reports by topics: planned, done or silent, and with which figures.

    Without --topic the topics are drawn from the reports' own terms: those on which the reports differ.
    Every cell is the finding that the topic gets as a question, so `ask` and `compare` never disagree.

    \b
    Example:
      python -m answers compare --index index --topic 校长职级制 --topic "class sizes"
      python -m answers compare --index index --place 山东 --csv > matrix.csv

    \b
    --json writes:
      {"reports": [{"report_id", "place", "place_en", "year", "plan_year", "review_year", "kind",
                   "title"}],
       "topics": [{"topic", "supporting", "understood",
         "cells": [{"state", "masked", "figures", "finding"}], one a report in their order,
         "series": [{"unit", "per", "points", "masked", "other", "silent"}]}]}
    "state" is planned, done, both, problem, none, silent, aside (the finding's "aside" says why: a stance
    that --stance leaves out), or null where the topic names other places.
    """  # noqa: D301 - click reads the control character
    if as_csv and as_json:
        raise click.UsageError("give either --csv or --json")
    asked = read_topics("\n".join(topics))
    if topics and not asked:
        raise click.UsageError("found no topic with a letter in it; see --help for an example")
    filters = read_filters(narrowed)
    answerer = Answerer(open_searcher(load_settings(index=index)))
    chosen = passing_reports(filters, answerer.index.reports)
    reports = tuple(answerer.index.report(report_id) for report_id in chosen)
    asked = asked or suggest_topics(answerer.searcher, chosen)
    matrix = Matrix(reports, tuple(compare(answerer.ask, asked, reports, filters=filters)))
    if as_json:
        write_json(matrix_to_json(matrix))
        return
    language = detect_language(" ".join(asked))
    click.echo(matrix_to_csv(matrix, language) if as_csv else matrix_to_text(matrix, language), nl=not as_csv)
