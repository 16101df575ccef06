"""What the page offers to other programs: the JSON of the command line under named endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.events import api

from answers import Answerer, answer_to_json
from search import find_to_json
from web.ask import MOST_QUESTION_CHARS, N_AT_ONCE

MOST_HITS = 1000


@dataclass(frozen=True, slots=True)
class Programs:
    """The endpoints ``ask`` and ``find`` over one index."""

    answerer: Answerer

    def ask(self, question: str) -> dict[str, Any]:
        """Answer a question from all reports; the object of ``python -m answers ask --json``."""
        asked = _require_question(question)
        return answer_to_json(self.answerer.ask(asked), self.answerer.searcher)

    def find(self, question: str, top: int = 10) -> dict[str, Any]:
        """Rank passages for a question; the object of ``python -m search find --json``."""
        asked = _require_question(question)
        if not 1 <= top <= MOST_HITS:
            raise gr.Error(f"found top {top}, expected 1 to {MOST_HITS}")
        return find_to_json(asked, self.answerer.searcher.find(asked, top=top), self.answerer.index)


def _require_question(question: str) -> str:
    asked = question.strip()
    if not 1 <= len(asked) <= MOST_QUESTION_CHARS:
        raise gr.Error(f"found a question of {len(asked)} characters, expected 1 to {MOST_QUESTION_CHARS}")
    return asked


def offer_programs(programs: Programs) -> None:
    """Add the endpoints to the present Blocks; they share the page's places in the queue."""
    for offered in (programs.ask, programs.find):
        api(offered, api_name=offered.__name__, concurrency_limit=N_AT_ONCE, concurrency_id="answers")
