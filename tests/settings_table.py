"""Write the settings table of README.md from ``settings.py``: ``python -m tests.settings_table``, or ``make docs``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"(<!-- settings: [^>]*-->\n).*?(<!-- /settings -->)", re.DOTALL)
_SHOWN = {"cache": "the user's cache folder"}  # its default differs from machine to machine


def settings_table() -> str:
    """The settings as a Markdown table, one row a key."""
    head = ("| key | default | meaning | variable |", "|---|---|---|---|")
    return "\n".join((*head, *_rows(Settings, ""))) + "\n"


def with_table(page: str) -> str:
    """Put the table into its place in a page.

    Raises:
        ValueError: the page has no place for it.
    """
    page, count = _BLOCK.subn(lambda match: match.group(1) + "\n" + settings_table() + "\n" + match.group(2), page)
    if count != 1:
        raise ValueError(f"the page has {count} places for the settings table, expected one")
    return page


def _rows(tree: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in tree.model_fields.items():
        key = prefix + name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _rows(field.annotation, key + ".")
            continue
        variable = PREFIX + key.upper().replace(".", "__")
        default = _SHOWN.get(key) or f"`{field.default}`".replace("``", "")
        yield f"| `{key}` | {default} | {field.description} | `{variable}` |"


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
