"""Late interaction from codes: against the definition, and from build to build."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus import read_corpus
from embeddings import Ensemble, HashingEncoder, Vectors
from indexer import build_index, open_index, passage_text, prepare, verify_index
from indexer.codec import CODE_BYTES, Codec, load_codec, train_codec
from indexer.tokens import TOKENS, TokenVectors, nearest_between
from language import fold_text
from records import Language
from settings import Settings, load_settings

DEMO = Path(__file__).parents[2] / "corpus/reports"
WIDE = 256


class Letters(HashingEncoder):
    """An encoder with a vector for every letter: a direction of its own, a little of the text's."""

    encoded = 0

    def __init__(self) -> None:
        super().__init__(WIDE)

    def encode_passages_and_tokens(self, texts, *, on_batch=None) -> tuple[Vectors, list[Vectors]]:
        Letters.encoded += len(texts)
        vectors = self.encode_passages(texts, on_batch=on_batch)
        return vectors, [self._letters(text, vector) for text, vector in zip(texts, vectors, strict=True)]

    def encode_queries_and_tokens(self, texts) -> tuple[Vectors, list[Vectors]]:
        return self.encode_passages_and_tokens(texts)

    def cut_passage(self, text: str) -> list[tuple[int, int]]:
        return [(place, place + 1) for place in range(len(text))]

    def cut_query(self, text: str) -> list[tuple[int, int]]:
        return self.cut_passage(text)

    def _letters(self, text: str, vector: Vectors) -> Vectors:
        if not text:
            return np.empty((0, WIDE), np.float32)
        rows = np.stack([_direction(letter) for letter in text])
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True) + 0.3 * vector
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@cache
def _direction(letter: str) -> Vectors:
    return np.random.default_rng(ord(letter)).normal(size=WIDE)


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters()


@pytest.fixture(scope="module")
def codec(letters) -> Codec:
    texts = [report.text[start : start + 200] for report in demo_reports() for start in range(0, 2000, 200)]
    passages, tokens = letters.encode_passages_and_tokens([text for text in texts if text])
    mean = np.concatenate(tokens).mean(axis=0)
    return train_codec(tokens, passages, english_questions=0 * mean, chinese_questions=mean)


def demo_reports():
    return read_corpus(DEMO).reports


@pytest.fixture(scope="module")
def build(tmp_path_factory, letters, codec):
    """Builds the index of the demo corpus, or builds it again."""
    settings = Settings(index=tmp_path_factory.mktemp("tokens") / "index", encoder="hashing")
    material = prepare(read_corpus(DEMO), max_chars=400)

    def run():
        summary = build_index(material, settings.index, Ensemble((letters,)), settings=settings)
        return summary, open_index(settings.index)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexer.tokens.load_codec", lambda name: codec if name == letters.name else None)
        yield run


@pytest.fixture(scope="module")
def first_build(build):
    return build()


@pytest.fixture
def index(first_build):
    return first_build[1]


def test_similarities_are_the_cosines_of_what_the_codes_say(index, letters, codec):
    held: TokenVectors = index.part(TOKENS)[letters.name]
    rows = np.array([0, 3, 7])
    asked = held.centre_query(letters.encode_queries_and_tokens(["校长职级制"])[1][0], Language.HANS)
    raw = np.stack([letters.encode_passages([text])[0] for text in passage_texts(index)[rows]])
    found = held.best_matches(rows, raw, asked)
    for place, row in enumerate(rows):
        codes = held.codes[held.starts[row] : held.starts[row + 1]]
        whole = codec.share * raw[place] + codec.offset + codec.decode(codes) @ codec.basis.T - held.mean
        cosines = (whole / np.linalg.norm(whole, axis=1, keepdims=True)) @ asked.T
        np.testing.assert_allclose(found.by_passage[place], cosines.max(axis=0), atol=1e-4)
        np.testing.assert_allclose(
            held.similarities(rows[place : place + 1], raw[place : place + 1], asked), cosines, atol=1e-4
        )


def test_a_sentence_is_matched_by_its_own_letters(index, letters):
    """Every letter is a token here, so a sentence's tokens are those of its own text, behind the headings'."""
    held: TokenVectors = index.part(TOKENS)[letters.name]
    rows = np.array([1, 2, 9])
    texts = passage_texts(index)[rows]
    asked = held.centre_query(letters.encode_queries_and_tokens(["校长职级制"])[1][0], Language.HANS)
    raw = np.stack([letters.encode_passages([text])[0] for text in texts])
    found = held.best_matches(rows, raw, asked)
    expected, sentences = [], []
    for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
        cosines = held.similarities(rows[place : place + 1], raw[place : place + 1], asked)
        passage = index.passages[row]
        said = [fold_text(sentence.of(index.report(passage.report_id).text)) for sentence in passage.sentences]
        begins = [text.index(one, len(text) - passage.end + passage.start) for one in said]
        ends = [*begins[1:], len(text)]
        expected += [cosines[a:b].max(axis=0) for a, b in zip(begins, ends, strict=True)]
        sentences += np.flatnonzero(index.sentence_rows == row).tolist()
    assert found.sentences.tolist() == sentences
    np.testing.assert_allclose(found.by_sentence, np.stack(expected), atol=1e-4)


def passage_texts(index) -> np.ndarray:
    texts = [fold_text(passage_text(index.report(p.report_id).text, index.section_of(p), p)) for p in index.passages]
    return np.array(texts, dtype=object)


def test_the_index_gives_the_same_from_its_own_vectors(index, letters):
    rows = np.arange(len(index.passages))
    tokens = letters.encode_queries_and_tokens(["校长"])[1][0]
    found = index.token_matches(letters.name, rows, tokens, Language.HANS)
    held = index.part(TOKENS)[letters.name]
    raw = letters.encode_passages(list(passage_texts(index)))
    expected = held.best_matches(rows, raw, held.centre_query(tokens, Language.HANS))
    np.testing.assert_allclose(found.by_passage, expected.by_passage, atol=5e-3)  # passage vectors are kept as float16
    assert index.token_members == (letters.name,)


def test_the_mean_is_that_of_the_tokens(index, letters):
    held = index.part(TOKENS)[letters.name]
    _, tokens = letters.encode_passages_and_tokens(list(passage_texts(index)))
    every = np.concatenate(tokens)
    assert len(every) == held.starts[-1] == len(held.codes)
    expected = (every.sum(axis=0) + 2000 * held.codec.general) / (len(every) + 2000)
    np.testing.assert_allclose(held.mean, expected, atol=0.02)


def test_a_rebuild_encodes_nothing_again_and_gives_the_same_codes(build, first_build):
    first, before = first_build
    encoded = Letters.encoded
    second, after = build()
    assert Letters.encoded == encoded
    assert (second.new_vectors, second.reused_vectors) == (0, first.new_vectors + first.reused_vectors)
    np.testing.assert_array_equal(before.part(TOKENS)["hashing"].codes, after.part(TOKENS)["hashing"].codes)
    np.testing.assert_array_equal(before.part(TOKENS)["hashing"].mean, after.part(TOKENS)["hashing"].mean)


def test_an_index_without_token_vectors_has_no_token_members(demo_index):
    assert open_index(demo_index).token_members == ()
    verify_index(demo_index)


def test_passages_of_no_tokens_match_nothing(codec):
    """A sentence without tokens, behind what the encoder reads, is not told as far from every question."""
    codes, starts, sentences = np.zeros((2, CODE_BYTES), np.uint8), np.array([0, 0, 2]), np.array([0, 1, 2])
    held = TokenVectors(codec, codes, starts, sentences, np.array([0, 1, 1], np.int32), codec.general)
    asked = np.eye(WIDE, dtype=np.float32)[:3]
    found = held.best_matches(np.array([0, 1]), np.eye(WIDE, dtype=np.float32)[:2], asked)
    assert found.by_passage[0].tolist() == [0, 0, 0]
    assert found.sentences.tolist() == [1]
    assert np.all(found.by_passage[1] != 0)
    assert np.all(found.by_sentence[0] != 0)


@given(
    st.lists(st.integers(0, 4), max_size=6),
    st.integers(0, 3).flatmap(lambda width: arrays(np.float32, (24, width), elements=st.floats(-1, 1, width=32))),
)
def test_the_nearest_of_ranges_is_that_of_each_by_itself(sizes, cosines):
    ends = np.cumsum([0, *sizes])[1:]
    found = nearest_between(cosines, ends - sizes, ends)
    for row, (size, end) in enumerate(zip(sizes, ends, strict=True)):
        expected = cosines[end - size : end].max(axis=0) if size else np.zeros(cosines.shape[1])
        np.testing.assert_array_equal(found[row], expected)


def test_a_part_whose_sentences_lie_outside_their_passages_is_refused(index):
    held = index.part(TOKENS)["hashing"]
    assert list(TOKENS.check({"hashing": held}, index.manifest, index.contents)) == []
    for moved in (held.sentences[:-1], held.sentences[::-1], held.sentences + held.starts[1]):
        (problem,) = TOKENS.check({"hashing": replace(held, sentences=moved)}, index.manifest, index.contents)
        assert problem == f"the tokens of hashing are not those of {len(index.sentences)} sentences"


@pytest.mark.slow
def test_the_codec_of_e5_keeps_the_vectors_of_other_texts_than_it_was_learnt_from():
    from embeddings import load_ensemble

    (e5,) = load_ensemble("e5", cache=load_settings().cache).members
    codec = load_codec("e5")
    texts = [report.text[300:700] for report in demo_reports()]
    passages, tokens = e5.encode_passages_and_tokens(texts)
    for passage, rows in zip(passages, tokens, strict=True):
        codes = codec.encode(rows, passage)
        again = codec.share * passage + codec.offset + codec.decode(codes) @ codec.basis.T - codec.general
        true = rows - codec.general
        cosines = (again * true).sum(axis=1) / np.linalg.norm(again, axis=1) / np.linalg.norm(true, axis=1)
        assert cosines.mean() > 0.88
