"""How many files, and how much of them, one session may leave with the server.

A file's own size is limited by Streamlit (``server.maxUploadSize``). What a page has taken
over is limited there, in words (`imbang.screens.imports.uploads`).
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MOST_FILES = 100
MOST_BYTES = 500_000_000
_UPLOADS = "/_stcore/upload_file/"


class Uploads:
    """Answers 413 where a session would have more than that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_too_much(scope):
            answer = PlainTextResponse("Too many files at once.\n", 413)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_too_much(scope: Scope) -> bool:
    if scope["method"] != "PUT" or not scope["path"].startswith(_UPLOADS):
        return False
    session = scope["path"].removeprefix(_UPLOADS).partition("/")[0]
    sizes = _sizes(session)
    coming = Headers(scope=scope).get("content-length", "0")
    more = int(coming) if coming.isdecimal() else 0
    return len(sizes) >= MOST_FILES or sum(sizes) + more > MOST_BYTES


def _sizes(session: str) -> list[int]:
    """The bytes of each file of a session that no page has taken over yet."""
    if not Runtime.exists():
        return []
    manager = Runtime.instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    files = manager.file_storage.get(session, {})
    return [len(file.data) for file in list(files.values())]
