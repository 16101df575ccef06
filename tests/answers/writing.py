"""A writer against a scripted server, for its tests."""

from __future__ import annotations

from pydantic import SecretStr

from answers import SentenceStatus, Writer
from records import Finding, Level, Period, Place, Stance
from settings import LlmSettings
from tests.answers.shelf import DONE, PLANNED, SILENT, cite, make_answer, make_report
from tests.protocol import say, serving

ANSWER = make_answer(PLANNED, DONE, SILENT)
GOOD = "Yunxi plans school buses for 70% [1]. It adds 12 of them. [2]"
OK = SentenceStatus.OK


def settings(server, **more: object) -> LlmSettings:
    given = {"model": "tiny", "timeout_s": 5, "retries": 0} | more
    return LlmSettings(base_url=server.base_url, api_key=SecretStr("sk-secret"), **given)


def write(reply, answer=ANSWER, **more: object):
    """All steps of an answer written by a server that replies with ``reply``."""
    with serving(lambda *_: reply) as server:
        return list(Writer(settings(server, **more)).write(answer))


def asked_of(answer):
    with serving(lambda *_: say(GOOD)) as server:
        *_, written = Writer(settings(server)).write(answer)
        return written, len(server.asked)


def report_saying(*quotes: str):
    report = make_report("evil", "".join(quotes), Place("云溪市", "Yunxi", Level.CITY), Period(2022))
    return Finding(report, True, Stance.PLANNED, 0.9, (), tuple(cite(report, quote) for quote in quotes))
