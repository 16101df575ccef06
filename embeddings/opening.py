"""Open a sentence-transformers folder: on the CPU, quietly, without asking any network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.hardware import Precision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import nn


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder; one that no path can have, or that may not be looked at, is none."""
    try:
        return Path(name).is_dir()
    except OSError:
        return False


def open_folder(folder: Path, *, precision: Precision) -> SentenceTransformer:
    """Open a model folder.

    Args:
        folder: as ``SentenceTransformer.save`` writes it, or of a plain transformers model.
        precision: of its weights; pooling and normalising are fp32 in any case.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if precision is Precision.BF16 else torch.float32
    with _no_progress_bar():
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}, trust_remote_code=False
        )
    model[0].register_forward_hook(_widen)
    return model.eval()


def _widen(module: nn.Module, args: Any, features: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - torch's hook
    """Hand fp32 on to pooling and normalising, whatever the transformer computes in."""
    if "token_embeddings" in features:
        features["token_embeddings"] = features["token_embeddings"].float()
    return features


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    """A room prints nothing; transformers shows a bar on standard error while it reads weights."""
    from transformers.utils import logging

    was_shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers' own
    try:
        yield
    finally:
        if was_shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]  # transformers' own
