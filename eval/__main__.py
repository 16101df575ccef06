"""The command line of the evaluation: run, compare."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from answers import Answerer
from console import report_errors, write_json
from eval import (
    Request,
    collect,
    compare_runs,
    fit_model,
    read_result,
    require_writable,
    run_suite,
    show_comparison,
    show_result,
    to_json,
    write_model,
    write_result,
)
from eval.suites import find_suite
from eval.surroundings import describe_surroundings
from indexer import show_on
from search import open_searcher
from settings import load_settings

_RUNS = Path("runs")


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Put questions with known answers to the system and measure what comes.

    Results go to standard output, progress and messages to standard error. Exit status: 0 done; 1 it
    failed, one line says what was found, what was expected and what to do; 2 wrong usage.
    """


@cli.command()
@click.argument("suite")
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index to ask.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of reports to build an index from.")
@click.option("--encoder", help="bundled, e5, muse, hashing, or a sentence-transformers name or folder.")
@click.option("--out", type=click.Path(path_type=Path), help="File of the result.  [default: one in runs/]")
@click.option("--json", "as_json", is_flag=True, help="Write the whole result as one JSON object instead of tables.")
@report_errors
def run(
    *, suite: str, index: Path | None, corpus: Path | None, encoder: str | None, out: Path | None, as_json: bool
) -> None:
    """Run SUITE and write its result to a file.

    \b
    Suites:
      demo                          the project's own questions over the demo corpus
      gold:FILE                     questions of a file over --index or --corpus
      squad:FILE[,QUESTIONS_FILE]   each question must find its own paragraph
      beir:FOLDER                   corpus.jsonl, queries.jsonl and qrels/
      pairs:SOURCE_FILE,TARGET_FILE each line must find the line of the same number

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
                      "expected": {"status", "must_contain", "answer"},
                      "given": {"status", "is_abstained", "text", "milliseconds"}}]}
    A measure of nothing has the value null.
    """  # noqa: D301 - click reads the control character
    if index is not None and corpus is not None:
        raise click.UsageError("give either --index or --corpus, not both")
    find_suite(suite)
    path = out or _RUNS / _name_file(suite)
    require_writable(path)
    settings = load_settings(index=index, corpus=corpus, encoder=encoder)
    with show_on(sys.stderr) as progress:
        result = run_suite(suite, Request("", settings, progress, index, corpus, encoder, _say))
    write_result(result, path)
    if as_json:
        write_json(to_json(result))
    else:
        click.echo(show_result(result, width=_width()))
    _say(f"the result is in {path}")


@cli.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--measure", help="Measure to compare single questions by.  [default: the suite's headline]")
@click.option("--top", type=click.IntRange(min=0), default=10, show_default=True, help="Changed questions to name.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of tables.")
@report_errors
def compare(*, before: Path, after: Path, measure: str | None, top: int, as_json: bool) -> None:
    """Compare two results of one suite, BEFORE and AFTER.

    The intervals are of the paired bootstrap over questions: where one holds 0, the change may be chance.

    \b
    Example:
      python -m eval compare runs/before.json runs/after.json

    \b
    --json writes:
      {"measure", "differences": [{"measure", "before", "after", "change", "low", "high"}], "n_changed",
       "changed": [{"question_id", "question", "before", "after", "ranks_before", "ranks_after"}]}
    """  # noqa: D301 - click reads the control character
    found = compare_runs(read_result(before), read_result(after), measure=measure, top=top)
    if as_json:
        write_json(asdict(found))
    else:
        click.echo(show_comparison(found, width=_width()))


@cli.command()
@click.argument("pairs", nargs=-1, required=True, metavar="QUESTIONS=INDEX...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File of the model.")
@report_errors
def fit(*, pairs: tuple[str, ...], out: Path) -> None:
    """Fit the decision whether a report says so on judged questions, each file over its own index.

    Fit on other questions than those the figures are quoted on.

    \b
    Example:
      python -m eval fit eval/gold/provinces.jsonl=index-of-provinces --out answers/support_model.json
    """  # noqa: D301 - click reads the control character
    require_writable(out)
    judged = []
    for pair in pairs:
        questions, sign, index = pair.partition("=")
        if not sign:
            raise click.UsageError(f"{pair} names no index; expected QUESTIONS=INDEX")
        _say(f"gathering the evidence of {questions}")
        judged += collect(Answerer(open_searcher(load_settings(index=Path(index)))), Path(questions))
    names = [Path(pair.partition("=")[0]).name for pair in pairs]
    write_model(fit_model(judged, data=names, command="python -m eval fit " + " ".join(names)), out)
    _say(f"fitted on {len(judged)} judgements; the model is in {out}")


def _width() -> int | None:
    """Of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _name_file(suite: str) -> str:
    """``suite-commit12-time.json``."""
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", " ".join(Path(part).name for part in re.split("[:,]", suite))).strip("-.")
    time = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return f"{slug}-{describe_surroundings().commit[:12]}-{time}.json"


def _say(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    cli(prog_name="python -m eval")
