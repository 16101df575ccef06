import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import bigram_tokens, fold_text, passage_tokens

CASES = [
    ("pairs overlap", "校长职级制", ["校长", "长职", "职级", "级制"]),
    ("punctuation parts runs", "双减，县管", ["双减", "县管"]),
    ("white space parts runs", "双减 县管", ["双减", "县管"]),
    ("a lone character stays", "税", ["税"]),
    ("a number keeps its point and its commas", "8.07万 1,200人", ["8.07", "万", "1,200", "人"]),
    ("a percent sign is punctuation", "70%", ["70"]),
    ("a Latin word keeps its digits", "5g led项目", ["5g", "led", "项目"]),
    ("a point at the end is no decimal point", "1.2.校", ["1.2", "校"]),
    ("the Han zero and the repetition mark are Han", "二〇二二人々", ["二〇", "〇二", "二二", "二人", "人々"]),
    ("a character beyond the basic plane is one", "\U00020000校", ["\U00020000校"]),
    ("masks and underlines give nothing", "**__……", []),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_tokens_of_a_question(text, expected):
    assert bigram_tokens(text) == expected


def test_a_passage_is_also_found_by_every_single_character():
    assert passage_tokens("双减，税a") == ["双减", "税", "a", "双", "减"]


@given(st.text(alphabet="校长职級制税ab7.5，。 *", max_size=40))
def test_a_passage_holds_every_token_of_any_stretch_of_it(text):
    folded = fold_text(text)
    tokens = set(passage_tokens(folded))
    characters = [token for token in bigram_tokens(folded) if len(token) == 1 and "一" <= token <= "鿿"]
    assert set(bigram_tokens(folded)) | set(characters) <= tokens
    for character in folded:
        if "一" <= character <= "鿿":
            assert set(bigram_tokens(character)) <= tokens


@given(st.text(max_size=60))
def test_no_visible_letter_or_digit_is_lost(text):
    kept = "".join(passage_tokens(text))
    assert {character for character in text if character.isalnum()} <= set(kept)
