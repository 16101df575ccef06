import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import batches_by_length, mend_surrogates


@given(st.lists(st.text(max_size=30), max_size=40), st.integers(1, 9), st.integers(1, 80))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(texts, max_texts, max_chars):
    batches = list(batches_by_length(texts, max_texts=max_texts, max_chars=max_chars))
    assert sorted(row for batch in batches for row in batch) == list(range(len(texts)))
    for batch in batches:
        assert len(batch) <= max_texts
        longest = max(len(texts[row]) for row in batch)
        assert len(batch) == 1 or longest * len(batch) <= max_chars


@given(st.lists(st.text(max_size=30), max_size=40))
def test_batches_go_from_long_to_short(texts):
    batches = batches_by_length(texts, max_texts=4, max_chars=1000)
    lengths = [len(texts[row]) for batch in batches for row in batch]
    assert lengths == sorted(lengths, reverse=True)


@given(st.text(st.characters(), max_size=30))
def test_mended_text_has_a_utf8_form_and_stays_as_it_is(text):
    mended = mend_surrogates(text)
    mended.encode("utf-8")
    assert mend_surrogates(mended) == mended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("校长\ud800", "校长\ufffd"),
        ("\udc00职级", "\ufffd职级"),
        ("\ud83d\ude00", "😀"),  # two halves in the right order are a character
        ("😀 ok", "😀 ok"),
        ("", ""),
    ],
)
def test_lone_halves_are_replaced(text, expected):
    assert mend_surrogates(text) == expected
