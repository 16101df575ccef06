from dataclasses import replace

import pytest

from answers import SentenceStatus, WrittenAnswer, WrittenSentence
from records import Language
from tests.web import shelf
from tests.web.markup import assert_harmless, parse, texts
from tests.web.test_handlers import sent
from web.asking import write_answer
from web.desk import Desk, Holdings
from web.wording import Words
from web.written import render_written

EN = Words(Language.EN)


def desk(write=shelf.write):
    return Desk(Holdings(shelf.answer, shelf.CATALOGUE, write=write))


def test_sentences_come_one_by_one_with_their_marks_as_buttons():
    steps = [parse(html) for html in write_answer(desk(), sent("reform"), "en")]
    assert [len(step.findall("p[@class='prose']/span")) for step in steps] == [1, 2, 2]
    assert [button.get("data-report") for button in steps[-1].find_class("cite")] == ["yunxi", "beihe"]
    assert [texts(step, "by") for step in steps] == [
        ["a-model is writing"],
        ["a-model is writing"],
        [
            "Written by a-model from the quotes below; every sentence is checked against them. "
            "One sentence failed the check and is left out."
        ],
    ]


def test_a_sentence_that_failed_its_check_says_why():
    *_, last = write_answer(desk(), sent("reform"), "en")
    (doubt,) = parse(last).find_class("doubt")
    assert doubt.findtext("small") == "▲ figure not in the quote: 99%"


def test_an_answer_that_does_not_hold_is_not_shown_but_its_reason():
    *_, last = write_answer(desk(), sent("reform fails"), "zh-Hans")
    assert (texts(parse(last), "by"), parse(last).find_class("prose")) == ([f"The model is gone.{shelf.ATTACK}"], [])


def test_nothing_written_becomes_markup():
    for html in write_answer(desk(), sent("reform"), "en"):
        assert_harmless(html)


def test_a_mark_without_a_citation_stays_text():
    sentence = WrittenSentence("As [7] says.", (7,), SentenceStatus.UNCITED, ("[7]",))
    html = render_written(WrittenAnswer(Language.EN, "m", (sentence,)), shelf.FOUND, EN)
    assert parse(html).find_class("text")[0].text_content() == "As [7] says."


@pytest.mark.parametrize(("language", "joint"), [(Language.EN, "A. B."), (Language.HANS, "A.B.")])
def test_sentences_are_joined_as_their_language_does(language, joint):
    pair = tuple(WrittenSentence(text, (), SentenceStatus.OK) for text in ("A.", "B."))
    html = render_written(WrittenAnswer(language, "m", pair), replace(shelf.FOUND, findings=()), EN)
    assert parse(html).find_class("prose")[0].text_content() == joint


def test_without_a_model_nothing_is_written():
    assert list(write_answer(desk(None), sent("reform"), "en")) == []
