"""A model that is not bundled: a folder with its own prompts, built here from the small file."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from embeddings import load_ensemble
from embeddings.e5_folder import unpack_e5
from embeddings.hardware import Precision
from embeddings.hub import load_any
from embeddings.sentence import read_prompts
from errors import ModelUnavailableError

spec = importlib.util.spec_from_file_location("tiny_e5", Path(__file__).with_name("tiny_e5.py"))
assert spec is not None
assert spec.loader is not None
tiny_e5 = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tiny_e5)


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "tiny.bin"
    source.write_bytes(tiny_e5.build())
    return unpack_e5(tmp_path, source=source).rename(tmp_path / "my-model")


def set_prompts(folder: Path, prompts: dict[str, str]) -> None:
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"prompts": prompts}))


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [
        ({"query": "query: ", "passage": "passage: ", "document": ""}, ("query: ", "passage: ")),
        ({"query": "问：", "document": "文："}, ("问：", "文：")),
        ({"query": None, "document": None}, ("", "")),
        ({}, ("", "")),
        ({"corpus": "c "}, ("", "c ")),
    ],
)
def test_the_first_prompt_that_says_something_is_taken(prompts, expected):
    assert read_prompts(prompts) == expected


@pytest.mark.slow
def test_a_folder_is_loaded_with_its_prompts_length_and_dimension(folder, tmp_path, socket_disabled):
    set_prompts(folder, {"query": "query: ", "passage": "passage: "})
    (encoder,) = load_ensemble(str(folder), cache=tmp_path).members
    assert (encoder.name, encoder.dimension) == ("my-model", 32)
    assert (encoder.query_prompt, encoder.passage_prompt) == ("query: ", "passage: ")
    assert encoder.model.max_seq_length == 16
    passages = encoder.encode_passages(["校长", "", "长" * 100])
    assert passages.shape == (3, 32)
    np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-6)


@pytest.mark.slow
def test_prompts_reach_the_model(folder):
    set_prompts(folder, {"query": "校", "passage": "长"})
    prompted = load_any(str(folder), threads=1, precision=Precision.FP32)
    set_prompts(folder, {})
    plain = load_any(str(folder), threads=1, precision=Precision.FP32)
    np.testing.assert_allclose(prompted.encode_queries(["长"]), plain.encode_queries(["校长"]), atol=1e-6)
    np.testing.assert_allclose(prompted.encode_passages(["校"]), plain.encode_passages(["长校"]), atol=1e-6)


@pytest.mark.slow
def test_the_fingerprint_changes_with_all_that_changes_vectors(folder):
    def fingerprint(precision: Precision = Precision.FP32) -> str:
        return load_any(str(folder), threads=1, precision=precision).fingerprint

    seen = [fingerprint(), fingerprint(Precision.BF16)]
    (folder / "README.md").write_text("says nothing of vectors")
    assert fingerprint() == seen[0]
    set_prompts(folder, {"query": "问："})
    seen.append(fingerprint())
    pooling = folder / "1_Pooling/config.json"
    pooling.write_text(pooling.read_text().replace('"mean"', '"cls"'))
    seen.append(fingerprint())
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    seen.append(fingerprint())
    assert len(set(seen)) == len(seen)


@pytest.mark.slow
def test_a_moved_folder_keeps_its_fingerprint(folder, tmp_path):
    before = load_any(str(folder), threads=1).fingerprint
    moved = folder.rename(tmp_path / "elsewhere")
    assert load_any(str(moved), threads=1).fingerprint == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json", "modules.json"])
def test_a_damaged_folder_is_named(folder, tmp_path, name):
    (folder / name).write_bytes((folder / name).read_bytes()[:40])
    with pytest.raises(ModelUnavailableError, match="my-model does not load as a sentence-transformers model"):
        load_ensemble(str(folder), cache=tmp_path)
