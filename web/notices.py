"""What the page says when there is no answer: an empty question, a fault, a report that is gone."""

from __future__ import annotations

from html import escape


def render_notice(what: str, do: str, *, is_fault: bool = False) -> str:
    """A card that says what happened and what to do.

    Args:
        what: plain text.
        do: plain text.
        is_fault: whether something went wrong, which is then announced at once.
    """
    role = "alert" if is_fault else "status"
    kind = "notice fault" if is_fault else "notice"
    return f'<div class="{kind}" role="{role}"><h1>{escape(what)}</h1><p>{escape(do)}</p></div>'
