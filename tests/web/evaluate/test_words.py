"""Measures, faults, systems and options in the words of the page."""

import pytest

from eval import Fault, GoldKind
from records import Language
from search import SearchOptions
from tests.web.evaluating import EN
from web.evaluate_words import (
    FAULTS,
    MEANINGS,
    list_options,
    name_bar,
    name_count,
    name_kind,
    name_measure,
    name_system,
)
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
    assert name_measure("answer in the marked sentence", Words(Language.HANS)) == "答案在标出的句子中"  # of texts
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


@pytest.mark.parametrize(
    ("legs", "said"),
    [
        (("e5:passages", "e5:sentences", "muse:passages", "muse:sentences", "bm25", "terms"),
         ["without meaning of one sentence, by all models"]),
        (("joint:sentences",), ["only meaning of one sentence, by all models"]),
        (("e5:passages", "e5:sentences", "muse:passages", "muse:sentences", "joint:sentences", "bm25", "terms"), []),
    ],
    ids=["left out", "alone", "all"],
)  # fmt: skip
def test_the_joint_leg_of_two_encoders_is_named(legs, said):
    assert list_options(SearchOptions(legs=legs), "e5+muse", EN) == said


def test_one_encoder_has_no_joint_leg_to_miss():
    legs = ("e5:passages", "e5:sentences", "bm25", "terms")
    assert list_options(SearchOptions(legs=legs), "e5", EN) == []


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("without e5:passages", {"en": "passages (e5)", "zh-Hans": "段落 (e5)", "zh-Hant": "段落 (e5)"}),
        ("muse:sentences alone", {"en": "sentences (muse)", "zh-Hans": "句子 (muse)", "zh-Hant": "句子 (muse)"}),
        ("joint:sentences alone",
         {"en": "one sentence, all models", "zh-Hans": "单句（各模型合计）", "zh-Hant": "單句（各模型合計）"}),
        ("without all passages",
         {"en": "passages (all models)", "zh-Hans": "段落（全部模型）", "zh-Hant": "段落（全部模型）"}),
        ("without late interaction", {"en": "late interaction", "zh-Hans": "后期交互", "zh-Hant": "後期交互"}),
        ("bm25 alone", {"en": "words in common", "zh-Hans": "词语重合", "zh-Hant": "詞語重合"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_every_bar_of_a_plot_has_a_name_of_its_own_that_fits(system, said):
    assert {str(language): name_bar(system, Words(language)) for language in Language} == said
    assert all(len(name) <= 28 for name in said.values())


def test_what_an_index_counts_is_told_in_the_pages_language():
    assert [name_count(what, Words(Language.HANS)) for what in ("reports", "passages", "odd")] == [
        "份报告",
        "个段落",
        "odd",
    ]
