"""What a cookie says, and when that does not hold."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from imbang import nik
from imbang.app.login import claims, kept, sitting
from imbang.app.login.configuration import Login
from imbang.store.workspace import LOGIN as TOPIC
from imbang.store.workspace import Workspace

LOGIN = Login(
    "https://login.example", "imbang", "https://imbang.example", cookie_secret="s" * 32
)
NOW = int(time.time())
ANI: dict[str, Any] = {
    "iss": "https://login.example",
    "aud": "imbang",
    "sub": "ani",
    "name": "Ani Contoh",
    "iat": NOW - 60,
    "exp": NOW + 86_400,  # tests begin long after they were loaded
    "nonce": "n1",
}


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))
    monkeypatch.setattr(kept, "_ended_here", {})


def cookies(said: dict[str, Any], login: Login = LOGIN) -> dict[str, str]:
    """As Streamlit sets them, in parts where they are long."""
    jar: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(login.cookie_secret, name, value)

    def put(name: str, value: str) -> None:
        jar[name] = sign(name, value).decode()

    set_cookie_with_chunks(put, sign, claims.COOKIE, said, cookie_attr_size=80)
    return jar


def test_what_was_signed_is_read_also_where_it_came_in_parts() -> None:
    assert claims.of_cookies(cookies(ANI), LOGIN) == ANI
    groups = [hashlib.sha256(bytes([n])).hexdigest() for n in range(200)]
    many = ANI | {"groups": groups}
    jar = cookies(many)
    assert len(jar) > 2
    assert claims.of_cookies(jar, LOGIN) == many
    jar.popitem()
    assert claims.of_cookies(jar, LOGIN) is None


def test_nothing_else_is() -> None:
    other = replace(LOGIN, cookie_secret="o" * 32)
    assert claims.of_cookies({}, LOGIN) is None
    assert claims.of_cookies(cookies(ANI, other), LOGIN) is None
    [value] = cookies(ANI).values()
    assert claims.of_cookies({claims.COOKIE: value[:-1] + "é"}, LOGIN) is None
    assert claims.of_cookies({claims.COOKIE: json.dumps(ANI)}, LOGIN) is None
    # signed for another cookie
    moved = create_signed_value(LOGIN.cookie_secret, "_other", json.dumps(ANI))
    assert claims.of_cookies({claims.COOKIE: moved.decode()}, LOGIN) is None
    listed = create_signed_value(LOGIN.cookie_secret, claims.COOKIE, "[1]")
    assert claims.of_cookies({claims.COOKIE: listed.decode()}, LOGIN) is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"aud": ["other", "imbang"]}, None),
        ({"aud": "other"}, "audience"),
        ({"aud": "other", "azp": "imbang"}, "audience"),
        ({"aud": []}, "audience"),
        ({"aud": None}, "audience"),
        ({"iss": "https://login.example/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"exp": NOW - 1}, "expired"),
        ({"exp": None}, "expired"),
        ({"exp": "never"}, "expired"),
        ({"exp": True}, "expired"),
    ],
)
def test_what_does_not_hold(changed: dict[str, Any], fault: str | None) -> None:
    assert claims.fault(ANI | changed, LOGIN) == fault


def test_an_office_may_say_how_long_a_login_lasts() -> None:
    login = replace(LOGIN, hours=2)
    assert claims.fault(ANI | {"exp": NOW - 1}, login) is None
    assert claims.fault(ANI | {"iat": NOW - 7201}, login) == "expired"
    assert claims.fault(ANI | {"iat": None}, login) == "expired"


def test_logins_are_told_apart_by_letters() -> None:
    keys = {claims.key(ANI | {"nonce": f"n{n}"}) for n in range(300)}
    assert len(keys) == 300
    assert all(key.isalpha() and not nik.holds(key) for key in keys)
    assert claims.key(ANI) == claims.key(dict(reversed(ANI.items())))
    assert claims.key(ANI) != claims.key(ANI | {"sub": "citra"})


def test_an_ended_login_is_ended_for_all_who_share_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ANI | {"nonce": "n2"}
    assert sitting.found(ANI, LOGIN).why == ""
    kept.end(ANI, LOGIN)
    monkeypatch.setattr(kept, "_ended_here", {})  # as another replica, which reads
    assert sitting.found(ANI, LOGIN).why == "ended"
    assert sitting.found(other, LOGIN).why == ""
    kept.end(ANI, LOGIN)
    assert len(Workspace(tmp_path).changes(TOPIC)) == 1  # once more changes nothing


def test_those_that_are_over_are_forgotten_and_figures_do_not_depend_on_it(
    tmp_path: Path,
) -> None:
    workspace = Workspace(tmp_path)
    workspace.put("setting", "x", 1, by="tester")
    before = workspace.version()
    workspace.put(TOPIC, "gone", NOW - 5, by="")
    kept.end(ANI, LOGIN)
    assert set(workspace.entries(TOPIC)) == {claims.key(ANI)}
    assert workspace.version() == before


def test_what_the_workspace_says_is_read_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def read(workspace: Workspace) -> kept.Told:
        reads.append(workspace.path)
        return kept._read(workspace)

    monkeypatch.setattr(kept, "_READ", kept._Reader(read))
    kept.told(), kept.told()
    assert len(reads) == 2  # no file yet
    Workspace(tmp_path).put(TOPIC, "a", NOW + 60, by="")
    kept.told(), kept.told()
    assert len(reads) == 4  # changed just now: it might change again unseen
    monkeypatch.setattr(kept, "_RACY_SECONDS", -1.0)
    assert kept.told().ended == {"a"}
    kept.told()
    assert len(reads) == 5
    Workspace(tmp_path).put(TOPIC, "b", NOW + 60, by="")
    assert kept.told().ended == {"a", "b"}
