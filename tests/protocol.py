"""A server on this machine that speaks the OpenAI protocol as far as a test scripts it."""

from __future__ import annotations

import base64
import json
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from embeddings import HashingEncoder

DONE = "data: [DONE]\n\n"


@dataclass(frozen=True)
class Reply:
    """What is sent back: ``pieces`` one by one, each after ``pause_s``; cut off before the end if ``is_cut``."""

    pieces: Sequence[str]
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    is_cut: bool = False


@dataclass
class Server:
    """A running server; ``asked`` holds every request as (path, headers, body)."""

    address: str
    asked: list[tuple[str, dict[str, str], dict[str, Any]]]

    @property
    def base_url(self) -> str:
        return f"{self.address}/v1"


@contextmanager
def serving(respond: Callable[[str, dict[str, Any], int], Reply]) -> Iterator[Server]:
    """Serve while the block runs; ``respond`` gets path, body and the number of the request, from 0."""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, dict(self.headers), body))
            try:
                _send(self, respond(self.path, body, len(asked) - 1))
            except (BrokenPipeError, ConnectionResetError):  # the client has given up, as some tests want
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.kind)
    handler.send_header("Transfer-Encoding", "chunked")
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    for piece in reply.pieces:
        time.sleep(reply.pause_s)
        data = piece.encode("utf-8")
        handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        handler.wfile.flush()
    if reply.is_cut:
        handler.close_connection = True
        handler.connection.close()
        return
    handler.wfile.write(b"0\r\n\r\n")


def failing(status: int, message: str = "no", **headers: str) -> Reply:
    """An error as OpenAI's servers write it, asking to be tried again at once."""
    body = json.dumps({"error": {"message": message, "type": "x", "code": None}})
    return Reply([body], status, headers={"Retry-After-Ms": "1"} | headers)


# ---------- embeddings ----------


def embed(texts: Sequence[str], *, dimension: int = 64, is_base64: bool = False, is_shuffled: bool = False) -> Reply:
    """The vectors of the hashing encoder, not of length 1, as numbers or in base64."""
    vectors = HashingEncoder(dimension).encode_passages(texts) * 3
    rows = [
        {"object": "embedding", "index": index, "embedding": _in_base64(vector) if is_base64 else vector}
        for index, vector in enumerate(vectors.tolist())
    ]
    body = {"object": "list", "data": rows[::-1] if is_shuffled else rows, "model": "m", "usage": {"total_tokens": 1}}
    return Reply([json.dumps(body)])


def _in_base64(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


# ---------- chat ----------


def say(text: str, *, size: int = 3, finish: str | None = "stop", is_done: bool = True, **options: Any) -> Reply:  # noqa: ANN401
    """A stream of ``text`` in pieces of ``size`` characters."""
    pieces = [_chunk({"content": text[start : start + size]}) for start in range(0, len(text), size)]
    if finish:
        pieces.append(_chunk({}, finish))
    return Reply(
        [_chunk({"role": "assistant"}), *pieces, *([DONE] if is_done else [])], kind="text/event-stream", **options
    )


def _chunk(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n"
