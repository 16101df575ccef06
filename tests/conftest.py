"""Indexes that many tests share, each built once a run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import platformdirs
import pytest
from filelock import FileLock

from answers import Answerer
from corpus import read_corpus
from embeddings import load_ensemble
from eval import Request, RunResult, run_suite
from indexer import Silent, build_index, open_index, prepare
from search import Searcher, open_searcher
from settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "reports"
SEEDS = ROOT.parent / "shared" / "seeds"
# Vectors of the real encoders, kept between runs: embedding the demo corpus takes a minute.
VECTORS = platformdirs.user_cache_path("yaodian") / "tests"
CACHED = Path("cache") / "vectors.sqlite"


@pytest.fixture
def plain_settings(monkeypatch, tmp_path):
    """No setting of this machine: no variable and no settings file."""
    for name in list(os.environ):
        if name.startswith("YAODIAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory) -> Path:
    """An index of the demo corpus by the hashing encoder."""
    return build(DEMO, tmp_path_factory.mktemp("demo") / "index", "hashing")


@pytest.fixture(scope="session")
def demo_searcher(demo_index) -> Searcher:
    return open_searcher(load_settings(index=demo_index))


@pytest.fixture(scope="session")
def demo_answerer(demo_searcher) -> Answerer:
    return Answerer(demo_searcher)


@pytest.fixture(scope="session")
def demo_result(demo_index) -> RunResult:
    """The demo suite with the hashing encoder."""
    return run_suite("demo", Request("", load_settings(index=demo_index), Silent(), index=demo_index))


@pytest.fixture(scope="session")
def real_demo_index(tmp_path_factory) -> Path:
    """An index of the demo corpus by the bundled encoders; to be copied by who writes to it."""
    return _build_once(DEMO, tmp_path_factory)


@pytest.fixture(scope="session")
def real_demo_searcher(real_demo_index) -> Searcher:
    return open_searcher(load_settings(index=real_demo_index))


@pytest.fixture(scope="session")
def real_demo_answerer(real_demo_searcher) -> Answerer:
    return Answerer(real_demo_searcher)


@pytest.fixture(scope="session")
def real_seeds_index(tmp_path_factory) -> Path:
    """An index of the five real reports by the bundled encoders; to be copied by who writes to it."""
    if not SEEDS.is_dir():
        pytest.skip("the real reports are not here: no ../shared/seeds beside the checkout")
    return _build_once(SEEDS, tmp_path_factory)


@pytest.fixture(scope="session")
def real_seeds_answerer(real_seeds_index, real_demo_searcher) -> Answerer:
    """Over the encoders that are loaded already, which takes as long as everything else here."""
    return Answerer(Searcher(open_index(real_seeds_index), real_demo_searcher.ensemble))


def build(corpus: Path, index: Path, encoder: str) -> Path:
    """Build an index and give its folder back."""
    settings: Settings = load_settings(corpus=corpus, index=index, encoder=encoder)
    material = prepare(read_corpus(corpus), max_chars=settings.chunk.max_chars)
    ensemble = load_ensemble(encoder, cache=settings.cache, threads=settings.threads, endpoint=settings.endpoint)
    build_index(material, index, ensemble, settings=settings)
    return index


def _build_once(corpus: Path, tmp_path_factory) -> Path:
    """One index for all processes of a run: the first that needs it builds it, the others wait."""
    base: Path = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    index = run / f"real-{corpus.name}"
    with FileLock(run / f"real-{corpus.name}.lock"):
        return index if index.exists() else _build_cached(corpus, run / f"new-{corpus.name}").rename(index)


def _build_cached(corpus: Path, index: Path) -> Path:
    """Build with the vectors of earlier runs. The file is replaced as a whole, so runs beside each other do no harm."""
    kept = VECTORS / f"{corpus.name}.sqlite"
    if kept.exists():
        (index / CACHED).parent.mkdir(parents=True)
        shutil.copy(kept, index / CACHED)
    build(corpus, index, "bundled")
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    shutil.copy(index / CACHED, fresh)
    fresh.replace(kept)
    return index
