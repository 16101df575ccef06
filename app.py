"""Start the page; build the index first if there is none."""

from __future__ import annotations

import os

# Gradio and the models read these when they are imported: nothing here may ask another machine.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from console import report_errors
from errors import SettingsError
from settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent


@click.command(context_settings={"max_content_width": 100})
@click.option("--host", help="Address to listen on.  [default: from the settings, 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: from the settings, 7860]")
@click.option("--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: from the settings]")
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of reports, read where there is no index yet.")
@report_errors
def main(*, host: str | None, port: int | None, index: Path | None, corpus: Path | None) -> None:
    """Serve the page on which reports are asked.

    \b
    Example:
      python app.py --index index --port 7860
    """  # noqa: D301 - click reads the control character
    page = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(index=index, corpus=corpus, page=page or None)
    _require_free_port(settings.page.host, settings.page.port)
    if not (settings.index / "CURRENT").exists():
        _build_index(settings)
    click.echo("Opening the index", err=True)
    _serve(settings)


def _require_free_port(host: str, port: int) -> None:
    """Say so before minutes are spent on an index."""
    try:
        with socket.socket() as probe:
            # As servers do: a port whose last connections still close is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        reason = f"{host}:{port} cannot be listened on ({error.strerror}); expected a free port: choose one with --port"
        raise SettingsError("page.port", reason) from error


def _build_index(settings: Settings) -> None:
    """Run the command that builds it; a file that cannot be read is named there and keeps no other from the page."""
    click.echo(f"No index in {settings.index} yet: building one of the reports in {settings.corpus}", err=True)
    command: list[Any] = [sys.executable, "-m", "indexer", "build", "--encoder", settings.encoder]
    command += ["--corpus", settings.corpus, "--index", settings.index]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    built = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, stdout=sys.stderr, check=False)
    if built.returncode and not (settings.index / "CURRENT").exists():
        sys.exit(1)  # the command has said why


def _serve(settings: Settings) -> None:
    from web import open_page  # slow to import: the port and the settings are looked at first

    page, options = open_page(settings)
    click.echo(f"Yaodian is on http://{settings.page.host}:{settings.page.port} (Ctrl+C ends it)", err=True)
    page.launch(server_name=settings.page.host, server_port=settings.page.port, **options)


if __name__ == "__main__":
    main(prog_name="app.py")
