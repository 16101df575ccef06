"""What every request passes before Gradio sees it: its host, its path, its origin, its user, its size, its rate."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from records import Language
from settings import PageSettings
from web.entrance import COOKIE, SESSION_S, Entrance, is_local
from web.hosts import is_own_host, is_same_origin, own_names
from web.limits import Limiter, client_of
from web.login import local_path, render_login
from web.wording import Words, preferred_language

# Gradio needs inline styles and scripts and compiles its templates; everything comes from this server.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    # Not no-referrer: a form would then be sent with the origin "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

LOGIN, LOGOUT, UPLOAD = "/login", "/logout", "/upload"
# All that the page and the programs use. Gradio has more - files of this machine, uploads, proxies, its own
# sign-in, run histories, code that a model writes - and none of that is needed here.
_API = r"/gradio_api/(?:info|startup-events|theme\.css|heartbeat/\w+|queue/(?:join|data|status)|cancel|reset)/?"
_CALLS = r"/gradio_api/(?:run|api|call|call/v2)/\w+(?:/\w+)?/?"
_MCP = r"/gradio_api/mcp(?:/http)?/?"
_FILES = r"/(?:assets|static)/[\w./+@-]+|/(?:theme\.css|favicon\.ico|manifest\.json|robots\.txt|config/?)"
_PATHS = re.compile("|".join(f"(?:{part})" for part in ("/", LOGIN, LOGOUT, UPLOAD, _API, _CALLS, _MCP, _FILES)))
# Reading about the server itself, which asks for it while it starts.
_FOR_ALL = re.compile(r"/gradio_api/startup-events|/favicon\.ico|/robots\.txt")
_ASKING = re.compile(r"/gradio_api/(?:queue/join|(?:run|api|call|call/v2)/(?:ask|find|compare)|mcp(?:/http)?)/?")

MOST_BODY_BYTES = 1024 * 1024
_LOGINS_PER_MINUTE = 10
# What later handlers learn of who is asking.
USER, LOCAL = "yaodian.user", "yaodian.local"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that is not passed on.

    Attributes:
        status: of the answer.
        key: of the words that say why.
        values: for the words.
        wait_s: after which it may be tried again; 0 where that would not help.
    """

    status: int
    key: str
    values: Mapping[str, object]
    wait_s: float = 0.0


class Guard:
    """ASGI middleware: refuses what the page does not need, adds ``HEADERS`` to all that is answered.

    Args:
        app: what it stands before.
        page: the settings of the page; the defaults where they are not given.
        entrance: who may come in; of the settings' users where it is not given.
    """

    def __init__(self, app: ASGIApp, page: PageSettings | None = None, entrance: Entrance | None = None) -> None:
        page = page or PageSettings()
        self.app = app
        self._names = own_names(page.host, page.names)
        self._entrance = entrance or Entrance(page.users)
        self._questions = Limiter(page.questions_per_minute, within_s=60)
        self._logins = Limiter(_LOGINS_PER_MINUTE, within_s=60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        guarded = _with_headers(send)
        headers = Headers(scope=scope)
        refusal = self._judge_place(scope, headers) or self._judge_size(scope, headers)
        if refusal is not None:
            await _refuse(refusal, headers)(scope, receive, guarded)
        elif scope["path"] in (LOGIN, LOGOUT):
            await (await self._sign(scope, headers, receive))(scope, receive, guarded)
        else:
            await self._admit(scope, headers, receive, guarded)

    def _judge_place(self, scope: Scope, headers: Headers) -> Refusal | None:
        """The host it was asked by, the path it asks for, the page it was sent from."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if not is_own_host(host, self._names):
            return Refusal(421, "refused_host", {"host": host[:80]})
        if not _PATHS.fullmatch(scope["path"]) or ".." in scope["path"]:
            return Refusal(404, "refused_path", {})
        if origin is not None and not is_same_origin(origin, host):
            return Refusal(403, "refused_origin", {"origin": origin[:80]})
        if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "none") not in _OWN_SITES:
            return Refusal(403, "refused_origin", {"origin": headers["sec-fetch-site"][:80]})
        return None

    def _judge_size(self, scope: Scope, headers: Headers) -> Refusal | None:
        announced = headers.get("content-length", "0")
        if scope["path"] != UPLOAD and (not announced.isdecimal() or int(announced) > MOST_BODY_BYTES):
            return Refusal(413, "refused_size", {})
        return None

    async def _admit(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        """Who asks, and whether not too often."""
        address = scope["client"][0] if scope.get("client") else ""
        user = self._entrance.user_of(cookies=headers.get("cookie", ""), authorization=headers.get("authorization", ""))
        if not (user or self._entrance.is_open or _FOR_ALL.fullmatch(scope["path"])):
            await _ask_to_sign_in(scope, headers)(scope, receive, send)
            return
        if scope["method"] == "POST" and _ASKING.fullmatch(scope["path"]):
            wait_s = self._questions.take(client_of(address, user))
            if wait_s:
                await _refuse(_too_often(wait_s), headers)(scope, receive, send)
                return
        scope[USER], scope[LOCAL] = user, is_local(headers, address)
        if scope["path"] == UPLOAD or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        else:
            await _Bounded(self.app, headers)(scope, receive, send)

    async def _sign(self, scope: Scope, headers: Headers, receive: Receive) -> Response:
        """Sign in or out; a browser comes back to where it wanted to go."""
        words = Words(preferred_language(headers.get("accept-language", "")))
        if scope["path"] == LOGOUT and scope["method"] == "POST":
            self._entrance.close_session(headers.get("cookie", ""))
            left = RedirectResponse("/", status_code=303)
            left.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
            return left
        if scope["path"] == LOGOUT or self._entrance.is_open:
            return RedirectResponse("/", status_code=303)
        if scope["method"] != "POST":
            return HTMLResponse(render_login(words, "/"), headers=_UNCACHED)
        wait_s = self._logins.take(client_of(scope["client"][0] if scope.get("client") else ""))
        if wait_s:
            return _refuse(_too_often(wait_s), headers)
        form = parse_qs((await _read(receive)).decode("utf-8", "replace"), keep_blank_values=True)
        # gradio_client calls it username, and wants to go nowhere.
        names = (form.get(key, [""])[0] for key in ("user", "username"))
        name, password, target = next(filter(None, names), ""), form.get("password", [""])[0], form.get("next", [""])[0]
        entered: Response
        if not self._entrance.is_user(name, password):
            page = render_login(words, local_path(target), is_refused=True)
            return HTMLResponse(page, status_code=401, headers=_UNCACHED)
        entered = RedirectResponse(local_path(target), 303) if "next" in form else JSONResponse({"success": True})
        token, is_secure = self._entrance.open_session(name), scope.get("scheme") == "https"
        entered.set_cookie(COOKIE, token, int(SESSION_S), path="/", httponly=True, samesite="lax", secure=is_secure)
        return entered


_OWN_SITES = ("same-origin", "none")
_UNCACHED = {"cache-control": "no-store"}


def _with_headers(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return send_guarded


class _Bounded:
    """Passes on a body as long as it is small; one that grows beyond is cut off, whatever it was announced as."""

    def __init__(self, app: ASGIApp, headers: Headers) -> None:
        self.app, self.headers = app, headers
        self.size = 0
        self.has_started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the application sees its client leave, and its answer to that goes nowhere."""

        async def receive_bounded() -> Message:
            message = await receive()
            self.size += len(message.get("body", b""))
            return {"type": "http.disconnect"} if self._is_over else message

        async def send_bounded(message: Message) -> None:
            if not self._is_over or self.has_started:
                self.has_started = True
                await send(message)

        try:
            await self.app(scope, receive_bounded, send_bounded)
        except Exception:
            if not self._is_over or self.has_started:
                raise
        if self._is_over and not self.has_started:
            await _refuse(Refusal(413, "refused_size", {}), self.headers)(scope, receive, send)

    @property
    def _is_over(self) -> bool:
        return self.size > MOST_BODY_BYTES


async def _read(receive: Receive) -> bytes:
    """A small body; more of it is not read."""
    body = bytearray()
    while len(body) <= MOST_BODY_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return bytes(body)


def _too_often(wait_s: float) -> Refusal:
    return Refusal(429, "refused_rate", {"n": math.ceil(wait_s)}, wait_s)


def _wants_page(scope: Scope, headers: Headers) -> bool:
    return scope["method"] == "GET" and "text/html" in headers.get("accept", "")


def _ask_to_sign_in(scope: Scope, headers: Headers) -> Response:
    """A page for a reader, for a program a status that asks for a name and a password."""
    if _wants_page(scope, headers):
        words = Words(preferred_language(headers.get("accept-language", "")))
        query = scope.get("query_string", b"").decode("latin-1")
        target = local_path(f"{scope['path']}?{query}" if query else scope["path"])
        return HTMLResponse(render_login(words, target), status_code=401, headers=_UNCACHED)
    # A browser's script would have the browser ask in a window of its own.
    is_program = "sec-fetch-mode" not in headers
    asked = {"www-authenticate": 'Basic realm="Yaodian", charset="UTF-8"'} if is_program else {}
    refused = _refuse(Refusal(401, "refused_user", {}), headers)
    refused.headers.update(asked)
    return refused


def _refuse(refusal: Refusal, headers: Headers) -> Response:
    """A refusal in words: those of the page's languages, the one that the browser prefers."""
    words = Words(preferred_language(headers.get("accept-language", "")))
    said = {language: Words(language).say(refusal.key, **refusal.values) for language in Language}
    more = _UNCACHED | ({"retry-after": str(math.ceil(refusal.wait_s))} if refusal.wait_s else {})
    content = json.dumps({"detail": said[words.language], "words": said}, ensure_ascii=False)
    return Response(content, refusal.status, more, "application/json")
