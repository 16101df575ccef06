"""What the commands share that ask a suite: which one, of which index, and how many questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from settings import Settings, load_settings

_OPTIONS = (
    click.argument("suite"),
    click.option("--index", type=click.Path(path_type=Path), help="Folder of the index to ask."),
    click.option("--corpus", type=click.Path(path_type=Path), help="Folder of reports to build an index from."),
    click.option("--encoder", help="bundled, e5, muse, hashing, or a sentence-transformers name or folder."),
    click.option("--sample", type=click.IntRange(min=1), help="Ask only so many questions, always the same ones."),
)
_Command = TypeVar("_Command", bound=Callable[..., None])


def suite_options(command: _Command) -> _Command:
    """Add SUITE, --index, --corpus, --encoder and --sample to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_settings(*, index: Path | None, corpus: Path | None, encoder: str | None) -> Settings:
    """The settings with what was given to ``suite_options``.

    Raises:
        click.UsageError: both an index and a corpus are given.
        SettingsError: a setting cannot be used.
    """
    if index is not None and corpus is not None:
        raise click.UsageError("give either --index or --corpus, not both")
    return load_settings(index=index, corpus=corpus, encoder=encoder)
