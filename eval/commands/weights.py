"""Learn what each leg of the search counts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from console import report_errors
from errors import EvaluationError
from eval.commands.gathering import name_command, open_suites
from eval.commands.terminal import say, width
from eval.screen import empty_table, print_parts, show_number
from eval.storing import require_writable
from eval.weighing import FamilyWeights, learn_weights, observe, write_weights
from indexer import show_on
from records import Language
from search import load_weights

_LANGUAGES = {"zh": Language.HANS, "en": Language.EN}


@click.command()
@click.argument("suites", nargs=-1, required=True, metavar="SUITE[=INDEX]...")
@click.option("--sample", type=click.IntRange(min=1), help="Learn from so many questions of each suite.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File of the weights.")
@report_errors
def weights(*, suites: tuple[str, ...], sample: int | None, out: Path) -> None:
    """Learn the weights of the search's legs on SUITEs, for Chinese and for English questions.

    A suite counts by the root of its number of questions. Figures of the learnt weights are of
    five-fold cross-validation: each question is ranked by weights learnt from other articles. Learn on
    other sets than those on which figures are shown; a gold suite may name the index it is asked of.

    \b
    Example:
      python -m eval weights squad:dev.json gold:questions.jsonl=index --out search/weights.json
    """  # noqa: D301 - click reads the control character
    require_writable(out)
    with show_on(sys.stderr) as progress:
        observed, encoders = [], set[str]()
        for name, task in open_suites(suites, progress, sample=sample):
            observed += observe(name, task, progress)
            encoders.add(task.searcher.ensemble.name)
        encoder = _require_one(encoders)
        kept = {family: load_weights(one, encoder) for family, one in _LANGUAGES.items()}
        # As in the search: what a family does not weigh counts as in Chinese.
        present = {family: {**kept["zh"], **one} for family, one in kept.items()}
        progress.stage("Learning", unit="weights")
        learnt = learn_weights(observed, present)
    write_weights(learnt, kept, encoder=encoder, command=name_command("weights", suites, sample), path=out)
    click.echo(_show(learnt))
    say(f"the weights are in {out}")


def _require_one(encoders: set[str]) -> str:
    if len(encoders) != 1:
        found = ", ".join(sorted(encoders))
        raise EvaluationError("weights", f"the suites' indexes were built with {found}; expected one and the same")
    return encoders.pop()


def _show(learnt: Mapping[str, FamilyWeights]) -> str:
    quality = empty_table("questions", "n", "recall@1 before", "after", "MRR before", "after")
    legs = empty_table("leg", *learnt)
    for family, found in learnt.items():
        counts = str(sum(found.questions.values()))
        values = (found.before.recall_at_1, found.after.recall_at_1, found.before.mrr, found.after.mrr)
        quality.add_row(family, counts, *map(show_number, values))
    for leg in dict.fromkeys(leg for found in learnt.values() for leg in found.weights):
        legs.add_row(leg, *(show_number(found.weights.get(leg)) for found in learnt.values()))
    return print_parts([quality, legs], width())
