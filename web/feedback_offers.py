"""The endpoints of judging, beside those of the Ask tab."""

from __future__ import annotations

from typing import Any

import gradio as gr

from web.blocks import offer
from web.desk import Desk
from web.feedback import judge, show_form, take_back
from web.feedback_list import drop_judged, save_judged
from web.guard import USER
from web.limits import Limiter, client_of
from web.trust import is_trusted


def offer_feedback(desk: Desk) -> None:
    """Offer them inside the present Blocks. What asks again waits in the queue of the answers, and is counted there."""
    page = desk.page
    limiter = Limiter(page.judgements_per_hour, within_s=3600)

    def judge_form(sent: str, language: str) -> dict[str, Any]:
        return show_form(desk, sent, language)

    def judge_answer(sent: str, judged: str, language: str, request: gr.Request) -> dict[str, Any]:
        scope = request.request.scope if request.request else {}
        user, address = scope.get(USER, ""), (scope.get("client") or ("",))[0]
        return judge(desk, limiter, sent, judged, language, client=client_of(address, user), user=user)

    def judge_undo(token: str, language: str) -> dict[str, Any]:
        return take_back(desk, str(token), language)

    def judged_drop(mark: str, language: str, request: gr.Request) -> dict[str, Any]:
        return drop_judged(desk, mark, language, is_trusted=is_trusted(request, page))

    def judged_save(language: str, request: gr.Request) -> dict[str, Any]:
        return save_judged(desk, language, is_trusted=is_trusted(request, page))

    offer(judged_drop, name="judged_drop")
    offer(judged_save, name="judged_save")
    offer(judge_form, name="judge_form", is_queued=True)
    offer(judge_answer, name="judge_answer", is_queued=True)
    offer(judge_undo, name="judge_undo")
