"""Which names of this server a browser may use, and from which pages it may be asked."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable

_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})
_PORTS = {"http": "80", "https": "443"}


def split_host(host: str) -> tuple[str, str]:
    """The name and the port of a ``Host`` header, the name in lower case and without brackets.

    Example:
        >>> split_host("[::1]:7860"), split_host("Reports.lan"), split_host("::1")
        (('::1', '7860'), ('reports.lan', ''), ('::1', ''))
    """
    host = host.strip().lower()
    if found := re.fullmatch(r"\[([0-9a-f:.%]+)\](?::(\d+))?", host):
        return found[1], found[2] or ""
    if host.count(":") > 1:
        return host, ""
    name, _, port = host.partition(":")
    return name.removesuffix("."), port


def is_address(name: str) -> bool:
    """Whether a name is an IP address: one that no name server can bend to another machine."""
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    """Whether a name or an address means this machine to itself.

    Example:
        >>> [is_loopback(name) for name in ("localhost", "127.0.0.9", "::1", "::ffff:127.0.0.1", "10.0.0.1", "")]
        [True, True, True, True, False, False]
    """
    if name in _LOOPBACK_NAMES:
        return True
    if not is_address(name):
        return False
    address = ipaddress.ip_address(name.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def own_names(host: str, names: Iterable[str]) -> frozenset[str]:
    """The names under which the page may be called besides addresses.

    Args:
        host: what the page listens on.
        names: from the settings.
    """
    own = _LOOPBACK_NAMES | {split_host(name)[0] for name in (host, *names)}
    return own if is_loopback(split_host(host)[0]) else own | {socket.gethostname().lower(), socket.getfqdn().lower()}


def is_own_host(host: str, names: frozenset[str]) -> bool:
    """Whether a ``Host`` header names this server: by an address or by one of its names.

    A page of another site can have its own name resolve to this machine (DNS rebinding); it then
    asks with that name, and is refused.

    Example:
        >>> names = own_names("127.0.0.1", ())
        >>> [is_own_host(host, names) for host in ("localhost:7860", "[::1]", "evil.example:7860", "")]
        [True, True, False, False]
    """
    name, _ = split_host(host)
    return name in names or is_address(name)


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a page at ``origin`` is one of this server; ``null`` and everything unreadable is not.

    Example:
        >>> is_same_origin("http://127.0.0.1:7860", "127.0.0.1:7860"), is_same_origin("https://a.lan", "A.lan:443")
        (True, True)
        >>> is_same_origin("http://127.0.0.1:9999", "127.0.0.1:7860"), is_same_origin("null", "127.0.0.1")
        (False, False)
    """
    scheme, found, there = origin.strip().lower().partition("://")
    if not found or scheme not in _PORTS:
        return False
    name, port = split_host(there)
    own_name, own_port = split_host(host)
    # Behind a server that ends TLS the scheme is not known here; a missing port is then that of either.
    return name == own_name and (port or _PORTS[scheme]) == (own_port or _PORTS[scheme])
