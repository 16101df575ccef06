import gc
import json
import math
import re
from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy as np
import pytest

from embeddings import Ensemble, HashingEncoder, background_questions
from errors import BrokenIndexError, IndexMismatchError
from indexer import build_index, open_index, verify_index
from indexer.centring import PRIOR_WEIGHT
from indexer.lexical import K1, LEXICAL, B
from indexer.manifest import LAYOUT
from indexer.vectors import VECTORS
from language import bigram_tokens, fold_text, passage_tokens
from records import Failure, Language
from settings import Settings
from tests.indexer.materials import TEXTS, CountingEncoder, hashing, make_material

FAILURES = (Failure("bad.docx", "found a truncated file, expected a whole one: save it again"),)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "index"
    build_index(make_material(failures=FAILURES), folder, hashing(), settings=Settings())
    return folder


@pytest.fixture(scope="module")
def index(folder):
    return open_index(folder)


@pytest.fixture
def fresh(tmp_path):
    build_index(make_material(), tmp_path, hashing(), settings=Settings())
    return tmp_path


def generation(folder):
    return folder / "generations" / (folder / "CURRENT").read_text(encoding="ascii").strip()


def test_everything_that_went_in_comes_out(index):
    material = make_material()
    assert index.reports == material.reports
    assert tuple(index.sections.values()) == material.sections
    assert index.passages == material.passages
    assert index.failures == FAILURES
    assert index.report("r2") == material.reports[2]
    assert index.section_of(index.passages[3]) == material.sections[3]
    with pytest.raises(KeyError):
        index.report("r9")


def test_sentences_know_the_row_of_their_passage(index):
    assert index.sentence_rows.dtype == np.int32
    assert index.sentence_rows.tolist() == [0, 0, 1, 1, 2, 2, 3]
    words = [span.of(TEXTS[row]) for span, row in zip(index.sentences, index.sentence_rows, strict=True)]
    assert words[1:4] == ["继续扩大试点；", "加强学校食堂管理。", "完成12项整改，守护师生安全！"]


def centred(vectors, mean):
    moved = vectors.astype(np.float64) - mean
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def test_scores_are_those_of_the_written_formula(index):
    """A second way, in float64: encode, shrink the mean, take it off, multiply."""
    encoder = HashingEncoder(dimension=64)
    asked = ["校长职级制改革的比例", "食堂管理"]
    texts = {
        "passages": ["重点工作\n" + text for text in TEXTS],
        "sentences": [s for text in TEXTS for s in re.findall(r".+?[。；！]", text)],
    }
    prior = encoder.encode_passages(background_questions()[Language.HANS])
    queries = centred(encoder.encode_queries(asked), prior.mean(axis=0) if len(prior) else 0)
    given = index.centre_query("hashing", encoder.encode_queries(asked), Language.HANT)
    np.testing.assert_allclose(given, queries, atol=1e-3)
    for unit, scores in (("passages", index.passage_scores), ("sentences", index.sentence_scores)):
        vectors = encoder.encode_passages([fold_text(text) for text in texts[unit]])
        prior_sum = PRIOR_WEIGHT * (prior.mean(axis=0) if len(prior) else 0)
        mean = (vectors.sum(axis=0) + prior_sum) / (len(vectors) + PRIOR_WEIGHT)
        expected = queries @ centred(vectors, mean).T
        found = scores("hashing", given)
        assert (found.shape, found.dtype) == (expected.shape, np.float32)
        np.testing.assert_allclose(found, expected, atol=5e-3)


def test_english_and_chinese_questions_lose_a_mean_of_their_own(index):
    means = index.part(VECTORS)["hashing"].means
    vectors = HashingEncoder(dimension=64).encode_queries(["双减"])
    for language, mean in (
        (Language.EN, means.english_questions),
        (Language.HANS, means.chinese_questions),
        (Language.HANT, means.chinese_questions),
    ):
        np.testing.assert_allclose(index.centre_query("hashing", vectors, language), centred(vectors, mean), atol=1e-4)


def test_rows_outlive_the_index_they_came_from(folder):
    rows = open_index(folder).part(VECTORS)["hashing"].passages.rows
    gc.collect()
    ballast = [np.full((4, 64), 7.0, dtype=np.float32) for _ in range(1000)]
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert len(ballast) == 1000
    with pytest.raises(ValueError, match="read-only"):
        rows[0, 0] = 1


def test_faiss_agrees_with_the_product_of_all_rows(index):
    queries = HashingEncoder(dimension=64).encode_queries(["县管校聘", "双减", "校长"])
    for name in ("passages", "sentences"):
        matrix = getattr(index.part(VECTORS)["hashing"], name)
        scores, rows = matrix.index.search(queries, len(matrix.rows))
        ours = matrix.scores(queries)
        np.testing.assert_allclose(scores, np.take_along_axis(ours, rows, axis=1), atol=1e-6)
        assert isinstance(matrix.index, faiss.IndexFlatIP)


@pytest.mark.parametrize("question", ["校长职级制", "完成12项整改", "税", "管", "", "unknown words", "校长校长"])
def test_bm25_is_the_written_formula(index, question):
    rows = [passage_tokens(fold_text("重点工作\n" + text)) for text in TEXTS]
    average = sum(map(len, rows)) / len(rows)
    expected = []
    for row in rows:
        score = 0.0
        for token in bigram_tokens(fold_text(question)):
            holding = sum(token in other for other in rows)
            frequency = row.count(token)
            idf = math.log(1 + (len(rows) - holding + 0.5) / (holding + 0.5))
            score += idf * frequency / (frequency + K1 * (1 - B + B * len(row) / average)) if frequency else 0
        expected.append(score)
    found = index.lexical_scores(bigram_tokens(fold_text(question)))
    assert (found.dtype, found.shape) == (np.float32, (4,))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_question_of_one_character_finds_its_passages(index):
    assert (index.lexical_scores(bigram_tokens("餐")) > 0).tolist() == [False] * 4
    assert (index.lexical_scores(bigram_tokens("聘")) > 0).tolist() == [False, False, True, False]


def test_many_threads_get_the_answers_of_one(index):
    encoder = HashingEncoder(dimension=64)
    questions = [fold_text(text[:8]) for text in TEXTS] * 10

    def ask(question):
        vectors = index.centre_query("hashing", encoder.encode_queries([question]), Language.HANS)
        return (
            index.passage_scores("hashing", vectors).tolist(),
            index.sentence_scores("hashing", vectors).tolist(),
            index.lexical_scores(bigram_tokens(question)).tolist(),
        )

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, questions)) == [ask(question) for question in questions]


def test_an_open_index_outlives_two_more_builds(fresh):
    old = open_index(fresh)
    before = old.lexical_scores(["双减"]), old.passage_scores("hashing", np.eye(1, 64, dtype=np.float32))
    for texts in (["一二三四。"], ["五六七八。"]):
        build_index(make_material(texts), fresh, hashing(), settings=Settings())
    assert sorted(path.name for path in (fresh / "generations").iterdir()) == ["000002", "000003"]
    after = old.lexical_scores(["双减"]), old.passage_scores("hashing", np.eye(1, 64, dtype=np.float32))
    assert [one.tolist() for one in before] == [one.tolist() for one in after]
    assert open_index(fresh).reports[0].text == "五六七八。"


def test_several_encoders_with_any_names_lie_side_by_side(tmp_path):
    ensemble = Ensemble((CountingEncoder("org/model e5"), CountingEncoder("../模型", dimension=8)))
    build_index(make_material(), tmp_path, ensemble, settings=Settings())
    index = open_index(tmp_path)
    assert index.member_names == ("org/model e5", "../模型")
    assert [index.part(VECTORS)[name].passages.rows.shape for name in index.member_names] == [(4, 64), (4, 8)]
    assert sorted(path.name for path in generation(tmp_path).glob("*.faiss")) == [
        "0-org-model-e5.passages.faiss",
        "0-org-model-e5.sentences.faiss",
        "1-encoder.passages.faiss",
        "1-encoder.sentences.faiss",
    ]


def test_passages_without_a_single_token_score_nothing(tmp_path):
    build_index(make_material(["……", "——"], heading=""), tmp_path, hashing(), settings=Settings())
    index = open_index(tmp_path)
    assert index.lexical_scores(["双减"]).tolist() == [0, 0]
    assert index.part(LEXICAL).n_passages == 2
    verify_index(tmp_path)


def test_another_encoder_is_refused_with_the_command(folder):
    index, built, other = open_index(folder), hashing(), hashing(128)
    with pytest.raises(IndexMismatchError) as caught:
        index.require_encoder(other)
    assert str(caught.value) == (
        f"the index was built with encoder hashing ({built.fingerprint[:12]}), this run asks for hashing "
        f"({other.fingerprint[:12]}): "
        f"run `python -m indexer build --corpus corpus/reports --index {folder} --encoder hashing`"
    )
    index.require_encoder(built)


@pytest.mark.parametrize("layout", [0, 1, 99, "2"])
def test_another_layout_is_refused_with_the_command(fresh, layout):
    path = generation(fresh) / "manifest.json"
    manifest = {"layout": layout, "things": "that this program does not know"}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    for read in (open_index, verify_index):
        with pytest.raises(IndexMismatchError) as caught:
            read(fresh)
        assert str(caught.value) == (
            f"the index was built with layout {layout}, this run asks for {LAYOUT}: "
            f"run `python -m indexer build --index {fresh}`"
        )


def test_an_older_index_is_rebuilt_from_the_same_reports(fresh):
    path = generation(fresh) / "manifest.json"
    older = json.loads(path.read_text(encoding="utf-8")) | {"layout": 0, "corpus": "my reports"}
    path.write_text(json.dumps(older), encoding="utf-8")
    with pytest.raises(IndexMismatchError) as caught:
        open_index(fresh)
    command = f"python -m indexer build --corpus 'my reports' --index {fresh} --encoder bundled"
    assert caught.value.command == command


def test_the_command_for_a_missing_file_names_the_same_reports(fresh):
    (generation(fresh) / "terms.npz").unlink()
    command = f"python -m indexer build --corpus corpus/reports --index {fresh} --encoder bundled"
    with pytest.raises(BrokenIndexError, match=rf"terms\.npz of .* run `{re.escape(command)}`"):
        open_index(fresh)


@pytest.mark.parametrize("name", ["means.npz", "terms.npz"])
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_wrong_bytes_in_packed_vectors_are_named_when_opened(fresh, name, place):
    path = generation(fresh) / name
    content = bytearray(path.read_bytes())
    start = int(len(content) * place)
    content[start : start + 16] = bytes(255 - byte for byte in content[start : start + 16])
    path.write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"generation 000001 is damaged .*: run `python -m indexer build"):
        open_index(fresh)


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"layout": LAYOUT}), '{"created": 1}'])
def test_a_damaged_manifest_is_refused(fresh, content):
    (generation(fresh) / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenIndexError, match=r"the manifest of generation 000001 is damaged .*: run `python -m"):
        open_index(fresh)


@pytest.mark.parametrize(
    "name",
    [
        "reports.sqlite",
        "means.npz",
        "0-hashing.passages.faiss",
        "0-hashing.sentences.faiss",
        "bm25/data.csc.index.npy",
        "bm25/vocab.index.json",
        "manifest.json",
    ],
)
def test_a_missing_file_is_named(fresh, name):
    (generation(fresh) / name).unlink()
    for read in (open_index, verify_index):
        with pytest.raises(
            BrokenIndexError, match=f"{name.split('/')[-1]}.* is missing.*: run `python -m indexer build"
        ):
            read(fresh)


@pytest.mark.parametrize("name", ["reports.sqlite", "means.npz", "0-hashing.passages.faiss", "bm25/data.csc.index.npy"])
def test_a_cut_file_is_refused_when_opened(fresh, name):
    path = generation(fresh) / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BrokenIndexError, match=rf"{name} has \d+ bytes, expected \d+\): run `python -m indexer build"):
        open_index(fresh)


@pytest.mark.parametrize("place", [0.02, 0.5, 0.98])
def test_one_wrong_byte_anywhere_is_found_by_verify(fresh, place):
    for path in sorted(generation(fresh).rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            content = path.read_bytes()
            offset = int(len(content) * place)
            path.write_bytes(content[:offset] + bytes([content[offset] ^ 1]) + content[offset + 1 :])
            with pytest.raises(BrokenIndexError, match=f"{path.name} has another checksum than when it was built"):
                verify_index(fresh)
            path.write_bytes(content)
    assert verify_index(fresh).generation == "000001"


def test_the_manifest_says_what_the_index_was_made_of(folder):
    text = (generation(folder) / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert manifest["layout"] == LAYOUT
    assert manifest["generation"] == "000001"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest["created"])
    assert manifest["counts"] == {"reports": 4, "sections": 4, "passages": 4, "sentences": 7}
    assert manifest["encoder"]["members"] == [
        {
            "name": "hashing",
            "fingerprint": HashingEncoder(dimension=64).fingerprint,
            "dimension": 64,
            "stem": "0-hashing",
        }
    ]
    assert manifest["corpus"] == "corpus/reports"
    assert manifest["settings"]["chunk"] == {"max_chars": 400}
    assert manifest["failures"] == [{"source": FAILURES[0].source, "reason": FAILURES[0].reason}]
    assert manifest["versions"]["faiss-cpu"] == faiss.__version__
