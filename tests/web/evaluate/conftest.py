"""The Evaluate tab over the demo reports and an index by the hashing encoder, without Gradio."""

import pytest

from settings import load_settings
from web.desk import Desk
from web.opening import hold


@pytest.fixture
def desk(plain_settings, demo_index, demo_answerer, tmp_path):
    folders = {"runs": tmp_path / "runs", "suites": tmp_path / "suites", "feedback": tmp_path / "judged.jsonl"}
    return Desk(hold(demo_answerer), settings=load_settings(index=demo_index, cache=tmp_path / "cache", page=folders))


@pytest.fixture
def suites(tmp_path):
    folder = tmp_path / "suites"
    folder.mkdir()
    return folder


@pytest.fixture
def runs(tmp_path):
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder
