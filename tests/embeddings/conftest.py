"""The real encoders, loaded once a test run from the user's own cache."""

from pathlib import Path

import pytest

from embeddings.e5 import E5Encoder, load_e5
from embeddings.hardware import Precision
from embeddings.sentence import SentenceEncoder
from settings import load_settings


@pytest.fixture(scope="session")
def cache() -> Path:
    return load_settings().cache


@pytest.fixture(scope="session")
def e5(cache: Path) -> E5Encoder:
    return load_e5(cache, threads=2, precision=Precision.FP32)


@pytest.fixture(scope="session")
def e5_bf16(cache: Path) -> E5Encoder:
    return load_e5(cache, threads=2, precision=Precision.BF16)


@pytest.fixture(scope="session")
def muse() -> SentenceEncoder:
    from embeddings.muse import load_muse

    return load_muse()
