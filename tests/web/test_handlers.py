import json
from dataclasses import replace

import pytest

from errors import BrokenIndexError
from records import Filters, Kind, Language, QuestionKind, Understanding
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from web.asking import MOST_QUESTION_CHARS, save_answer, show_answer, show_source
from web.desk import Desk, Holdings
from web.help import TAB_KEYS, render_help
from web.page import STATIC, TABS, join_static
from web.shell import as_script_data, render_masthead, render_shelf, render_welcome, shells
from web.wording import Words

DESK = Desk(Holdings(shelf.answer, shelf.CATALOGUE))


def desk_that_raises(error):
    def ask(question, **asked: object):
        raise error

    return Desk(Holdings(ask, shelf.CATALOGUE))


def sent(question, **asked: object):
    return json.dumps({"question": question, **asked})


def notice_of(shown):
    assert shown["is_answer"] is False
    assert (shown["chips"], shown["understood"], shown["markdown"]) == ("", None, "")
    root = parse(shown["html"])
    (notice,) = root.find_class("notice")
    return notice.get("role"), notice.findtext("h1"), notice.findtext("p")


def test_a_question_is_asked_with_what_the_browser_sends():
    asked = []

    def ask(question, **how: object):
        asked.append((question, how))
        return shelf.FOUND

    before = {
        "question": "which cities",
        "kind": "which_reports",
        "topic": "校长职级",
        "places": ["青岛市"],
        "years": [2022],
    }
    show_answer(
        Desk(Holdings(ask, shelf.CATALOGUE)),
        sent("  校长\n职级 \n", filters={"places": ["云溪市"], "kinds": ["plan"]}, previous=before),
        "en",
    )
    previous = Understanding("which cities", QuestionKind.WHICH_REPORTS, "校长职级", places=("青岛市",), years=(2022,))
    filters = Filters(places=("云溪市",), kinds=(Kind.PLAN,))
    assert asked == [("校长\n职级", {"filters": filters, "previous": previous, "understood": None})]


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_not_asked(question):
    desk = desk_that_raises(AssertionError("asked"))
    assert notice_of(show_answer(desk, sent(question), "zh-Hans")) == (
        "status", "还没有问题。", "请在上方输入问题，或选一个例子。",
    )  # fmt: skip


def test_a_question_that_is_too_long_is_not_asked():
    desk = desk_that_raises(AssertionError("asked"))
    role, what, _ = notice_of(show_answer(desk, sent("校" * (MOST_QUESTION_CHARS + 1)), "en"))
    assert (role, what) == ("status", "The question is too long: 1001 characters, at most 1000.")


def test_a_link_that_was_changed_is_said_so():
    desk = desk_that_raises(AssertionError("asked"))
    role, what, do = notice_of(show_answer(desk, sent("校长", understood="<b>broken"), "en"))
    assert (role, what) == ("status", "This link cannot be read.")
    assert do.endswith("Ask the question again. (found str, expected an object)")


def test_a_known_error_says_what_was_found_and_what_to_do():
    shown = show_answer(desk_that_raises(BrokenIndexError("<i>", "no manifest: run `build`")), sent("校长"), "en")
    assert notice_of(shown) == ("alert", "This could not be answered.", "index <i>: no manifest: run `build`")
    assert_harmless(shown["html"])


def test_an_unforeseen_error_is_logged_and_shows_no_traceback(caplog):
    shown = show_answer(desk_that_raises(ZeroDivisionError("secret")), sent("校长"), "en")
    role, what, do = notice_of(shown)
    assert (role, what) == ("alert", "This could not be answered.")
    assert "secret" not in shown["html"]
    assert "log of the program" in do
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_an_answer_is_labelled_in_the_page_language(language):
    shown = show_answer(DESK, sent("校长职级制"), language)
    root = parse(shown["html"])
    words = Words(Language(language))
    assert root.findtext(".//summary") == words.say("silent_reports", n=2)
    assert (shown["is_answer"], shown["supporting"]) == (True, 2)
    assert texts(parse(shown["chips"]), "said") == [words.say("understood_as")]


def test_an_understanding_goes_out_and_comes_back_as_it_was():
    shown = show_answer(DESK, sent("校长职级制"), "en")
    asked = []
    holdings = Holdings(lambda question, **how: asked.append(how) or shelf.FOUND, shelf.CATALOGUE)
    show_answer(Desk(holdings), sent("校长职级制", understood=shown["understood"]), "en")
    assert asked[0]["understood"] == replace(shelf.REFORM, question="校长职级制", terms=())


def test_an_answer_is_saved_as_the_table_of_the_command_line():
    table = save_answer(DESK, sent("reform"), "csv").splitlines()
    assert table[0].startswith("report_id,place,place_en,year,supported,stance,confidence,figures,quote")
    assert table[1].startswith("yunxi,云溪市,Yunxi,2022,true,planned,0.9,70%; 100%,")
    assert len(table) == 5


@pytest.mark.parametrize(("question", "form"), [("reform", "json"), ("reform", "exe")])
def test_a_form_that_cannot_be_saved_gives_nothing(question, form, caplog):
    assert save_answer(DESK, sent(question), form) == ""
    assert f"found the form '{form}'" in caplog.text


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 5), (9, 2), ("x", None), ([], {}), (1e400, 5)], ids=str)
def test_a_place_that_makes_no_sense_opens_the_report_at_its_beginning(start, end):
    root = parse(show_source(DESK, "yunxi", start, end, "en"))
    assert root.findtext(".//h2") == "云溪市教育局2022年工作要点"
    assert list(root.iter("mark")) == []


def test_the_shell_holds_every_language_and_no_markup_of_a_report():
    for language, shell in shells(DESK.holdings, TABS, join_static(".js")).items():
        assert set(shell) == {"masthead", "help", "words", "parts"}
        assert {"welcome", "shelf"} <= set(shell["parts"])
        for html in (shell["masthead"], shell["help"], *shell["parts"].values()):
            assert_harmless(html)
        assert shell["words"]["lost"] == Words(Language(language)).say("lost")


def test_the_shell_holds_what_the_script_says_and_no_more():
    shell = shells(DESK.holdings, (), 'page.say("ask"); page.say( "waiting", { n: 2 });')["zh-Hans"]
    assert shell["words"] == {"ask": "提问", "waiting": "正在查阅{n}份报告"}


def test_two_tabs_cannot_give_the_same_part():
    with pytest.raises(ValueError, match="two tabs give the part 'welcome'"):
        shells(DESK.holdings, (*TABS[:1], *TABS[:1]), "")


def test_the_shell_as_script_data_cannot_leave_its_element():
    data = as_script_data(shells(DESK.holdings, TABS, join_static(".js")))
    assert "<" not in data
    assert json.loads(data)["en"]["parts"]["shelf"] == render_shelf(Words(Language.EN), shelf.CATALOGUE)


def test_static_files_are_short_and_joined_in_their_order():
    files = [path for path in STATIC.iterdir() if path.suffix in {".js", ".css"}]
    long = {path.name: n for path in files if (n := len(path.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}
    script = join_static(".js")
    assert script.startswith((STATIC / "page.js").read_text(encoding="utf-8"))
    assert script.endswith((STATIC / "start.js").read_text(encoding="utf-8"))
    assert all(path.read_text(encoding="utf-8") in join_static(path.suffix) for path in files)


def test_one_tab_has_no_navigation_several_have():
    words = Words(Language.EN)
    assert parse(render_masthead(words, ("ask",))).find(".//nav") is None
    assert len(parse(render_masthead(words, ("ask", "ask"))).findall(".//nav/a")) == 2


def test_the_welcome_offers_three_examples_and_the_help_all_keys():
    words = Words(Language.HANT)
    assert len(parse(render_welcome(words)).find_class("example")) == 3
    keys = [key.text for key in parse(render_help(words, ("ask", "reports"))).iter("kbd")]
    assert keys == ["/", "1", "2", "?", "Esc", "Enter", "Shift", "Enter", "j", "k", "o", "j", "k"]


def test_the_help_names_the_keys_of_every_tab():
    names = [tab.name for tab in TABS]
    assert set(TAB_KEYS) == set(names)
    heads = [head.text for head in parse(render_help(Words(Language.EN), names)).iter("h3")]
    assert heads == ["Ask", "Compare", "Reports", "Evaluate"]
