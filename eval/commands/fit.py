"""Fit the decision whether a report says so."""

from __future__ import annotations

from pathlib import Path

import click

from answers import Answerer
from console import report_errors
from eval.commands.terminal import say
from eval.fitting import Judged, collect, collect_topics, fit_model, write_model
from eval.storing import require_writable
from search import open_searcher
from settings import load_settings


@click.command()
@click.argument("pairs", nargs=-1, required=True, metavar="QUESTIONS=INDEX...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File of the model.")
@report_errors
def fit(*, pairs: tuple[str, ...], out: Path) -> None:
    """Fit the decision whether a report says so on judged questions, each file over its own index.

    `topics:FILE` names topics that are judged by their own words, so that any index will do.
    Fit on other questions than those the figures are quoted on.

    \b
    Example:
      python -m eval fit eval/gold/provinces.jsonl=index-of-provinces \\
          topics:eval/gold/topics.jsonl=index-of-provinces --out answers/support_model.json
    """  # noqa: D301 - click reads the control character
    require_writable(out)
    judged = []
    for pair in pairs:
        questions, sign, index = pair.partition("=")
        if not sign:
            raise click.UsageError(f"{pair} names no index; expected QUESTIONS=INDEX")
        say(f"gathering the evidence of {questions}")
        answerer = Answerer(open_searcher(load_settings(index=Path(index))))
        judged += _collect(answerer, questions)
    names = [Path(pair.partition("=")[0]).name for pair in pairs]
    write_model(fit_model(judged, data=names, command="python -m eval fit " + " ".join(names)), out)
    say(f"fitted on {len(judged)} judgements; the model is in {out}")


def _collect(answerer: Answerer, questions: str) -> list[Judged]:
    kind, sign, path = questions.partition(":")
    if sign and kind == "topics":
        return collect_topics(answerer, Path(path))
    return collect(answerer, Path(questions))
