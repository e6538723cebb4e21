"""A tiny published store for pages: one city with two districts and four villages."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import local_script_runner

from imbang.app import server
from imbang.app.shown import canvas, figures
from imbang.drawing.paper import known
from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from tests.conftest import Rows, draft, filled_once

# what is installed stays the same: AppTest would look through it for every page it opens
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)

look_for_end = local_script_runner.require_widgets_deltas


def wait_for_end(
    runner: local_script_runner.LocalScriptRunner, timeout: float = 3
) -> None:
    """AppTest looks a thousand times a second whether a page has ended: wait instead."""
    assert runner._script_thread is not None
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        look_for_end(runner, 0)


local_script_runner.require_widgets_deltas = wait_for_end

CITY = "63.71"
VILLAGES = {
    "63.71.01.1001": (40, 0),
    "63.71.01.1002": (1230, 1),
    "63.71.02.1001": (0, 0),
    "63.71.02.1002": (90, 2),
}


def _counts(dataset: str, place: int, kind: str) -> Rows:
    return [
        {"region_code": code, "kind": kind, "unit": "person", "count": counts[place]}
        for code, counts in VILLAGES.items()
    ]


@pytest.fixture(scope="session")
def tiny_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store: PMKS and PSM of four villages in June 2023 and June 2024."""
    return filled_once(tmp_path_factory, "tiny", _fill_tiny)


def _fill_tiny(folder: Path) -> None:
    store = Store(folder)
    for month in ("2023-06", "2024-06"):
        ppks = draft("ppks", CITY, month, _counts("ppks", 0, "poor"))
        psm = draft("pillar_counts", CITY, month, _counts("pillar_counts", 1, "psm"))
        store.record([ppks, psm], by="tester", received_on=date(2024, 7, 10))
    publish(store)


@pytest.fixture(autouse=True)
def _claimed_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the server (`imbang.app.server.claim_pages`), which AppTest goes without."""
    begin = PagesManager.__init__

    def begin_claimed(self: PagesManager, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        server.claim_pages()

    monkeypatch.setattr(PagesManager, "__init__", begin_claimed)


@pytest.fixture(autouse=True)
def _drawn_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page shows as a chart or a map can be drawn on paper too."""
    for module, name in ((figures, "show_figure"), (canvas, "show_canvas")):
        monkeypatch.setattr(module, name, _checked(getattr(module, name)))


def _checked(show: Callable[..., None]) -> Callable[..., None]:
    def show_checked(figure: go.Figure, *given: Any, **named: Any) -> None:
        known.check(figure)
        show(figure, *given, **named)

    return show_checked


@pytest.fixture
def served(tiny_store: Path) -> Iterator[Path]:
    """The tiny store as the one that pages read."""
    yield from reading(tiny_store)


@pytest.fixture
def served_copy(tiny_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the tiny store, to be changed, as the one that pages read."""
    shutil.copytree(tiny_store, tmp_path / "store")
    yield from reading(tmp_path / "store")


@pytest.fixture
def served_empty(tmp_path: Path) -> Iterator[Path]:
    """A store without a snapshot as the one that pages read."""
    yield from reading(tmp_path / "empty")


def reading(folder: Path) -> Iterator[Path]:
    """Have pages read the store in ``folder`` for a while."""
    before = os.environ.get("IMBANG_STORE")
    os.environ["IMBANG_STORE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["IMBANG_STORE"]
    else:
        os.environ["IMBANG_STORE"] = before
