"""What the page offers to other programs: the JSON of the command line under named endpoints."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from answers import Answerer, answer_to_json
from search import find_to_json
from web.asking import MOST_QUESTION_CHARS
from web.blocks import N_AT_ONCE
from web.desk import Desk

MOST_HITS = 1000


def ask_program(desk: Desk, question: str) -> dict[str, Any]:
    """Answer a question from all reports; the object of ``python -m answers ask --json``."""
    answerer = _answerer(desk)
    return answer_to_json(answerer.ask(_require_question(question)), answerer.searcher)


def find_program(desk: Desk, question: str, top: int) -> dict[str, Any]:
    """Rank passages for a question; the object of ``python -m search find --json``."""
    asked, answerer = _require_question(question), _answerer(desk)
    if not 1 <= top <= MOST_HITS:
        raise gr.Error(f"found top {top}, expected 1 to {MOST_HITS}")
    return find_to_json(asked, answerer.searcher.find(asked, top=top), answerer.index)


def _answerer(desk: Desk) -> Answerer:
    answerer = desk.holdings.answerer
    if answerer is None:
        raise ValueError("programs need an index behind the page, found answers made by hand")
    return answerer


def _require_question(question: str) -> str:
    asked = question.strip()
    if not 1 <= len(asked) <= MOST_QUESTION_CHARS:
        raise gr.Error(f"found a question of {len(asked)} characters, expected 1 to {MOST_QUESTION_CHARS}")
    return asked


def offer_programs(desk: Desk) -> None:
    """Add the endpoints to the present Blocks; they share the page's places in the queue."""
    if desk.holdings.answerer is None:
        return

    def ask(question: str) -> dict[str, Any]:
        """Answer a question from all reports; the object of ``python -m answers ask --json``."""
        return ask_program(desk, question)

    def find(question: str, top: int = 10) -> dict[str, Any]:
        """Rank passages for a question; the object of ``python -m search find --json``."""
        return find_program(desk, question, top)

    for offered in (ask, find):
        api(offered, api_name=offered.__name__, concurrency_limit=N_AT_ONCE, concurrency_id="answers")
