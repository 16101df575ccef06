"""Chips of two topics, of what is to be done to a topic and of what figures must be, in every language of the page."""

import json
from dataclasses import replace

import pytest

from answers import SIGNS
from errors import FilterError
from records import Combination, Language, QuestionKind, Stance, Understanding
from tests.web import shelf
from tests.web.markup import assert_harmless, parse
from web.asking import show_answer
from web.chips import render_chips, render_taken_up
from web.desk import Desk, Holdings
from web.wording import Words

EN, HANS, HANT = (Words(language) for language in Language)
TWO = Understanding(
    "哪些报告提到集团化办学但没有提到校长职级制", QuestionKind.WHICH_REPORTS, "集团化办学",
    combination=Combination.BUT_NOT, other_topic="校长职级制",
)  # fmt: skip
CUT = Understanding("which cities ban phones", QuestionKind.WHICH_REPORTS, "ban phones", action="ban")
MANY = Understanding("哪里超过40处", QuestionKind.WHICH_REPORTS, "幼儿园", condition="超过40处")
FOLLOWED = Understanding(
    "Does Qingdao plan principal rank reform?", QuestionKind.YES_NO, "principal rank reform",
    stance=Stance.PLANNED, places=("青岛市",), terms=("校长职级制改革",),
)  # fmt: skip


def chips(understood, words=EN):
    html = render_chips(understood, words)
    assert_harmless(html)
    return parse(html)


def dropped(root):
    return [(one.get("data-drop"), one.get("data-value"), one.get("aria-label")) for one in root.iter("button")]


@pytest.mark.parametrize(
    ("words", "topics", "joined", "offered"),
    [
        (EN, ["集团化办学", "校长职级制"], "but not", ["and also", "or", "but not"]),
        (HANS, ["集团化办学", "校长职级制"], "但没有", ["并且", "或者", "但没有"]),
        (HANT, ["集團化辦學", "校長職級制"], "但沒有", ["並且", "或者", "但沒有"]),
    ],
    ids=["en", "hans", "hant"],
)
def test_two_topics_can_be_written_over_joined_otherwise_and_taken_apart(words, topics, joined, offered):
    root = chips(TWO, words)
    assert [(one.get("data-understood"), one.get("value")) for one in root.iter("input")] == [
        ("topic", topics[0]), ("other_topic", topics[1]),
    ]  # fmt: skip
    choice = root.find(".//select[@data-understood='combination']")
    assert choice.find("option[@selected]").text == joined
    assert [one.text for one in choice] == offered
    assert [one.get("value") for one in choice] == ["and", "or", "but_not"]
    assert dropped(root) == [("combination", "", words.say("take_away", what=topics[1]))]


def test_one_topic_has_no_choice_of_how_it_is_joined():
    root = chips(replace(TWO, combination=Combination.NONE, other_topic=""))
    assert root.find(".//select[@data-understood='combination']") is None
    assert dropped(root) == []


@pytest.mark.parametrize(("words", "said"), [(EN, "to be forbidden"), (HANS, "禁止"), (HANT, "禁止")])
def test_what_is_to_be_done_is_named_in_the_pages_language_and_taken_away_by_the_questions_word(words, said):
    assert dropped(chips(CUT, words)) == [("action", "ban", words.say("take_away", what=said))]


@pytest.mark.parametrize(
    ("words", "relation", "bound", "said"),
    [
        (EN, "more than", "40处", "more than 40处"),
        (HANS, "超过", "40处", "超过 40处"),
        (HANT, "超過", "40處", "超過 40處"),
    ],
)
def test_what_figures_must_be_is_a_choice_and_a_number(words, relation, bound, said):
    root = chips(MANY, words)
    choice = root.find(".//select[@data-condition]")
    assert [one.get("value") for one in choice] == list(SIGNS.values())
    assert (choice.find("option[@selected]").text, choice.find("option[@selected]").get("value")) == (relation, ">")
    field = root.find(".//input[@data-bound]")
    assert (field.get("value"), field.get("hidden")) == (bound, None)
    assert dropped(root)[-1] == ("condition", "", words.say("take_away", what=said))


@pytest.mark.parametrize("condition", ["most", "最多", "the most"])
def test_the_most_has_no_number(condition):
    root = chips(replace(MANY, condition=condition))
    assert root.find(".//select[@data-condition]/option[@selected]").get("value") == "most"
    field = root.find(".//input[@data-bound]")
    assert field.get("value") == ""
    assert field.get("hidden") is not None


def test_a_condition_that_nobody_reads_can_still_be_taken_away():
    root = chips(replace(MANY, condition=shelf.ATTACK))
    assert dropped(root)[-1][:2] == ("condition", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, "Does Qingdao plan principal rank reform?"),
        (HANS, "是否 · 青岛市 · 计划 · “principal rank reform”（校长职级制改革）"),
        (HANT, "是否 · 青島市 · 計畫 · 「principal rank reform」（校長職級制改革）"),
    ],
    ids=["en", "hans", "hant"],
)
def test_an_english_follow_up_is_told_in_the_pages_language(words, said):
    (line,) = parse(render_taken_up(FOLLOWED, "那青岛呢", words)).find_class("taken-up")
    assert line.findtext("q") == said


@pytest.mark.parametrize(("words", "gloss"), [(EN, []), (HANS, ["校长职级制改革"]), (HANT, ["校長職級制改革"])])
def test_an_english_topic_on_a_chinese_page_has_the_reports_own_term_beside_it(words, gloss):
    root = chips(FOLLOWED, words)
    assert root.find(".//input").get("value") == "principal rank reform"
    assert [one.text for one in root.iter("small")] == gloss


@pytest.mark.parametrize(("language", "said"), [("en", "cannot be read"), ("zh-Hans", "无法读取这个条件")])
def test_a_condition_that_cannot_be_read_is_told_in_the_pages_language(language, said):
    def ask(*_given: object, **_asked: object) -> object:
        raise FilterError("condition", "x", "a number")

    sent = json.dumps({"question": "q", "filters": {}})
    told = show_answer(Desk(Holdings(ask, shelf.CATALOGUE)), sent, language)
    assert not told["is_answer"]
    assert said in told["html"]
