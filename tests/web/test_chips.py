from dataclasses import replace

import pytest

from records import Language, Level, Stance, Understanding
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from web.chips import place_label, render_chips, render_taken_up
from web.filters import render_filters
from web.wording import Words

EN, HANS, HANT = (Words(language) for language in Language)
READ = replace(shelf.REFORM, places=("青岛市",), years=(2022,), is_negated=True, level=Level.CITY)


def chips(understood=READ, words=EN):
    return parse(render_chips(understood, words))


def test_everything_understood_can_be_changed_or_taken_away():
    root = chips()
    chosen = {one.get("data-understood"): one.find("option[@selected]").text for one in root.iter("select")}
    assert chosen == {"kind": "which reports", "stance": "planned"}
    assert root.find(".//input").get("value") == "principal rank reform"
    dropped = [(one.get("data-drop"), one.get("data-value"), one.get("aria-label")) for one in root.iter("button")]
    assert dropped == [
        ("places", "青岛市", "Take away: Qingdao"),
        ("years", "2022", "Take away: 2022"),
        ("is_negated", "", "Take away: not saying so"),
        ("level", "", "Take away: cities"),
    ]


@pytest.mark.parametrize(
    ("words", "said"), [(EN, ["Qingdao"]), (HANS, ["青岛市"]), (HANT, ["青島市"])], ids=["en", "hans", "hant"]
)
def test_places_are_named_in_the_page_language(words, said):
    only = replace(READ, years=(), is_negated=False, level=Level.UNKNOWN)
    assert [
        one.findtext("span") for one in chips(only, words=words).find_class("chip") if one.find("button") is not None
    ] == said


@pytest.mark.parametrize(("name", "said"), [("不存在市", "不存在市"), ("内蒙古自治区", "Inner Mongolia")])
def test_a_place_without_an_english_name_keeps_its_own(name, said):
    assert place_label(name, EN) == said


def test_a_state_has_its_sign_and_none_has_no_sign():
    assert texts(chips(), "sign") == ["◐"]
    assert texts(chips(replace(READ, stance=Stance.NONE)), "sign") == []


def test_a_follow_up_says_as_what_it_was_read():
    read = replace(READ, question="which cities plan it (and Qingdao?)")
    (said,) = parse(render_taken_up(read, "and Qingdao?", EN)).find_class("taken-up")
    assert said.findtext("q") == "which cities plan it (and Qingdao?)"
    assert said.find("button").get("data-alone") is not None


@pytest.mark.parametrize("understood", [None, READ, replace(READ, question="")], ids=["none", "the same", "empty"])
def test_a_question_read_as_it_stands_says_nothing(understood):
    assert render_taken_up(understood, f" {READ.question}\n", EN) == ""


def test_nothing_understood_is_nothing_shown():
    assert render_chips(None, EN) == ""


def test_no_word_of_a_question_becomes_markup():
    hostile = replace(READ, question=shelf.ATTACK, topic=shelf.ATTACK, places=(shelf.ATTACK,))
    html = render_chips(hostile, EN) + render_taken_up(hostile, "x", EN)
    assert_harmless(html)
    assert parse(html).find(".//input").get("value") == shelf.ATTACK


def menus(words=EN):
    root = parse(render_filters(shelf.CATALOGUE, words))
    return {
        menu.get("data-filter"): [
            (row.find("input").get("value"), row.findtext("span"), row.findtext("small")) for row in menu.iter("label")
        ]
        for menu in root.find_class("menu")
    }


def test_menus_offer_what_the_reports_have():
    assert menus() == {
        "places": [
            ("山东省", "Shandong", "1"), ("云溪市", "云溪市", "1"),
            ("临山县", "临山县", "1"), ("北河市", "北河市", "1"),
        ],
        "levels": [("city", "cities", "2"), ("county", "districts and counties", "1")],
        "years": [("2022", "2022", "1"), ("2021", "2021", "1"), ("2020", "2020", "1"), ("2019", "2019", "1")],
        "kinds": [("summary", "work summary", "1"), ("plan", "work plan", "2"), ("both", "summary and plan", "1")],
        "stances": [("planned", "planned", None), ("done", "done", None), ("problem", "problems", None)],
    }  # fmt: skip


def test_a_menu_with_one_choice_is_not_offered():
    one = parse(render_filters(shelf.Catalogue.of(shelf.REPORTS[:1], shelf.SECTIONS), EN))
    assert [menu.get("data-filter") for menu in one.find_class("menu")] == ["places", "stances"]


def test_menus_are_harmless_whatever_a_place_is_called():
    odd = replace(shelf.YUNXI_REPORT, place=replace(shelf.YUNXI_REPORT.place, name=shelf.ATTACK))
    assert_harmless(render_filters(shelf.Catalogue.of((odd, *shelf.REPORTS[1:]), shelf.SECTIONS), HANS))


def test_understanding_without_places_has_no_chip_for_them():
    bare = Understanding("q", READ.kind, "topic")
    assert chips(bare).findall(".//button") == []
