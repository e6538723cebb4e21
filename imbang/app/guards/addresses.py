"""Addresses that are of no page: those with several parts, as one that a page can answer.

Streamlit answers whatever it does not know with its frame, which then says that there is
no such page. Below a further slash that frame finds none of its scripts, and stays blank.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# What Streamlit and Imbang have below a slash themselves.
_OWN = frozenset(
    ("_stcore", "app", "assets", "auth", "component", "geo", "media", "static", "topo")
)


class OneDeep:
    """Sends a reader who asks for ``/page/more`` to ``/page``, the rest of the link kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_too_deep(scope):
            page = f"/{_parts(scope)[0]}"
            query = scope["query_string"].decode("latin-1")
            answer = RedirectResponse(f"{page}?{query}" if query else page)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_too_deep(scope: Scope) -> bool:
    parts = _parts(scope)
    is_read = "text/html" in Headers(scope=scope).get("accept", "")
    return is_read and len(parts) > 1 and parts[0] not in _OWN


def _parts(scope: Scope) -> list[str]:
    return [part for part in scope["path"].split("/") if part]
