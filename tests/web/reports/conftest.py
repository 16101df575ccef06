"""The Reports tab over a corpus of its own and an index by the hashing encoder, without Gradio."""

import shutil

import pytest

from answers import Answerer
from search import open_searcher
from settings import load_settings
from tests.conftest import DEMO, build
from web.desk import Desk
from web.opening import hold


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A corpus and its index, built once; each test works on a copy that names the corpus beside it."""
    home = tmp_path_factory.mktemp("built")
    shutil.copytree(DEMO, home / "reports")
    build(home / "reports", home / "index", "hashing")
    manifest = next((home / "index" / "generations").iterdir()) / "manifest.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(str(home / "reports"), "reports"), encoding="utf-8"
    )
    return home


@pytest.fixture(scope="session")
def answerer(built):
    return Answerer(open_searcher(load_settings(index=built / "index")))


@pytest.fixture
def home(built, tmp_path, monkeypatch):
    shutil.copytree(built, tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def settings(home):
    return load_settings(index=home / "index", page={"upload_mb": 1, "uploads_per_hour": 4})


@pytest.fixture
def desk(settings, answerer):
    """A desk that is never renewed, over an index opened once for all."""
    return Desk(hold(answerer), settings=settings)


@pytest.fixture
def folder(home):
    return home / "reports"
