"""The files a report is made of: results of runs and of ablations, told apart by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.ablation import AblationResult, read_ablation
from eval.files import name_files, read_text
from eval.results import RunResult
from eval.storing import read_result


def read_results(paths: Sequence[Path]) -> tuple[dict[str, RunResult], dict[str, AblationResult]]:
    """Read files of results.

    Args:
        paths: files that `eval run` or `eval ablate` wrote.

    Returns:
        The runs and the ablations, by the short names of their files.

    Raises:
        EvaluationError: a file cannot be read, is neither, or has another layout.
    """
    runs, ablations = {}, {}
    for name, path in name_files(paths).items():
        if _is_ablation(path):
            ablations[name] = read_ablation(path)
        else:
            runs[name] = read_result(path)
    return runs, ablations


class _Head(BaseModel):
    systems: list[object] = []


def _is_ablation(path: Path) -> bool:
    """Whether a file lists systems; one that is no JSON object is left to ``read_result`` to complain of."""
    try:
        return bool(_Head.model_validate_json(read_text(path)).systems)
    except ValidationError:
        return False
