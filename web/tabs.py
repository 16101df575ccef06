"""What a tab is to the page that holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from web.desk import Desk, Holdings
from web.wording import Words


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the page.

    Attributes:
        name: stands in the address behind the #; the table of words has ``tab_`` and it.
        build: lays the tab out inside the present Blocks and offers its endpoints.
        render_parts: its HTML that differs by language, by name; the scripts put it in place.
    """

    name: str
    build: Callable[[Desk], None]
    render_parts: Callable[[Words, Holdings], Mapping[str, str]]
