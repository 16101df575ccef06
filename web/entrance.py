"""Who is asking: users with passwords, a session in a cookie for browsers, HTTP Basic for programs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie

from pydantic import SecretStr

from web.hosts import is_address, is_loopback, split_host
from web.passwords import hash_password, is_password

COOKIE = "yaodian-session"
SESSION_S = 12 * 3600.0
MOST_SESSIONS = 10_000
# What a proxy puts into a request that comes from another machine.
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")


class Entrance:
    """Knows the users and the sessions that are open.

    Args:
        users: names and passwords, or their hashes; without any everybody may come in.
        clock: seconds from any origin.
    """

    def __init__(self, users: Mapping[str, SecretStr], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = {name: secret.get_secret_value() for name, secret in users.items()}
        self._clock = clock
        # An unknown name must take as long as a wrong password.
        self._nobody = hash_password(secrets.token_hex()) if users else ""
        self._key = secrets.token_bytes()
        self._proven: dict[bytes, str] = {}
        self._sessions: dict[bytes, tuple[str, float]] = {}
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether everybody may come in."""
        return not self._users

    def is_user(self, name: str, password: str) -> bool:
        """Whether the password is that of the user; takes as long either way."""
        kept = self._users.get(name)
        return is_password(password, self._nobody if kept is None else kept) and kept is not None

    def open_session(self, name: str) -> str:
        """A new session's token, for the cookie; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._sessions = {key: held for key, held in self._sessions.items() if held[1] > now}
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[_hash(token)] = (name, now + SESSION_S)
        return token

    def close_session(self, cookies: str) -> None:
        """End the session of a ``Cookie`` header."""
        with self._lock:
            self._sessions.pop(_hash(read_cookie(cookies)), None)

    def user_of(self, *, cookies: str, authorization: str) -> str:
        """The name of who is asking; empty where nobody is signed in.

        Args:
            cookies: the ``Cookie`` header.
            authorization: the ``Authorization`` header; one of HTTP Basic counts.
        """
        if self.is_open:
            return ""
        name, until = self._sessions.get(_hash(read_cookie(cookies)), ("", 0.0))
        if until > self._clock():
            return name
        return self._prove(authorization) if authorization.lower().startswith("basic ") else ""

    def _prove(self, authorization: str) -> str:
        """A hash takes its time, so a proven header is remembered, under a key that ends with the program."""
        seen = hmac.digest(self._key, authorization.encode(), "sha256")
        if seen in self._proven:
            return self._proven[seen]
        try:
            pair = base64.b64decode(authorization[6:].strip(), validate=True).decode("utf-8")
        except (ValueError, binascii.Error):
            return ""
        name, _, password = pair.partition(":")
        if not self.is_user(name, password):
            return ""
        self._proven[seen] = name
        return name


def read_cookie(cookies: str) -> str:
    """The token in a ``Cookie`` header, or nothing."""
    try:
        morsel = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def is_local(headers: Mapping[str, str], address: str) -> bool:
    """Whether a request comes from somebody at this machine and through no proxy.

    A proxy on this machine that neither passes the ``Host`` header on nor says for whom it asks
    cannot be told from somebody here: with one in front of the page, set ``page.users``.

    Args:
        headers: by lower-case name.
        address: of the other end of the connection.
    """
    name, _ = split_host(headers.get("host", ""))
    return is_address(address) and is_loopback(address) and is_loopback(name) and not any(map(headers.get, _FORWARDED))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
