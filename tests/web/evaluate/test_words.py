"""Measures, faults, systems and options in the words of the page."""

import pytest

from eval import Fault, GoldKind
from records import Language
from search import SearchOptions
from tests.web.evaluating import EN
from web.evaluate_words import FAULTS, MEANINGS, list_options, name_kind, name_measure, name_system
from web.wording import Words


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("evidence recall@10", "evidence among the first 10"),
        ("recall@1", "right passage among the first 1"),
        ("recall@1 in the other script", "right passage among the first 1, asked in the other script"),
        ("something new", "something new"),
    ],
)
def test_measures_have_words(measure, said):
    assert name_measure(measure, EN) == said


def test_every_fault_kind_and_measure_has_words(demo_result):
    assert set(FAULTS) == set(Fault)
    for kind in GoldKind:
        assert name_kind(kind, EN) != str(kind)
    for figure in demo_result.slices[0].figures:
        assert name_measure(figure.measure, Words(Language.HANS)) != figure.measure or "@" in figure.measure
    assert all(EN.say(key) for key in MEANINGS.values())


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("full", "everything"),
        ("bm25 alone", "only words in common"),
        ("without e5:sentences", "without meaning of its sentences (e5)"),
        ("without late interaction", "without late interaction"),
        ("without muse", "without muse"),
    ],
)
def test_systems_have_words(system, said):
    assert name_system(system, EN) == said


def test_options_are_told_by_the_fewer_of_what_is_used_and_what_is_not():
    assert list_options(None, "e5", EN) == list_options(SearchOptions(), "e5", EN) == []
    most = SearchOptions(legs=("e5:passages", "e5:sentences", "terms"), is_centred=False)
    assert list_options(most, "e5", EN) == ["without words in common", "without centring"]
    assert list_options(SearchOptions(legs=("bm25", "e5:tokens")), "e5", EN) == ["only words in common"]
