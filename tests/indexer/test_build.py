import dataclasses

import numpy as np
import pytest

from embeddings import Ensemble, background_questions
from errors import BrokenIndexError, CorpusError
from indexer import build_index, open_index, verify_index
from indexer.generation import writer_lock
from indexer.vectors import VECTORS
from records import Failure, Language, Span
from settings import Settings
from tests.indexer.materials import TEXTS, CountingEncoder, hashing, make_material

BACKGROUND = background_questions()
QUESTIONS = sum(map(len, BACKGROUND.values()))
GENERAL = QUESTIONS + len(BACKGROUND[Language.HANS])


def build(folder, texts=TEXTS, ensemble=None, failures=()):
    return build_index(make_material(texts, failures=failures), folder, ensemble or hashing(), settings=Settings())


def rows(folder, unit="passages"):
    return getattr(open_index(folder).part(VECTORS)["hashing"], unit).rows


def test_the_summary_says_what_was_done(tmp_path):
    failures = (Failure("bad.pdf", "holds no text"),)
    encoder = CountingEncoder()
    summary = build(tmp_path, ensemble=Ensemble((encoder,)), failures=failures)
    assert len(set(encoder.passages)) == len(encoder.passages) >= 4 + 7
    assert dataclasses.replace(summary, seconds=0) == dataclasses.replace(
        summary,
        index=tmp_path,
        generation="000001",
        failures=failures,
        repairs={"pinyin": 8, "chrome": 4},
        new_vectors=len(encoder.passages) + len(encoder.queries),
        seconds=0,
    )
    assert dataclasses.astuple(summary.counts) == (4, 4, 4, 7)
    assert 0 < summary.seconds < 60


def test_a_rebuild_embeds_only_what_is_new(tmp_path):
    before, encoder = CountingEncoder(), CountingEncoder()
    build(tmp_path, ensemble=Ensemble((before,)))
    summary = build(tmp_path, [*TEXTS[1:], "新增一所学校。"], Ensemble((encoder,)))
    assert {"重点工作\n新增一所学校。", "新增一所学校。"} <= set(encoder.passages)
    assert not set(encoder.passages) & set(before.passages)
    assert (len(encoder.queries), len(before.queries)) == (0, QUESTIONS)
    assert summary.new_vectors == len(encoder.passages)
    assert summary.reused_vectors >= 3 + 5 + GENERAL
    assert [report.text for report in open_index(tmp_path).reports] == [*TEXTS[1:], "新增一所学校。"]


def test_a_deleted_report_leaves_the_index_but_its_vectors_stay_in_the_cache(tmp_path):
    build(tmp_path)
    build(tmp_path, TEXTS[:2])
    index = open_index(tmp_path)
    assert [passage.report_id for passage in index.passages] == ["r0", "r1"]
    assert not index.lexical_scores(["双减"]).any()
    assert build(tmp_path).new_vectors == 0


def test_the_same_corpus_twice_gives_the_same_files(tmp_path):
    build(tmp_path / "one")
    build(tmp_path / "two")
    build(tmp_path / "two")  # all from the cache
    first, second = (open_index(tmp_path / name).manifest for name in ("one", "two"))
    assert {name: file.sha256 for name, file in first.files.items() if not name.endswith(".npz")} == {
        name: file.sha256 for name, file in second.files.items() if not name.endswith(".npz")
    }
    one, two = (open_index(tmp_path / name).part(VECTORS)["hashing"].means for name in ("one", "two"))
    for field in ("passages", "sentences", "english_questions", "chinese_questions"):
        assert np.array_equal(getattr(one, field), getattr(two, field))


def test_a_row_does_not_depend_on_the_order_of_the_reports(tmp_path):
    build(tmp_path / "one", TEXTS)
    build(tmp_path / "two", TEXTS[::-1])
    np.testing.assert_allclose(rows(tmp_path / "one"), rows(tmp_path / "two")[::-1], atol=1e-6)


def test_another_writer_stops_the_build_and_the_index_stays(tmp_path):
    build(tmp_path)
    with writer_lock(tmp_path), pytest.raises(BrokenIndexError, match="another build is writing to it"):
        build(tmp_path, TEXTS[:1])
    assert len(open_index(tmp_path).reports) == 4


def test_nothing_to_search_is_refused_and_the_index_stays(tmp_path):
    build(tmp_path)
    material = dataclasses.replace(make_material(), passages=())
    with pytest.raises(CorpusError, match="corpus/reports: 4 reports hold no text to search: give --corpus"):
        build_index(material, tmp_path, hashing(), settings=Settings())
    assert open_index(tmp_path).manifest.generation == "000001"


def test_a_passage_out_of_its_section_is_never_switched_to(tmp_path):
    build(tmp_path)
    material = make_material()
    section = dataclasses.replace(material.sections[1], start=4)
    broken = dataclasses.replace(material, sections=(material.sections[0], section, *material.sections[2:]))
    with pytest.raises(
        BrokenIndexError, match=r"failed its check \(passage r1#0 \[0, 24\) lies outside its section \[4"
    ):
        build_index(broken, tmp_path, hashing(), settings=Settings())
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["000001"]
    verify_index(tmp_path)


def test_a_sentence_out_of_its_passage_is_never_switched_to(tmp_path):
    material = make_material(TEXTS[:1])
    passage = dataclasses.replace(material.passages[0], sentences=(Span(5, 9), Span(8, 12)))
    with pytest.raises(BrokenIndexError, match=r"r0#0 has a sentence \[8, 12\) out of place in \[0, 25\)"):
        build_index(dataclasses.replace(material, passages=(passage,)), tmp_path, hashing(), settings=Settings())


def test_two_passages_of_one_id_are_the_callers_bug(tmp_path):
    material = make_material(TEXTS[:1])
    twice = dataclasses.replace(material, passages=material.passages * 2)
    with pytest.raises(ValueError, match=r"ids of reports, sections and passages must be unique: .*passage_id"):
        build_index(twice, tmp_path, hashing(), settings=Settings())


def test_a_damaged_cache_names_what_to_remove(tmp_path):
    build(tmp_path)
    (tmp_path / "cache" / "vectors.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(BrokenIndexError, match=rf"not a database.*remove {tmp_path / 'cache'} if its file is damaged"):
        build(tmp_path)
    assert len(open_index(tmp_path).reports) == 4


def test_passages_without_sentences_and_sentences_without_letters(tmp_path):
    material = make_material(["……", "双减。"])
    bare = dataclasses.replace(material.passages[1], sentences=())
    build_index(
        dataclasses.replace(material, passages=(material.passages[0], bare)), tmp_path, hashing(), settings=Settings()
    )
    index = open_index(tmp_path)
    assert index.sentence_rows.tolist() == [0]
    assert index.sentence_scores("hashing", np.eye(1, 64, dtype=np.float32)).shape == (1, 1)
    build_index(dataclasses.replace(material, passages=(bare,)), tmp_path, hashing(), settings=Settings())
    assert open_index(tmp_path).sentence_scores("hashing", np.eye(2, 64, dtype=np.float32)).shape == (2, 0)
