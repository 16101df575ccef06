from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.quoting import behind_heading, cite, clauses, is_bare_heading, stands, with_list
from language import split_sentences
from records import Passage, Section, Span, Stance
from tests.answers.shelf import YUNXI, make_report

PASSAGE = Passage("yunxi#0", "yunxi/0", "yunxi", 0, 12, (Span(0, 12),))
SECTION = Section("yunxi/0", "yunxi", ("一、交通",), 0, 12, Stance.PLANNED)
TEXTS = st.text(alphabet="校车，。；! \n", min_size=1, max_size=30)


def test_a_quote_is_the_span_word_for_word():
    citation = cite(YUNXI, PASSAGE, SECTION, Span(0, 5))
    assert (citation.start, citation.end, citation.quote) == (0, 5, "推行校车,")
    assert (citation.report_id, citation.passage_id, citation.heading_path) == ("yunxi", "yunxi#0", ("一、交通",))
    assert stands(citation, YUNXI)


@pytest.mark.parametrize(
    ("max_chars", "quote"),
    [
        (0, "推行校车,覆盖70%。"),
        (11, "推行校车,覆盖70%。"),
        (10, "推行校车"),
        (5, "推行校车"),
        (4, "推行校车"),  # a clause longer than that is cut hard
        (1, "推"),
    ],
)
def test_a_long_quote_ends_with_a_clause(max_chars, quote):
    assert cite(YUNXI, PASSAGE, SECTION, Span(0, 11), max_chars=max_chars).quote == quote


@pytest.mark.parametrize("span", [Span(0, 13), Span(13, 14)])
def test_a_span_outside_the_passage_is_an_error(span):
    with pytest.raises(ValueError, match=rf"^span \[{span.start}, {span.end}\) lies outside passage yunxi#0$"):
        cite(YUNXI, PASSAGE, SECTION, span)


@given(TEXTS, st.data())
def test_clauses_are_the_sentence_cut_up(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start, len(text))))
    parts = clauses(text, span)
    assert "".join(part.of(text) for part in parts) == span.of(text)
    assert all(len(part) for part in parts)


LISTED = make_report(
    "listed", "一、交通\n1.校车。推行校车。\n重点：一是线路；二是司机。其他照旧。", YUNXI.place, YUNXI.period
)
SENTENCES = split_sentences(LISTED.text)
WHOLE = Passage("listed#0", "listed/0", "listed", 0, len(LISTED.text), SENTENCES)
UNDER = Section("listed/0", "listed", ("一、交通", "1.校车"), 0, len(LISTED.text), Stance.PLANNED)


def span_of(quote: str) -> Span:
    start = LISTED.text.index(quote)
    return Span(start, start + len(quote))


@pytest.mark.parametrize(
    ("quote", "is_heading"),
    [("一、交通", True), ("1.校车。", True), ("推行校车。", False), ("其他照旧。", False)],
)
def test_a_heading_is_told_from_a_sentence(quote, is_heading):
    assert is_bare_heading(LISTED.text, span_of(quote), UNDER) is is_heading


@pytest.mark.parametrize(
    ("quote", "instead"),
    [("一、交通", "推行校车。"), ("1.校车。", "1.校车。推行校车。"), ("推行校车。", "推行校车。")],
)
def test_not_a_heading_is_quoted_but_what_it_stands_before(quote, instead):
    assert behind_heading(LISTED.text, span_of(quote), WHOLE, UNDER).of(LISTED.text) == instead


def test_a_sentence_is_quoted_with_the_rest_of_its_list():
    assert with_list(LISTED.text, span_of("重点：一是线路；"), WHOLE, max_chars=40).of(LISTED.text) == (
        "重点：一是线路；二是司机。"
    )
    assert with_list(LISTED.text, span_of("重点：一是线路；"), WHOLE, max_chars=9).of(LISTED.text) == "重点：一是线路；"
    assert with_list(LISTED.text, span_of("其他照旧。"), WHOLE, max_chars=40).of(LISTED.text) == "其他照旧。"


def test_a_long_quote_keeps_what_it_is_about():
    focus = Span(YUNXI.text.index("12辆"), YUNXI.text.index("12辆") + 3)
    whole = Passage("yunxi#0", "yunxi/0", "yunxi", 0, len(YUNXI.text), ())
    span = Span(0, len(YUNXI.text))
    assert cite(YUNXI, whole, SECTION, span, max_chars=12, focus=focus).quote == "增加校车12辆。"
    assert cite(YUNXI, whole, SECTION, span, max_chars=16, focus=focus).quote == "覆盖70%。增加校车12辆。"
    with pytest.raises(ValueError, match=r"^focus \[0, 3\) lies outside span \[5, 11\)$"):
        cite(YUNXI, whole, SECTION, Span(5, 11), focus=Span(0, 3))


@given(st.integers(1, 40), st.data())
def test_a_cut_quote_stands_in_its_report(max_chars, data):
    start = data.draw(st.integers(0, len(LISTED.text) - 1))
    focus = Span(start, data.draw(st.integers(start, len(LISTED.text))))
    citation = cite(LISTED, WHOLE, UNDER, Span(0, len(LISTED.text)), max_chars=max_chars, focus=focus)
    assert stands(citation, LISTED)
    assert 0 < len(citation.quote) <= max_chars
