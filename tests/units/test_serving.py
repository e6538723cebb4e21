"""The server's own addresses, and that only this computer can reach it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from imbang.app import server
from imbang.app.login.configuration import Login

LAYER = json.dumps({"type": "FeatureCollection", "features": []}).encode()
SHA = hashlib.sha256(LAYER).hexdigest()


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What the server's routes answer to a GET: status, headers, body."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in ({"host": "localhost"} | headers).items()
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def answer() -> None:
        app = Starlette(routes=server.routes(), middleware=server.middleware())
        await app(scope, receive, send)

    # In a thread of its own: a browser that another test opened leaves a loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(answer())).result()
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with one map layer."""
    (tmp_path / "geometry").mkdir()
    (tmp_path / "geometry" / f"{SHA}.json.gz").write_bytes(gzip.compress(LAYER))
    (tmp_path / "geometry" / "secret.json.gz").write_bytes(gzip.compress(b"secret"))
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))


@pytest.mark.usefixtures("layer")
@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip, deflate, br", "gzip"),
        ("*", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br", None),
        ("gzip;q=0", None),
        ("", None),
    ],
)
def test_a_layer_is_sent_packed_to_those_who_can_unpack(
    accepts: str, coding: str | None
) -> None:
    status, headers, body = get(f"/geo/{SHA}.json", accept_encoding=accepts)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers.get("content-encoding") == coding
    assert (gzip.decompress(body) if coding else body) == LAYER


@pytest.mark.usefixtures("layer")
@pytest.mark.parametrize(
    "name", ["b" * 64, "secret", "A" * 64, "../current", "%2e%2e/current", "a" * 63]
)
def test_nothing_but_layers_is_sent(name: str) -> None:
    assert get(f"/geo/{name}.json")[0] == 404


def test_the_font_is_own_and_the_rest_of_the_folder_is_not_sent() -> None:
    status, headers, body = get("/assets/inter-5.3.0.woff2")
    assert (status, headers["content-type"], body[:4]) == (200, "font/woff2", b"wOF2")
    assert get("/assets/imbang.css")[0] == 404
    assert get("/assets/..%2flogo.svg")[0] == 404


@pytest.mark.parametrize("path", ["/geo/none.json", "/assets/none", "/none"])
def test_every_answer_lets_the_browser_load_from_here_only(path: str) -> None:
    _status, headers, _body = get(path)
    told = dict(
        part.strip().split(" ", 1)
        for part in headers["content-security-policy"].split(";")
    )
    assert told["default-src"] == told["connect-src"] == "'self'"
    assert told["img-src"] == "'self' data: blob:"
    assert "unsafe" not in told["script-src"]
    assert not any("http" in sources or "*" in sources for sources in told.values())
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


HERE = ["127.0.0.1", "127.8.9.10", "::1", "localhost"]
ELSEWHERE = ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.1 "]
LOGIN = Login("https://provider.example", "imbang", "https://imbang.example")


@pytest.mark.parametrize("address", HERE)
@pytest.mark.parametrize("login", [None, LOGIN, replace(LOGIN, is_demo=True)])
def test_this_computer_may_be_served(address: str, login: Login | None) -> None:
    server.require_reachable(address, login)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_else_is_served_while_nobody_logs_in(address: str) -> None:
    with pytest.raises(
        ValueError, match=r"imbang serve --login BERKAS.*docs/login\.md"
    ):
        server.require_reachable(address, None)
    with pytest.raises(ValueError, match="boleh menjadi siapa saja"):
        server.require_reachable(address, replace(LOGIN, is_demo=True))
    server.require_reachable(address, LOGIN)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/tidak_ada/lagi", "/tidak_ada"),
        ("/pengaturan/norma/", "/pengaturan"),
        ("//example.org/x", "/example.org"),
        ("/\\example.org/x", "/%5Cexample.org"),
    ],
)
def test_an_address_with_more_parts_than_a_page_has_leads_to_one_that_answers(
    path: str, to: str
) -> None:
    status, headers, _body = get(path, accept="text/html,*/*")
    assert (status, headers["location"]) == (307, to)


def test_what_lies_deeper_on_purpose_stays_there() -> None:
    assert get("/assets/inter-5.3.0.woff2", accept="text/html")[0] == 200
    assert get("/tidak_ada/lagi", accept="*/*")[0] == 404  # a script's, no reader's
