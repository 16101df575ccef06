"""Run a suite."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from console import report_errors, write_json
from eval.commands.asking import read_settings, suite_options
from eval.commands.terminal import say, width
from eval.run import run_suite
from eval.storing import name_result, require_writable, to_json, write_result
from eval.suites import find_suite
from eval.table import show_result
from eval.tasks import Request
from indexer import show_on

RUNS = Path("runs")
"""Whole results lie here unless another file is named."""


@click.command()
@suite_options
@click.option("--switch-script", is_flag=True, help="Ask Chinese questions in the other script too, as gold suites do.")
@click.option("--out", type=click.Path(path_type=Path), help="File of the result.  [default: one in runs/]")
@click.option("--json", "as_json", is_flag=True, help="Write the whole result as one JSON object instead of tables.")
@report_errors
def run(
    *,
    suite: str,
    index: Path | None,
    corpus: Path | None,
    encoder: str | None,
    sample: int | None,
    switch_script: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Run SUITE and write its result to a file.

    \b
    Suites:
      demo                          the project's own questions over the demo corpus
      gold:FILE                     questions of a file over --index or --corpus
      squad:FILE[,QUESTIONS_FILE]   each question must find its own paragraph
      beir:FOLDER                   corpus.jsonl, queries.jsonl and qrels/
      pairs:SOURCE_FILE,TARGET_FILE[,DOCUMENTS_FILE]
                                    each line must find the line of the same number, or the paragraph
                                    that holds it, where a third file tells the document of every line

    Without --index and --corpus, demo builds an index of the demo corpus and gold asks the index of
    the settings. The last three suites build an index of their own texts. Vectors are kept among the
    caches, so a second run embeds nothing.

    \b
    Example:
      python -m eval run demo
      python -m eval run gold:questions.jsonl --index index

    \b
    --json writes what the file holds:
      {"layout", "suite", "headline", "started", "seconds", "surroundings": {"commit", "is_changed",
       "versions", "system", "processor", "cores"}, "settings", "index", "files": [{"path", "sha256"}],
       "latency": {stage: {"p50", "p95"}},
       "slices": [{"by", "name", "questions",
                   "figures": [{"measure", "value", "count", "low", "high"}]}],
       "questions": [{"question_id", "language", "kind", "question", "relevant": {passage: grade},
                      "retrieved", "ranks", "milliseconds", "measures": {measure: [total, out of]},
                      "expected": {"status", "must_contain", "answer", "reports",
                                   "evidence": [{"report_id", "text"}]},
                      "given": {"status", "is_abstained", "text", "milliseconds", "confidence"},
                      "groups": {slice: [name]}, "probabilities", "other_script", "other_ranks"}],
       "passages": {passage: {"report_id", "heading_path", "text"}},
       "reliability": [{"depth", "count", "brier", "brier_of_base", "error",
                        "bins": [{"count", "predicted", "observed"}]}],
       "sample", "options": {"legs", "has_late_interaction", "is_centred", "reads_scope", "n_reranked", "collapses"}}
    A measure of nothing has the value null.
    """  # noqa: D301 - click reads the control character
    settings = read_settings(index=index, corpus=corpus, encoder=encoder)
    find_suite(suite)
    path = out or name_file(suite)
    require_writable(path)
    with show_on(sys.stderr) as progress:
        request = Request("", settings, progress, index, corpus, encoder, say, sample, switch_script)
        result = run_suite(suite, request)
    write_result(result, path)
    if as_json:
        write_json(to_json(result))
    else:
        click.echo(show_result(result, width=width()))
    say(f"the result is in {path}")


def name_file(*words: str) -> Path:
    """A new file of results: ``runs/WORDS-commit12-time.json``.

    Args:
        words: e.g. the suite as on the command line; of a path its last name.
    """
    return name_result(RUNS, *words)
