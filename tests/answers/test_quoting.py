from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.quoting import cite, clauses, stands
from records import Passage, Section, Span, Stance
from tests.answers.shelf import YUNXI

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
