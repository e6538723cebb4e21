"""A dashboard behind its door, and a real OpenID Connect provider, each a process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from playwright.sync_api import expect

from imbang.app.login import configuration
from imbang.app.login.configuration import Login
from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from tests.conftest import draft

IMBANG = Path(sys.executable).with_name("imbang")
CITY = "63.71"
COOKIE = "_streamlit_user"
expect.set_options(timeout=20_000)  # two cores may be busy with other tests
# what the provider says of them beside issuer, audience and times
PEOPLE: dict[str, dict[str, object]] = {
    "ani": {"name": "Ani Contoh", "groups": ["viewers"]},
    "budi": {"name": "Budi Contoh", "groups": ["planners"]},
    "citra": {"name": "Citra Contoh", "groups": ["officers"]},
    "dedi": {"name": "Dedi Contoh", "groups": ["officers elsewhere"]},
    "endah": {"name": "Endah Contoh", "groups": ["heads"]},
    "fajar": {"name": "Fajar Contoh", "groups": ["administrators"]},
    "tanpa": {"name": "Tanpa Peran", "groups": ["others"]},
    # Authlib lets it pass: imbang is the party it was given to
    "asing": {"groups": ["viewers"], "aud": "another", "azp": "imbang"},
}
LOGIN = """
issuer = "{issuer}"
client_id = "imbang"
client_secret = "made-up"
cookie_secret = "made-up made-up made-up made-up made-up"
address = "{address}"
name = "SSO Contoh"
contact = "Bagian TI, 0511-000000"
[roles]
claim = "groups"
[[roles.give]]
to = "viewers"
role = "viewer"
[[roles.give]]
to = "planners"
role = "planner"
[[roles.give]]
to = "officers"
role = "officer"
region = "63.71"
[[roles.give]]
to = "officers elsewhere"
role = "officer"
region = "63.72"
[[roles.give]]
to = "heads"
role = "head"
region = "63.71"
[[roles.give]]
to = "administrators"
role = "administrator"
"""


class Reader(requests.Session):
    """Somebody who has logged in, and the address where that led to."""

    came_to = ""


@dataclass(frozen=True)
class Behind:
    """A dashboard with a door, its store, and how people log in to it."""

    url: str
    store: Path
    login: Login

    def log_in(self, who: str, to: str = "/") -> Reader:
        """A reader who has logged in, as a browser without scripts would."""
        reader = Reader()
        asked = reader.get(f"{self.url}/auth/login", params={"to": to}, timeout=20)
        assert asked.status_code == 200, asked.text
        answer = reader.post(asked.url, data={"sub": who}, timeout=20)
        reader.came_to = answer.url
        return reader


def know(provider: str, who: str, *, seconds: int) -> float:
    """Have the provider know a viewer whose login ends in so many seconds; when it does.

    Authlib still takes one that has been over for less than two minutes.
    """
    ends = int(time.time()) + seconds
    said = {"name": f"{who} Contoh", "groups": ["viewers"], "exp": ends}
    assert requests.put(f"{provider}/users/{who}", json=said, timeout=20).ok
    return ends


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until something answers there."""
    for _ in range(400):
        if server.poll() is not None:
            break
        try:
            requests.get(url, timeout=2)
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {url}:\n{log.read_text()}")


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a provider that knows `PEOPLE`."""
    port = free_port()
    log = tmp_path_factory.mktemp("provider") / "log"
    people = [
        f"--user-claims={json.dumps({'sub': sub} | said)}"
        for sub, said in PEOPLE.items()
    ]
    program = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    with log.open("w") as told:
        process = subprocess.Popen(
            [*program, "-p", str(port), *people], stdout=told, stderr=told
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(urljoin(url, "/.well-known/openid-configuration"), process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def behind(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The dashboard of a small published store, open to who logs in alone."""
    folder = tmp_path_factory.mktemp("behind")
    store = Store(folder / "store")
    row = {
        "region_code": f"{CITY}.01.1001",
        "kind": "poor",
        "unit": "person",
        "count": 7,
    }
    sent = draft("ppks", CITY, "2024-06", [row])
    store.record([sent], by="tester", received_on=date(2024, 7, 1))
    publish(store)
    with serving(store.folder, folder, provider) as made:
        yield made


@contextmanager
def serving(
    store: Path, folder: Path, provider: str, address: str = ""
) -> Iterator[Behind]:
    """The dashboard of ``store``, reached at ``address`` or where it is served itself."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    file = folder / "login.toml"
    file.write_text(LOGIN.format(issuer=provider, address=address or url), "utf-8")
    file.chmod(0o600)
    log = folder / "log"
    command = [IMBANG, "serve", f"--store={store}", f"--port={port}"]
    with log.open("w") as told:
        server = subprocess.Popen(
            [*command, f"--login={file}"], cwd=folder, stdout=told, stderr=told
        )
    try:
        wait_for(f"{url}/healthz", server, log)
        yield Behind(url, store, configuration.read(file))
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert "Traceback" not in log.read_text()
