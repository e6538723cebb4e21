"""By which names this server may be asked, and from which pages: for every request.

A name of elsewhere that leads here is a page's way to read what is ours; a request or a
connection that a page of elsewhere sends comes with the reader's cookies.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

_SAFE = ("GET", "HEAD", "OPTIONS")


class Hosts:
    """Refuses what is asked by another name (400), and what another page sends (403)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = _refused(scope) if scope["type"] in ("http", "websocket") else None
        if status is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            answer = PlainTextResponse("Not for you.\n", status)
            await answer(scope, receive, send)


def _refused(scope: Scope) -> int | None:
    headers = Headers(scope=scope)
    host = headers.get("host")
    if len(headers.getlist("host")) != 1 or not is_host_allowed(host):
        return 400
    changes = scope["type"] == "websocket" or scope["method"] not in _SAFE
    origin = headers.get("origin")
    if changes and origin is not None and _host_of(origin) != host:
        return 403
    return None


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
