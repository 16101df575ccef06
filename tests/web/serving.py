"""A server in its own process, for the tests that use the page as readers do."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def wait_for(address, process, timeout_s=90):
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except HTTPError as refused:  # it asks to sign in, so it is there
            refused.close()
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {timeout_s} s")


@contextlib.contextmanager
def served(command, port, log, *, timeout_s, env=None, cwd=ROOT):
    """The address of a server that runs while the block does."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, timeout_s=timeout_s)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def serve_shelf(log, *words: str):
    """The page over the invented shelf."""
    port = free_port()
    with served([sys.executable, "-m", "tests.web.serve", str(port), *words], port, log, timeout_s=90) as address:
        yield address


@contextlib.contextmanager
def serve_app(folder, index, *options: str, timeout_s=300, cwd=ROOT):
    """The page as app.py serves it, over an index that it builds first where there is none; its log is in the folder.

    Args:
        folder: for the log.
        index: the index's folder.
        options: more words of the command.
        timeout_s: for opening the index, or for building it.
        cwd: where it is started, and so where it looks for settings.
    """
    port = free_port()
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), "--index", str(index), *options]
    with served(command, port, folder / "log", timeout_s=timeout_s, cwd=cwd) as address:
        yield address


@contextlib.contextmanager
def serve_reports(folder, *words: str):
    """The whole page over a copy of the demo corpus in a folder."""
    port = free_port()
    command = [sys.executable, "-m", "tests.web.serve_reports", str(folder), str(port), *words]
    env = {"PYTHONPATH": str(ROOT)} | dict(os.environ)
    with served(command, port, folder / "log", timeout_s=300, env=env) as address:
        yield address
