"""Write results as a page."""

from __future__ import annotations

from pathlib import Path

import click

from console import report_errors
from eval.commands.terminal import say
from eval.files import write_whole
from eval.storing import require_writable


@click.command()
@click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RESULT...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="HTML file to write.")
@click.option("--worst", type=click.IntRange(min=0), default=30, show_default=True, help="Failures to show of each.")
@report_errors
def report(*, results: tuple[Path, ...], out: Path, worst: int) -> None:
    """Write one HTML page of every RESULT, a file that `run` or `ablate` wrote.

    The page holds all it shows and opens without a network. Runs of the same questions are put beside
    each other, compared with the first of them.

    \b
    Example:
      python -m eval report runs/before.json runs/after.json runs/ablation.json --out runs/report.html
    """  # noqa: D301 - click reads the control character
    from eval.report.page import make_page  # matplotlib is half a second that no other command should wait for
    from eval.report.reading import read_results

    require_writable(out)
    runs, ablations = read_results(results)
    write_whole(out, make_page(runs, ablations, worst=worst).encode("utf-8"))
    say(f"the page is in {out}")
