import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer import open_index, verify_index
from tests.indexer.materials import TEXTS

ROOT = Path(__file__).resolve().parents[2]

FULL_DISK = """
import resource, sys
from pathlib import Path
from indexer.__main__ import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
cli(sys.argv[2:])
"""


def run(*words: str, timeout=120):
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False
    )


def build_words(corpus, index):
    return ("-m", "indexer", "build", "--corpus", str(corpus), "--index", str(index), "--encoder", "hashing", "--json")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(60):
        text = "\n".join(f"{n}、{TEXTS[(number + n) % 4]}第{number}号报告第{n}条。" for n in range(1, 12))
        (folder / f"report{number:02d}.txt").write_text(f"{number}区教育局工作要点\n{text}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("step", [30, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_every_nth_file_operation_loses_nothing(tmp_path, step):
    done = run("-m", "tests.indexer.killed_builds", str(tmp_path / "index"), str(step), timeout=600)
    assert done.stderr == ""
    assert int(done.stdout) >= 120 // step  # 65 to 80 operations a build


@pytest.mark.slow
def test_kills_at_random_moments_of_a_real_build_lose_nothing(tmp_path, corpus):
    index = tmp_path / "index"
    started = time.monotonic()
    first = json.loads(run(*build_words(corpus, index)).stdout)
    seconds = time.monotonic() - started
    (corpus / "more.txt").write_text("新的报告\n一、新增学位五百个。\n", encoding="utf-8")
    moments = random.Random(20)
    for _ in range(6):
        before = (index / "CURRENT").read_text(encoding="ascii")
        process = subprocess.Popen(
            [sys.executable, *build_words(corpus, index)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(moments.uniform(0.4, 1.0) * seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        verify_index(index)
        moved = (index / "CURRENT").read_text(encoding="ascii") != before
        assert len(open_index(index).reports) in ({61} if moved else {60, 61})
    last = run(*build_words(corpus, index))
    assert last.returncode == 0
    assert json.loads(last.stdout)["reports"] == first["reports"] + 1 == 61
    assert len(list((index / "generations").iterdir())) == 2


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_the_index_is_as_it_was(tmp_path, corpus):
    """A limit on the size of files stands in for the disk: writing fails in the same places."""
    pytest.importorskip("resource")
    index = tmp_path / "index"
    assert run(*build_words(corpus, index)).returncode == 0
    for limit in (100_000, 400_000):
        done = run("-c", FULL_DISK, str(limit), *build_words(corpus, index)[2:])
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.splitlines()[-1].startswith(f"error: index {index}: ")
        assert "the index is as it was" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
        assert [path.name for path in (index / "generations").iterdir()] == ["000001"]
        verify_index(index)
    assert run(*build_words(corpus, index)).returncode == 0


@pytest.mark.slow
def test_ctrl_c_says_so_and_loses_nothing(tmp_path, corpus):
    index = tmp_path / "index"
    process = subprocess.Popen(
        [sys.executable, *build_words(corpus, index)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    seen = []
    while not (seen and seen[-1].startswith("Reading:")):  # the long work has begun
        seen.append(process.stderr.readline())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "error: interrupted; the index is as it was, run the same command to go on"
    assert "Traceback" not in err
    assert run(*build_words(corpus, index)).returncode == 0
