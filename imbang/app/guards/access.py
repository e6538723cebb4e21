"""Who may ask the addresses that are for whoever runs the server: decided here alone.

``/healthz`` tells everybody whether there are figures; of when, and which, where nobody has
to log in. Metrics, Imbang's and Streamlit's own, are for the computer itself, or for whoever
has the token that the server was started with. Where people log in, the token is all that
opens them, and the rest of ``/healthz``: others may use the same computer.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
from urllib.parse import urlsplit

from starlette._utils import get_route_path
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from imbang.app.login import configuration

TOKEN = "IMBANG_METRICS_TOKEN"

_WATCHED = ("/metrics", "/_stcore/metrics")
# who asks through another server is not known by the address it comes from
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Access:
    """Answers 403 to who may not ask an address, 401 where a token would do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not may_ask(scope):
            needs_token = bool(os.environ.get(TOKEN))
            refused = PlainTextResponse(
                "Not for you.\n",
                401 if needs_token else 403,
                {"WWW-Authenticate": "Bearer"} if needs_token else None,
            )
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def may_ask(scope: Scope) -> bool:
    """Whether a request may be answered, by its address and by who sent it."""
    if scope["path"].rstrip("/") not in _WATCHED:
        return True
    if os.environ.get(TOKEN):
        return has_token(scope)
    headers = Headers(scope=scope)
    if configuration.used() or any(name in headers for name in _FORWARDED):
        return False
    asked = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    client = (scope.get("client") or ("",))[0]
    # a name of elsewhere that leads here is a page's way to read what is ours
    return _is_this_computer(client) and (
        asked == "localhost" or _is_this_computer(asked)
    )


def has_token(scope: Scope) -> bool:
    """Whether a request brings the token that the server was started with."""
    token = os.environ.get(TOKEN)
    given = Headers(scope=scope).get("authorization", "").encode()
    return bool(token) and hmac.compare_digest(given, f"Bearer {token}".encode())


def is_watcher(scope: Scope) -> bool:
    """Whether metrics are asked by whoever has the token, and need no login."""
    return get_route_path(scope) in _WATCHED and has_token(scope)


def may_know(scope: Scope) -> bool:
    """Whether the details of ``/healthz`` are told."""
    return configuration.used() is None or has_token(scope)


def _is_this_computer(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
