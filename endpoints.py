"""A server that speaks the OpenAI protocol: the client that asks it, and its failures in words."""

from __future__ import annotations

import ipaddress
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from errors import EndpointError, EndpointFault, SettingsError
from settings import PREFIX, ServerSettings

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

_MOST_MESSAGE_CHARS = 200
# What the client would tell every server about the machine it runs on, and the account that it takes from variables
# which are meant for another server.
_UNSENT = (
    *("X-Stainless-OS", "X-Stainless-Arch", "X-Stainless-Runtime", "X-Stainless-Runtime-Version", "X-Stainless-Lang"),
    *("X-Stainless-Package-Version", "X-Stainless-Async", "OpenAI-Organization", "OpenAI-Project"),
)


def open_client(settings: ServerSettings, *, group: str) -> OpenAI:
    """Make a client for the server of some settings; nothing is sent yet.

    It asks that server and no other: redirections are not followed, the account variables of the
    machine are not read, and nothing is told about the machine. A failing or busy server is asked
    again after growing pauses, or after the pause that it asks for.

    Args:
        settings: address, key, time limit and retries.
        group: of the settings, for messages, e.g. ``"endpoint"``.

    Raises:
        SettingsError: there is no address.
    """
    if not settings.base_url:
        variable = f"{PREFIX}{group.upper()}__BASE_URL"
        reason = f"is empty; expected the address of a server, such as {variable}=http://127.0.0.1:8080/v1"
        raise SettingsError(f"{group}.base_url", reason)
    import openai  # half a second that only those pay who ask a server

    # A proxy is for other machines: what is meant for this one, and its key, would leave it.
    http_client = openai.DefaultHttpxClient(follow_redirects=False, trust_env=not _is_here(settings.base_url))
    client = openai.OpenAI(
        base_url=settings.base_url,
        # A server without keys gets a word; left empty, the client would send the OPENAI_API_KEY of the machine.
        api_key=settings.api_key.get_secret_value() or "none",
        timeout=settings.timeout_s,
        max_retries=settings.retries,
        default_headers=cast(dict[str, str], dict.fromkeys(_UNSENT, openai.omit)) | {"User-Agent": "yaodian"},
        http_client=http_client,
    )
    weakref.finalize(client, http_client.close)  # whoever forgets a client lets its connections go as well
    return client


def _is_here(address: str) -> bool:
    """Whether an address is of this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def named_faults(settings: ServerSettings, *, group: str, model: str) -> Iterator[None]:
    """Turn what the client raises into an error that says what to do.

    Args:
        settings: of the server that is asked.
        group: of the settings, for messages.
        model: as the server is asked for it.

    Raises:
        EndpointError: instead of every error of the client. It carries neither the key nor the
            client's own error, which may hold what the server sent back of it.
    """
    import openai

    server = urlsplit(settings.base_url).netloc
    try:
        yield
    except openai.APITimeoutError:
        reason = f"{server} did not answer within {settings.timeout_s:g} s: raise {group}.timeout_s or try again"
        raise EndpointError(model, EndpointFault.TIMEOUT, reason) from None
    except openai.APIStatusError as error:
        fault, reason = _explain_status(error, settings, group)
        raise EndpointError(model, fault, f"{server} {reason}") from None
    except openai.APIConnectionError as error:
        cause = _shorten(str(error.__cause__ or error), settings)
        reason = f"{server} cannot be reached ({cause}): start it, or mend {group}.base_url"
        raise EndpointError(model, EndpointFault.UNREACHABLE, reason) from None
    except (openai.OpenAIError, ValueError) as error:  # ValueError: what came is no JSON
        reason = f"{server} answered what this program cannot read ({_shorten(str(error), settings)})"
        raise EndpointError(model, EndpointFault.UNUSABLE, f"{reason}: look at {group}.base_url") from None


def _explain_status(error: APIStatusError, settings: ServerSettings, group: str) -> tuple[EndpointFault, str]:
    """What an HTTP status means here. The words of a server are repeated unless they may be about the key."""
    status = error.status_code
    said = _shorten(_message_of(error), settings)
    if status in (401, 403):
        return EndpointFault.UNAUTHORIZED, f"refuses the key ({status}): set {PREFIX}{group.upper()}__API_KEY"
    if status == 404:
        return EndpointFault.NOT_FOUND, (
            f"knows no such model or path (404: {said}): look at the model's name and {group}.base_url, "
            "which mostly ends in /v1"
        )
    if status == 429:
        times = f"{settings.retries + 1} times" if settings.retries else "once"
        return EndpointFault.BUSY, f"is busy or the quota is used up (429: {said}), asked {times}: try again later"
    if status >= 500:
        return EndpointFault.FAILED, f"failed ({status}: {said}): look at its log, or try again"
    return EndpointFault.REFUSED, f"refuses what it was sent ({status}: {said}): look at the settings under {group}"


def _message_of(error: APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return str(body["message"])
    return error.response.reason_phrase or "no message"


def _shorten(message: str, settings: ServerSettings) -> str:
    """One line of a foreign message, without the key."""
    key = settings.api_key.get_secret_value()
    hidden = message.replace(key, "***") if key else message
    line = " ".join("".join(char if char.isprintable() else " " for char in hidden).split())
    return line if len(line) <= _MOST_MESSAGE_CHARS else line[:_MOST_MESSAGE_CHARS] + "…"
