"""The options of the command lines that narrow a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from records import Filters, Kind, Level, Stance

_FILTERS = (
    click.option("--place", "places", multiple=True, help="Only reports of this place or places in it."),
    click.option(
        "--level",
        "levels",
        multiple=True,
        type=click.Choice([str(one) for one in Level]),
        help="Only places of this level.",
    ),
    click.option("--year", "years", multiple=True, type=int, help="Only reports of this year, or planning for it."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice([str(one) for one in Kind]),
        help="Only reports of this kind.",
    ),
    click.option(
        "--stance",
        "stances",
        multiple=True,
        type=click.Choice([str(one) for one in Stance]),
        help="Only sections on what is done, planned or both, or on problems.",
    ),
    click.option("--heading", "headings", multiple=True, help="Only passages under a heading with this word."),
)
_Command = TypeVar("_Command", bound=Callable[..., None])


def filter_options(command: _Command) -> _Command:
    """Add the options of ``Filters`` to a command; of one given several times any value will do."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def read_filters(narrowed: Mapping[str, tuple[Any, ...]]) -> Filters:
    """The filters of what ``filter_options`` handed to a command.

    Args:
        narrowed: by the names of the fields of ``Filters``, but for ``report_ids``.
    """
    return Filters(
        places=narrowed["places"],
        levels=tuple(map(Level, narrowed["levels"])),
        years=narrowed["years"],
        kinds=tuple(map(Kind, narrowed["kinds"])),
        stances=tuple(map(Stance, narrowed["stances"])),
        headings=narrowed["headings"],
    )
