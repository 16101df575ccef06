"""The Ask tab: a question, its answer, and the source behind every citation."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import gradio as gr
from gradio.events import api

from errors import YaodianError
from records import Answer, Language, Span
from web.answer import render_answer
from web.catalogue import Catalogue
from web.notices import render_notice
from web.shell import render_shelf, render_welcome
from web.source import render_source
from web.wording import Words, page_language

MOST_QUESTION_CHARS = 1000
N_AT_ONCE = 2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the Ask tab works with.

    Attributes:
        ask: answers a question.
        catalogue: the reports that it answers from.
    """

    ask: Callable[[str], Answer]
    catalogue: Catalogue


def show_answer(desk: Desk, question: str, language: str) -> str:
    """Answer a question as HTML; whatever goes wrong becomes a notice in its place.

    Args:
        desk: who answers.
        question: as typed; white space around it does not count.
        language: the page's language code, from the browser.
    """
    words = Words(page_language(language))
    asked = (question or "").strip()
    if not asked:
        return render_notice(words.say("empty_question"), words.say("empty_question_do"))
    if len(asked) > MOST_QUESTION_CHARS:
        what = words.say("long_question", n=len(asked), most=MOST_QUESTION_CHARS)
        return render_notice(what, words.say("long_question_do"))
    try:
        return render_answer(desk.ask(asked), desk.catalogue, words)
    except YaodianError as error:
        return render_notice(words.say("broken"), str(error), is_fault=True)
    except Exception:
        # The reader gets a sentence instead of a traceback; whoever runs the page finds it in the log.
        log.exception("a question could not be answered")
        return render_notice(words.say("broken"), words.say("broken_do"), is_fault=True)


def show_source(desk: Desk, report_id: str, start: int, end: int, language: str) -> str:
    """A report as HTML with ``[start, end)`` marked; all arguments come from the browser."""
    words = Words(page_language(language))
    try:
        cited = Span(int(start), int(end))
    except (TypeError, ValueError, OverflowError):
        cited = Span(0, 0)
    return render_source(desk.catalogue, str(report_id), cited, words)


def build_ask_tab(desk: Desk) -> None:
    """Lay out the tab inside the present Blocks and connect it.

    The answer travels in a hidden textbox and page.js shows it; page.js also brings the page's
    language, and fetches sources from the endpoint ``source``, which skips the queue: reading a
    report must not wait for other people's questions.
    """
    with gr.Column(elem_id="tab-ask", elem_classes="tab"):
        question, ask = _lay_out(desk)
    language, answer = gr.Textbox(visible=False), gr.Textbox(visible=False)
    asked = gr.on(
        [question.submit, ask.click],
        partial(show_answer, desk),
        [question, language],
        answer,
        js="(question) => window.yaodian.asking(question)",
        show_progress="hidden",
        trigger_mode="always_last",
        concurrency_limit=N_AT_ONCE,
        concurrency_id="answers",
        api_visibility="private",
    )
    asked.then(None, answer, None, js="(html) => window.yaodian.answered(html)", api_visibility="private")
    _offer_source(desk)


def _lay_out(desk: Desk) -> tuple[gr.Textbox, gr.Button]:
    """The question's row, and under it the answer beside its source."""
    words = Words(Language.EN)
    with gr.Row(elem_id="question-bar"):
        question = gr.Textbox(
            label=words.say("question"),
            show_label=False,
            container=False,
            lines=1,
            max_lines=6,
            elem_id="question",
            placeholder=words.say("question_hint"),
        )
        ask = gr.Button(words.say("ask"), variant="primary", elem_id="ask")
    with gr.Row(elem_id="reading-room"):
        welcome, shelf = render_welcome(words), render_shelf(words, desk.catalogue)
        gr.HTML(
            f'<p id="status" role="status"></p><div id="result" tabindex="-1">{welcome}</div>',
            elem_id="answer-side",
            apply_default_css=False,
        )
        gr.HTML(f'<div id="source" role="complementary">{shelf}</div>', elem_id="source-side", apply_default_css=False)
    return question, ask


def _offer_source(desk: Desk) -> None:
    def source(report_id: str, start: int, end: int, language: str) -> str:
        return show_source(desk, report_id, start, end, language)

    api(source, api_name="source", queue=False, api_visibility="undocumented")
