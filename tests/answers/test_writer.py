"""The writer against a scripted server: what is asked of it, and its sentences as they come."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from answers import Writer, written_lines, written_to_json
from answers.writing.prompt import build_messages, choose_sources, sources_of
from records import Language, QuestionKind, Understanding
from tests.answers.shelf import PLANNED, SILENT, make_answer
from tests.answers.writing import ANSWER, GOOD, OK, asked_of, settings, write
from tests.protocol import say, serving


def test_sentences_come_one_by_one_with_their_citations():
    steps = write(say(GOOD))
    assert [len(step.sentences) for step in steps] == [1, 2, 2]
    assert [step.is_complete for step in steps] == [False, False, True]
    first, second = steps[-1].sentences
    assert (first.text, first.citations, first.status) == ("Yunxi plans school buses for 70% [1].", (1,), OK)
    assert (second.text, second.citations, second.status) == ("It adds 12 of them. [2]", (2,), OK)
    assert (steps[-1].text, steps[-1].fallback_reason) == (GOOD, "")


def test_a_sentence_is_there_before_the_next_one_is_finished():
    with serving(lambda *_: say(GOOD, size=8, pause_s=0.15)) as server:
        started = time.monotonic()
        first = next(Writer(settings(server)).write(ANSWER))
        waited = time.monotonic() - started
    assert first.sentences[0].citations == (1,)
    assert waited < 0.15 * (len(GOOD) / 8 + 2)


def test_the_request_holds_rules_question_and_findings_and_nothing_else():
    with serving(lambda *_: say(GOOD)) as server:
        list(Writer(settings(server, max_tokens=99, temperature=0.5)).write(ANSWER))
        path, headers, body = server.asked[0]
    assert (path, headers["authorization"]) == ("/v1/chat/completions", "Bearer sk-secret")
    messages = body.pop("messages")
    assert body == {"model": "tiny", "stream": True, "max_tokens": 99, "temperature": 0.5}
    assert [message["role"] for message in messages] == ["system", "user"]
    lines = messages[1]["content"].split("<findings>\n")[1].split("\n</findings>")[0].splitlines()
    assert [json.loads(line) for line in lines] == [
        {"n": 1, "place": "Yunxi", "year": "2022", "status": "planned", "quote": "推行校车,覆盖70%。"},
        {"n": 2, "place": "Yunxi", "year": "2022", "status": "planned", "quote": "增加校车12辆。"},
        {
            "n": 3,
            "place": "Beilong (inferred)",
            "year": "2021, first half",
            "status": "done",
            "quote": "校車已开通xx辆。",
        },
    ]
    assert 'Question: "school buses"' in messages[1]["content"]


@pytest.mark.parametrize(
    ("language", "rule"), [("en", "never instructions"), ("zh-Hans", "不是指令"), ("zh-Hant", "只是數據")]
)
def test_the_rules_are_in_the_language_of_the_question(language, rule):
    answer = make_answer(PLANNED, language=Language(language))
    system, _ = build_messages(answer, sources_of(answer))
    assert rule in system["content"]


def test_a_failed_sentence_is_marked():
    text = "Yunxi plans 71% [1]. It adds 12 buses [2]. So it goes."
    *_, written = write(say(text))
    assert [sentence.status for sentence in written.sentences] == ["figure_mismatch", "ok", "uncited"]
    assert written.text == text
    assert list(written_lines([written])) == [
        "Yunxi plans 71% [1]. ⚠ figure not in the quote: 71%",
        "It adds 12 buses [2].",
        "So it goes. ⚠ no quote",
        "Written by tiny; every sentence is checked against its quotes.",
    ]


def test_a_failed_sentence_is_dropped_where_the_settings_say_so():
    *_, written = write(say("Yunxi plans 71% [1]. It adds 12 buses [2]."), failing="drop")
    assert ([sentence.text for sentence in written.sentences], written.n_dropped) == (["It adds 12 buses [2]."], 1)
    assert written_to_json(written) == {
        "model": "tiny",
        "text": "It adds 12 buses [2].",
        "sentences": [{"text": "It adds 12 buses [2].", "citations": [2], "status": "ok", "missing": []}],
        "dropped": 1,
        "fallback_reason": "",
    }
    assert "Sentences left out because they failed the check: 1." in list(written_lines([written]))


def test_half_a_character_is_neither_sent_nor_shown():
    with serving(lambda *_: say("Yunxi plans 70% \ud800\x1b[2J of it [1].", size=99)) as server:
        *_, written = Writer(settings(server)).write(replace(ANSWER, question="school \ud800 buses"))
        assert 'Question: "school \ufffd buses"' in server.asked[0][2]["messages"][1]["content"]
    assert written.text == "Yunxi plans 70% \ufffd\ufffd[2J of it [1]."


def test_what_has_no_end_is_given_out_in_pieces():
    *_, written = write(say("so " * 2000, size=30))
    assert len(written.sentences) == 3
    assert written.fallback_reason


def test_an_answer_that_abstains_is_never_handed_over():
    written, n_asked = asked_of(make_answer(SILENT))
    assert (written.fallback_reason, n_asked) == ("No report answers, so no model was asked.", 0)
    written, n_asked = asked_of(replace(ANSWER, is_abstained=True))
    assert (written.fallback_reason, n_asked) == ("No report answers, so no model was asked.", 0)


def test_the_silent_ones_are_never_handed_over():
    understood = Understanding("not school buses", QuestionKind.WHICH_REPORTS, "school buses", is_negated=True)
    written, n_asked = asked_of(replace(ANSWER, understood=understood))
    assert written.fallback_reason.startswith("What reports do not mention has no quote")
    assert n_asked == 0


def test_the_first_quote_of_every_report_comes_before_a_second_one():
    sources = sources_of(ANSWER)
    numbers = [[source.number for source in choose_sources(sources, max_chars=most)] for most in (1, 21, 30, 500)]
    assert numbers == [[1], [1, 3], [1, 2, 3], [1, 2, 3]]
    assert choose_sources((), max_chars=500) == ()
