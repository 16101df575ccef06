"""Who may change the reports of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from settings import PageSettings
from web.guard import LOCAL, USER


def may_change(scope: Mapping[str, Any], page: PageSettings) -> bool:
    """Whether a request may add, remove and edit reports and rebuild the index.

    Args:
        scope: of the request, as the guard has passed it on; one that did not pass it may not.
        page: the settings: ``users`` lets in who is signed in - and, as long as there are no users,
            who sits at this machine -, ``local`` who sits at this machine, ``off`` nobody.

    Example:
        >>> may_change({USER: "", LOCAL: True}, PageSettings()), may_change({USER: "", LOCAL: False}, PageSettings())
        (True, False)
    """
    if page.editing == "users":
        return bool(scope.get(USER)) if page.users else bool(scope.get(LOCAL))
    return page.editing == "local" and bool(scope.get(LOCAL))


def is_trusted(request: gr.Request, page: PageSettings) -> bool:
    """Whether a request may change things, as Gradio hands it to a handler; one that no browser sent may not."""
    return request.request is not None and may_change(request.request.scope, page)
