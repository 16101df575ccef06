"""Passwords: kept as scrypt hashes, or written out, compared so that the time tells nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

MARK = "scrypt:"
_N, _R, _P, _SALT_BYTES, _HASH_BYTES = 2**14, 8, 1, 16, 32


def hash_password(password: str) -> str:
    """A line for the settings from which the password cannot be had back: ``scrypt:SALT:HASH``."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return MARK + ":".join(base64.b64encode(part).decode("ascii") for part in (salt, _digest(password, salt)))


def is_password(given: str, kept: str) -> bool:
    """Whether a password is the kept one.

    Args:
        given: what somebody typed.
        kept: from ``hash_password``, or the password itself.

    Example:
        >>> kept = hash_password("要点")
        >>> is_password("要点", kept), is_password("要點", kept), is_password("a", "a"), is_password("", "scrypt:x")
        (True, False, True, False)
    """
    if not kept.startswith(MARK):
        return hmac.compare_digest(given.encode(), kept.encode())
    try:
        salt, expected = (base64.b64decode(part, validate=True) for part in kept.removeprefix(MARK).split(":"))
    except (ValueError, binascii.Error):
        return False
    return hmac.compare_digest(_digest(given, salt), expected)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=_HASH_BYTES)
