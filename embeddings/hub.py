"""Any other sentence-transformers model: a folder, or a name found in the hub's cache or downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoders import digest
from embeddings.hardware import Precision, best_precision
from embeddings.opening import is_folder, open_folder
from embeddings.sentence import SentenceEncoder, read_prompts
from embeddings.stamp import hash_file
from errors import ModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ORGANISATION = "sentence-transformers"
ADVICE = "give the folder of a downloaded model, or set the encoder to bundled"
# Other runtimes' copies of the same weights, and what describes the model to people.
UNUSED = ("onnx/*", "openvino/*", "coreml/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf", "*.md", ".git*")


def load_any(name: str, *, threads: int, precision: Precision | None = None) -> SentenceEncoder:
    """Load a model with the prompts, the length and the dimension of its own configuration.

    Args:
        name: a folder, or a name as on the hub (``sentence-transformers/`` may be left out).
        threads: for a batch of passages, at least 1.
        precision: the best of this processor if not given.

    Returns:
        An encoder named after the last part of the name.

    Raises:
        ModelUnavailableError: there is no such folder or model, no network, or it cannot be loaded.
    """
    folder = Path(name) if is_folder(name) else find_snapshot(name)
    precision = precision or best_precision()
    try:
        model = open_folder(folder, precision=precision)
    except Exception as error:  # what a broken folder makes the libraries raise has no common base
        reason = f"{folder} does not load as a sentence-transformers model ({_first_line(error)})"
        raise ModelUnavailableError(
            name, f"{reason}: expected a folder with modules.json or config.json, weights and a tokenizer"
        ) from error
    fingerprint = fingerprint_model(folder, model, precision)
    return SentenceEncoder(model, name=_short_name(name), fingerprint=fingerprint, threads=threads)


def find_snapshot(name: str) -> Path:
    """The folder of a hub model: from the cache if it is there, else downloaded.

    Raises:
        ModelUnavailableError: the name cannot be one of the hub, the hub does not know it, or it is
            not in the cache and the hub cannot be reached or must not be (``HF_HUB_OFFLINE``).
    """
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"{ORGANISATION}/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except HFValidationError as error:
        raise ModelUnavailableError(name, "no such folder, and no name of a model: give one of the two") from error
    except LocalEntryNotFoundError as error:
        if constants.is_offline_mode():
            raise ModelUnavailableError(
                name,
                f"{repository} is not in {constants.HF_HUB_CACHE} and HF_HUB_OFFLINE forbids to fetch it: {ADVICE}",
            ) from error
    try:
        return Path(snapshot_download(repository, ignore_patterns=list(UNUSED)))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise ModelUnavailableError(
            name, f"no such folder, and {repository} could not be fetched ({_first_line(error)}): {ADVICE}"
        ) from error


def fingerprint_model(folder: Path, model: SentenceTransformer, precision: Precision) -> str:
    """16 digits over every file that decides vectors, the prompts, the length read and the precision."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and _decides_vectors(path, folder))
    hashes = [f"{path.relative_to(folder).as_posix()} {hash_file(path)}" for path in files]
    prompts = read_prompts(model.prompts, default=model.default_prompt_name)
    return digest(*hashes, *prompts, str(model.max_seq_length), precision)


def _decides_vectors(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder)
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and not any(inside.match(pattern) for pattern in UNUSED)


def _short_name(name: str) -> str:
    return Path(name).name or Path(name).resolve().name


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
