"""Two replicas on one store behind nginx, as deploy/nginx.conf has it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench import behind, processes
from bench.client import open_reader
from imbang.publishing.publish import publish
from imbang.publishing.verify import verify
from imbang.store.deliveries import Store
from tests.conftest import draft

pytestmark = pytest.mark.skipif(
    behind.program() is None,
    reason="nginx is not installed: replicas are not tried (apt-get install nginx)",
)
CITY = "63.71"
VILLAGES = {"63.71.01.1001": (40, 0), "63.71.01.1002": (1230, 1)}
SHEET = (
    b"Kode Wilayah,Jenis PMKS,Periode,Jumlah\n63.71.01.1001,Fakir miskin,2024-12,9\n"
)


@dataclass
class Replicas:
    """The address of nginx, the servers behind it by their number, and its log."""

    url: str
    servers: dict[str, processes.Server]
    store: Store
    folder: Path

    def asked(self) -> list[tuple[str, str]]:
        """The address of every request so far, and the number of who answered it."""
        numbers = {
            f"127.0.0.1:{one.url.rpartition(':')[2]}": number
            for number, one in self.servers.items()
        }
        lines = (self.folder / "imbang.log").read_text().splitlines()
        fields = (line.split(" ") for line in lines)
        return [(one[3], numbers.get(one[-1], one[-1])) for one in fields]


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    folder = tmp_path_factory.mktemp("replicas")
    store = Store(folder / "store")
    for month in ("2023-06", "2024-06"):
        rows = [
            [
                {
                    "region_code": code,
                    "kind": kind,
                    "unit": "person",
                    "count": counts[n],
                }
                for code, counts in VILLAGES.items()
            ]
            for n, kind in enumerate(("poor", "psm"))
        ]
        drafts = [
            draft("ppks", CITY, month, rows[0]),
            draft("pillar_counts", CITY, month, rows[1]),
        ]
        store.record(drafts, by="tester", received_on=date(2024, 7, 10))
    publish(store)
    with ExitStack() as stack:
        servers = {
            str(number): stack.enter_context(processes.serving(store.folder))
            for number in (1, 2)
        }
        for server in servers.values():
            processes.wait_for(server)
        ports = [int(one.url.rpartition(":")[2]) for one in servers.values()]
        nginx = stack.enter_context(behind.behind_nginx(ports, folder))
        yield Replicas(nginx.url, servers, store, folder)


def replica_of(page: Page) -> str:
    """The number of the replica that the reader is with."""
    cookies = page.context.cookies()
    [value] = [one["value"] for one in cookies if one["name"] == "imbang_replica"]  # type: ignore[typeddict-item]
    return value


@dataclass
class Crowd:
    """Readers that load a page over and over, and open it again where it is cut off."""

    url: str
    cut: int = 0
    runs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._read(4)))
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    async def _read(self, readers: int) -> None:
        self.runs = [0] * readers
        await asyncio.gather(*(self._visit(n) for n in range(readers)))

    async def _visit(self, number: int) -> None:
        query = f"region={CITY}&as_of=2024-06"
        while not self._over.is_set():
            try:
                reader, _run = await open_reader(self.url, "cakupan_psm", query)
                while not self._over.is_set():
                    await reader.load()
                    self.runs[number] += 1
                await reader.socket.close()
            except (ConnectionClosed, InvalidStatus, OSError):
                self.cut += 1
                await asyncio.sleep(0.1)


def test_a_reader_goes_on_where_a_replica_is_killed(
    page: Page, replicas: Replicas
) -> None:
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{replicas.url}/cakupan_psm?region={CITY}&as_of=2023-06")
    expect(heading).to_contain_text("PMKS")
    expect(page).to_have_url(re.compile("as_of=2023-06"))
    first = replica_of(page)
    asked = replicas.asked()
    assert len(asked) > 5
    assert {who for _what, who in asked} == {first}  # one replica for all of it
    assert "region=" not in (replicas.folder / "imbang.log").read_text()

    crowd = Crowd(replicas.url)
    page.get_by_role("link", name="Impor Data").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "kiriman.csv", "mimeType": "text/csv", "buffer": SHEET}
    )
    expect(page.locator(".stMain")).to_contain_text("kiriman.csv")
    expect(page.get_by_role("button", name="Terima")).to_be_visible()
    assert not list((replicas.folder / "body").glob("*"))  # never on nginx' disk
    page.get_by_role("link", name="Cakupan PSM").click()
    expect(heading).to_contain_text("PMKS")

    before = list(crowd.runs)
    os.kill(replicas.servers[first].pid, signal.SIGKILL)
    page.reload()
    expect(heading).to_contain_text("PMKS")
    expect(page).to_have_url(re.compile(f"region={CITY}&as_of=2023-06"))
    other = replica_of(page)
    assert {first, other} == {"1", "2"}
    page.get_by_text("EN", exact=True).click()
    expect(page).to_have_url(re.compile("lang=en"))
    page.wait_for_timeout(1000)
    crowd.end()
    assert all(after > n for after, n in zip(crowd.runs, before, strict=True))
    assert crowd.cut > 0  # some were with the one that was killed

    publish(replicas.store)  # from elsewhere
    page.reload()
    expect(page.locator(".st-key-foot")).to_contain_text("000002")
    assert verify(replicas.store, lambda _text, _share: None) == []


def test_what_nginx_lets_through(replicas: Replicas) -> None:
    upload = f"{replicas.url}/_stcore/upload_file/nobody/nothing"
    assert status(upload, body=b"0" * 5_000_000) not in (200, 413)
    assert status(f"{replicas.url}/", body=b"0" * 5_000_000) == 413
    assert status(f"{replicas.url}/metrics") == 404
    assert status(f"{replicas.url}/_stcore/metrics") == 404
    assert status(f"{replicas.url}/_stcore/health") == 200


def status(url: str, body: bytes | None = None) -> int:
    request = urllib.request.Request(url, body, method="PUT" if body else "GET")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


class Stub(BaseHTTPRequestHandler):
    """Says which port answered."""

    def do_GET(self) -> None:
        text = str(self.server.server_address[1]).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_given: object) -> None:
        pass


@contextmanager
def stub(port: int) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", port), Stub)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_who_moved_stays_when_the_first_replica_is_back(tmp_path: Path) -> None:
    """The session lives where it was opened last; what it uploads must go there too."""
    ports = behind.free_port(), behind.free_port()
    with behind.behind_nginx(ports, tmp_path) as nginx, ExitStack() as replicas:
        url = nginx.url
        replicas.enter_context(stub(ports[1]))
        with stub(ports[0]):
            first, cookie = asked(url, "imbang_replica=1")
            assert (first, cookie) == (ports[0], None)
            assert len({asked(url, "imbang_replica=1")[0] for _ in range(20)}) == 1
            new, named = asked(url, "")
            assert named == f"imbang_replica={ports.index(new) + 1}"
            stranger, _named = asked(url, "imbang_replica=9; DROP")
            assert stranger in ports
        moved, cookie = asked(url, "imbang_replica=1")
        assert (moved, cookie) == (ports[1], "imbang_replica=2")
        with stub(ports[0]):
            assert asked(url, "imbang_replica=2") == (ports[1], None)


def asked(url: str, cookie: str) -> tuple[int, str | None]:
    """Who answers a reader with this cookie, and what its cookie becomes."""
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=20) as answer:
        named = answer.headers.get("Set-Cookie")
        return int(answer.read()), named and named.partition(";")[0]
