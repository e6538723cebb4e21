"""What is uploaded stays in memory, by the route of Streamlit that takes it."""

from __future__ import annotations

import asyncio
import runpy
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import Mock

import pytest
from starlette.applications import Starlette
from starlette.formparsers import MultiPartParser
from streamlit import config
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette import starlette_routes

from imbang import paths
from imbang.app import server

LARGE = b"6371014107850001;" * 200_000  # 3.4 MB
BEFORE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
Put = Callable[[bytes], tuple[int, list[bytes]]]


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The temporary files that were made."""
    made: list[object] = []
    temporary = tempfile.TemporaryFile

    def make(*args: Any, **named: Any) -> Any:
        made.append(args)
        return temporary(*args, **named)

    monkeypatch.setattr(tempfile, "TemporaryFile", make)
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1 << 20)
    return made


@pytest.fixture
def put() -> Put:
    """Uploads a file: the answer's status, and the contents that arrived."""
    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    routes = starlette_routes.create_upload_routes(Mock(), manager, None)
    app = Starlette(routes=routes)

    def _put(content: bytes) -> tuple[int, list[bytes]]:
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(lambda: asyncio.run(_answer(app, content))).result()
        files = manager.get_files("session", ["file"])
        return status, [file.data for file in files]

    return _put


async def _answer(app: Starlette, content: bytes) -> int:
    body = BEFORE + content + b"\r\n--x--\r\n"
    parts = [body[at : at + 65_536] for at in range(0, len(body), 65_536)]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: Any) -> None:
        sent.append(message)

    path = "/_stcore/upload_file/session/file"
    scope = {
        "type": "http",
        "method": "PUT",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [
            (b"content-type", b"multipart/form-data; boundary=x"),
            (b"host", b"localhost"),
        ],
    }
    await app(scope, receive, send)
    return int(sent[0]["status"])


@pytest.fixture(autouse=True)
def _no_xsrf() -> Any:
    before = config.get_option("server.enableXsrfProtection")
    config.set_option("server.enableXsrfProtection", False)
    yield
    config.set_option("server.enableXsrfProtection", before)


def test_without_care_a_large_upload_lies_on_the_disk(put: Put, on_disk: Any) -> None:
    assert put(LARGE) == (204, [LARGE])
    assert on_disk


def test_a_large_upload_stays_in_memory(put: Put, on_disk: Any) -> None:
    server.keep_uploads_in_memory()
    assert put(LARGE) == (204, [LARGE])
    assert not on_disk


def test_what_is_too_large_is_ended_while_it_comes(put: Put, on_disk: Any) -> None:
    before = config.get_option("server.maxUploadSize")
    config.set_option("server.maxUploadSize", 2)
    server.keep_uploads_in_memory()
    try:
        assert put(LARGE) == (413, [])
    finally:
        config.set_option("server.maxUploadSize", before)
    assert not on_disk


def test_the_server_takes_this_care(
    on_disk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("claim_pages", "warm_up"):
        monkeypatch.setattr(server, other, lambda: None)
    runpy.run_path(str(paths.DASHBOARD), run_name="dashboard")
    assert MultiPartParser.spool_max_size == 0


def test_a_file_named_again_after_it_was_taken_over_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a browser does that sends a name typed while its files were taken over."""
    from streamlit.runtime.uploaded_file_manager import DeletedFile

    from imbang.screens.imports import uploads

    state = {"uploads_0": [DeletedFile("1")]}
    monkeypatch.setattr(uploads.st, "session_state", state)
    monkeypatch.setattr(uploads.session, "speak", lambda: None)
    uploads._take("uploads_0")
    assert list(state) == ["uploads_0"]  # no round begun, no file put on the desk


@pytest.mark.parametrize(
    ("files", "size", "coming", "status"),
    [(99, 10, 10, 200), (100, 10, 10, 413), (2, 200_000_000, 200_000_000, 413)],
)
def test_a_session_leaves_no_more_than_so_many_files(
    monkeypatch: pytest.MonkeyPatch, files: int, size: int, coming: int, status: int
) -> None:
    from imbang.app.guards import uploads as guards
    from tests.units.access.test_door import Behind, ask

    monkeypatch.setattr(guards, "_sizes", lambda _session: [size] * files)
    behind, path = Behind(), "/_stcore/upload_file/session/file"
    told = ask(
        guards.Uploads(behind),
        path,
        method="PUT",
        headers={"content-length": str(coming)},
    )
    assert told.status == status
    assert ask(guards.Uploads(behind), path, method="DELETE").status == 200


def test_what_a_session_has_left_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

    from imbang.app.guards import uploads as guards

    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    for name in ("a", "b"):
        manager.add_file("one", UploadedFileRec(name, name, "text/csv", b"12345"))
    runtime = Mock(uploaded_file_mgr=manager)
    monkeypatch.setattr(guards.Runtime, "exists", lambda: True)
    monkeypatch.setattr(guards.Runtime, "instance", lambda: runtime)
    assert guards._sizes("one") == [5, 5]
    assert guards._sizes("other") == []
