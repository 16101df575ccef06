from __future__ import annotations

import dataclasses
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

import errors
import records
from errors import BrokenIndexError, CorpusError, IndexMismatchError, ModelUnavailableError, SettingsError, YaodianError
from records import Period, Span, Stance

NOUNS = [noun for _, noun in inspect.getmembers(records, dataclasses.is_dataclass)]
ERRORS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__base__ is YaodianError]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_frozen_slotted_and_holds_no_list(noun):
    assert noun.__dataclass_params__.frozen
    assert hasattr(noun, "__slots__")
    assert not any("list" in str(field.type) or "dict" in str(field.type) for field in dataclasses.fields(noun))


@given(st.text(), st.data())
def test_a_span_cuts_as_many_characters_as_it_is_long(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert len(span.of(text)) == len(span)
    assert text.startswith(span.of(text), span.start)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(ValueError, match=rf"^a span needs 0 <= start <= end, got \[{start}, {end}\)$"):
        Span(start, end)


def test_spans_are_ordered_by_their_start_then_end():
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]


@pytest.mark.parametrize(
    ("period", "planned", "done"),
    [
        (Period(2019, None, 2020), 2020, 2019),
        (Period(2022), 2022, 2022),
        (Period(None, None, 2020), 2020, None),
        (Period(is_masked=True), None, None),
    ],
)
def test_the_year_of_a_plan_and_of_what_was_done(period, planned, done):
    assert period.year_for(Stance.PLANNED) == planned
    assert {period.year_for(stance) for stance in Stance if stance is not Stance.PLANNED} == {done}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (CorpusError("a.pdf", "no text"), "a.pdf: no text"),
        (SettingsError("page.port", "found 0"), "setting page.port: found 0"),
        (BrokenIndexError("index", "is damaged"), "index index: is damaged"),
        (ModelUnavailableError("muse", "is not installed"), "model muse: is not installed"),
        (
            IndexMismatchError("encoder", "e5", "muse", "python -m indexer build"),
            "the index was built with encoder e5, this run asks for muse: run `python -m indexer build`",
        ),
    ],
)
def test_an_error_says_what_it_holds(error, message):
    assert str(error) == message
    assert isinstance(error, YaodianError)


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_keeps_its_values(kind):
    names = [name for name in inspect.signature(kind).parameters if name not in ("args", "kwargs")]
    error = kind(*names)
    assert [getattr(error, name) for name in names] == names
