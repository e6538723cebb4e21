"""Nothing beside the door, by plain HTTP: every route of the running app, and tricks."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Iterator
from unittest.mock import Mock
from urllib.parse import urlsplit

import itsdangerous
import pytest
import requests
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit import config
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from imbang import paths
from imbang.app import server
from imbang.app.login import claims, sitting
from imbang.app.page_files import list_pages
from tests.access.conftest import COOKIE, Behind, know

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OPEN = {"/auth/login", "/oauth2callback", "/auth/logout", "/healthz"}
# what Streamlit 1.67 answers, and other versions did; named so that none is forgotten
KNOWN = (
    "/", "/index.html", "/favicon.png", "/manifest.json", "/static/js/index.js",
    "/static/media/x.woff2", "/app/static/x.png", "/media/0123456789abcdef.pdf",
    "/_stcore/health", "/_stcore/script-health-check", "/_stcore/host-config",
    "/_stcore/allowed-message-origins", "/_stcore/metrics", "/_stcore/stream",
    "/_stcore/upload_file/session/file", "/_stcore/bidi-components/x/index.js",
    "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
    "/component/streamlit.x/index.html", "/vendor/x", "/healthz/", "/script-health-check",
    "/geo/" + "0" * 64 + ".json", "/topo/world_110m.json", "/assets/inter-5.3.0.woff2",
    "/metrics", "/opening.json", "/opening.js", "/stream", "/debugz", "/messages",
)  # fmt: skip


def routes(monkeypatch: pytest.MonkeyPatch) -> list[BaseRoute]:
    """Every route of the app, those too that an option of Streamlit turns on."""
    given = config.get_option
    on = ("server.enableStaticServing", "server.scriptHealthCheckEnabled")
    monkeypatch.setattr(config, "get_option", lambda key: key in on or given(key))
    runtime = Mock(_main_script_path=str(paths.DASHBOARD))
    return [*server.routes(), *create_streamlit_routes(runtime)]


def addresses(route: BaseRoute) -> Iterator[str]:
    assert isinstance(route, Route | Mount | WebSocketRoute)
    path = route.path
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", "x").replace(f"{{{name}:path}}", "x")
    yield path or "/"
    if isinstance(route, Mount):
        yield f"{path}/x"


def status(url: str, path: str, method: str = "GET", **headers: str) -> int:
    """The status of exactly this path, which no client makes nicer."""
    parts = urlsplit(url)
    assert parts.hostname
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        line.putrequest(method, path, skip_host="host" in headers)
        for name, value in headers.items():
            line.putheader(name, value)
        line.endheaders()
        return line.getresponse().status
    finally:
        line.close()


def test_every_route_is_shut(behind: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {one for route in routes(monkeypatch) for one in addresses(route)}
    pages = {f"/{page.name}" for page in list_pages()}
    assert found >= OPEN | {"/metrics", "/_stcore/metrics", "/_stcore/stream"}
    assert len(found) > 15
    tried = {*found, *KNOWN, *pages} - OPEN
    answered = {
        (path, method, status(behind.url, path, method))
        for path in tried
        for method in (METHODS if path in found else ("GET", "POST"))
    }
    assert {one for one in answered if one[2] != 401} == set()


def test_every_route_is_there_for_who_is_in(behind: Behind) -> None:
    """So that the test above is not of addresses that nobody has."""
    reader = behind.log_in("ani")
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/opening.json",
                 "/assets/inter-5.3.0.woff2", "/cakupan_psm"):  # fmt: skip
        assert reader.get(behind.url + path, timeout=20).status_code == 200, path


@pytest.mark.parametrize(
    "path",
    [
        "//_stcore/metrics", "/./_stcore/metrics", "/_STCORE/metrics", "/%5fstcore/metrics",
        "/_stcore%2fmetrics", "/_stcore/metrics/", "/_stcore//metrics", "/_stcore/metrics?x",
        "/healthz/../_stcore/metrics", "/healthz/%2e%2e/_stcore/metrics", "/%2e%2e/metrics",
        "/healthz/..%2f_stcore/metrics", "/healthz;/../metrics", "/healthz/", "/HEALTHZ",
        "/auth/login/../../_stcore/metrics", "/auth/login/", "/auth//login", "//auth/login",
        "/oauth2callback/../metrics", "/oauth2callback%00", "/\\metrics", "/metrics%20",
        "http://127.0.0.1/_stcore/metrics", "/x/../_stcore/host-config", "/app/static/../x",
    ],
)  # fmt: skip
def test_no_way_of_writing_a_path_opens_it(behind: Behind, path: str) -> None:
    assert status(behind.url, path) in (400, 401, 404)
    assert status(behind.url, path, accept="text/html") in (400, 401, 404)


def test_what_is_open_says_no_more_than_it_must(behind: Behind) -> None:
    health = requests.get(f"{behind.url}/healthz", timeout=20)
    assert health.json() == {"live": True, "ready": True}
    page = requests.get(
        f"{behind.url}/cakupan_psm?region=63.71",
        headers={"Accept": "text/html"},
        timeout=20,
    )
    assert page.status_code == 401
    assert "Masuk dengan SSO Contoh" in page.text
    assert "Banjarmasin" not in page.text
    assert "streamlit" not in page.text.lower()


def test_another_name_is_refused_also_by_plain_http(behind: Behind) -> None:
    for path in ("/", "/healthz", "/auth/login", "/_stcore/health"):
        assert status(behind.url, path, host="evil.example") == 400
    reader = behind.log_in("ani")
    answer = reader.get(behind.url, headers={"Host": "evil.example"}, timeout=20)
    assert answer.status_code == 400


def connects(
    behind: Behind, cookies: dict[str, str], origin: str | None = None
) -> bool:
    """Whether the server takes a connection with these cookies."""
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    try:
        with connect(
            behind.url.replace("http", "ws", 1) + "/_stcore/stream",
            additional_headers={"Cookie": jar},
            origin=origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
        ):
            return True
    except InvalidStatus as refused:
        assert refused.response.status_code == 403
        return False


def test_a_connection_needs_a_login_and_a_page_of_this_server(behind: Behind) -> None:
    cookies = dict(behind.log_in("ani").cookies)
    assert not connects(behind, {})
    assert not connects(behind, {COOKIE: "made.up.value"})
    assert connects(behind, cookies, behind.url)
    assert not connects(behind, cookies, "http://evil.example")
    assert not connects(behind, cookies, "http://localhost")
    assert not connects(behind, dict(behind.log_in("tanpa").cookies), behind.url)


def test_a_login_that_was_ended_is_so_everywhere(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = behind.log_in("ani", "/cakupan_psm?region=63.71&lang=en")
    assert reader.came_to == (
        f"{behind.url}/cakupan_psm?region=63.71&lang=en"  # the link came through
    )
    other = behind.log_in("ani")
    copied = dict(reader.cookies)
    assert connects(behind, copied, behind.url)
    reader.get(f"{behind.url}/auth/logout", allow_redirects=False, timeout=20)
    assert COOKIE not in reader.cookies
    assert requests.get(behind.url, cookies=copied, timeout=20).status_code == 401
    assert not connects(behind, copied, behind.url)
    # another replica: a process of its own on the same store, which is this one
    monkeypatch.setenv("IMBANG_STORE", str(behind.store))
    told = claims.of_cookies(copied, behind.login)
    assert sitting.found(told, behind.login).why == "ended"
    assert other.get(behind.url, timeout=20).status_code == 200


def test_what_the_provider_gives_in_error_is_told_and_opens_nothing(
    behind: Behind, provider: str
) -> None:
    know(provider, "lewat", seconds=-30)
    for who, words in (("asing", "(audience)"), ("lewat", "sudah habis masanya")):
        reader = requests.Session()
        asked = reader.get(f"{behind.url}/auth/login", timeout=20)
        told = reader.post(asked.url, data={"sub": who}, timeout=20)
        assert told.status_code == 403
        assert words in told.text
        assert COOKIE not in reader.cookies
    reader = requests.Session()
    asked = reader.get(f"{behind.url}/auth/login", timeout=20)
    told = reader.post(asked.url, data={"sub": "ani", "action": "deny"}, timeout=20)
    assert told.status_code == 403
    assert "tidak mengizinkan Anda masuk" in told.text


def test_the_api_for_agents_is_off(behind: Behind) -> None:
    reader = behind.log_in("citra")
    for path in ("interact", "mcp"):
        answer = reader.post(f"{behind.url}/_stcore/agent/{path}", json={}, timeout=20)
        assert answer.status_code in (400, 403)
        assert "does not serve the agent API" in answer.text


def test_metrics_are_for_nobody_who_reads_pages(behind: Behind) -> None:
    reader = behind.log_in("citra")
    for path in ("/metrics", "/_stcore/metrics"):
        assert reader.get(behind.url + path, timeout=20).status_code == 403


def test_nobody_uploads_into_a_session_that_is_not_theirs(behind: Behind) -> None:
    reader = behind.log_in("citra")
    reader.get(f"{behind.url}/_stcore/health", timeout=20)
    token = {"X-Xsrftoken": reader.cookies["_streamlit_xsrf"]}
    url = f"{behind.url}/_stcore/upload_file/made-up-session/1"
    files = {"file": ("a.csv", b"a;b\n")}
    assert reader.put(url, files=files, headers=token, timeout=20).status_code == 404


def test_the_way_to_the_provider_is_signed_with_the_secret_of_all_replicas(
    behind: Behind,
) -> None:
    """So that the replica that somebody comes back to knows what another one asked."""
    sent = requests.get(
        f"{behind.url}/auth/login", allow_redirects=False, timeout=20
    ).cookies["_streamlit_session"]
    signer = itsdangerous.TimestampSigner(behind.login.cookie_secret)
    assert b"_state_default_" in base64.b64decode(signer.unsign(sent))
    other = itsdangerous.TimestampSigner("another")
    with pytest.raises(itsdangerous.BadSignature):
        other.unsign(sent)
