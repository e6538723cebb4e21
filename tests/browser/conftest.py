"""A served sample store and a browser that looks at it.

The browser is `IMBANG_CHROMIUM`, else the system's Chromium, else Playwright's own;
where none can be had these tests fail. `BROWSER=0` leaves them out, explicitly.
"""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
)
from typer.testing import CliRunner

from imbang.cli.main import app

if TYPE_CHECKING:
    from tests.browser.visits import Visit

LARGE: ViewportSize = {"width": 1920, "height": 1080}
# what shimmers while a page loads would take a fifth of what drawing it does
STILL: Literal["reduce"] = "reduce"
EMPTY = "about:blank"
IMBANG = Path(sys.executable).with_name("imbang")
expect.set_options(timeout=20_000)  # two cores may be busy with other tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)
            if os.environ.get("BROWSER") == "0":
                item.add_marker(pytest.mark.skip(reason="BROWSER=0 was given"))


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address and its store."""

    url: str
    store: Path

    def query(self, question: str, **parameters: str) -> list[dict[str, str]]:
        """What ``imbang query`` prints, as a script would read it."""
        given = [f"--param={name}={value}" for name, value in parameters.items()]
        command = ["query", question, *given, "--format=csv", f"--store={self.store}"]
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
        return list(csv.DictReader(done.stdout.splitlines()))


@dataclass
class Seen:
    """What went on behind a page: requests, errors, what came over the websocket."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0

    @contextmanager
    def watching(self, page: Page) -> Iterator[None]:
        """While this lasts, what goes on behind ``page`` is noted."""
        heard: dict[str, Callable[..., None]] = {
            "request": lambda request: self.requests.append(request.url),
            "pageerror": lambda error: self.errors.append(str(error)),
            "console": lambda message: self._hear(message.type, message.text),
            "websocket": lambda socket: socket.on("framereceived", self._weigh),
        }
        for event, note in heard.items():
            page.on(event, note)  # type: ignore[call-overload]
        yield
        for event, note in heard.items():
            page.remove_listener(event, note)

    def _hear(self, type: str, text: str) -> None:
        # Opened at a page's address, Streamlit looks for its server below it first.
        is_search = "404" in text and "Failed to load resource" in text
        if type == "error" and not is_search:
            self.errors.append(text)

    def _weigh(self, frame: bytes | str) -> None:
        self.received += len(frame)


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, sample_store: Path
) -> Iterator[Served]:
    """The dashboard of the sample, served from a folder that is not the product's."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(sample_store, folder / "store")
    with serving(folder / "store", folder) as made:
        yield made


@contextmanager
def serving(
    store: Path, folder: Path, program: Sequence[str | Path] = (IMBANG,)
) -> Iterator[Served]:
    """The dashboard of ``store``, served from ``folder``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*program, "serve", f"--store={store}", f"--port={port}"]
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server, log)
        yield Served(url, store)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Filling an empty store with the sample takes a while before the first answer."""
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"imbang serve ended:\n{log.read_text()}")
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"imbang serve did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a large screen, who reads all day: a program that came once is kept."""
    made = browser.new_context(viewport=LARGE, locale="id-ID", reduced_motion=STILL)
    made.set_default_timeout(20_000)
    made.new_page()
    yield made
    made.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(context: BrowserContext, seen: Seen) -> Iterator[Page]:
    """An empty page whose traffic is watched. It is one page for all tests, which draws
    at a third of what a new one takes, and is left as it was found.
    """
    made, *_ = context.pages
    with seen.watching(made):
        yield made
    for further in context.pages[1:]:
        further.close()
    if made.url != EMPTY:
        made.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    made.goto(EMPTY)
    made.emulate_media(media="null", color_scheme="null")
    made.set_viewport_size(LARGE)
    made.mouse.move(0, 0)
    context.clear_cookies()


@pytest.fixture(scope="session")
def _visits() -> dict[str, Visit]:
    return {}


@pytest.fixture
def visited(
    page: Page, served: Served, _visits: dict[str, Visit]
) -> Callable[[str], Visit]:
    """What a visit to a page of the sample has found, made once for all tests."""
    from tests.browser.visits import visit

    def found(address: str) -> Visit:
        if address not in _visits:
            _visits[address] = visit(page, served, address)
        return _visits[address]

    return found


@pytest.fixture(scope="session")
def telephone(browser: Browser) -> Iterator[Page]:
    """A page on a telephone, one for all tests."""
    made = browser.new_context(
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        reduced_motion=STILL,
    )
    made.set_default_timeout(20_000)
    yield made.new_page()
    made.close()
