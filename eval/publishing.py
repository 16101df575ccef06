"""From the plan to summaries: what README.md shows is measured by one command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from eval.ablation import ablate_suite, write_ablation
from eval.plan import Entry, Work
from eval.run import run_suite
from eval.storing import require_writable, write_result
from eval.summaries import Summary, summarise_ablation, summarise_run, write_summary
from eval.tasks import Request
from indexer import Progress
from settings import Settings


def publish(
    entry: Entry, *, data: Path, whole: Path, settings: Settings, progress: Progress, say: Callable[[str], None]
) -> Summary:
    """Measure one entry of the plan and write its summary.

    Args:
        entry: of the plan.
        data: the folder of data outside the repository.
        whole: the file of the whole result.
        settings: of the search; what is measured is the default.
        progress: told how far the work is.
        say: told what is done.

    Raises:
        EvaluationError: the entry's data are not there, or a file cannot be written.
        YaodianError: the index cannot be built.
    """
    for path in (whole, entry.summary):
        require_writable(path)
    suite = entry.suite_over(data)
    request = Request(
        argument="",
        settings=settings,
        progress=progress,
        corpus=entry.corpus_over(data),
        say=say,
        sample=entry.sample,
    )
    summary: Summary
    if entry.work is Work.ABLATE:
        ablation = ablate_suite(suite, request)
        write_ablation(ablation, whole)
        summary = summarise_ablation(ablation)
    else:
        run = run_suite(suite, request)
        write_result(run, whole)
        summary = summarise_run(run)
    write_summary(summary, entry.summary)
    return summary
