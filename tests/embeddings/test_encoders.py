import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings import Ensemble, HashingEncoder
from embeddings.encoders import digest


def test_a_fingerprint_is_16_digits_of_sha256_over_the_parts():
    assert digest("e5", "fp32") == hashlib.sha256(b"e5\0fp32").hexdigest()[:16]


def test_an_ensemble_of_one_has_its_name_and_a_fingerprint_of_its_own():
    ensemble = Ensemble((HashingEncoder(),))
    assert ensemble.name == "hashing"
    assert ensemble.fingerprint == digest(HashingEncoder().fingerprint)


@pytest.mark.parametrize("members", [(), (HashingEncoder(), HashingEncoder(dimension=8))])
def test_an_ensemble_needs_members_with_different_names(members):
    with pytest.raises(ValueError, match="different names"):
        Ensemble(members)


def test_the_door_opens_without_the_heavy_libraries():
    code = (
        "import embeddings, sys; print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
