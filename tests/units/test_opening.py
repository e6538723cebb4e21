"""A store that is made ready beside the server: what is done, by whom, and what is told."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from imbang import demo, paths
from imbang.app import opening, server
from imbang.progress import silently
from imbang.publishing import background
from imbang.publishing.background import Publication
from imbang.publishing.publish import who_publishes
from imbang.publishing.verify import verify
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot, current_snapshot

FILES = ("a.csv", "b.csv", "c.csv")
VILLAGE = "63.71.01.1001"


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample of three files, in place of the product's."""
    folder = tmp_path / "sample"
    folder.mkdir()
    with (folder / "deliveries.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "received_on", "by"))
        for number, name in enumerate(FILES, 1):
            rows.writerow((name, "2024-07-01", "Sari"))
            text = f"Kode Wilayah,Jenis PMKS,Periode,Jumlah\n{VILLAGE},Fakir miskin,2024-0{number},{number}\n"
            (folder / name).write_text(text)
    monkeypatch.setattr(paths, "SAMPLE", folder)
    return folder


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """Stores that were published, none of them really: a first snapshot is named."""
    done: list[Store] = []

    def publish(store: Store, progress: object, *, by: str) -> None:
        assert by == "Imbang"
        done.append(store)

    def current(folder: Path) -> Snapshot | None:
        return Snapshot("000001", folder) if done else None

    monkeypatch.setattr(demo, "publish", publish)
    monkeypatch.setattr(demo, "current_snapshot", current)
    monkeypatch.setattr("imbang.publishing.recipe.current_snapshot", lambda _at: None)
    return done


def files_of(store: Store) -> list[str]:
    return [one.file for one in store.submissions()]


@pytest.mark.usefixtures("sample")
def test_what_was_begun_is_brought_to_its_end(
    tmp_path: Path, published: list[Store]
) -> None:
    store = Store(tmp_path / "store")

    def killed(text: str, share: float) -> None:
        if text == "b.csv":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.ensure(store, killed)
    assert files_of(store) == ["a.csv"]
    assert demo.needed(store) == "sample"
    told: list[tuple[str, float]] = []
    demo.ensure(store, lambda text, share: told.append((text, share)))
    assert files_of(store) == list(FILES)
    assert published == [store]
    assert [text for text, _ in told] == list(FILES)
    assert [share for _, share in told] == [0, demo.READING / 3, demo.READING * 2 / 3]
    assert demo.needed(store) is None


@pytest.mark.usefixtures("sample", "published")
def test_a_sample_that_was_taken_out_does_not_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(KeyboardInterrupt):
        demo.ensure(store, interrupted_at("c.csv"))
    demo.remove(store)
    assert demo.needed(store) == "figures"


def interrupted_at(file: str) -> Callable[[str, float], None]:
    def told(text: str, share: float) -> None:
        if text == file:
            raise KeyboardInterrupt

    return told


@pytest.mark.usefixtures("sample")
def test_of_two_one_does_it_and_the_other_follows(
    tmp_path: Path, published: list[Store]
) -> None:
    store = Store(tmp_path / "store")
    reached, go_on = threading.Event(), threading.Event()

    def slowly(text: str, share: float) -> None:
        if text == "c.csv":
            reached.set()
            go_on.wait(20)

    first = threading.Thread(target=demo.ensure, args=(store, slowly))
    first.start()
    assert reached.wait(20)
    told: list[tuple[str, float]] = []

    def follow(text: str, share: float) -> None:
        told.append((text, share))
        go_on.set()

    demo.ensure(Store(store.folder), follow)
    first.join(20)
    assert files_of(store) == list(FILES)
    assert published == [store]
    assert told[0] == (demo.ELSEWHERE, demo.READING * 2 / 3)


def test_who_is_stopped_from_outside_is_told(record: Callable[..., Store]) -> None:
    """Waiting for another process, killed, begun again: one snapshot, nothing half-made."""
    rows = [{"region_code": VILLAGE, "kind": "poor", "unit": "person", "count": 40}]
    store = record("ppks", "63.71", "2024-06", rows)
    with store.preparing():
        told = background.start(store, command="prepare")
        wait_until(lambda: told.text == demo.ELSEWHERE)
        for pid in children_of(store):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: told.is_over)
    assert (told.snapshot, told.signal) == (None, signal.SIGKILL)
    assert who_publishes(store) is None
    again = background.start(store, command="prepare")
    wait_until(lambda: again.is_over)
    assert again.snapshot == "000001"
    assert verify(store, silently) == []


def test_the_work_ends_with_the_server_however_that_ends(
    record: Callable[..., Store],
) -> None:
    """Killed in the middle of a long step: nothing goes on that nobody sees."""
    rows = [{"region_code": VILLAGE, "kind": "poor", "unit": "person", "count": 40}]
    store = record("ppks", "63.71", "2024-06", rows)
    script = (
        "import sys, time; from pathlib import Path\n"
        "from imbang.publishing import background\n"
        "from imbang.store.deliveries import Store\n"
        "background.start(Store(Path(sys.argv[1])), command='prepare')\n"
        "time.sleep(60)"
    )
    with store.writing():  # which that step waits for, silently
        command = [sys.executable, "-c", script, str(store.folder)]
        with subprocess.Popen(command) as served:
            wait_until(lambda: bool(children_of(store)))
            time.sleep(2)  # it has begun
            served.kill()
        wait_until(lambda: not children_of(store))


def children_of(store: Store) -> list[int]:
    """The processes that make the store ready."""
    wanted = [b"prepare", b"--format=json", f"--store={store.folder}".encode()]
    return [
        int(command.parent.name)
        for command in Path("/proc").glob("[0-9]*/cmdline")
        if command.read_bytes().split(b"\0")[-4:-1] == wanted
    ]


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise TimeoutError


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status_code: int
    headers: dict[str, str]
    text: str


class Client:
    """Asks an ASGI application without a network."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str) -> Answer:
        return self.ask("POST", address)

    def ask(self, method: str, address: str) -> Answer:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": quote(query, safe="=&").encode(),
            "headers": [(b"host", b"localhost")],
            "server": ("127.0.0.1", 80),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        async def answer() -> None:
            await self._app(scope, receive, send)

        # in a thread of its own: a browser that another test opened leaves a loop running
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(answer())).result()
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], headers, body.decode())


def answered(request: Request) -> PlainTextResponse:
    return PlainTextResponse("the dashboard")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The server's middleware and addresses, over what stands for the dashboard."""
    everything = Route("/{path:path}", answered, methods=["GET", "POST"])
    app = Starlette(
        routes=[*server.routes(), everything], middleware=server.middleware()
    )
    monkeypatch.setattr(opening, "_opening", None)
    yield Client(app)


def open_store(
    monkeypatch: pytest.MonkeyPatch, folder: Path, needs: demo.Need, told: Publication
) -> None:
    made = opening.Opening(Store(folder), needs, None, told, "id")
    monkeypatch.setattr(opening, "_opening", made)


@pytest.mark.parametrize(
    ("address", "is_page"),
    [
        ("/", True),
        ("/cakupan_psm?region=63.71", True),
        ("/impor_data", True),
        ("/_stcore/health", False),
        ("/static/js/index.js", False),
    ],
)
def test_pages_say_how_far_it_is_and_nothing_else_does(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    address: str,
    is_page: bool,
) -> None:
    open_store(monkeypatch, tmp_path, "sample", Publication("", "a<b>.xlsx", 0.3))
    answer = client.get(address)
    assert answer.status_code == 200
    if not is_page:
        assert answer.text == "the dashboard"
        return
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "Membaca a&lt;b&gt;.xlsx" in answer.text
    assert "<li aria-current=step>Membaca buku kerja</li>" in answer.text
    assert "<li>Menghitung angka-angka</li>" in answer.text
    assert 'value="0.300"' in answer.text
    assert '<script src="/opening.js"' in answer.text
    assert client.get("/opening.js").text.startswith("//")


def test_the_page_speaks_english_and_keeps_its_link(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_store(monkeypatch, tmp_path, "figures", Publication("", "marts.needs", 0.3))
    answer = client.get('/cakupan_psm?lang=en&q="><script>')
    assert '<html lang="en">' in answer.text
    assert "What was sent is recorded" in answer.text
    assert "marts.needs" not in answer.text
    assert "Reading" not in answer.text
    assert '<a href="?q=%22%3E%3Cscript%3E&amp;lang=id"' in answer.text
    assert "><script>" not in answer.text.partition("<h1")[0]


def test_the_state_is_told_until_the_dashboard_is_there(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = Publication("", demo.ELSEWHERE, 0.6)
    open_store(monkeypatch, tmp_path, "sample", told)
    said = json.loads(client.get("/opening.json?lang=en").text)
    assert said["now"] == "Another process is doing it; this page follows it."
    assert (said["over"], said["failed"], said["step"]) == (False, False, 1)
    told.snapshot = "000001"
    assert json.loads(client.get("/opening.json").text) == {"over": True}
    assert client.get("/").text == "the dashboard"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Publication("", refused="a.xlsx: <b>salah</b>"), "a.xlsx: &lt;b&gt;salah"),
        (Publication("", refused="", signal=9), "dihentikan dari luar (sinyal 9)"),
        (Publication("", refused=""), "rinciannya ada di log server"),
    ],
)
def test_what_failed_says_so_and_is_tried_again(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    told: Publication,
    words: str,
) -> None:
    open_store(monkeypatch, tmp_path, "sample", told)
    answer = client.get("/?region=63.71")
    assert words in answer.text
    assert "Coba lagi" in answer.text
    assert f"imbang prepare --store {tmp_path}" in answer.text
    again: list[str] = []

    def start(store: Store, *, by: str, command: str) -> Publication:
        again.append(command)
        return Publication(by)

    monkeypatch.setattr(background, "start", start)
    pressed = client.post("/?region=63.71")
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/?region=63.71")
    assert again == ["prepare"]
    assert "Memulai" in client.get("/").text


def test_figures_published_from_elsewhere_open_the_dashboard(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    open_store(monkeypatch, tmp_path, "figures", Publication("", refused="x"))
    assert "x" in client.get("/").text
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "000001.duckdb").touch()
    (tmp_path / "current.json").write_text('{"snapshot": "000001"}')
    assert current_snapshot(tmp_path) is not None
    assert client.get("/").text == "the dashboard"
