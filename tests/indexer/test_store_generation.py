import os

import pytest

from errors import BrokenIndexError
from indexer.generation import (
    current_generation,
    draft_generation,
    generation_folder,
    load_current,
    publish,
    remove_leftovers,
    require_index_folder,
    require_writable,
    writer_lock,
)


def make_generation(index, content="x"):
    with draft_generation(index) as draft:
        (draft / "part").write_text(content, encoding="utf-8")
        return publish(index, draft).name


@pytest.fixture
def index(tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


def names(index):
    return sorted(path.name for path in (index / "generations").iterdir())


def test_generations_are_numbered_and_the_last_is_current(index):
    assert [make_generation(index), make_generation(index)] == ["000001", "000002"]
    assert current_generation(index) == "000002"
    assert (index / "CURRENT").read_bytes() == b"000002\n"
    assert names(index) == ["000001", "000002"]


def test_a_failed_draft_is_gone_and_its_number_free(index):
    make_generation(index)
    with pytest.raises(RuntimeError, match="half"), draft_generation(index) as draft:
        (draft / "part").write_text("half", encoding="utf-8")
        raise RuntimeError("half")
    assert names(index) == ["000001"]
    assert current_generation(index) == "000001"


def test_only_the_current_one_and_the_one_before_stay(index):
    for _ in range(4):
        make_generation(index)
    (index / "generations" / "000005.partial").mkdir()  # killed while writing
    (index / "generations" / "000006").mkdir()  # killed between the two renames
    (index / "generations" / "notes").mkdir()  # not ours
    remove_leftovers(index)
    assert names(index) == ["000003", "000004", "notes"]
    assert current_generation(index) == "000004"


def test_the_one_before_is_the_next_lower_number_not_the_next_lower_name(index):
    for name in ("999998", "999999", "1000000"):
        (index / "generations" / name).mkdir(parents=True)
    (index / "CURRENT").write_text("1000000\n", encoding="ascii")
    remove_leftovers(index)
    assert names(index) == ["1000000", "999999"]


def test_where_current_is_lost_the_newest_generation_stays(index):
    for _ in range(3):
        make_generation(index)
    (index / "CURRENT").write_text("../../etc\n", encoding="ascii")
    remove_leftovers(index)
    assert names(index) == ["000002", "000003"]


def test_no_index_names_the_command(tmp_path):
    with pytest.raises(BrokenIndexError) as caught:
        current_generation(tmp_path / "none")
    assert str(caught.value) == (
        f"index {tmp_path / 'none'}: no index here yet: run `python -m indexer build --index {tmp_path / 'none'}`"
    )


@pytest.mark.parametrize("content", ["", "../evil", "000001.partial", "latest", "一"])
def test_a_current_file_that_names_no_generation_is_refused(index, content):
    (index / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenIndexError, match="not the name of a generation: run `python -m indexer build"):
        current_generation(index)


def test_a_folder_with_other_things_is_refused_and_left_alone(index):
    (index / "thesis.txt").write_text("mine", encoding="utf-8")
    for refuse in (require_index_folder, require_writable):
        with pytest.raises(BrokenIndexError, match=r"holds other things \(thesis.txt\) and no index: give --index"):
            refuse(index)
    assert [path.name for path in index.iterdir()] == ["thesis.txt"]


def test_an_index_with_a_stray_file_is_still_an_index(index):
    make_generation(index)
    (index / ".DS_Store").write_bytes(b"")
    require_writable(index)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "index").write_text("a file", encoding="utf-8")
    with pytest.raises(BrokenIndexError, match=r"cannot be used \(File exists\): give --index a folder"):
        require_writable(tmp_path / "index")


def test_a_path_that_cannot_be_looked_at_is_refused(tmp_path):
    with pytest.raises(BrokenIndexError, match=r"cannot be used \(File name too long\): give --index a folder"):
        require_writable(tmp_path / ("a" * 300))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused(index):
    index.chmod(0o500)
    with pytest.raises(BrokenIndexError, match="Permission denied"):
        require_writable(index)
    index.chmod(0o700)


def test_looking_whether_it_can_be_written_makes_no_folder(tmp_path):
    require_writable(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_writer_at_a_time(index):
    with writer_lock(index):
        for enter in (writer_lock(index).__enter__, lambda: require_writable(index)):
            with pytest.raises(BrokenIndexError, match="another build is writing to it: wait until it has finished"):
                enter()
    with writer_lock(index):
        pass


def test_loading_starts_again_when_a_build_has_moved_on(index):
    make_generation(index, "old")
    seen = []

    def load(generation):
        seen.append(generation.name)
        if len(seen) == 1:  # two builds end, and the first generation is cleaned up under the reader
            make_generation(index, "between")
            make_generation(index, "new")
            remove_leftovers(index)
        return (generation / "part").read_text(encoding="utf-8")

    assert load_current(index, load) == "new"
    assert seen == ["000001", "000003"]


def test_a_missing_file_of_the_current_generation_is_an_error(index):
    name = make_generation(index)
    (generation_folder(index, name) / "part").unlink()
    with pytest.raises(BrokenIndexError, match="part of generation 000001 is missing or cannot be read: run `"):
        load_current(index, lambda generation: (generation / "part").read_text(encoding="utf-8"))
