"""Start the page; build the index first if there is none."""

from __future__ import annotations

import os

# Gradio and the models read these when they are imported: nothing here may ask another machine.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import contextlib
import io
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
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="Folder of reports, read where there is no index yet.  [default: from the settings]",
)
@click.option("--hash-password", is_flag=True, help="Ask for a password and write what page.users keeps of it.")
@report_errors
def main(*, host: str | None, port: int | None, index: Path | None, corpus: Path | None, hash_password: bool) -> None:
    """Serve the page on which reports are asked.

    \b
    Example:
      python app.py --index index --port 7860
    """  # noqa: D301 - click reads the control character
    if hash_password:
        _hash_password()
        return
    page = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(index=index, corpus=corpus, page=page or None)
    _require_free_port(settings.page.host, settings.page.port)
    if not (settings.index / "CURRENT").exists():
        _build_index(settings)
    click.echo("Opening the index", err=True)
    _serve(settings)


def _hash_password() -> None:
    """Neither the command line nor the history of a shell ever holds the password."""
    from web import hash_password  # slow to import

    click.echo(hash_password(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)))


def _require_free_port(host: str, port: int) -> None:
    """Say so before minutes are spent on an index."""
    # The second is where Gradio looks whether the port is free, whatever it then listens on.
    for name in dict.fromkeys((host, "127.0.0.1")):
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                name.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, protocol) as probe:
                # As servers do: a port whose last connections still close is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
        except OSError as error:
            reason = f"{_url_host(name)}:{port} cannot be listened on ({error.strerror}); expected a free port"
            raise SettingsError("page.port", f"{reason}: choose one with --port") from error


def _url_host(host: str) -> str:
    """A host as an address of the web writes it: one of IPv6 in brackets."""
    return f"[{host.strip('[]')}]" if ":" in host else host


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
    from web import is_loopback, open_page  # slow to import: the port and the settings are looked at first

    host, port = _url_host(settings.page.host), settings.page.port
    page, options = open_page(settings)
    if not settings.page.users and not is_loopback(settings.page.host.strip("[]")):
        click.echo("Everybody who reaches this machine can read and ask: page.users lets only some in", err=True)
    click.echo(f"Yaodian is on http://{host}:{port}/ (Ctrl+C ends it)", err=True)
    click.echo(f"Programs find it there too, MCP clients on http://{host}:{port}/gradio_api/mcp/", err=True)
    with contextlib.redirect_stdout(io.StringIO()):  # Gradio tells of MCP there, in its own way
        page.launch(server_name=host, server_port=port, prevent_thread_lock=True, **options)
    page.block_thread()


if __name__ == "__main__":
    main(prog_name="app.py")
