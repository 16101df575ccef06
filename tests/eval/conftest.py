"""A folder of its own for every test: no settings of this machine, caches and runs below it."""

import os

import pytest
from click.testing import CliRunner

from eval.__main__ import cli


@pytest.fixture
def workplace(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("YAODIAN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("YAODIAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("YAODIAN_ENCODER", "hashing")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def evaluate(workplace):
    """The command line, in the workplace."""

    def run(*words: str):
        return CliRunner().invoke(cli, list(words))

    return run
