"""Every address of the running app for every role, by plain HTTP: who is let in, and who not.

The table is written by hand: whoever adds an address writes here what each gets there. An
answer that is no answer of the door (another status, or its body) is told apart from one
that is: what is not there, or not taken, has let nobody in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from imbang.app import programs
from imbang.app.login.pages import CALLBACK, LOGIN, LOGOUT
from imbang.app.page_files import list_pages
from tests.access.conftest import Behind
from tests.access.test_open_doors import connects, routes

WITH_ROLE = (
    "ani",
    "budi",
    "citra",
    "dedi",
    "endah",
    "fajar",
)  # one of each, two officers
OUTSIDE = ("", "tanpa")  # nobody, and who is logged in without a role
NOT_FOR_YOU = "Not for you.\n"
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class At:
    """An address of a route, and what whoever has a role gets there: the status, and
    whether a guard of Imbang gives it, instead of what is asked for."""

    path: str
    status: int = 200
    is_refused: bool = False


TABLE: dict[str, tuple[At, ...]] = {
    "/geo/{sha}.json": (At("/geo/{sha}.json"), At(f"/geo/{'0' * 64}.json", 404)),
    "/assets/{name}": (At("/assets/inter-5.3.0.woff2"), At("/assets/x", 404)),
    "/app/static/{name}": (
        At(programs.logo_address()),
        At("/app/static/x.png", 404),
    ),
    "/opening.json": (At("/opening.json"),),
    "/opening.js": (At("/opening.js"),),
    # for whoever has the token of metrics, and no role
    "/metrics": (At("/metrics", 403, True),),
    "/_stcore/metrics": (At("/_stcore/metrics", 403, True),),
    "/_stcore/health": (At("/_stcore/health"),),
    "/_stcore/host-config": (At("/_stcore/host-config"),),
    # of another, or of nobody; one's own: test_round_trip, tests/units/access/test_door
    "/media/{file_id:path}": (At("/media/0123456789abcdef.pdf", 404, True),),
    "/_stcore/upload_file/{session_id}/{file_id}": (
        At("/_stcore/upload_file/session/file", 404, True),
    ),
    "/component/{path:path}": (At("/component/x/index.html", 404),),
    "/_stcore/bidi-components/{path:path}": (
        At("/_stcore/bidi-components/x/index.js", 404),
    ),
    # off, but for Streamlit's general description of what it would be
    "/_stcore/agent/interact": (At("/_stcore/agent/interact", 405),),
    "/_stcore/agent/openapi.json": (At("/_stcore/agent/openapi.json"),),
    "/_stcore/agent/mcp": (At("/_stcore/agent/mcp", 405),),
    # what an option of Streamlit would turn on is a page that there is not
    "/app/static/{path:path}": (At("/app/static/x/y.png"),),
    "/_stcore/script-health-check": (At("/_stcore/script-health-check"),),
    # the frame, which holds no figure: what a page shows goes by the connection
    "": (At("/"), *(At(f"/{page.name}") for page in list_pages())),
}
OPEN = {LOGIN, CALLBACK, LOGOUT, "/healthz"}
CONNECTIONS = {"/_stcore/stream"}


def rows(store: Path) -> list[At]:
    [layer, *_others] = (store / "geometry").glob("*.json.gz")
    sha = layer.name.partition(".")[0]
    return [
        At(one.path.replace("{sha}", sha), one.status, one.is_refused)
        for asked in TABLE.values()
        for one in asked
    ]


@pytest.fixture(scope="module")
def readers(behind: Behind) -> dict[str, requests.Session]:
    logged_in = {who: behind.log_in(who) for who in (*WITH_ROLE, "tanpa")}
    return {"": requests.Session(), **logged_in}


def test_every_route_stands_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {str(getattr(one, "path", "")).rstrip("/") for one in routes(monkeypatch)}
    assert there == TABLE.keys() | OPEN | CONNECTIONS


@pytest.mark.parametrize("who", WITH_ROLE)
def test_whoever_has_a_role_gets_what_the_table_says(
    behind: Behind, readers: dict[str, requests.Session], who: str
) -> None:
    for one in rows(behind.store):
        told = readers[who].get(behind.url + one.path, timeout=20)
        refused = told.text == NOT_FOR_YOU
        assert (told.status_code, refused) == (one.status, one.is_refused), one.path
    assert connects(behind, dict(readers[who].cookies), behind.url)


@pytest.mark.parametrize("who", WITH_ROLE)
def test_nothing_is_changed_by_an_address_whatever_the_role(
    behind: Behind, readers: dict[str, requests.Session], who: str
) -> None:
    """Pages change things, over their connection, where rights are asked."""
    for one in rows(behind.store):
        for method in CHANGING:
            told = readers[who].request(method, behind.url + one.path, timeout=20)
            assert 400 <= told.status_code < 500, (method, one.path)


@pytest.mark.parametrize("who", OUTSIDE)
def test_whoever_has_none_gets_nothing(
    behind: Behind, readers: dict[str, requests.Session], who: str
) -> None:
    for one in rows(behind.store):
        for method in ("GET", *CHANGING):
            told = readers[who].request(method, behind.url + one.path, timeout=20)
            assert (told.status_code, told.text) == (401, NOT_FOR_YOU), one.path
    assert not connects(behind, dict(readers[who].cookies), behind.url)


@pytest.mark.parametrize("who", (*OUTSIDE, *WITH_ROLE))
def test_what_is_open_says_the_same_to_all(
    behind: Behind, readers: dict[str, requests.Session], who: str
) -> None:
    health = readers[who].get(f"{behind.url}/healthz", timeout=20)
    assert health.json() == {"live": True, "ready": True}
    asked = (
        readers[who]
        .get(behind.url + LOGIN, allow_redirects=False, timeout=20)
        .headers["location"]
    )
    assert asked.startswith(behind.login.issuer)
