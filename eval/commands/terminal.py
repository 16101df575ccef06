"""How the commands speak to whoever called them."""

from __future__ import annotations

import shutil
import sys

import click


def width() -> int | None:
    """Of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def say(message: str) -> None:
    """Say something on standard error."""
    click.echo(message, err=True)
