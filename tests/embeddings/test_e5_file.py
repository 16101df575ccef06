import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.e5_file import Shape, read_e5_file, unpack_q4
from embeddings.e5_folder import unpack_e5
from embeddings.stamp import STAMP, is_whole, source_sha256
from errors import ModelUnavailableError

spec = importlib.util.spec_from_file_location("tiny_e5", Path(__file__).with_name("tiny_e5.py"))
assert spec is not None
assert spec.loader is not None
tiny_e5 = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tiny_e5)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_e5.build())
    return path


@given(st.binary(min_size=16, max_size=16), st.floats(-100, 100, width=16))
def test_a_block_unpacks_as_the_engine_says(halves, scale):
    # e5.c, deq_row: o[j] = (low half - 8) * d; o[j + 16] = (high half - 8) * d
    expected = [((byte & 15) - 8) * scale for byte in halves] + [((byte >> 4) - 8) * scale for byte in halves]
    found = unpack_q4(np.float16(scale).tobytes() + halves)
    np.testing.assert_array_equal(found, np.array(expected, dtype=np.float32))


def test_shape_and_vocabulary_are_read(source):
    file = read_e5_file(source)
    epsilon = float(np.float32(1e-12))
    assert file.shape == Shape(32, 2, 2, 64, 16, 16, 2, epsilon)
    assert file.vocabulary.pieces == tuple(tiny_e5.PIECES)
    assert file.vocabulary.scores == tuple(tiny_e5.SCORES)
    assert (file.vocabulary.bos, file.vocabulary.eos, file.vocabulary.pad, file.vocabulary.unknown) == (0, 2, 1, 3)


def test_every_tensor_comes_out_as_it_was_packed(source):
    file = read_e5_file(source)
    for name, (is_q4, packed) in tiny_e5.tensors().items():
        expected = packed * 0.25 if is_q4 else packed
        np.testing.assert_array_equal(file.tensor(name, *packed.shape), expected.astype(np.float32))


def test_another_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelUnavailableError, match=r"starts with b'GGUF', expected b'E5S1': reinstall"):
        read_e5_file(path)


@pytest.mark.parametrize("part", [0.001, 0.01, 0.05, 0.5, 0.99])
def test_a_file_cut_short_is_refused(source, part):
    whole = source.read_bytes()
    source.write_bytes(whole[: max(5, int(len(whole) * part))])
    with pytest.raises(ModelUnavailableError, match="is damaged"):
        read_e5_file(source)


def test_a_folder_is_made_once_and_kept(source, tmp_path):
    folder = unpack_e5(tmp_path / "cache", source=source)
    made = (folder / "model.safetensors").stat().st_mtime_ns
    assert unpack_e5(tmp_path / "cache", source=source) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == made
    assert is_whole(folder, source=source, layout=1)
    assert len(source_sha256(folder)) == 64


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json", "1_Pooling/config.json", STAMP])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_broken_folder_is_made_anew(source, tmp_path, name, harm):
    folder = unpack_e5(tmp_path / "cache", source=source)
    path = folder / name
    good = path.read_bytes()
    if harm == "cut":
        path.write_bytes(good[: len(good) // 2])
    elif harm == "changed":
        path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    else:
        path.unlink()
    assert unpack_e5(tmp_path / "cache", source=source) == folder
    assert is_whole(folder, source=source, layout=1)
    if name != STAMP:  # the stamp holds times
        assert path.read_bytes() == good


def test_what_a_killed_process_left_is_swept_away(source, tmp_path):
    cache = tmp_path / "cache"
    leftover = cache / "e5-small-1.abc.part"
    leftover.mkdir(parents=True)
    (leftover / "model.safetensors").write_bytes(b"half")
    unpack_e5(cache, source=source)
    assert sorted(path.name for path in cache.iterdir()) == ["e5-small-1", "e5-small-1.lock"]


def test_a_damaged_source_leaves_nothing_behind(source, tmp_path):
    source.write_bytes(source.read_bytes()[:5000])
    cache = tmp_path / "cache"
    with pytest.raises(ModelUnavailableError, match="is damaged"):
        unpack_e5(cache, source=source)
    assert [path.name for path in cache.iterdir()] == ["e5-small-1.lock"]


def test_a_cache_that_is_a_file_is_named(source, tmp_path):
    cache = tmp_path / "cache"
    cache.write_text("in the way")
    with pytest.raises(ModelUnavailableError, match=r"cannot be unpacked into .*: free 500 MB there or set cache"):
        unpack_e5(cache, source=source)


@pytest.mark.slow
def test_two_processes_at_once_make_one_whole_folder(source, tmp_path):
    import subprocess

    code = (
        "import sys; from pathlib import Path; from embeddings.e5_folder import unpack_e5; "
        "print(unpack_e5(Path(sys.argv[1]), source=Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "cache"), str(source)]
    root = Path(__file__).parents[2]
    runs = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = {run.communicate(timeout=120)[0].strip() for run in runs}
    assert [run.returncode for run in runs] == [0, 0]
    (folder,) = printed
    assert is_whole(Path(folder), source=source, layout=1)
