import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Filters, Kind, Level, QuestionKind, Stance, Understanding
from web.asked import MOST_CHARS, MOST_VALUES, Asked, read_asked, understanding_to_json

WHOLE = {
    "question": "which", "kind": "number", "topic": "经费", "stance": "done", "is_negated": True,
    "places": ["青岛市"], "years": [2022], "level": "county", "terms": [],
}  # fmt: skip


def test_a_question_alone_is_enough():
    assert read_asked('{"question": "  校长 \\n"}') == Asked("校长")


def test_filters_and_understandings_become_records():
    filters = {"places": ["山东省"], "levels": ["city"], "years": [2021], "kinds": ["both"], "stances": ["planned"]}
    asked = read_asked(json.dumps({"question": "q", "filters": filters, "previous": None, "understood": WHOLE}))
    assert asked.filters == Filters(("山东省",), (Level.CITY,), (2021,), (Kind.BOTH,), (Stance.PLANNED,))
    assert asked.understood == Understanding(
        "which", QuestionKind.NUMBER, "经费", Stance.DONE, True, ("青岛市",), (2022,), Level.COUNTY
    )
    assert asked.previous is None


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("", "found no JSON"),
        ("[" * 100_000, "found no JSON"),
        ("[]", "found list, expected an object"),
        ('{"question": 3}', "found the question 3, expected a text"),
        ('{"q": "x"}', r"found the fields \['q'\]"),
        ('{"filters": {"place": ["x"]}}', r"found the fields \['place'\]"),
        ('{"filters": {"places": "x"}}', "found places of another kind"),
        ('{"filters": {"kinds": ["plans"]}}', "found kinds 'plans', expected one of summary, plan"),
        ('{"filters": {"kinds": [["plan"]]}}', r"found kinds \['plan'\], expected one of"),
        ('{"filters": {"years": ["2022"]}}', "found the year '2022', expected 1900 to 2100"),
        ('{"filters": {"years": [true]}}', "found the year True"),
        ('{"filters": {"years": [10000000000000000000]}}', "found the year 1000"),
        (json.dumps({"filters": {"years": [2022] * (MOST_VALUES + 1)}}), "expected a list of at most 100"),
        (json.dumps({"filters": {"places": ["x" * (MOST_CHARS + 1)]}}), "expected a text of at most 1000"),
        ('{"understood": "x"}', "found str, expected an object"),
        ('{"understood": {"question": "x", "kind": "fact"}}', r"without \['topic'\]"),
        (json.dumps({"understood": WHOLE | {"is_negated": 1}}), "found is_negated 1, expected true or false"),
        (json.dumps({"previous": WHOLE | {"kind": None}}), "found kind None, expected one of which_reports"),
        (json.dumps({"previous": WHOLE | {"topic": None}}), "found topic of another kind"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(sent, reason):
    with pytest.raises(ValueError, match=reason):
        read_asked(sent)


TEXT = st.text(max_size=12)
UNDERSTANDINGS = st.builds(
    Understanding, TEXT, st.sampled_from(QuestionKind), TEXT, st.sampled_from(Stance), st.booleans(),
    st.lists(TEXT, max_size=3).map(tuple), st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
    st.sampled_from(Level),
)  # fmt: skip


@given(UNDERSTANDINGS)
def test_an_understanding_comes_back_as_it_went_out(understood):
    sent = json.dumps({"question": "", "understood": understanding_to_json(understood)})
    assert read_asked(sent).understood == understood


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WHOLE, "filters", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["question", "filters", "previous", "understood"]), JSON))
def test_anything_else_is_a_value_error_or_a_question(sent):
    try:
        asked = read_asked(json.dumps(sent))
    except ValueError as error:
        assert str(error).startswith("found ")
    else:
        assert asked.question == str(sent.get("question", "")).strip()
