"""Which encoder a searcher is opened with."""

from __future__ import annotations

import pytest

from errors import IndexMismatchError
from search import open_searcher
from settings import load_settings
from tests.protocol import embed, serving

pytestmark = pytest.mark.usefixtures("plain_settings")


def test_an_index_names_its_encoder(demo_index):
    assert open_searcher(load_settings(index=demo_index)).ensemble.name == "hashing"


def test_the_encoder_that_is_set_may_be_the_same(demo_index, monkeypatch):
    monkeypatch.setenv("YAODIAN_ENCODER", "hashing")
    assert open_searcher(load_settings(index=demo_index)).ensemble.name == "hashing"


@pytest.mark.parametrize("is_in_file", [True, False])
def test_another_encoder_that_is_set_is_an_error_and_not_ignored(demo_index, monkeypatch, tmp_path, is_in_file):
    with serving(lambda _, body, __: embed(body["input"])) as server:
        monkeypatch.setenv("YAODIAN_ENDPOINT__BASE_URL", server.base_url)
        if is_in_file:
            (tmp_path / "yaodian.toml").write_text('encoder = "openai:m"\n', encoding="utf-8")
        else:
            monkeypatch.setenv("YAODIAN_ENCODER", "openai:m")
        with pytest.raises(IndexMismatchError, match=r"built with encoder hashing \(.*asks for openai:m \(") as caught:
            open_searcher(load_settings(index=demo_index))
    assert caught.value.command.endswith("--encoder openai:m")


def test_the_encoder_given_by_hand_comes_before_the_one_that_is_set(demo_index, monkeypatch):
    monkeypatch.setenv("YAODIAN_ENCODER", "openai:m")
    assert open_searcher(load_settings(index=demo_index), encoder="hashing").ensemble.name == "hashing"
