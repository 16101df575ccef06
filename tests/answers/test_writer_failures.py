"""Servers and models that fail a writer: each ends in the extractive answer, and says why."""

from __future__ import annotations

import time

import pytest

from answers import Writer, written_lines
from errors import SettingsError
from records import Language
from settings import LlmSettings
from tests.answers.shelf import PLANNED, make_answer
from tests.answers.writing import ANSWER, GOOD, settings, write
from tests.protocol import Reply, failing, say, serving


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (failing(401), "The server of tiny refuses the key."),
        (failing(404), "The server does not know tiny."),
        (failing(429), "The server of tiny is busy, or its quota is used up."),
        (failing(400), "The server of tiny refuses what it was sent."),
        (failing(500), "The server of tiny failed."),
        (say(""), "tiny wrote nothing."),
        (say("\n \n[1]\n"), "tiny wrote nothing."),
        (say("<think>Yunxi [1]."), "tiny wrote nothing."),
        (say("Ten reports say so. All of them."), "No sentence that tiny wrote passed the check against the quotes."),
        (say(GOOD, finish=None, is_done=False, is_cut=True), "tiny broke off."),
        (say(GOOD, finish=None), "tiny broke off."),
        (say(GOOD, finish=None, is_done=False), "tiny broke off."),
        (say(GOOD, finish="content_filter"), "tiny broke off."),
        (Reply(["data: {\n\n"], kind="text/event-stream"), "The server of tiny answered what cannot be read."),
        (Reply(["<html>"], kind="text/html"), "tiny broke off."),
        (
            Reply(['data: {"error": {"message": "out of memory"}}\n\n'], kind="text/event-stream"),
            "The server of tiny answered what cannot be read.",
        ),
    ],
)  # fmt: skip
def test_every_failure_ends_in_the_extractive_answer_and_says_why(reply, reason):
    *_, written = write(reply)
    assert (written.is_complete, written.fallback_reason) == (True, reason)
    assert f"{reason} This is the answer in the reports' own words." in list(written_lines([written]))


@pytest.mark.parametrize(
    ("language", "reason"), [("zh-Hans", "tiny的服务器出错了。"), ("zh-Hant", "tiny的服務器出錯了。")]
)
def test_the_reason_is_in_the_language_of_the_question(language, reason):
    *_, written = write(failing(500), make_answer(PLANNED, language=Language(language)))
    assert written.fallback_reason == reason


def test_a_model_that_never_ends_is_stopped():
    with serving(lambda *_: say("so " * 500, size=3, pause_s=0.02)) as server:
        started = time.monotonic()
        *_, written = Writer(settings(server, timeout_s=0.3)).write(ANSWER)
    assert written.fallback_reason == "tiny did not finish in time."
    assert time.monotonic() - started < 3


def test_a_model_that_says_nothing_is_stopped():
    *_, written = write(say(GOOD, pause_s=0.5), timeout_s=0.2)
    assert written.fallback_reason == "tiny did not finish in time."


def test_a_busy_server_is_asked_again_within_the_time_limit(monkeypatch):
    monkeypatch.setattr("answers.writing.writer._FIRST_PAUSE_S", 0.01)
    replies = [failing(429), failing(503), say(GOOD)]
    with serving(lambda _, __, n: replies[n]) as server:
        *_, written = Writer(settings(server, retries=2)).write(ANSWER)
        assert (written.text, len(server.asked)) == (GOOD, 3)
    with serving(lambda *_: Reply([GOOD], pause_s=0.3)) as server:
        started = time.monotonic()
        *_, written = Writer(settings(server, retries=5, timeout_s=0.2)).write(ANSWER)
        assert (written.fallback_reason, len(server.asked)) == ("tiny did not finish in time.", 1)
        assert time.monotonic() - started < 2


def test_a_model_that_takes_no_parameters_is_asked_without_them():
    with serving(lambda _, body, __: failing(400) if "max_tokens" in body else say(GOOD)) as server:
        *_, written = Writer(settings(server)).write(ANSWER)
        assert (written.text, len(server.asked)) == (GOOD, 2)
        assert set(server.asked[1][2]) == {"model", "messages", "stream"}


def test_a_server_that_is_not_there_is_said():
    with serving(lambda *_: say(GOOD)) as server:
        writer = Writer(settings(server))
    *_, written = writer.write(ANSWER)
    assert written.fallback_reason == "The server of tiny cannot be reached."


def test_what_the_limit_of_tokens_cuts_off_is_left_out():
    *_, written = write(say("Yunxi plans school buses for 70% [1]. It adds 12 of", finish="length"))
    assert [sentence.text for sentence in written.sentences] == ["Yunxi plans school buses for 70% [1]."]
    assert written.fallback_reason == ""


def test_model_and_server_must_be_named():
    with pytest.raises(SettingsError, match=r"llm\.model: is empty; .* YAODIAN_LLM__MODEL=NAME"):
        Writer(LlmSettings(base_url="http://127.0.0.1:9/v1"))
    with pytest.raises(SettingsError, match=r"llm\.base_url: is empty; .* YAODIAN_LLM__BASE_URL="):
        Writer(LlmSettings(model="tiny"))
