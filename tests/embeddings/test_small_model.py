"""A model saved on disk, from its own configuration through an index to an answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from answers.__main__ import cli as answers_cli
from corpus import read_corpus
from embeddings import load_ensemble
from embeddings.hardware import Precision
from embeddings.hub import load_any
from embeddings.sentence import read_prompts
from errors import ModelUnavailableError
from indexer.__main__ import cli as indexer_cli
from search.__main__ import cli as search_cli
from tests.conftest import DEMO
from tests.embeddings.small_model import DIMENSION, MAX_TOKENS, PROMPTS, change_config, save_small_model

TEXTS = ["推行校长职级制改革", "加强学校食堂管理", "齐齐哈尔"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    texts = [report.text for report in read_corpus(DEMO).reports]
    return save_small_model(tmp_path_factory.mktemp("models") / "small-model", texts)


@pytest.fixture
def folder(saved, tmp_path):
    return Path(shutil.copytree(saved, tmp_path / "small-model"))


def load(folder):
    return load_any(str(folder), threads=1, precision=Precision.FP32)


@pytest.mark.parametrize(
    ("prompts", "default", "expected"),
    [
        ({"query": "q: ", "document": "", "passage": "p: "}, None, ("q: ", "p: ")),
        ({"search_query": "q: ", "search_document": "d: "}, None, ("q: ", "d: ")),
        ({"s2p_query": "Instruct: ", "query": "", "document": ""}, None, ("Instruct: ", "")),
        ({"retrieval.query": "q", "retrieval.passage": "p", "separation": "s"}, "separation", ("q", "p")),
        ({"query": "", "document": "", "all": "a: "}, "all", ("a: ", "a: ")),
        ({"query": "q: ", "document": ""}, "query", ("q: ", "")),
        ({"query": "", "document": "", "all": "a: "}, None, ("", "")),
    ],
)
def test_prompts_are_found_by_the_names_that_models_give_them(prompts, default, expected):
    assert read_prompts(prompts, default=default) == expected


@pytest.mark.slow
def test_all_is_taken_from_the_models_own_configuration(folder):
    assert sum(path.stat().st_size for path in folder.rglob("*")) < 600_000
    encoder = load(folder)
    assert (encoder.name, encoder.dimension, encoder.model.max_seq_length) == ("small-model", DIMENSION, MAX_TOKENS)
    assert (encoder.query_prompt, encoder.passage_prompt) == (PROMPTS["query"], PROMPTS["passage"])
    plain = load(change_config(folder, prompts={}))
    prompted = plain.encode_passages([PROMPTS["passage"] + text for text in TEXTS])
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), prompted, atol=1e-6)
    assert abs(encoder.encode_queries(TEXTS) - plain.encode_queries(TEXTS)).max() > 0.01


@pytest.mark.slow
def test_shorter_vectors_are_made_where_the_configuration_says_so(folder):
    whole = load(folder)
    short = load(change_config(folder, truncate_dim=8))
    assert (short.dimension, short.encode_passages(TEXTS).shape) == (8, (3, 8))
    cut = whole.encode_passages(TEXTS)[:, :8]
    expected = cut / np.linalg.norm(cut, axis=1, keepdims=True)
    np.testing.assert_allclose(short.encode_passages(TEXTS), expected, atol=1e-6)
    assert short.fingerprint != whole.fingerprint


@pytest.mark.slow
def test_a_default_prompt_is_used_for_both(folder):
    encoder = load(change_config(folder, prompts={"retrieval": "找："}, default_prompt_name="retrieval"))
    assert (encoder.query_prompt, encoder.passage_prompt) == ("找：", "找：")


@pytest.mark.slow
def test_the_same_model_saved_twice_has_one_fingerprint(saved, folder):
    assert load(saved).fingerprint == load(folder).fingerprint


@pytest.mark.slow
def test_code_that_comes_with_a_model_is_not_run(folder, tmp_path):
    marker = tmp_path / "run"
    (folder / "own.py").write_text(f"open({str(marker)!r}, 'w')\nclass Own: pass\n", encoding="utf-8")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules[2]["type"] = "own.Own"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match="does not load as a sentence-transformers model"):
        load_ensemble(str(folder), cache=tmp_path)
    assert not marker.exists()


def run(cli, *words: str):
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.slow
def test_an_index_is_built_with_it_and_asked(folder, plain_settings):
    run(indexer_cli, "build", "--corpus", str(DEMO), "--index", "idx", "--encoder", str(folder))
    status = json.loads(run(indexer_cli, "status", "--index", "idx", "--json"))
    (member,) = status["encoder"]["members"]
    assert (status["encoder"]["spec"], member["name"], member["dimension"]) == (str(folder), "small-model", DIMENSION)
    assert "small-model, fingerprint" in run(indexer_cli, "status", "--index", "idx")
    found = json.loads(run(search_cli, "find", "--index", "idx", "--json", "淄博的校长职级制改革"))
    assert {"small-model:passages", "small-model:sentences"} <= set(found["hits"][0]["legs"])
    assert "校长职级制" in found["hits"][0]["text"]
    answer = json.loads(run(answers_cli, "ask", "--index", "idx", "--json", "哪些城市计划推行校长职级制"))
    supported = [finding["place_en"] for finding in answer["findings"] if finding["supported"]]
    assert "Zibo" in supported
