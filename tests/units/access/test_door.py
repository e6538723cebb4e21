"""The door by itself: nothing reaches what stands behind it but by a login that holds."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import Message, Receive, Scope, Send

from imbang.access import acting
from imbang.access.assigning import ClaimRoles
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.app import server
from imbang.app.guards import access
from imbang.app.guards.hosts import Hosts
from imbang.app.login import claims, configuration, demo, downloads, kept, sitting
from imbang.app.login.configuration import Login
from imbang.app.login.door import Door
from tests.units.access.test_claims import ANI, cookies
from tests.units.access.test_claims import LOGIN as PLAIN

LOGIN = replace(
    PLAIN,
    hosts=("imbang.example",),
    contact="Bagian TI <0511>",
    roles=ClaimRoles("groups", {"v": (Grant(Role.VIEWER),)}),
)
IN = ANI | {"groups": ["v"]}
HTML = {"accept": "text/html,*/*"}


@dataclass
class Told:
    """What was answered, and what reached the app behind the door."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    body: str = ""


class Behind:
    """What stands behind the door: says whether, and as whom, it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answer: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(
            (scope["path"], (sitting._CONNECTION.get() and "someone") or "")
        )
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await (self.answer or PlainTextResponse("behind"))(scope, receive, send)


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))
    monkeypatch.setattr(kept, "_ended_here", {})
    yield
    acting.ask_for(lambda: acting.OPERATOR)
    configuration._used.clear()


@pytest.fixture
def behind() -> Behind:
    return Behind()


def ask(
    app: Any,
    path: str,
    *,
    said: Mapping[str, Any] | None = None,
    type: str = "http",
    method: str = "GET",
    query: str = "",
    root: str = "",
    headers: Mapping[str, str] | None = None,
) -> Told:
    sent: list[Message] = []
    all_headers = {"host": "imbang.example", **(headers or {})}
    if said is not None:
        jar = "; ".join(f"{k}={v}" for k, v in cookies(dict(said), LOGIN).items())
        given = all_headers.get("cookie")
        all_headers["cookie"] = f"{jar}; {given}" if given else jar
    scope: dict[str, Any] = {
        "type": type,
        "path": path,
        "raw_path": path.encode(),
        "root_path": root,
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in all_headers.items()],
    }
    if type == "http":
        scope["method"] = method

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answered() -> None:
        await app(scope, receive, send)

    # in a thread of its own: a browser that another test opened leaves a loop running
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(answered())).result()
    first = sent[0]
    if type == "websocket":
        return Told(101 if first["type"] == "websocket.accept" else first["code"])
    pairs = [(k.decode().lower(), v.decode()) for k, v in first["headers"]]
    body = b"".join(message.get("body", b"") for message in sent[1:]).decode()
    jar = [value for name, value in pairs if name == "set-cookie"]
    return Told(first["status"], dict(pairs), jar, body)


def door(behind: Behind, login: Login = LOGIN) -> Door:
    return Door(behind, login, access.is_watcher)


TRICKS = [
    "/", "", "//", "/ringkasan", "/_stcore/health", "/_stcore/host-config", "/metrics",
    "/_stcore/metrics", "/app/static/x", "/media/abc.pdf", "/geo/x.json", "/assets/x",
    "/component/x", "/static/js/x", "/opening.json", "/_stcore/upload_file/a/b",
    "/_stcore/agent/interact", "/healthz/", "//healthz", "/healthz/x", "/HEALTHZ",
    "/healthz/../metrics", "/healthz%2f..%2fmetrics", "/%68ealthz", "/healthz;x",
    "/healthz\\", "/auth", "/auth/login/", "/auth/login/../../metrics", "/AUTH/LOGIN",
    "//auth/login", "/oauth2callback/", "/x/oauth2callback", "/auth/logout/x",
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_nothing_passes_without_a_login(behind: Behind, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
        assert ask(door(behind), path, method=method).status == 401
    told = ask(door(behind), path, headers=HTML)
    assert told.status == 401
    assert "Masuk dengan login.example" in told.body
    assert ask(door(behind), path, type="websocket").status == 1008
    assert behind.asked == []
    assert ask(door(behind), path, said=IN).status in (200, 404)


@pytest.mark.parametrize(
    ("path", "root"),
    [("/auth/login", "/auth"), ("/healthz", "/healthz"), ("/x/metrics", "/x")],
)
def test_what_is_open_is_so_by_what_the_routes_match(
    behind: Behind, path: str, root: str
) -> None:
    assert ask(door(behind), path, root=root).status == 401
    assert ask(door(behind), f"{root}/healthz", root=root).status == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"aud": "other", "azp": "imbang"}, "program lain"),
        ({"iss": "https://other.example"}, "penyedia lain"),
        ({"exp": time.time() - 1}, "Masa masuk Anda telah habis"),
    ],
)
def test_a_login_that_does_not_hold_opens_nothing(
    behind: Behind, changed: dict[str, Any], words: str
) -> None:
    said = IN | changed
    assert ask(door(behind), "/", said=said).status == 401
    assert (
        ask(door(behind), "/_stcore/stream", said=said, type="websocket").status == 1008
    )
    assert words in ask(door(behind), "/", said=said, headers=HTML).body
    assert behind.asked == []


def test_whoever_has_no_role_is_told_whom_to_ask_and_gets_nothing(
    behind: Behind,
) -> None:
    told = ask(door(behind), "/", said=ANI, headers=HTML)
    assert told.status == 403
    assert "Ani Contoh" in told.body
    assert "Bagian TI &lt;0511&gt;" in told.body
    assert 'href="/auth/logout"' in told.body
    assert ask(door(behind), "/geo/x.json", said=ANI).status == 401
    assert (
        ask(door(behind), "/_stcore/stream", said=ANI, type="websocket").status == 1008
    )
    named_by_nik = ANI | {"sub": "6371014107850001", "groups": ["v"]}
    told = ask(door(behind), "/", said=named_by_nik, headers=HTML)
    assert told.status == 403
    assert "NIK" in told.body
    assert "6371014107850001" not in told.body
    assert behind.asked == []


def test_whoever_is_in_passes_and_downloads_are_made_as_them(behind: Behind) -> None:
    told = ask(door(behind), "/", said=IN)
    assert (told.status, told.headers["cache-control"]) == (200, "no-store")
    assert ask(door(behind), "/_stcore/stream", said=IN, type="websocket").status == 101
    assert behind.asked == [("/", "someone"), ("/_stcore/stream", "someone")]


def test_the_login_page_loads_nothing_and_keeps_what_was_asked(behind: Behind) -> None:
    query = "region=63.71&lang=en&q=%22%3E%3Cscript%3E"
    told = ask(door(behind), "/cakupan_psm", query=query, headers=HTML)
    assert '<html lang="en">' in told.body
    assert "Log in with login.example" in told.body
    assert "<script" not in told.body
    assert "url(" not in told.body
    to = "%2Fcakupan_psm%3Fregion%3D63.71%26lang%3Den%26q%3D%2522%253E%253Cscript%253E"
    assert f'href="/auth/login?to={to}"' in told.body
    assert told.headers["content-security-policy"].startswith("default-src 'none'")
    guarded = server._Guarded(door(behind))
    policy = ask(guarded, "/", headers=HTML).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("to", "opens"),
    [
        ("/cakupan_psm?region=63.71", "/cakupan_psm?region=63.71"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/auth/logout", "/"),
        ("/auth/login?to=/", "/"),
        ("", "/"),
        ("/" + "x" * 3000, "/"),
    ],
)
def test_after_logging_in_the_page_opens_that_was_asked_and_no_other_server(
    behind: Behind, to: str, opens: str
) -> None:
    from urllib.parse import quote

    behind.answer = RedirectResponse("https://login.example/a?state=abc123")
    went = ask(door(behind), "/auth/login", query=f"to={quote(to, safe='')}")
    [kept_cookie] = went.cookies
    assert kept_cookie.startswith("imbang_to_abc123=")
    assert "HttpOnly" in kept_cookie and kept_cookie.endswith("; Secure")
    back = RedirectResponse("/")
    [(name, value)] = cookies(IN, LOGIN).items()
    back.set_cookie(name, value)
    behind.answer = back
    sent = {"cookie": kept_cookie.partition(";")[0]}
    came = ask(
        door(behind), "/oauth2callback", query="state=abc123&code=1", headers=sent
    )
    assert (came.status, came.headers["location"]) == (307, opens)
    assert all("Secure" in one for one in came.cookies)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"aud": "other", "azp": "imbang"}, "(audience)"),
        ({"iss": "https://other.example"}, "penyedia lain daripada"),
        ({"exp": time.time() - 1}, "sudah habis masanya"),
        (None, "tidak mengizinkan Anda masuk"),
    ],
)
def test_a_login_that_does_not_hold_is_not_even_set(
    behind: Behind, changed: dict[str, Any] | None, words: str
) -> None:
    back = RedirectResponse("/")
    for name, value in cookies(IN | (changed or {}), LOGIN).items():
        back.set_cookie(name, value if changed else "")
    behind.answer = back
    told = ask(door(behind), "/oauth2callback", query="state=x&code=1")
    assert (told.status, told.cookies) == (403, [])
    assert words in told.body


def test_logging_out_ends_the_login_not_the_cookie_alone(behind: Behind) -> None:
    other = IN | {"nonce": "of another browser"}
    assert ask(door(behind), "/auth/logout", said=IN).status == 200
    assert ask(door(behind), "/", said=IN).status == 401
    assert (
        ask(door(behind), "/_stcore/stream", said=IN, type="websocket").status == 1008
    )
    assert ask(door(behind), "/", said=other).status == 200


def test_a_page_of_elsewhere_logs_nobody_out(behind: Behind) -> None:
    for site in ("cross-site", "same-site"):
        headers = {"sec-fetch-site": site}
        told = ask(door(behind), "/auth/logout", said=IN, headers=headers)
        assert (told.status, told.headers["location"]) == (303, "/")
    assert behind.asked == []
    assert ask(door(behind), "/", said=IN).status == 200


def test_a_store_that_cannot_be_read_lets_nobody_in(
    behind: Behind, tmp_path: Path
) -> None:
    (tmp_path / "workspace.db").write_bytes(b"no database" * 100)
    assert ask(door(behind), "/", said=IN).status == 503
    assert "imbang verify" in ask(door(behind), "/", said=IN, headers=HTML).body
    assert (
        ask(door(behind), "/_stcore/stream", said=IN, type="websocket").status == 1008
    )
    assert behind.asked == []


def test_a_login_is_ended_here_also_where_that_cannot_be_written(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any, **_named: Any) -> None:
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(kept.Workspace, "put_all", full)
    assert ask(door(behind), "/auth/logout", said=IN).status == 200
    assert ask(door(behind), "/", said=IN).status == 401


def test_metrics_and_details_are_for_the_token_alone_where_people_log_in(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration.use(LOGIN)
    app = door(behind)
    app._app = access.Access(behind)  # type: ignore[assignment]
    bearer = {"authorization": "Bearer t0ken"}
    for path in ("/metrics", "/_stcore/metrics"):
        assert ask(app, path).status == 401
        assert ask(app, path, headers=bearer).status == 401
        assert ask(app, path, said=IN).status == 403
    assert not access.may_know({"headers": [(b"authorization", b"Bearer t0ken")]})
    monkeypatch.setenv(access.TOKEN, "t0ken")
    assert ask(app, "/metrics", headers=bearer).status == 200
    assert ask(app, "/metrics", headers={"authorization": "Bearer x"}).status == 401
    assert access.may_know({"headers": [(b"authorization", b"Bearer t0ken")]})


def test_a_file_is_given_to_those_alone_for_whom_it_was_made() -> None:
    storage = downloads._Owned("/media")
    kind = downloads.MediaFileKind.DOWNLOADABLE
    ani, citra = (Person(f"https://login.example {who}", who) for who in ("a", "c"))
    with acting.acting_as(ani):
        made = storage.load_and_get_id(b"figures", "text/csv", kind, "a.csv")
    scope = {"type": "http", "path": f"/media/{made}.csv", "root_path": ""}
    assert downloads.may_have(scope, ani, LOGIN)
    assert not downloads.may_have(scope, citra, LOGIN)
    with acting.acting_as(citra):  # who makes the same, may have the same
        assert storage.load_and_get_id(b"figures", "text/csv", kind, "a.csv") == made
    assert downloads.may_have(scope, citra, LOGIN)
    storage.delete_file(made)
    assert not downloads.may_have(scope, ani, LOGIN)
    uploads = {"type": "http", "path": "/_stcore/upload_file/none/x", "root_path": ""}
    assert not downloads.may_have(uploads, ani, LOGIN)


def test_streamlit_makes_its_storage_of_those_that_know_whose_a_file_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from streamlit.runtime import memory_media_file_storage
    from streamlit.web.server.starlette.starlette_app import App

    monkeypatch.setattr(
        memory_media_file_storage,
        "MemoryMediaFileStorage",
        memory_media_file_storage.MemoryMediaFileStorage,
    )
    monkeypatch.setattr("streamlit.runtime.Runtime", lambda told: told)
    downloads.begin()
    made: Any = App(__file__)._create_runtime()
    assert isinstance(made.media_file_storage, downloads._Owned)


@pytest.mark.parametrize(
    ("headers", "method", "status"),
    [
        ({}, "GET", 200),
        ({"host": "evil.example"}, "GET", 400),
        ({"host": "imbang.example.evil.example"}, "GET", 400),
        ({"host": "imbang.example:8443"}, "GET", 200),
        ({"host": ""}, "GET", 400),
        ({"origin": "https://imbang.example"}, "PUT", 200),
        ({"origin": "https://evil.example"}, "GET", 200),  # reads nothing: no CORS
        ({"origin": "https://evil.example"}, "PUT", 403),
        ({"origin": "https://evil.example"}, "POST", 403),
        ({"origin": "null"}, "DELETE", 403),
        ({"origin": "https://[x"}, "POST", 403),
    ],
)
def test_other_names_and_other_pages_are_refused(
    behind: Behind,
    monkeypatch: pytest.MonkeyPatch,
    headers: dict[str, str],
    method: str,
    status: int,
) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _key: ["imbang.example"])
    told = ask(Hosts(behind), "/", method=method, headers=headers)
    assert told.status == status


@pytest.mark.parametrize("origin", ["http://localhost", "https://evil.example", "null"])
def test_a_connection_from_another_page_is_refused(
    behind: Behind, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _key: ["imbang.example"])
    own = {"origin": "https://imbang.example"}
    assert ask(Hosts(behind), "/", type="websocket", headers=own).status == 101
    other = {"origin": origin}
    assert ask(Hosts(behind), "/", type="websocket", headers=other).status == 1008


def test_the_server_is_told_to_keep_what_is_off_off() -> None:
    configuration.use(LOGIN)
    flags = server._flags("0.0.0.0", 8501)
    for flag in (
        "--server.enableAgentApi=false",
        "--server.enableXsrfProtection=true",
        "--server.enableStaticServing=false",
        "--client.showErrorDetails=none",
        "--server.allowedHosts=imbang.example",
    ):
        assert flag in flags
    assert "--server.allowedHosts=0.0.0.0" not in flags
    assert not any(LOGIN.cookie_secret in flag for flag in flags)


def test_claims_key_is_not_of_the_name() -> None:
    assert claims.key(IN) == claims.key(IN | {"name": "Other"})


def test_made_up_people_come_in_by_the_same_door(behind: Behind) -> None:
    login = demo.login("http://127.0.0.1:8501")
    app = Door(behind, login, access.is_watcher)
    assert ask(app, "/").status == 401
    page = ask(app, "/cakupan_psm", headers=HTML)
    assert page.status == 401
    assert page.body.count('<a href="/auth/login?to=%2Fcakupan_psm&amp;as=') == 5
    for one in demo.people():
        came = ask(app, "/auth/login", query=f"to=%2Fx&as={one.key}")
        assert (came.status, came.headers["location"]) == (303, "/x")
        value = came.cookies[0].partition(";")[0]
        found = sitting.of_cookies(dict([value.split("=", 1)]), login)
        assert found.person.grants == (one.grant,)
        assert ask(app, "/", headers={"cookie": value}).status == 200
        assert ask(app, "/auth/logout", headers={"cookie": value}).status == 200
        assert ask(app, "/", headers={"cookie": value}).status == 401
    assert ask(app, "/auth/login", query="as=nobody").cookies == []
    elsewhere = {"sec-fetch-site": "cross-site"}
    sent = ask(app, "/auth/login", query="as=head", headers=elsewhere)
    assert sent.cookies == []


def test_every_role_can_be_tried() -> None:
    assert {one.grant.role for one in demo.people()} == set(Role)
