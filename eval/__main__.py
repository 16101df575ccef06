"""The command line of the evaluation; every command has a file in ``eval/commands``."""

from __future__ import annotations

import click

from eval.commands.ablate import ablate
from eval.commands.calibrate import calibrate
from eval.commands.compare import compare
from eval.commands.failures import failures
from eval.commands.fit import fit
from eval.commands.gate import gate
from eval.commands.publish import publish
from eval.commands.report import report
from eval.commands.run import run
from eval.commands.tables import tables
from eval.commands.weights import weights


@click.group(context_settings={"max_content_width": 100})
def cli() -> None:
    """Put questions with known answers to the system and measure what comes.

    Results go to standard output, progress and messages to standard error. Exit status: 0 done; 1 it
    failed, one line says what was found, what was expected and what to do; 2 wrong usage; 130
    interrupted.
    """


for _command in (run, ablate, compare, failures, report, publish, tables, fit, weights, gate, calibrate):
    cli.add_command(_command)


if __name__ == "__main__":
    cli(prog_name="python -m eval")
