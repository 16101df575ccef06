"""The page that asks for a name and a password: plain HTML, without a script."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from web.wording import Words

_LOOKS = ("look.css", "alone/login.css")
_STATIC = Path(__file__).with_name("static")


def render_login(words: Words, target: str, *, is_refused: bool = False) -> str:
    """The whole page.

    Args:
        words: the page's words.
        target: where to go when signed in; see ``local_path``.
        is_refused: whether the name or the password were wrong.
    """
    wrong = f'<p class="wrong" role="alert">{words.html("login_wrong")}</p>' if is_refused else ""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>要点 Yaodian</title>'
        f'<style>{_style()}</style></head><body class="login"><main>'
        f'<h1><span lang="zh-Hans">要点</span> {words.html("brand")}</h1>'
        f'<form method="post" action="login"><input type="hidden" name="next" value="{escape(target)}">'
        f'<label for="user">{words.html("login_user")}</label>'
        f'<input id="user" name="user" autocomplete="username" autocapitalize="none" required autofocus>'
        f'<label for="password">{words.html("login_password")}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required>{wrong}'
        f'<button type="submit">{words.html("login")}</button></form></main></body></html>'
    )


def local_path(target: str) -> str:
    r"""Where a browser may be sent: a place on this server, else its beginning.

    Example:
        >>> [local_path(one) for one in ("/?q=a", "//evil.example", "https://evil.example", "/\\evil.example", "")]
        ['/?q=a', '/', '/', '/', '/']
    """
    return target if re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", target) else "/"


@cache
def _style() -> str:
    return "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _LOOKS)
